/**
 * Ranks papers for a query. lunr says which titles and tags hold a word, our own index which
 * summaries and abstracts do; both are weighed together as the fields of one text (BM25F:
 * Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009).
 */

import { Evidence } from "./evidence.js";
import { Lexicon } from "./lexicon.js";
import { parse } from "./query.js";
import { split } from "./words.js";

/** What a word counts where it stands, and what each way of understanding it (`benchmarks/search.py`). */
export const WEIGHTS = {
  title: 1.5,
  tag: 0.5,
  summary: 1,
  abstract: 0.7,
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
    this.evidence = new Evidence(lunr.Index.load(files.titles.index), files, weights);
    this.lexicon = new Lexicon(lunr, this.evidence.words());
    this.documents = files.documents;
    this.titles = files.documents.titles.map(split);
    this.names = this.nameTags(files.documents.vocabulary.tags);
    this.synonyms = this.relate(files.documents.synonyms);
  }

  /** Every key, label and alias of a tag, as stems, with the places of the tags that it names. */
  nameTags(tags) {
    const names = new Map();
    tags.forEach(([key, label, , ...aliases], place) => {
      for (const name of [key, label, ...aliases]) {
        const stems = this.lexicon.stems(split(name));
        names.set(stems, new Set(names.get(stems)).add(place));
      }
    });
    return names;
  }

  /** For every name of a group, as stems, the others of its groups, as words. */
  relate(groups) {
    const related = new Map();
    for (const group of groups.map((names) => names.map(split))) {
      for (const name of group) {
        const stems = this.lexicon.stems(name);
        const others = group.filter((other) => other !== name);
        related.set(stems, [...(related.get(stems) ?? []), ...others]);
      }
    }
    return related;
  }

  /**
   * Rank the papers for a query, as `parse` leaves it.
   *
   * Returns `hits` (numbers of papers, best first: those that hold all the words before those
   * that hold some), `full` (how many hold all), `words` (every word that was looked for, with
   * what it tells), and `respelled` (the words that nobody wrote, with what was taken instead).
   */
  rank({ words }) {
    const telling = words.filter((word) => this.isTelling(word.text));
    const asked = telling.length ? telling : words;
    const meanings = asked.map((word) => this.understand(word));
    const { scores, held } = this.add(meanings, this.understandTogether(asked));
    for (const [paper, score] of scores) {
      scores.set(paper, score * (1 + this.weights.close * this.closeness(paper, meanings)));
    }
    const all = 2 ** asked.length - 1;
    const isFull = (paper) => held.get(paper) === all;
    const least = this.weights.least * Math.max(...scores.values());
    const hits = [...scores.keys()].filter((paper) => isFull(paper) || scores.get(paper) >= least).sort(
      (one, other) => isFull(other) - isFull(one) || scores.get(other) - scores.get(one) || one - other,
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
  understand({ text, unfinished }) {
    const { weights, lexicon } = this;
    const forms = lexicon.forms(text);
    const ways = forms.length ? [{ forms, weight: 1, holds: true }] : [];
    const beginnings = unfinished ? lexicon.beginnings(text) : [];
    if (beginnings.length) {
      ways.push({ forms: beginnings, weight: forms.length ? weights.perhapsBegun : weights.begun, holds: true });
    }
    if (!ways.length) {
      const parts = lexicon.parts(text);
      if (parts) ways.push({ all: parts, weight: weights.parted, holds: true });
    }
    if (!forms.length || this.evidence.count(forms).size === 1) {
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
      respelled.set(text, near.reduce((best, word) => (papers(word) > papers(best) ? word : best)));
    });
    return respelled;
  }

  /** The papers that hold each of some words, whatever their endings. */
  holding(words) {
    const [first, ...others] = words.map((word) => this.evidence.count(this.lexicon.forms(word)));
    return [...first.keys()].filter((paper) => others.every((found) => found.has(paper)));
  }

  /** The tags that a person may mean by a name, whole or begun. */
  tagsNamed(name) {
    const words = split(name);
    return [...(this.names.get(this.lexicon.stems(words)) ?? [])];
  }

  /** The tags nearest to some words, by lunr's own score of their names; else those of the best papers. */
  nearestTags(words, hits) {
    const { lexicon } = this;
    const telling = words.filter((word) => this.isTelling(word.text));
    const forms = telling.flatMap(({ text, unfinished }) => [
      ...lexicon.forms(text),
      ...(unfinished ? lexicon.beginnings(text) : []),
    ]);
    const matches = this.evidence.index.query((query) => {
      for (const form of new Set(forms)) query.term(form, { fields: ["name"], usePipeline: false });
    });
    const named = matches.map(({ ref }) => Number(ref.slice(1)));
    const counts = new Map();
    for (const paper of hits.slice(0, TELLING_HITS)) {
      for (const tag of this.documents.tags[paper]) counts.set(tag, (counts.get(tag) ?? 0) + 1);
    }
    const carried = [...counts.keys()].sort((one, other) => counts.get(other) - counts.get(one) || one - other);
    return [...new Set([...named, ...carried])].slice(0, MOST_TAGS);
  }
}
