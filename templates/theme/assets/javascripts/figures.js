/** Numbers as readers of the site see them, whatever their browser speaks. */

import { counted, figure, say } from "./words.js";

export { figure };

/**
 * `1 paper`, `1,204 papers`.
 * @param {number} count
 */
export const papersOf = (count) => counted(count, "%(num)s paper", "%(num)s papers");

/**
 * How far somebody got: `12 of 58 read`.
 * @param {number} read
 * @param {number} all
 */
export const progressOf = (read, all) => say("%(read)s of %(all)s read", { read: figure(read), all: figure(all) });
