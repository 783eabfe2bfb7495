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
    this.byStems = this.collect((name) => lexicon.stems(terms(name)));
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
   * The tags that some words name, whatever their endings.
   * @param {string[]} words
   */
  ofWords(words) {
    return [...(this.byStems.get(this.lexicon.stems(words)) ?? [])];
  }

  /**
   * The tags of a name: the one that has just this name, or else those that have it with other endings.
   * @param {string} name
   */
  named(name) {
    return [...(this.byText.get(compare(name)) ?? this.ofWords(terms(name)))];
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
