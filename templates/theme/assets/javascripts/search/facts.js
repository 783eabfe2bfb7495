/** What papers state of themselves: `author:`, `year:` and `venue:` narrow by it, and words find it. */

import { enter } from "./packed.js";
import { grams, split } from "./words.js";

/** @import { Entries } from "./packed.js" */
/** @import { Documents } from "./types.js" */

const YEARS = /^(\d{4})?(?:(\.{2,3}|-)(\d{4})?)?$/;

/**
 * Entries like those of an index (`packed.js`): the words of each paper's venue, and its year.
 * @param {Documents} documents
 */
export function placesOf({ years, venues, vocabulary }) {
  const words = vocabulary.venues.map(([name]) => grams(name));
  return enter(years.map((year, paper) => [...(words[venues[paper]] ?? []), ...(year ? [String(year)] : [])]));
}

/** Answers which papers have a year or a venue, or may have an author. */
export class Facts {
  /**
   * @param {Documents} documents
   * @param {Entries} people the entries of the index of authors' names
   */
  constructor(documents, people) {
    this.years = documents.years;
    this.venues = documents.venues;
    this.names = documents.vocabulary.venues.map(([name]) => split(name));
    this.people = people;
  }

  /**
   * The papers that state something; null where the list knows nothing of the kind.
   * @param {string} field author, year or venue
   * @param {string} asked
   */
  find(field, asked) {
    const found = field === "year" ? this.inYears(asked) : field === "venue" ? this.at(asked) : this.by(asked);
    return found?.size ? found : null;
  }

  /**
   * `2023`, `2023..2025`, `2023..` and `..2025`.
   * @param {string} asked
   */
  inYears(asked) {
    const range = YEARS.exec(asked);
    if (!range || !(range[1] || range[3])) return null;
    const first = Number(range[1] ?? 0);
    const last = range[2] ? Number(range[3] ?? Infinity) : first;
    return this.#where((paper) => this.years[paper] > 0 && this.years[paper] >= first && this.years[paper] <= last);
  }

  /**
   * A venue by words of its name, the last of which may be only begun.
   * @param {string} asked
   */
  at(asked) {
    const words = split(asked);
    const begins = (/** @type {string[]} */ name, /** @type {string} */ word) => name.some((other) => other.startsWith(word));
    const places = new Set([...this.names.keys()].filter((place) => words.every((word) => begins(this.names[place], word))));
    return words.length ? this.#where((paper) => places.has(this.venues[paper])) : null;
  }

  /**
   * The papers whose authors have all the words, though not all need be one author's.
   * @param {string} asked
   * @param {boolean} [open] whether the last word may be only begun
   */
  by(asked, open = false) {
    const words = split(asked);
    const found = words.map((word, place) => (open && place === words.length - 1 ? this.#begun(word) : new Set(this.people.get(word)?.papers ?? [])));
    const [first, ...others] = found;
    return first ? new Set([...first].filter((paper) => others.every((papers) => papers.has(paper)))) : null;
  }

  /**
   * The papers of authors with a name that begins so.
   * @param {string} start
   */
  #begun(start) {
    const words = [...this.people.keys()].filter((word) => word.startsWith(start));
    return new Set(words.flatMap((word) => this.people.get(word)?.papers ?? []));
  }

  /** @param {(paper: number) => boolean} holds */
  #where(holds) {
    return new Set([...this.years.keys()].filter(holds));
  }
}

/**
 * Those of some authors who have all the words.
 * @param {string[]} authors
 * @param {string[]} words
 * @param {boolean} [open] whether the last word may be only begun
 */
export const among = (authors, words, open = false) =>
  authors.filter((author) => {
    const name = split(author);
    const last = words.length - 1;
    return words.every((word, place) => name.some((part) => part === word || (open && place === last && part.startsWith(word))));
  });
