/** What the words of a query may mean: forms, beginnings, near spellings, synonyms, and names of tags. */

import { bare, terms } from "./words.js";

/** @import { Evidence, Weights } from "./evidence.js" */
/** @import { Lexicon } from "./lexicon.js" */
/** @import { TagNames } from "./names.js" */
/** @import { Word } from "./types.js" */

/**
 * @typedef {object} Way in which a word can be understood
 * @property {string[]} [forms] of which any may be in a paper
 * @property {string[]} [all] of which each must be
 * @property {number} weight what it counts
 * @property {boolean} [holds] whether a paper that answers it holds the word that was asked for
 * @property {string[]} [near] what the word may be a slip for
 * @property {number} [most] what it tells at the most: for a synonym, as much as the word that was asked for
 */
/** @typedef {{start: number, length: number, ways: Way[]}} Span words that are understood together */

const LONGEST_NAME = 4; // words
const NAME_AND_NUMBER = /^\p{L}{3,}\d+$/u;

export class Meanings {
  /**
   * @param {Lexicon} lexicon
   * @param {Evidence} evidence
   * @param {TagNames} names
   * @param {string[][]} synonyms groups of them
   * @param {Weights} weights
   */
  constructor(lexicon, evidence, names, synonyms, weights) {
    this.lexicon = lexicon;
    this.evidence = evidence;
    this.names = names;
    this.weights = weights;
    this.synonyms = this.relate(synonyms);
    this.known = new Set(synonyms.flat().flatMap(terms).map((word) => lexicon.stem(word)));
  }

  /**
   * For every name of a group, as stems, the others of its groups, as words.
   * @param {string[][]} groups
   */
  relate(groups) {
    /** @type {Map<string, string[][]>} */
    const related = new Map();
    for (const group of groups.map((names) => names.map(terms))) {
      for (const name of group) {
        const stems = this.lexicon.stems(name);
        const others = group.filter((other) => other !== name);
        related.set(stems, [...(related.get(stems) ?? []), ...others]);
      }
    }
    return related;
  }

  /**
   * The ways in which a word can be understood.
   * @param {Word} word
   * @returns {Way[]}
   */
  understand({ text, unfinished, quoted }) {
    const { weights, lexicon } = this;
    if (quoted) return [{ forms: unfinished ? lexicon.beginnings(text) : lexicon.exactly(text), weight: 1, holds: true }];
    const forms = lexicon.forms(text);
    /** @type {Way[]} */
    const ways = forms.length ? [{ forms, weight: 1, holds: true }] : [];
    // A lone letter that is a word, such as R, begins too many others.
    const beginnings = unfinished && !(forms.length && text.length === 1) ? lexicon.beginnings(text) : [];
    if (beginnings.length) {
      ways.push({ forms: beginnings, weight: forms.length ? weights.perhapsBegun : weights.begun, holds: true });
    }
    // Whoever asks for .NET may also mean a net; C++ has nothing to do with C.
    const unsigned = forms.length && bare(text) !== text && bare(text).length > 1 ? lexicon.forms(bare(text)) : [];
    if (unsigned.length) ways.push({ forms: unsigned, weight: weights.unsigned });
    // GPT4 is GPT-4 even where somebody writes it so.
    const parts = !ways.length || NAME_AND_NUMBER.test(text) ? this.partsOf(text) : undefined;
    if (parts) ways.push({ all: parts, weight: weights.parted, holds: true });
    const kin = lexicon.kin(text);
    const most = this.tells(forms);
    const synonyms = [text, ...kin].flatMap((word) => this.findSynonyms([word], most));
    // What is found as it is typed, or is known for a word, is not taken for another; `corrections.js` offers one.
    if (!ways.length && !kin.length && !synonyms.length && bare(text) === text && !this.known.has(lexicon.stem(text))) {
      const near = lexicon.misspelt(text, unfinished);
      if (near.length) ways.push({ forms: lexicon.allForms(near), weight: weights.misspelt, holds: true, near });
    }
    if (kin.length) ways.push({ forms: lexicon.allForms(kin), weight: weights.kin, most });
    return [...ways, ...synonyms];
  }

  /**
   * The two words that were written as one, if some paper has both: by chance, any word falls into two.
   * @param {string} text
   */
  partsOf(text) {
    const isTogether = (/** @type {string[]} */ parts) => this.evidence.countTogether(parts.map((part) => this.lexicon.forms(part))).size > 0;
    return this.lexicon.parts(text).find(isTogether);
  }

  /**
   * The ways in which words that are together can be understood: as one word, or by their synonyms.
   * @param {Word[]} words
   */
  understandTogether(words) {
    /** @type {Span[]} */
    const spans = [];
    for (let start = 0; start < words.length; start += 1) {
      for (let length = 2; length <= LONGEST_NAME && start + length <= words.length; length += 1) {
        const texts = words.slice(start, start + length).map((word) => word.text);
        const ways = this.findSynonyms(texts);
        const forms = this.lexicon.forms(texts.join(""));
        if (forms.length) ways.unshift({ forms, weight: 1, holds: true });
        if (ways.length) spans.push({ start, length, ways });
      }
    }
    return spans;
  }

  /**
   * The tags of which a name of several words is there, wherever its words are, and where: whoever wants to route
   * questions to a model asks for model routing. Names of one word are found like any word.
   * @param {Word[]} words
   */
  findTags(words) {
    const stems = words.map(({ text }) => [text, ...this.lexicon.kin(text)].map((word) => this.lexicon.stem(word)));
    return this.names.within(stems);
  }

  /**
   * @param {string[]} texts
   * @param {number} [most] what a synonym tells at the most
   * @returns {Way[]}
   */
  findSynonyms(texts, most = Infinity) {
    const { lexicon, weights } = this;
    const others = this.synonyms.get(lexicon.stems(texts)) ?? [];
    /** @type {Way[]} */
    const ways = others
      .filter((words) => words.length > 1 && words.every((word) => lexicon.forms(word).length))
      .map((words) => ({ all: words, weight: weights.synonymousWords, most }));
    const forms = lexicon.allForms(others.filter((words) => words.length === 1).flat());
    if (forms.length) ways.push({ forms, weight: weights.synonym, most });
    return ways;
  }

  /**
   * What some words tell; where nobody wrote them, what is taken for them may tell anything.
   * @param {string[]} forms
   */
  tells(forms) {
    return forms.length ? this.evidence.rarity(this.evidence.count(forms).size) : Infinity;
  }
}
