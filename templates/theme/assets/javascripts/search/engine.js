/**
 * Ranks papers for a query. What their titles, authors, venues, tags, summaries and abstracts
 * hold is weighed together as the fields of one text (BM25F: Robertson and Zaragoza, The Probabilistic Relevance
 * Framework, 2009). lunr knows stems, stop words and the words that are a letter away.
 */

import { offered, taken } from "./corrections.js";
import { Evidence } from "./evidence.js";
import { Facts } from "./facts.js";
import { Identifiers } from "./identifiers.js";
import { Lexicon } from "./lexicon.js";
import { Meanings } from "./meanings.js";
import { TagNames } from "./names.js";

/** @import { Numbers, Weights } from "./evidence.js" */
/** @import { Lunr } from "./lexicon.js" */
/** @import { Entries } from "./packed.js" */
/** @import { Span, Way } from "./meanings.js" */
/** @import { Index, Query, Ranking, Word } from "./types.js" */

/** What a word counts where it is, and what each way of understanding it (`benchmarks/search.py`). */
export const WEIGHTS = {
  title: 1.5,
  tag: 0.5,
  summary: 1,
  abstract: 0.7,
  author: 0.8,
  place: 1.1, // a venue's words, and the year
  length: 0.5, // how far a long text is marked down: BM25's b
  saturation: 1.2, // how slowly a repeated word stops counting: BM25's k1
  begun: 0.9, // a last word of which no more than the beginning is known
  perhapsBegun: 0.7, // a last word that is whole, and the beginning of others
  parted: 0.9, // one word for two
  misspelt: 0.8,
  unsigned: 0.5, // a net for .NET
  kin: 0.6, // cheap for cheaper, a router for what routes
  synonym: 0.8,
  synonymousWords: 0.7, // the same for a name of several words, which must all be there
  named: 0.6, // the whole name of a tag
  typed: 1, // a paper that holds the words themselves, and not others in their place
  hearsay: 0.7, // a paper that holds next to nothing of what was typed, only what may be meant by it
  rarity: 0.8, // a power: in a list of hundreds, a word is often rare by chance
  close: 1.5, // a title that has all the words, and few others
  least: 0.15, // of the best paper's score: what tells less is not an answer
};

/** Papers that hold less than this of what the words tell are known by synonyms alone. */
const HEARSAY = 0.1;
const MOST_TAGS = 5;
const TELLING_HITS = 10; // whose tags are near to the query

export class Engine {
  /**
   * @param {Lunr} lunr
   * @param {Index} index
   * @param {Weights} [weights]
   */
  constructor(lunr, index, weights = WEIGHTS) {
    this.weights = weights;
    this.isTelling = lunr.stopWordFilter;
    this.evidence = new Evidence(index, weights);
    this.lexicon = new Lexicon(lunr, this.evidence.words());
    this.index = index;
    this.documents = index.documents;
    this.identifiers = new Identifiers(index.identifiers);
    this.facts = new Facts(index.documents, index.people);
    this.names = new TagNames(index.documents.vocabulary, this.lexicon);
    this.meanings = new Meanings(this.lexicon, this.evidence, this.names, index.documents.synonyms, weights);
  }

  /**
   * Rank the papers for a query, as `parse` leaves it; where it has phrases, those that hold them, `quoted`.
   * @param {Query} query
   * @param {Set<number> | null} [quoted]
   * @returns {Ranking}
   */
  rank({ words }, quoted = null) {
    const telling = words.filter((word) => this.isTelling(word.text));
    const asked = telling.length ? telling : words;
    const meanings = asked.map((word) => this.meanings.understand(word));
    const { scores, held } = this.add(meanings, this.meanings.understandTogether(asked));
    const titled = meanings.map((ways) => this.titled(ways));
    // From here on, what is found decides what else is looked for.
    this.index.demand();
    this.favourTyped(scores, held, { meanings, titled });
    // What is quoted is held by all that are left.
    const all = asked.reduce((bits, word, place) => (word.quoted ? bits : bits | (1 << place)), 0);
    const isFull = (/** @type {number} */ paper) => ((held.get(paper) ?? 0) & all) === all;
    const scoreOf = (/** @type {number} */ paper) => scores.get(paper) ?? 0;
    const found = [...(quoted ?? scores.keys())];
    const least = this.weights.least * found.reduce((best, paper) => Math.max(best, scoreOf(paper)), 0);
    const hits = found.filter((paper) => isFull(paper) || scoreOf(paper) >= least).sort(
      (one, other) => Number(isFull(other)) - Number(isFull(one)) || scoreOf(other) - scoreOf(one) || one - other,
    );
    return {
      hits,
      full: hits.filter(isFull).length,
      words: this.lookedFor(meanings.map((ways) => ways.filter((way) => way.most === undefined))),
      akin: this.lookedFor(meanings.map((ways) => ways.filter((way) => way.most !== undefined))),
      respelled: taken(this, asked, meanings),
      offered: offered(this, asked, meanings),
    };
  }

  /**
   * Raise the papers that hold the words as they are typed, and lower those that are known only by what may be meant.
   * @param {Numbers} scores
   * @param {Numbers} held
   * @param {{meanings: Way[][], titled: Set<number>[]}} asked the ways of each word, and the papers whose titles hold it
   */
  favourTyped(scores, held, { meanings, titled }) {
    const { weights } = this;
    const tells = meanings.map((ways) => this.tells(ways));
    const total = tells.reduce((sum, telling) => sum + telling, 0);
    for (const [paper, score] of scores) {
      const bits = held.get(paper) ?? 0;
      const told = tells.reduce((sum, telling, place) => (bits & (1 << place) ? sum + telling : sum), 0);
      const typed = (1 + weights.close * this.closeness(paper, titled)) * (1 + (weights.typed * countBits(bits)) / meanings.length);
      scores.set(paper, score * typed * (told < HEARSAY * total ? weights.hearsay : 1));
    }
  }

  /**
   * How well each paper answers the words, added up; and which words it holds, a bit each.
   * @param {Way[][]} meanings
   * @param {Span[]} spans
   */
  add(meanings, spans) {
    /** @type {Numbers} */
    const scores = new Map();
    /** @type {Numbers} */
    const held = new Map();
    const each = meanings.map((ways) => this.weigh(ways));
    /** @type {(paper: number, score: number, holds: boolean, start: number, length: number) => void} */
    const note = (paper, score, holds, start, length) => {
      scores.set(paper, (scores.get(paper) ?? 0) + score);
      held.set(paper, (held.get(paper) ?? 0) | (holds ? (2 ** length - 1) << start : 0));
    };
    each.forEach((found, place) => found.forEach(({ score, holds }, paper) => note(paper, score, holds, place, 1)));
    for (const { start, length, ways } of spans) {
      const words = each.slice(start, start + length);
      for (const [paper, { score, holds }] of this.weigh(ways)) {
        const apart = words.reduce((sum, found) => sum + (found.get(paper)?.score ?? 0), 0);
        note(paper, Math.max(0, score - apart), holds, start, length);
      }
    }
    return { scores, held };
  }

  /**
   * How well each paper answers a word, whichever way it is meant: all ways count as one term. Where a way leads counts
   * for less than the word itself, by the weight of the way and by how little it tells.
   * @param {Way[]} ways
   */
  weigh(ways) {
    const { evidence } = this;
    /** @type {Set<string>} */
    const counted = new Set();
    const found = ways.map((way) => {
      const counts = this.count(way, counted);
      way.forms?.forEach((form) => counted.add(form));
      return { ...way, counts, tells: Math.min(way.most ?? Infinity, evidence.rarity(this.count(way).size)) };
    });
    const most = Math.max(0, ...found.map(({ tells }) => tells));
    /** @type {Numbers} */
    const counts = new Map();
    /** @type {Set<number>} */
    const holders = new Set();
    for (const way of found) {
      for (const [paper, count] of way.counts) {
        counts.set(paper, (counts.get(paper) ?? 0) + count * way.weight * (way.tells / most));
        if (way.holds) holders.add(paper);
      }
    }
    return new Map([...evidence.score(counts, most)].map(([paper, score]) => [paper, { score, holds: holders.has(paper) }]));
  }

  /**
   * The papers that a way leads to, and how often each holds what it looks for.
   * @param {Pick<Way, "forms" | "all" | "tag">} way
   * @param {Set<string>} [without] forms that other ways have counted
   * @returns {Numbers}
   */
  count({ forms, all = [], tag }, without = new Set()) {
    const { evidence, lexicon } = this;
    if (tag !== undefined) return new Map(evidence.tagged[tag].map((paper) => [paper, 1]));
    if (forms) return evidence.count(forms.filter((form) => !without.has(form)));
    return evidence.countTogether(all.map((word) => lexicon.forms(word)));
  }

  /**
   * The papers whose titles hold a word, in one of the ways in which it can be understood.
   * @param {Way[]} ways
   */
  titled(ways) {
    const words = ways.filter((way) => way.holds).flatMap((way) => way.forms ?? way.all ?? []);
    return new Set(words.flatMap((word) => this.evidence.asTerm(word)));
  }

  /**
   * From 0 to 1: how far a title is made of the words of the query, and the query of those of the title.
   * @param {number} paper
   * @param {Set<number>[]} titled the papers whose titles hold each of the words
   */
  closeness(paper, titled) {
    const shared = titled.filter((papers) => papers.has(paper)).length;
    const telling = this.index.telling(paper);
    // Cubed: a description shares a word or two with many titles, a title half remembers nearly all.
    return (shared / titled.length) ** 3 * Math.min(1, shared / (telling || 1));
  }

  /**
   * How much a word tells that is held in some of several ways; nothing where no paper holds it.
   * @param {Way[]} ways
   */
  tells(ways) {
    const forms = ways.filter((way) => way.holds).flatMap((way) => way.forms ?? []);
    return forms.length ? this.evidence.rarity(this.evidence.count(forms).size) : 0;
  }

  /**
   * Every word that some way looked for, and how much it tells.
   * @param {Way[][]} meanings
   */
  lookedFor(meanings) {
    /** @type {Map<string, number>} */
    const words = new Map();
    for (const { forms, all = [], weight } of meanings.flat()) {
      const found = forms ?? this.lexicon.allForms(all);
      const telling = weight * this.evidence.rarity(this.evidence.count(found).size);
      for (const word of found) words.set(word, Math.max(telling, words.get(word) ?? 0));
    }
    return words;
  }

  /**
   * The papers that hold a word, whatever its ending.
   * @param {string} word
   */
  holding(word) {
    return this.evidence.count(this.lexicon.forms(word)).keys();
  }

  /**
   * The papers that hold a word that begins so.
   * @param {string} text
   */
  beginning(text) {
    return new Set(this.evidence.count(this.lexicon.beginnings(text)).keys());
  }

  /**
   * The papers that hold each of some words just so, as a map's keys; null where the indexes know none of the words.
   * @param {string[]} words
   */
  candidates(words) {
    const known = words.filter((word) => this.isTelling(word));
    if (!known.length) return null;
    const [first, ...others] = known.map((word) => this.evidence.count(this.lexicon.exactly(word)));
    return new Set([...first.keys()].filter((paper) => others.every((found) => found.has(paper))));
  }

  /**
   * The papers whose titles hold each of some words just so.
   * @param {string[]} words
   */
  inTitles(words) {
    return new Set(holdingAll(this.index.titles, this.#spelled(words)));
  }

  /**
   * The papers that hold each of some words just so in one text: the title, the summary or the abstract. Only these can
   * hold them side by side, but for names of tags. Null where the indexes know none of the words.
   * @param {string[]} words
   */
  inOneText(words) {
    const telling = this.#spelled(words.filter((word) => this.isTelling(word)));
    if (!telling.length) return null;
    const { titles, summaries, abstracts } = this.index;
    const running = abstracts ? [summaries, abstracts] : [summaries];
    return new Set([...holdingAll(titles, this.#spelled(words)), ...running.flatMap(({ entries }) => holdingAll(entries, telling))]);
  }

  /** @param {string[]} words */
  #spelled(words) {
    return words.map((word) => this.lexicon.exactly(word));
  }

  /**
   * The tags nearest to some words: those whose names have them, the rarer the nearer; then those of the best papers.
   * @param {Word[]} words
   * @param {number[]} hits
   */
  nearestTags(words, hits) {
    const { lexicon, evidence } = this;
    /** @type {Numbers} */
    const scores = new Map();
    const telling = words.filter((word) => this.isTelling(word.text));
    for (const { text, unfinished } of telling) {
      const forms = [...lexicon.forms(text), ...(unfinished ? lexicon.beginnings(text) : [])];
      const places = new Set(forms.flatMap((form) => evidence.inName(form)));
      const rarity = Math.log(1 + evidence.tagged.length / places.size);
      for (const place of places) scores.set(place, (scores.get(place) ?? 0) + rarity / Math.sqrt(this.names.countWords(place)));
    }
    /** @type {Numbers} */
    const counts = new Map();
    for (const paper of telling.length ? hits.slice(0, TELLING_HITS) : []) {
      for (const tag of this.documents.tags[paper]) counts.set(tag, (counts.get(tag) ?? 0) + 1);
    }
    return [...new Set([...highestFirst(scores), ...highestFirst(counts)])].slice(0, MOST_TAGS);
  }
}

/**
 * The papers that hold every one of some words, each given as its spellings.
 * @param {Entries} entries
 * @param {string[][]} words
 */
function holdingAll(entries, words) {
  const [first, ...others] = words.map((spellings) => new Set(spellings.flatMap((word) => entries.get(word)?.papers ?? [])));
  return [...first].filter((paper) => others.every((found) => found.has(paper)));
}

/** @type {(bits: number) => number} */
const countBits = (bits) => bits.toString(2).replaceAll("0", "").length;

/** @type {(numbers: Numbers) => number[]} */
const highestFirst = (numbers) => [...numbers].sort((one, other) => other[1] - one[1] || one[0] - other[0]).map(([key]) => key);
