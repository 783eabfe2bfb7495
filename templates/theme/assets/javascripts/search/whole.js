/** What the engine knows of a short list: everything, from files that are fetched whole; the papers by names when they are asked for. */

import { Known } from "./identifiers.js";
import { enter, expand, unpack } from "./packed.js";
import { slugOf, titleOrder } from "./titles.js";
import { grams, terms } from "./words.js";

/** @import { Entries } from "./packed.js" */
/** @import { Shelf } from "./shelf.js" */
/** @import { Files, Index, Named } from "./types.js" */

/** The file that says which papers are by whom, and what their identifiers are: few queries ask for it. */
const NAMED = "named";

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
    ...byName(people.words, shelf, size),
    title: (paper) => titles[paper],
    isAccented: (paper) => !/^[\0-\x7f]*$/.test(titles[paper]),
    byTitle: () => (sorted ??= titleOrder(titles.map((title, paper) => ({ title, slug: slugOf(title, slugs[paper]) })))),
    demand: () => shelf.demand(),
    isComplete: () => !shelf.wanted.size,
  };
}

/**
 * @param {string} words of the names of authors
 * @param {Shelf} shelf
 * @param {number} size
 * @returns {Pick<Index, "people" | "identifiers">}
 */
function byName(words, shelf, size) {
  const known = new Set(expand(words));
  /** @type {Entries | undefined} */
  let people;
  /** @type {Known | undefined} */
  let identifiers;
  const named = () => /** @type {Named | undefined} */ (shelf.find(NAMED));
  const identified = () => {
    const found = named();
    return found && (identifiers ??= new Known(found.known));
  };
  return {
    people: {
      keys: () => known.keys(),
      get(word) {
        const found = known.has(word) ? named() : undefined;
        return found && (people ??= unpack({ words, ...found }, size).entries).get(word);
      },
    },
    identifiers: {
      get: (value) => identified()?.get(value),
      begun: (start) => identified()?.begun(start) ?? [],
    },
  };
}
