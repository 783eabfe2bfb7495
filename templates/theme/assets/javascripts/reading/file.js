/**
 * A reader's marks as a file, to keep or to take to another browser.
 *
 * `{format: "papershelf-reading", version: 1, papers: [{id, title?, status?, star?, note?}]}`, where
 * each field is `{value, at}` and `at` is a moment in ISO 8601. A title is for people's eyes only.
 */

import { isField, isId, NAMES, NOTHING } from "./store.js";
import { say } from "../words.js";

/** @import { Entry } from "./store.js" */

const FORMAT = "papershelf-reading";
const VERSION = 1;
export const LARGEST = 5_000_000; // bytes: what browsers keep for a site

/** What is wrong with a file, in words for the person who chose it. */
export class Malformed extends Error {}

/**
 * The text of a file that holds some entries; `titles` gives a paper's title where it is known.
 * @param {Map<string, Entry>} entries
 * @param {Map<string, string>} titles
 */
export function write(entries, titles) {
  const papers = [...entries]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([id, entry]) => {
      const fields = NAMES.filter((name) => entry[name]).map((name) => [name, entry[name]]);
      return { id, ...(titles.has(id) ? { title: titles.get(id) } : {}), ...Object.fromEntries(fields) };
    });
  return `${JSON.stringify({ format: FORMAT, version: VERSION, papers }, null, 1)}\n`;
}

/**
 * The entries that a file holds, by id.
 * @param {string} text
 * @throws {Malformed} with the first thing that is wrong
 */
export function read(text) {
  const file = parse(text);
  if (file?.format !== FORMAT) throw new Malformed(say("It is not a file that this page exported."));
  if (file.version !== VERSION) {
    throw new Malformed(say("It was exported by another version of this page, which this one cannot read."));
  }
  if (!Array.isArray(file.papers)) throw new Malformed(say("It has no list of papers."));
  /** @type {Map<string, Entry>} */
  const entries = new Map();
  for (const [place, paper] of file.papers.entries()) {
    const number = place + 1;
    if (!isId(paper?.id)) throw new Malformed(say("Paper %(number)s of the file has no valid id.", { number }));
    if (entries.has(paper.id)) throw new Malformed(say("Paper %(number)s of the file is a duplicate of an earlier one.", { number }));
    const fields = NAMES.filter((name) => Object.hasOwn(paper, name)).map((name) => {
      const field = paper[name];
      if (!isField(name, field)) throw new Malformed(say("Paper %(number)s of the file has a %(field)s that cannot be read.", { number, field: name }));
      return [name, { value: field.value, at: field.at }];
    });
    entries.set(paper.id, { ...NOTHING, ...Object.fromEntries(fields) });
  }
  return entries;
}

/**
 * @param {string} text
 * @returns {any}
 */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Malformed(say("It is not JSON, or it was cut off."));
  }
}
