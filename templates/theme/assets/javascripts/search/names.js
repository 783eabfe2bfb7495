/** Which tags a name means: keys, labels and aliases, with any ending or just so. */

import { plain } from "./query.js";
import { split, terms } from "./words.js";

/** @import { Lexicon } from "./lexicon.js" */
/** @import { Vocabulary } from "./types.js" */

export class TagNames {
  /**
   * @param {Vocabulary} vocabulary
   * @param {Lexicon} lexicon
   */
  constructor(vocabulary, lexicon) {
    this.tags = vocabulary.tags;
    this.lexicon = lexicon;
    this.byStems = this.collect((name) => this.stems(name));
    this.byText = this.collect(compare);
  }

  /**
   * Every key, label and alias of a tag, as it is to be compared, with the places of the tags that it names.
   * @param {(name: string) => string} form
   */
  collect(form) {
    /** @type {Map<string, Set<number>>} */
    const names = new Map();
    this.tags.forEach(([key, label, , ...aliases], place) => {
      for (const name of [key, label, ...aliases].map(form)) {
        if (name) names.set(name, new Set(names.get(name)).add(place));
      }
    });
    return names;
  }

  /**
   * The stems of a name's words but its stop words.
   * @param {string} name
   */
  stems(name) {
    return this.lexicon.stems(this.lexicon.telling(terms(name)));
  }

  /**
   * The tags of a name: the one that has just this name, or else those that have it with other endings.
   * @param {string} name
   */
  named(name) {
    return [...(this.byText.get(compare(name)) ?? this.byStems.get(this.stems(name)) ?? [])];
  }

  /**
   * The tags of which a name of several words is among some words, and the places of these.
   * @param {string[][]} stems of each word, as it may be meant
   */
  within(stems) {
    const known = new Set(stems.flat());
    /** @type {Map<number, number[]>} */
    const found = new Map();
    for (const [name, tags] of this.byStems) {
      const parts = name.split(" ");
      if (parts.length < 2 || !parts.every((part) => known.has(part))) continue;
      const places = parts.map((part) => stems.findIndex((some) => some.includes(part)));
      if (new Set(places).size === parts.length) tags.forEach((tag) => found.set(tag, places));
    }
    return Array.from(found, ([tag, places]) => ({ tag, places }));
  }

  /**
   * How many words the names of a tag have.
   * @param {number} place
   */
  countWords(place) {
    const [, label, , ...aliases] = this.tags[place];
    return [label, ...aliases].flatMap(split).length;
  }
}

/**
 * A name as the vocabulary compares it (`generator/papershelf/content/vocabulary.py`).
 * @param {string} name
 */
const compare = (name) => plain(name).toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ").replace(/[\s_-]+/g, " ").trim();
