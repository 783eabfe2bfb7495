/**
 * Answers queries: takes them apart, has the engine rank, and keeps what the query allows. Runs in
 * the worker; what is sent back is plain data.
 */

import { spell } from "./corrections.js";
import { among } from "./facts.js";
import { parse } from "./query.js";
import { isWord, locate, split } from "./words.js";

/** @import { Engine } from "./engine.js" */
/** @import { Details, FactPart, Phrase, Query, Ranking, Reply, Row, TagPart, Word } from "./types.js" */

/** @typedef {{each: Set<number>[], without: number[], unknown: string[]}} Tags that a query names, and the parts that name none */

/** A phrase is looked up in so many files of details at the most: all of a list of 8,000 papers. */
const MOST_SHARDS = 512;
/** The same of a long list, for a phrase of stop words that is still being typed. */
const FEW_SHARDS = 8;
/** So many papers that hold all words of a name are looked up, best first. */
const MOST_NAMESAKES = 40;
/** Authors are named from the details of so many papers at the most. */
const FEW_PAPERS = 4;
const MOST_AUTHORS = 2;
/** Fewer letters begin too many names. */
const SHORTEST_NAME = 3;
/** So alike is a word of the list that is offered for one that nobody wrote, from 0 to 1. */
const ALIKE = 0.5;

export class Search {
  /**
   * @param {Engine} engine
   * @param {(shard: number) => Promise<(Details | Row)[]>} readDetails of the papers of one file
   */
  constructor(engine, readDetails) {
    this.engine = engine;
    this.readDetails = readDetails;
    this.tags = engine.documents.tags;
    this.shard = engine.documents.shard;
  }

  /**
   * Answer a query. `client.js` says with what.
   * @param {string} text
   * @returns {Promise<Reply>}
   */
  async ask(text) {
    const [answer, authors] = await Promise.all([this.answer(text), this.authorsNamed(text)]);
    const whole = { ...answer, authors };
    if (!answer.hits.length && answer.respelled) {
      // What leads to nothing, too, is not offered.
      const { hits } = await this.answer(answer.respelled);
      if (!hits.length) return { ...whole, respelled: null };
    }
    return whole;
  }

  /**
   * The authors who have every word of a query in their name: those called so first, then those of most papers.
   * @param {string} text
   */
  async authorsNamed(text) {
    const { words, phrases, without, tags, facts } = parse(text);
    const last = words.at(-1);
    if (!last || words.every(({ text: word }) => word.length < SHORTEST_NAME) || phrases.length + without.length + tags.length + facts.length) return [];
    const name = words.map((word) => word.text);
    const papers = [...(this.engine.facts.by(name.join(" "), last.unfinished) ?? [])].slice(0, FEW_PAPERS);
    try {
      const details = await this.detailsOf(papers);
      /** @type {Map<string, number>} */
      const found = new Map();
      const authors = papers.flatMap((paper) => among(details(paper).authors ?? [], name, last.unfinished));
      for (const author of authors) found.set(author, (found.get(author) ?? 0) + 1);
      const isWhole = (/** @type {string} */ author) => Number(split(author).length === name.length);
      return [...found].sort((one, other) => isWhole(other[0]) - isWhole(one[0]) || other[1] - one[1]).slice(0, MOST_AUTHORS).map(([author]) => author);
    } catch {
      return []; // The papers are an answer without them.
    }
  }

  /**
   * @param {string} text
   * @returns {Promise<Reply>}
   */
  async answer(text) {
    const named = this.engine.identifiers.find(text);
    this.engine.index.demand();
    if (named) return { hits: named, full: named.length, words: [], akin: [], respelled: null, missing: [], offered: null, tags: [], named: [], authors: [], unknown: [] };
    const query = parse(text);
    const tags = this.resolve(query.tags);
    const quoted = await this.holdingAll(query.phrases);
    /** @type {Ranking} */
    const found = query.words.length
      ? this.engine.rank(query, quoted)
      : { hits: this.listed(text, query), full: Infinity, words: new Map(), akin: new Map(), respelled: new Map(), offered: new Map() };
    const facts = await this.resolveFacts(query.facts);
    const allowed = await this.allow(found.hits.filter(facts.allows), query, tags);
    const hits = await this.ownFirst(query, found.hits.filter((paper) => allowed.has(paper)));
    const respelled = hits.length ? found.respelled : this.guess(query.words);
    return {
      hits,
      full: found.hits.slice(0, found.full).filter((paper) => allowed.has(paper)).length,
      words: [...found.words],
      akin: [...found.akin],
      respelled: respelled.size ? respell(text, respelled) : null,
      missing: hits.length ? typed(text, found.respelled) : [],
      offered: hits.length && found.offered.size ? respell(text, found.offered) : null,
      named: query.words.length ? this.engine.names.named(text) : [],
      authors: [],
      tags: query.words.length ? this.engine.nearestTags(query.words, hits) : [...new Set(tags.each.flatMap((each) => [...each]))],
      unknown: [...tags.unknown, ...facts.unknown],
    };
  }

  /**
   * The papers that a query without a word is about: all, unless it is made of signs alone.
   * @param {string} text
   * @param {Query} query
   */
  listed(text, { without, tags, facts }) {
    const { index } = this.engine;
    // Whoever shows a whole list of shards puts it in order; until then it needs none.
    if (!text.trim() && index.documents.rows) return [...this.tags.keys()];
    return without.length || tags.length || facts.length || !text.trim() ? index.byTitle() : [];
  }

  /**
   * The places of the tags of `tag:name` and `-tag:name`, and the parts that name none.
   * @param {TagPart[]} parts
   */
  resolve(parts) {
    /** @type {Tags} */
    const resolved = { each: [], without: [], unknown: [] };
    for (const { name, part, without } of parts) {
      const places = this.engine.names.named(name);
      if (!places.length) resolved.unknown.push(part);
      else if (without) resolved.without.push(...places);
      else resolved.each.push(new Set(places));
    }
    return resolved;
  }

  /**
   * Whether a paper has the authors, years and venues that are asked for, and the parts that no paper answers.
   * @param {FactPart[]} parts
   */
  async resolveFacts(parts) {
    /** @type {((paper: number) => boolean)[]} */
    const wanted = [];
    /** @type {string[]} */
    const unknown = [];
    for (const { field, name, part, without } of parts) {
      const found = this.engine.facts.find(field, name);
      const held = found && field === "author" ? await this.writtenBy(name, found) : found;
      if (held?.size) wanted.push((paper) => held.has(paper) !== without);
      else unknown.push(part);
    }
    return { allows: (/** @type {number} */ paper) => wanted.every((allows) => allows(paper)), unknown };
  }

  /**
   * Those of some papers of which one author has all the words of a name.
   * @param {string} name
   * @param {Set<number>} papers
   */
  async writtenBy(name, papers) {
    const words = split(name);
    if (words.length === 1) return papers;
    const details = await this.detailsOf([...papers]);
    return new Set([...papers].filter((paper) => among(details(paper).authors ?? [], words).length));
  }

  /**
   * Those of some papers first that one author of the whole name wrote: others hold its words in several names.
   * @param {Query} query
   * @param {number[]} papers
   */
  async ownFirst({ words }, papers) {
    const name = words.map(({ text }) => text).join(" ");
    const possible = split(name).length > 1 ? this.engine.facts.by(name) : null;
    const held = papers.filter((paper) => possible?.has(paper)).slice(0, MOST_NAMESAKES);
    if (!held.length) return papers;
    const own = await this.writtenBy(name, new Set(held));
    return [...papers.filter((paper) => own.has(paper)), ...papers.filter((paper) => !own.has(paper))];
  }

  /**
   * What gives the details of each of some papers.
   * @param {number[]} papers
   * @param {number} [most] files that are read
   * @returns {Promise<(paper: number) => Partial<Row>>}
   */
  async detailsOf(papers, most = MOST_SHARDS) {
    const shards = [...new Set(papers.map((paper) => Math.floor(paper / this.shard)))].slice(0, most);
    const one = async (/** @type {number} */ shard) => /** @type {const} */ ([shard, await this.readDetails(shard)]);
    const read = new Map(await Promise.all(shards.map(one)));
    return (paper) => read.get(Math.floor(paper / this.shard))?.[paper % this.shard] ?? {};
  }

  /**
   * Those of some papers that have the tags, and hold nothing that is to be left out.
   * @param {number[]} hits
   * @param {Query} query
   * @param {Tags} tags
   */
  async allow(hits, query, { each, without }) {
    /** @type {(paper: number, places: Set<number>) => boolean} */
    const isTagged = (paper, places) => this.tags[paper].some((tag) => places.has(tag));
    const barredTags = new Set(without);
    let allowed = hits.filter(
      (paper) => !isTagged(paper, barredTags) && each.every((places) => isTagged(paper, places)),
    );
    for (const asked of query.without) {
      const [word] = asked.words;
      const isExact = asked.exact || !this.engine.isTelling(word);
      const held = isExact ? await this.holdingPhrase(asked, allowed) : new Set(this.engine.holding(word));
      allowed = allowed.filter((paper) => !held.has(paper));
    }
    return new Set(allowed);
  }

  /**
   * The papers that hold every one of some phrases; null where there is none.
   * @param {Phrase[]} phrases
   */
  async holdingAll(phrases) {
    if (!phrases.length) return null;
    let held = [...this.tags.keys()];
    // What the indexes know of all phrases comes first: for the rest, papers are read.
    for (const phrase of phrases) {
      const possible = this.engine.candidates(wholeOf(phrase));
      if (possible) held = held.filter((paper) => possible.has(paper));
    }
    for (const phrase of phrases) held = [...(await this.holdingPhrase(phrase, held))];
    return new Set(held);
  }

  /**
   * Those of some papers that hold words side by side: in the title, the name of a tag, the summary or the abstract.
   * @param {Phrase} phrase
   * @param {number[]} papers
   * @returns {Promise<Set<number>>}
   */
  async holdingPhrase({ words, open }, papers) {
    const whole = wholeOf({ words, open });
    const possible = this.engine.candidates(whole);
    const candidates = possible ? papers.filter((paper) => possible.has(paper)) : papers;
    // The indexes know already where a single word is.
    if (words.length === 1 && possible) return new Set(candidates);
    if (words.length === 1 && open) {
      const begun = this.engine.beginning(words[0]);
      return new Set(papers.filter((paper) => begun.has(paper)));
    }
    const holds = (/** @type {string} */ text) => isIn(words, split(text), open);
    const { index, documents } = this.engine;
    const isSharded = documents.rows !== undefined;
    const named = documents.vocabulary.tags.map(([, label, , ...aliases]) => [label, ...aliases].some(holds));
    const isKnown = (/** @type {number} */ paper) => this.tags[paper].some((tag) => named[tag]) || (!isSharded && holds(index.title(paper)));
    const held = new Set(candidates.filter(isKnown));
    // While somebody types, not every summary of the list is fetched for the sake of a stop word.
    const isTyping = open && !possible;
    if (isTyping && !isSharded) return held;
    const together = isTyping ? this.engine.inTitles(whole) : this.engine.inOneText(whole);
    const others = candidates.filter((paper) => !held.has(paper) && (!together || together.has(paper)));
    const details = await this.detailsOf(others, isTyping ? FEW_SHARDS : MOST_SHARDS);
    for (const paper of others) {
      const { title = "", sentences = [], abstract = [] } = details(paper);
      // A phrase may begin in one sentence and end in the next.
      const texts = isTyping ? [title] : [title, sentences.join(" "), abstract.join(" ")];
      if (texts.some(holds)) held.add(paper);
    }
    return held;
  }

  /**
   * For words that lead to nothing: the words of the list that look most like them.
   * @param {Word[]} words
   */
  guess(words) {
    /** @type {Map<string, string>} */
    const guessed = new Map();
    for (const { text } of words) {
      if (this.engine.lexicon.forms(text).length) continue;
      const [word, similarity] = this.engine.lexicon.closest(text);
      if (word !== null && similarity >= ALIKE) guessed.set(text, spell(this.engine, word));
    }
    return guessed;
  }
}

/**
 * The words of a phrase that are typed to their ends.
 * @param {Pick<Phrase, "words" | "open">} phrase
 */
const wholeOf = ({ words, open }) => (open ? words.slice(0, -1) : words);

/**
 * Whether words are side by side in a text; where the last one is `open`, it may go on.
 * @param {string[]} sought
 * @param {string[]} words
 * @param {boolean} open
 */
function isIn(sought, words, open) {
  const last = sought.length - 1;
  /** @type {(word: string, place: number) => boolean} */
  const fits = (word, place) => isWord(word, sought[place]) || (open && place === last && word.startsWith(sought[place]));
  for (let start = 0; start + last < words.length; start += 1) {
    if (sought.every((_, place) => fits(words[start + place], place))) return true;
  }
  return false;
}

/**
 * A query with some of its words replaced; everything else stays as it was typed.
 * @param {string} text
 * @param {Map<string, string>} respelled
 */
function respell(text, respelled) {
  let written = "";
  let end = 0;
  for (const { word, start, end: next } of locate(text)) {
    if (!respelled.has(word)) continue;
    written += text.slice(end, start) + respelled.get(word);
    end = next;
  }
  return written + text.slice(end);
}

/**
 * Some words of a query as they are typed there.
 * @param {string} text
 * @param {Map<string, string>} words
 */
const typed = (text, words) => [...new Set([...locate(text)].filter(({ word }) => words.has(word)).map(({ start, end }) => text.slice(start, end)))];
