/** Other spellings of a query's words: what was taken for words that nobody wrote, and what else a rare word may be a slip for. */

import { locate } from "./words.js";

/** @import { Engine } from "./engine.js" */
/** @import { Way } from "./meanings.js" */
/** @import { Word } from "./types.js" */

/** A word of one paper may be a slip if so many papers hold another that is a letter away. */
const OFTEN = 3;

/**
 * What was taken for the words that are nowhere: of the near ones, the one that most papers hold.
 * @param {Engine} engine
 * @param {Word[]} words
 * @param {Way[][]} meanings
 */
export function taken(engine, words, meanings) {
  /** @type {Map<string, string>} */
  const respelled = new Map();
  words.forEach(({ text }, place) => {
    const near = meanings[place].find((way) => way.near)?.near;
    if (near) respelled.set(text, spell(engine, commonest(engine, near)));
  });
  return respelled;
}

/**
 * What may be meant by words that no more than one paper holds; they are sought as they are typed all the same.
 * @param {Engine} engine
 * @param {Word[]} words
 * @param {Way[][]} meanings
 */
export function offered(engine, words, meanings) {
  const { lexicon } = engine;
  /** @type {Map<string, string>} */
  const offers = new Map();
  words.forEach(({ text, quoted }, place) => {
    const held = meanings[place].filter((way) => way.holds && !way.near);
    const papers = new Set(held.flatMap((way) => [...engine.count(way).keys()]));
    if (quoted || papers.size !== 1) return;
    const forms = lexicon.forms(text);
    const near = lexicon.misspelt(text).filter((word) => !forms.includes(word));
    const best = near.length ? commonest(engine, near) : text;
    if (best !== text && countPapers(engine, lexicon.forms(best)) >= OFTEN) offers.set(text, spell(engine, best));
  });
  return offers;
}

/** @type {(engine: Engine, words: string[]) => number} */
const countPapers = ({ evidence }, words) => evidence.count(words).size;

/** @type {(engine: Engine, words: string[]) => string} */
const commonest = (engine, words) => {
  const papers = (/** @type {string} */ word) => countPapers(engine, engine.lexicon.forms(word));
  return words.reduce((best, word) => (papers(word) > papers(best) ? word : best));
};

/**
 * A word as a title writes it: indexes hold it without accents.
 * @param {Engine} engine
 * @param {string} word
 */
export function spell({ evidence }, word) {
  const { index } = evidence;
  for (const paper of evidence.inTitle(word).filter(index.isAccented)) {
    const title = index.title(paper);
    for (const { word: other, start, end } of locate(title)) {
      if (other === word) return title.slice(start, end).toLowerCase();
    }
  }
  return word;
}
