/** What papers state of themselves: `author:`, `year:` and `venue:` narrow by it, and words find it. */

import { grams, split } from "./words.js";

const YEARS = /^(\d{4})?(?:(\.{2,3}|-)(\d{4})?)?$/;

/** Entries like those of an index (`packed.js`): the words of each paper's venue, and its year. */
export function placesOf({ years, venues, vocabulary }) {
  const entries = new Map();
  const words = vocabulary.venues.map(([name]) => grams(name));
  years.forEach((year, paper) => {
    const stated = new Set([...(words[venues[paper]] ?? []), ...(year ? [String(year)] : [])]);
    for (const word of stated) {
      if (!entries.has(word)) entries.set(word, { papers: [], counts: [] });
      entries.get(word).papers.push(paper);
      entries.get(word).counts.push(1);
    }
  });
  return entries;
}

/** Answers which papers have a year or a venue, or may have an author. */
export class Facts {
  /** `people` are the entries of the index of authors' names. */
  constructor(documents, people) {
    this.years = documents.years;
    this.venues = documents.venues;
    this.names = documents.vocabulary.venues.map(([name]) => split(name));
    this.people = people;
  }

  /** The papers that state something; null where the list knows nothing of the kind. */
  find(field, asked) {
    const found = { year: () => this.inYears(asked), venue: () => this.at(asked), author: () => this.by(asked) }[field]();
    return found?.size ? found : null;
  }

  /** `2023`, `2023..2025`, `2023..` and `..2025`. */
  inYears(asked) {
    const range = YEARS.exec(asked);
    if (!range || !(range[1] || range[3])) return null;
    const first = Number(range[1] ?? 0);
    const last = range[2] ? Number(range[3] ?? Infinity) : first;
    return this.#where((paper) => this.years[paper] && this.years[paper] >= first && this.years[paper] <= last);
  }

  /** A venue by words of its name, the last of which may be only begun. */
  at(asked) {
    const words = split(asked);
    const begins = (name, word) => name.some((other) => other.startsWith(word));
    const places = new Set([...this.names.keys()].filter((place) => words.every((word) => begins(this.names[place], word))));
    return words.length ? this.#where((paper) => places.has(this.venues[paper])) : null;
  }

  /** The papers whose authors have all the words, though not all need be one author's. */
  by(asked) {
    const [first, ...others] = split(asked).map((word) => new Set(this.people.get(word)?.papers ?? []));
    return first ? new Set([...first].filter((paper) => others.every((found) => found.has(paper)))) : null;
  }

  #where(holds) {
    return new Set([...this.years.keys()].filter(holds));
  }
}

/** Whether one of some authors has all the words. */
export const isAmong = (authors, words) =>
  authors.some((author) => {
    const name = split(author);
    return words.every((word) => name.includes(word));
  });
