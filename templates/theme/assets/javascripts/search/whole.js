/** What the engine knows of a short list: everything, from files that are fetched whole, but for the papers that names lead to. */

import { Directory } from "./directory.js";
import { Known } from "./identifiers.js";
import { enter, unpack } from "./packed.js";
import { slugOf, titleOrder } from "./titles.js";
import { grams, terms } from "./words.js";

/** @import { Shelf } from "./shelf.js" */
/** @import { Files, Index } from "./types.js" */

/** The file of the papers' identifiers, which few queries ask for. */
export const IDENTIFIERS = "identifiers";

/**
 * @param {Files} files
 * @param {(word: string) => unknown} isTelling whether a word is no stop word
 * @param {Shelf} shelf
 * @returns {Index}
 */
export function whole({ documents, people, summaries, abstracts }, isTelling, shelf) {
  const { titles, slugs } = documents;
  const size = titles.length;
  const asked = titles.map(terms);
  /** @type {number[] | undefined} */
  let sorted;
  return {
    documents,
    size,
    titles: enter(titles.map(grams)),
    terms: enter(asked),
    telling: (paper) => asked[paper].filter((word) => isTelling(word)).length,
    summaries: unpack(summaries, size),
    ...(abstracts && { abstracts: unpack(abstracts, size) }),
    people: new Directory(people, shelf, size).entries("people"),
    identifiers: identifiersOn(shelf),
    title: (paper) => titles[paper],
    isAccented: (paper) => !/^[\0-\x7f]*$/.test(titles[paper]),
    byTitle: () => (sorted ??= titleOrder(titles.map((title, paper) => ({ title, slug: slugOf(title, slugs[paper]) })))),
    demand: () => shelf.demand(),
    isComplete: () => !shelf.wanted.size,
  };
}

/**
 * The identifiers of all papers, as soon as one is asked for.
 * @param {Shelf} shelf
 * @returns {Index["identifiers"]}
 */
function identifiersOn(shelf) {
  /** @type {Known | undefined} */
  let known;
  const find = () => {
    const file = shelf.find(IDENTIFIERS);
    return file && (known ??= new Known(file.known));
  };
  return { get: (value) => find()?.get(value), begun: (start) => find()?.begun(start) ?? [] };
}
