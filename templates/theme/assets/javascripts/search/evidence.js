/** Which papers hold which words, where, and how much that tells. */

import { placesOf } from "./facts.js";
import { enter } from "./packed.js";
import { grams } from "./words.js";

/** @import { Unpacked } from "./packed.js" */
/** @import { Index } from "./types.js" */
/** @typedef {typeof import("./engine.js").WEIGHTS} Weights */
/** @typedef {Map<number, number>} Numbers a number for each of some papers: its score, or how often it holds a word */

export class Evidence {
  /**
   * @param {Index} index
   * @param {Weights} weights
   */
  constructor(index, weights) {
    const { documents, summaries, abstracts } = index;
    this.index = index;
    this.weights = weights;
    /** @type {Map<string, Numbers>} */
    this.counted = new Map();
    this.size = index.size;
    this.titles = index.titles;
    this.names = enter(documents.vocabulary.tags.map(([, label, , ...aliases]) => [label, ...aliases].flatMap(grams)));
    /** @type {({weight: number} & Unpacked)[]} */
    this.texts = [{ weight: weights.summary, ...summaries }];
    if (abstracts) this.texts.push({ weight: weights.abstract, ...abstracts });
    // A name tells as much among two hundred as alone.
    const lengths = new Float32Array(this.size).fill(1);
    this.texts.push({ weight: weights.author, entries: index.people, lengths });
    this.texts.push({ weight: weights.place, entries: placesOf(documents), lengths });
    /** @type {number[][]} */
    this.tagged = documents.vocabulary.tags.map(() => []);
    documents.tags.forEach((tags, paper) => tags.forEach((tag) => this.tagged[tag].push(paper)));
  }

  /** Every word that is somewhere, once. */
  words() {
    const indexes = [this.titles, this.names, ...this.texts.map((text) => text.entries)];
    return [...new Set(indexes.flatMap((entries) => [...entries.keys()]))];
  }

  /**
   * How often some words are in each paper, weighed by where (the counts of BM25F).
   * @param {string[]} words
   */
  count(words) {
    // One query asks for the same words several times, and the next keystroke for most of them again.
    const key = words.join(" ");
    const known = this.counted.get(key);
    if (known) return known;
    const counts = this.countAnew(words);
    if (this.index.isComplete()) this.counted.set(key, counts);
    return counts;
  }

  /** @param {string[]} words */
  countAnew(words) {
    const { title, tag, length } = this.weights;
    /** @type {Numbers} */
    const counts = new Map();
    const add = (/** @type {number} */ paper, /** @type {number} */ count) => counts.set(paper, (counts.get(paper) ?? 0) + count);
    for (const word of words) {
      for (const paper of this.inTitle(word)) add(paper, title);
      for (const { weight, entries, lengths } of this.texts) {
        const entry = entries.get(word);
        entry?.papers.forEach((paper, place) => {
          add(paper, (weight * entry.counts[place]) / (1 - length + length * lengths[paper]));
        });
      }
    }
    const named = words.flatMap((word) => this.inName(word)).flatMap((place) => this.tagged[place]);
    for (const paper of new Set(named)) add(paper, tag);
    return counts;
  }

  /**
   * How often each paper has all of several words together, each given as its forms.
   * @param {string[][]} words
   * @returns {Numbers}
   */
  countTogether(words) {
    const [first, ...others] = words.map((forms) => this.count(forms));
    const together = [...first].filter(([paper]) => others.every((found) => found.has(paper)));
    return new Map(together.map(([paper, count]) => [paper, Math.min(count, ...others.map((found) => found.get(paper) ?? 0))]));
  }

  /**
   * The papers that have a word in their title.
   * @param {string} word
   */
  inTitle(word) {
    return this.titles.get(word)?.papers ?? [];
  }

  /**
   * The papers that have a word in their title as a query would ask for it.
   * @param {string} word
   */
  asTerm(word) {
    return this.index.terms.get(word)?.papers ?? [];
  }

  /**
   * The places of the tags that have a word in their label or an alias.
   * @param {string} word
   */
  inName(word) {
    return this.names.get(word)?.papers ?? [];
  }

  /**
   * Counts into scores: a rare term tells more, and its tenth place less than its first (BM25).
   * @param {Numbers} counts
   * @param {number} rarity of the term
   */
  score(counts, rarity) {
    const k = this.weights.saturation;
    /** @type {Numbers} */
    const scores = new Map();
    for (const [paper, count] of counts) scores.set(paper, (rarity * count * (k + 1)) / (count + k));
    return scores;
  }

  /**
   * How much a word tells that is in so many papers.
   * @param {number} papers
   */
  rarity(papers) {
    return Math.log(1 + (this.size - papers + 0.5) / (papers + 0.5)) ** this.weights.rarity;
  }
}
