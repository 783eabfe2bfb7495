/** Numbers as readers of the site see them, whatever their browser speaks. */

/**
 * `1,204`.
 * @param {number} count
 */
export const figure = (count) => count.toLocaleString("en");

/**
 * A number with what it counts: `1 paper`, `1,204 papers`.
 * @param {number} count
 * @param {string} noun
 */
export const plural = (count, noun) => `${figure(count)} ${noun}${count === 1 ? "" : "s"}`;

/**
 * How far somebody got: `12 of 58 read`.
 * @param {number} read
 * @param {number} all
 */
export const progressOf = (read, all) => `${figure(read)} of ${figure(all)} read`;
