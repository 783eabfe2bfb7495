/** Every word that is somewhere, and which of them a word in a query may mean. */

import { ALSO, unify } from "./spelling.js";
import { bare, isSpaceless } from "./words.js";

/**
 * @typedef {object} Lunr what is used of the library
 * @property {(word: string) => string | undefined} stopWordFilter nothing for a stop word
 * @property {(token: object) => {toString(): string}} stemmer
 * @property {new (text: string) => object} Token
 * @property {{fromArray(words: string[]): TokenSet, fromFuzzyString(word: string, distance: number): TokenSet}} TokenSet
 */
/** @typedef {{intersect(other: TokenSet): TokenSet, toArray(): string[]}} TokenSet */

/** Shorter words have too many neighbours a letter away. */
const SHORTEST_MISSPELT = 4;
/** From this length on, two letters may be wrong. */
const SHORTEST_MISSPELT_TWICE = 8;
/** Beyond it, a word is not a slip of the finger, and the ways to mend it are too many to try. */
const LONGEST_MISSPELT = 24;
const MOST_BEGINNINGS = 100;
/** What compares, or names who does something. */
const COMPARED = /^([a-z]+)(?:er|est)$/;
/** Shorter words with such an ending are others: a tower does not tow. */
const SHORTEST_KIN = 4;

export class Lexicon {
  /**
   * @param {Lunr} lunr
   * @param {string[]} words every word of every index, in any order, once
   */
  constructor(lunr, words) {
    this.lunr = lunr;
    this.words = words.sort();
    /** @type {Map<string, string[]>} */
    this.families = new Map();
    /** @type {Map<string, string[]>} */
    this.signed = new Map();
    /** @type {TokenSet | undefined} */
    this.set = undefined;
    for (const word of this.words) {
      for (const stem of this.stemsOf(word)) add(this.families, stem, word);
      const plain = bare(word);
      if (plain === word || plain.length < 2) continue;
      add(this.signed, plain, word);
      for (const stem of this.stemsOf(plain)) add(this.families, stem, word);
    }
  }

  /**
   * A word without its ending, in one of its spellings.
   * @param {string} word
   */
  stem(word) {
    return bare(word) === word ? this.lunr.stemmer(new this.lunr.Token(unify(word))).toString() : word;
  }

  /**
   * The stem of a word, and where it is the plural of two words, that of the other.
   * @param {string} word
   */
  stemsOf(word) {
    const also = ALSO.get(word);
    return also ? [this.stem(word), this.stem(also)] : [this.stem(word)];
  }

  /**
   * The stems of words, as one text.
   * @param {string[]} words
   */
  stems(words) {
    return words.map((word) => this.stem(word)).join(" ");
  }

  /**
   * Words without the stop words among them; all, if they are nothing else.
   * @param {string[]} words
   */
  telling(words) {
    const telling = words.filter((word) => this.lunr.stopWordFilter(word));
    return telling.length ? telling : words;
  }

  /**
   * The words with the same stem: merge, merged, merging. C++ is a word of its own, ImageNet++ one of ImageNet's.
   * @param {string} word
   * @returns {string[]}
   */
  forms(word) {
    const found = this.stemsOf(word).flatMap((stem) => this.families.get(stem) ?? []);
    if (!found.length && bare(word).length > 1 && bare(word) !== word) return this.forms(bare(word));
    return [...new Set(found)];
  }

  /**
   * Words of the list that another ending makes of a word: cheap of cheaper, router of route, and the other way.
   * @param {string} word
   */
  kin(word) {
    const stem = this.stem(word);
    const base = COMPARED.exec(stem)?.[1] ?? "";
    const bases = base.length < SHORTEST_KIN ? [] : [base, `${base}e`, base.replace(/(.)\1$/, "$1"), base.replace(/i$/, "y")];
    const others = [...bases, ...(stem.length < SHORTEST_KIN ? [] : [`${stem}er`, `${stem}est`])];
    const found = others.flatMap((other) => this.families.get(this.stem(other)) ?? []);
    return [...new Set(found)].filter((other) => this.stem(other) !== stem);
  }

  /**
   * The words that are written just so, whatever signs follow.
   * @param {string} word
   */
  exactly(word) {
    return [word, ...(this.signed.get(word) ?? [])];
  }

  /**
   * The words that begin so.
   * @param {string} start
   * @returns {string[]}
   */
  beginnings(start) {
    let low = 0;
    let high = this.words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.words[middle] < start) low = middle + 1;
      else high = middle;
    }
    const found = [];
    while (found.length < MOST_BEGINNINGS && this.words[low]?.startsWith(start)) found.push(this.words[low++]);
    // kettl* asks for kettles.
    return found.length || bare(start).length < 2 || bare(start) === start ? found : this.beginnings(bare(start));
  }

  /**
   * Every form of some words, once.
   * @param {string[]} words
   */
  allForms(words) {
    return [...new Set(words.flatMap((word) => this.forms(word)))];
  }

  /**
   * The words that are a letter away, or two where the word is long and none is nearer. Where it
   * is not finished, the words that begin with all of it but the last letter or two.
   * @param {string} word
   * @param {boolean} [unfinished]
   */
  misspelt(word, unfinished = false) {
    if (word.length < SHORTEST_MISSPELT || word.length > LONGEST_MISSPELT || isNumber(word)) return [];
    const near = this.within(word, 1);
    if (!near.length && word.length >= SHORTEST_MISSPELT_TWICE) near.push(...this.within(word, 2));
    for (let cut = 1; unfinished && !near.length && cut <= 2 && word.length - cut >= SHORTEST_MISSPELT; cut += 1) {
      near.push(...this.beginnings(word.slice(0, -cut)));
    }
    // A first letter is rarely the wrong one.
    const real = near.filter(isReal);
    const alike = real.filter((other) => other[0] === word[0]);
    return alike.length ? alike : real;
  }

  /**
   * @param {string} word
   * @param {number} distance
   */
  within(word, distance) {
    // A set of all words takes a moment to make, and most queries never ask for it.
    this.set ??= this.lunr.TokenSet.fromArray(this.words);
    return this.set.intersect(this.lunr.TokenSet.fromFuzzyString(word, distance)).toArray();
  }

  /**
   * The pairs of known words that may have been written as one, such as flashrag and gpt4.
   * @param {string} word
   */
  parts(word) {
    const pairs = Array.from(word.slice(1), (_, place) => [word.slice(0, -1 - place), word.slice(-1 - place)]);
    const shortest = (/** @type {string[]} */ parts) => (parts.some(isNumber) ? 2 : 3);
    const isWhole = (/** @type {string} */ part, /** @type {number} */ least) => (isNumber(part) || part.length >= least) && this.forms(part).length;
    return pairs.filter((parts) => parts.every((part) => isWhole(part, shortest(parts))));
  }

  /**
   * The word that begins alike and shares most threes of letters, and how alike they are (Dice), from 0 to 1.
   * @param {string} word
   * @returns {[word: string | null, similarity: number]}
   */
  closest(word) {
    const sought = threes(word);
    /** @type {[string | null, number]} */
    let best = [null, 0];
    for (const other of this.words) {
      if (other[0] !== word[0] || !isReal(other)) continue;
      const found = threes(other);
      const shared = found.filter((three) => sought.includes(three)).length;
      const similarity = (2 * shared) / (found.length + sought.length);
      if (similarity > best[1]) best = [other, similarity];
    }
    return best;
  }
}

/**
 * Whether a word may be offered for another: not a sign, a number or a pair of letters cut out of a text.
 * @param {string} word
 */
const isReal = (word) => /^(?=.{3})[\p{L}\p{N}]*\p{L}{2}[\p{L}\p{N}]*$/u.test(word) && !isSpaceless(word);

/**
 * @param {Map<string, string[]>} families
 * @param {string} stem
 * @param {string} word
 */
function add(families, stem, word) {
  const family = families.get(stem);
  if (!family) families.set(stem, [word]);
  else if (!family.includes(word)) family.push(word);
}

/** @param {string} word */
const isNumber = (word) => /^\d+$/.test(word);

/**
 * The runs of three letters of a word, with its borders.
 * @param {string} word
 */
function threes(word) {
  const bordered = ` ${word} `;
  return Array.from({ length: bordered.length - 2 }, (_, place) => bordered.slice(place, place + 3));
}
