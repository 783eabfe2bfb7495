/** What the engine knows of a short list: everything, from files that are fetched whole. */

import { Known } from "./identifiers.js";
import { enter, unpack } from "./packed.js";
import { slugOf, titleOrder } from "./titles.js";
import { grams, terms } from "./words.js";

/** @import { Documents, Files } from "./files.js" */
/** @import { Entries, Unpacked } from "./packed.js" */

/**
 * @typedef {object} Index what the engine knows of the papers: all of it, or as much as was fetched (`shards.js`)
 * @property {Documents} documents
 * @property {number} size how many papers there are
 * @property {Entries} titles
 * @property {Entries} terms the same, without the words that are parts of those that a query would ask for
 * @property {(paper: number) => number} telling how many words of a title are no stop words
 * @property {Unpacked} summaries
 * @property {Unpacked} [abstracts]
 * @property {Entries} people
 * @property {Pick<Known, "get" | "begun">} identifiers
 * @property {(paper: number) => string} title
 * @property {(paper: number) => boolean} isAccented whether a title has any letter beyond ASCII
 * @property {() => number[]} byTitle all papers
 * @property {() => void} demand throws `Missing` if anything that was asked for is still to be fetched
 * @property {() => boolean} isComplete whether everything that was asked for was there
 */

/**
 * @param {Files} files
 * @param {(word: string) => unknown} isTelling whether a word is no stop word
 * @returns {Index}
 */
export function whole({ documents, people, summaries, abstracts }, isTelling) {
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
    people: unpack(people, size).entries,
    identifiers: new Known(documents.known),
    title: (paper) => titles[paper],
    isAccented: (paper) => !/^[\0-\x7f]*$/.test(titles[paper]),
    byTitle: () => (sorted ??= titleOrder(titles.map((title, paper) => ({ title, slug: slugOf(title, slugs[paper]) })))),
    demand() {},
    isComplete: () => true,
  };
}
