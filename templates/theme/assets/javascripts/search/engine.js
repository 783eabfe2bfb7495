/**
 * Ranks papers for a query. What their titles, authors, venues, tags, summaries and abstracts
 * hold is weighed together as the fields of one text (BM25F: Robertson and Zaragoza, The Probabilistic Relevance
 * Framework, 2009). lunr knows stems, stop words and the words that are a letter away.
 */

import { Evidence } from "./evidence.js";
import { Facts } from "./facts.js";
import { Identifiers } from "./identifiers.js";
import { Lexicon } from "./lexicon.js";
import { plain } from "./query.js";
import { bare, locate, split, terms } from "./words.js";

/** What a word counts where it stands, and what each way of understanding it (`benchmarks/search.py`). */
export const WEIGHTS = {
  title: 1.5,
  tag: 0.5,
  summary: 1,
  abstract: 0.7,
  author: 0.7,
  place: 0.7, // a venue's words, and the year
  length: 0.5, // how far a long text is marked down: BM25's b
  saturation: 1.2, // how slowly a repeated word stops counting: BM25's k1
  begun: 0.9, // a last word of which no more than the beginning is known
  perhapsBegun: 0.7, // a last word that is whole, and the beginning of others
  parted: 0.9, // one word for two
  misspelt: 0.8,
  doubted: 0.5, // a word of one paper alone that is a letter away from others
  synonym: 0.5,
  synonymousWords: 0.4, // the same for a name of several words, which must all be there
  named: 0.6, // the whole name of a tag
  close: 1, // a title that has all the words, and few others
  least: 0.2, // of the best paper's score: what tells less is no answer
};

const LONGEST_NAME = 4; // words
const MOST_TAGS = 5;
const TELLING_HITS = 10; // whose tags are near to the query

export class Engine {
  /**
   * `lunr` is the library; `files` holds the parsed `documents`, `titles`, `summaries` and, where
   * there are any, `abstracts`.
   */
  constructor(lunr, files, weights = WEIGHTS) {
    this.weights = weights;
    this.isTelling = lunr.stopWordFilter;
    this.evidence = new Evidence(files, weights);
    this.lexicon = new Lexicon(lunr, this.evidence.words());
    this.documents = files.documents;
    this.identifiers = new Identifiers(files.documents.known);
    this.facts = new Facts(files.documents, this.evidence.people);
    this.titles = files.documents.titles.map(terms);
    this.names = this.nameTags((name) => this.lexicon.stems(terms(name)));
    this.exactNames = this.nameTags(compare);
    this.synonyms = this.relate(files.documents.synonyms);
  }

  /** Every key, label and alias of a tag, as it is to be compared, with the places of the tags that it names. */
  nameTags(form) {
    const names = new Map();
    this.documents.vocabulary.tags.forEach(([key, label, , ...aliases], place) => {
      for (const name of [key, label, ...aliases].map(form)) {
        if (name) names.set(name, new Set(names.get(name)).add(place));
      }
    });
    return names;
  }

  /** For every name of a group, as stems, the others of its groups, as words. */
  relate(groups) {
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
   * Rank the papers for a query, as `parse` leaves it; where it has phrases, those that hold them, `quoted`.
   *
   * Returns `hits` (numbers of papers, best first: those that hold all the words before those
   * that hold some), `full` (how many hold all), `words` (every word that was looked for, with
   * what it tells), and `respelled` (the words that nobody wrote, with what was taken instead).
   */
  rank({ words }, quoted = null) {
    const telling = words.filter((word) => this.isTelling(word.text));
    const asked = telling.length ? telling : words;
    const meanings = asked.map((word) => this.understand(word));
    const { scores, held } = this.add(meanings, this.understandTogether(asked));
    for (const [paper, score] of scores) {
      scores.set(paper, score * (1 + this.weights.close * this.closeness(paper, meanings)));
    }
    // What is quoted is held by all that are left.
    const all = asked.reduce((bits, word, place) => (word.quoted ? bits : bits | (1 << place)), 0);
    const isFull = (paper) => (held.get(paper) & all) === all;
    const scoreOf = (paper) => scores.get(paper) ?? 0;
    const found = [...(quoted ?? scores.keys())];
    const least = this.weights.least * found.reduce((best, paper) => Math.max(best, scoreOf(paper)), 0);
    const hits = found.filter((paper) => isFull(paper) || scoreOf(paper) >= least).sort(
      (one, other) => isFull(other) - isFull(one) || scoreOf(other) - scoreOf(one) || one - other,
    );
    return {
      hits,
      full: hits.filter(isFull).length,
      words: this.lookedFor(meanings),
      respelled: this.respell(asked, meanings),
    };
  }

  /**
   * The ways in which a word can be understood: `forms` of which any may stand in a paper (or
   * `all`, of which each must), what the way counts, and whether a paper that answers it holds
   * the word that was asked for.
   */
  understand({ text, unfinished, quoted }) {
    const { weights, lexicon } = this;
    if (quoted) return [{ forms: unfinished ? lexicon.beginnings(text) : lexicon.exactly(text), weight: 1, holds: true }];
    const forms = lexicon.forms(text);
    const ways = forms.length ? [{ forms, weight: 1, holds: true }] : [];
    // A lone letter that is a word, such as R, begins too many others.
    const beginnings = unfinished && !(forms.length && text.length === 1) ? lexicon.beginnings(text) : [];
    if (beginnings.length) {
      ways.push({ forms: beginnings, weight: forms.length ? weights.perhapsBegun : weights.begun, holds: true });
    }
    // Whoever asks for .NET may also mean a net; C++ has nothing to do with C.
    const unsigned = forms.length && bare(text) !== text && bare(text).length > 1 ? lexicon.forms(bare(text)) : [];
    if (unsigned.length) ways.push({ forms: unsigned, weight: weights.doubted });
    if (!ways.length) {
      const parts = lexicon.parts(text);
      if (parts) ways.push({ all: parts, weight: weights.parted, holds: true });
    }
    if (bare(text) === text && (!forms.length || this.evidence.count(forms).size === 1)) {
      const near = lexicon.misspelt(text, unfinished && !beginnings.length);
      const weight = forms.length ? weights.doubted : weights.misspelt;
      if (near.length) ways.push({ forms: lexicon.allForms(near), weight, holds: true, near });
    }
    return [...ways, ...this.findSynonyms([text])];
  }

  /** The ways in which words that stand together can be understood: as one word, a synonym, or a tag. */
  understandTogether(words) {
    const spans = [];
    for (let start = 0; start < words.length; start += 1) {
      for (let length = 1; length <= LONGEST_NAME && start + length <= words.length; length += 1) {
        const texts = words.slice(start, start + length).map((word) => word.text);
        const ways = this.findTags(texts);
        if (length > 1) {
          const forms = this.lexicon.forms(texts.join(""));
          if (forms.length) ways.push({ forms, weight: 1, holds: true });
          ways.push(...this.findSynonyms(texts));
        }
        if (ways.length) spans.push({ start, length, ways });
      }
    }
    return spans;
  }

  findTags(texts) {
    const tags = this.names.get(this.lexicon.stems(texts)) ?? [];
    return [...tags].map((tag) => ({ tag, weight: this.weights.named, holds: true }));
  }

  findSynonyms(texts) {
    const { lexicon, weights } = this;
    const others = this.synonyms.get(lexicon.stems(texts)) ?? [];
    const ways = others
      .filter((words) => words.length > 1 && words.every((word) => lexicon.forms(word).length))
      .map((words) => ({ all: words, weight: weights.synonymousWords }));
    const forms = lexicon.allForms(others.filter((words) => words.length === 1).flat());
    if (forms.length) ways.push({ forms, weight: weights.synonym });
    return ways;
  }

  /** How well each paper answers the words, added up; and which words it holds, a bit each. */
  add(meanings, spans) {
    const scores = new Map();
    const held = new Map();
    const each = meanings.map((ways) => this.best(ways));
    const note = (paper, score, holds, start, length) => {
      scores.set(paper, (scores.get(paper) ?? 0) + score);
      held.set(paper, held.get(paper) | (holds ? (2 ** length - 1) << start : 0));
    };
    each.forEach((found, place) => found.forEach(({ score, holds }, paper) => note(paper, score, holds, place, 1)));
    for (const { start, length, ways } of spans) {
      const words = each.slice(start, start + length);
      for (const [paper, { score, holds }] of this.best(ways)) {
        const apart = words.reduce((sum, found) => sum + (found.get(paper)?.score ?? 0), 0);
        note(paper, Math.max(0, score - apart), holds, start, length);
      }
    }
    return { scores, held };
  }

  /** For each paper the best of several ways. */
  best(ways) {
    const best = new Map();
    for (const { weight, holds = false, ...way } of ways) {
      for (const [paper, score] of this.answer(way)) {
        const known = best.get(paper);
        best.set(paper, {
          score: Math.max(score * weight, known?.score ?? 0),
          holds: holds || (known?.holds ?? false),
        });
      }
    }
    return best;
  }

  answer({ forms, all, tag }) {
    const { evidence, lexicon } = this;
    if (tag !== undefined) return evidence.score(new Map(evidence.tagged[tag].map((paper) => [paper, 1])));
    if (forms) return evidence.score(evidence.count(forms));
    const [first, ...others] = all.map((word) => evidence.score(evidence.count(lexicon.forms(word))));
    const together = [...first].filter(([paper]) => others.every((found) => found.has(paper)));
    return together.map(([paper, score]) => [paper, others.reduce((sum, found) => sum + found.get(paper), score)]);
  }

  /** From 0 to 1: how far a title is made of the words of the query, and the query of those of the title. */
  closeness(paper, meanings) {
    const title = new Set(this.titles[paper]);
    const isThere = (way) => way.holds && (way.forms ?? way.all).some((word) => title.has(word));
    const shared = meanings.filter((ways) => ways.some(isThere)).length;
    const telling = this.titles[paper].filter((word) => this.isTelling(word)).length;
    // Cubed: a description shares a word or two with many titles, a title half remembers nearly all.
    return (shared / meanings.length) ** 3 * Math.min(1, shared / (telling || 1));
  }

  /** Every word that some way looked for, and how much it tells. */
  lookedFor(meanings) {
    const words = new Map();
    for (const { forms, all, weight } of meanings.flat()) {
      const found = forms ?? this.lexicon.allForms(all);
      const telling = weight * this.evidence.rarity(this.evidence.count(found).size);
      for (const word of found) words.set(word, Math.max(telling, words.get(word) ?? 0));
    }
    return words;
  }

  /** What was taken for the words that stand nowhere: of the near ones that which most papers hold. */
  respell(words, meanings) {
    const respelled = new Map();
    words.forEach(({ text }, place) => {
      const near = meanings[place][0]?.near;
      if (!near) return;
      const papers = (word) => this.evidence.count(this.lexicon.forms(word)).size;
      respelled.set(text, this.spell(near.reduce((best, word) => (papers(word) > papers(best) ? word : best))));
    });
    return respelled;
  }

  /** A word as a title writes it: indexes hold it without accents. */
  spell(word) {
    for (const title of this.documents.titles.filter((title) => !/^[\0-\x7f]*$/.test(title))) {
      for (const { word: other, start, end } of locate(title)) {
        if (other === word) return title.slice(start, end).toLowerCase();
      }
    }
    return word;
  }

  /** The papers that hold a word, whatever its ending. */
  holding(word) {
    return this.evidence.count(this.lexicon.forms(word)).keys();
  }

  /** The papers that hold a word that begins so. */
  beginning(text) {
    return new Set(this.evidence.count(this.lexicon.beginnings(text)).keys());
  }

  /** The papers that hold each of some words just so, as a map's keys; null where the indexes know none of the words. */
  candidates(words) {
    const known = words.filter((word) => this.isTelling(word));
    if (!known.length) return null;
    const [first, ...others] = known.map((word) => this.evidence.count(this.lexicon.exactly(word)));
    return new Set([...first.keys()].filter((paper) => others.every((found) => found.has(paper))));
  }

  /** The tags of a name: the one that has just this name, or else those that have it with other endings. */
  tagsNamed(name) {
    return [...(this.exactNames.get(compare(name)) ?? this.names.get(this.lexicon.stems(terms(name))) ?? [])];
  }

  /** The tags nearest to some words: those whose names have them, the rarer the nearer; then those of the best papers. */
  nearestTags(words, hits) {
    const { lexicon, evidence } = this;
    const scores = new Map();
    const telling = words.filter((word) => this.isTelling(word.text));
    for (const { text, unfinished } of telling) {
      const forms = [...lexicon.forms(text), ...(unfinished ? lexicon.beginnings(text) : [])];
      const places = new Set(forms.flatMap((form) => evidence.inName(form)));
      const rarity = Math.log(1 + evidence.tagged.length / places.size);
      for (const place of places) scores.set(place, (scores.get(place) ?? 0) + rarity / Math.sqrt(this.wordy(place)));
    }
    const named = [...scores.keys()].sort((one, other) => scores.get(other) - scores.get(one) || one - other);
    const counts = new Map();
    for (const paper of telling.length ? hits.slice(0, TELLING_HITS) : []) {
      for (const tag of this.documents.tags[paper]) counts.set(tag, (counts.get(tag) ?? 0) + 1);
    }
    const carried = [...counts.keys()].sort((one, other) => counts.get(other) - counts.get(one) || one - other);
    return [...new Set([...named, ...carried])].slice(0, MOST_TAGS);
  }

  /** How many words the names of a tag have. */
  wordy(place) {
    const [, label, , ...aliases] = this.documents.vocabulary.tags[place];
    return [label, ...aliases].flatMap(split).length;
  }
}

/** A name as the vocabulary compares it (`generator/papershelf/content/vocabulary.py`). */
const compare = (name) => plain(name).toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ").replace(/[\s_-]+/g, " ").trim();
