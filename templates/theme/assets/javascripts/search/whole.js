/** What the engine knows of a short list: everything, from files that are fetched whole. */

import { Known } from "./identifiers.js";
import { enter, unpack } from "./packed.js";
import { slugOf, titleOrder } from "./titles.js";
import { grams, terms } from "./words.js";

/** @import { Files, Index } from "./types.js" */

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
