/**
 * Answers queries: takes them apart, has the engine rank, and keeps what the query allows. Runs in
 * the worker; what is sent back is plain data.
 */

import { parse } from "./query.js";
import { locate, split } from "./words.js";

/** A quoted phrase is looked up in so many files of details at the most, those of the best papers first. */
const MOST_SHARDS = 64;
/** So alike is a word of the list that is offered for one that nobody wrote, from 0 to 1. */
const ALIKE = 0.4;

export class Search {
  /** `engine` ranks; `readDetails(shard)` promises the details of the papers of one file. */
  constructor(engine, readDetails) {
    this.engine = engine;
    this.readDetails = readDetails;
    const { titles, tags, shard } = engine.documents;
    this.tags = tags;
    this.shard = shard;
    this.titles = titles;
  }

  /** All papers by title: sorted when it is first asked for, which most queries never do. */
  get byTitle() {
    const compare = new Intl.Collator("en").compare;
    const order = (one, other) => compare(this.titles[one], this.titles[other]) || one - other;
    return (this.sorted ??= [...this.titles.keys()].sort(order));
  }

  /** Answer a query. `client.js` says with what. */
  async ask(text) {
    const query = parse(text);
    const tags = this.resolve(query.tags);
    const found = query.words.length
      ? this.engine.rank(query)
      : { hits: this.listed(text, query), words: new Map(), respelled: new Map() };
    const allowed = await this.allow(found.hits, query, tags);
    const hits = found.hits.filter((paper) => allowed.has(paper));
    const respelled = hits.length ? found.respelled : this.guess(query.words);
    return {
      hits,
      full: found.hits.slice(0, found.full).filter((paper) => allowed.has(paper)).length,
      words: [...found.words],
      respelled: respelled.size ? respell(text, respelled) : null,
      tags: this.engine.nearestTags(query.words, hits),
      unknown: tags.unknown,
    };
  }

  /** The papers that a query without a word is about: all, unless it is made of signs alone. */
  listed(text, { without, tags }) {
    return without.length || tags.length || !text.trim() ? this.byTitle : [];
  }

  /** The places of the tags of `tag:name` and `-tag:name`, and the parts that name none. */
  resolve(parts) {
    const resolved = { each: [], without: [], unknown: [] };
    for (const { name, part, without } of parts) {
      const places = this.engine.tagsNamed(name);
      if (!places.length) resolved.unknown.push(part);
      else if (without) resolved.without.push(...places);
      else resolved.each.push(new Set(places));
    }
    return resolved;
  }

  /** Those of some papers that have the tags, hold the phrases, and hold nothing that is to be left out. */
  async allow(hits, query, { each, without }) {
    const isTagged = (paper, places) => this.tags[paper].some((tag) => places.has(tag));
    const words = query.without.filter((found) => found.length === 1);
    const barred = new Set(words.flatMap((word) => this.engine.holding(word)));
    const barredTags = new Set(without);
    let allowed = hits.filter(
      (paper) =>
        !barred.has(paper) && !isTagged(paper, barredTags) && each.every((places) => isTagged(paper, places)),
    );
    for (const phrase of query.phrases) {
      const held = await this.holdingPhrase(phrase, allowed);
      allowed = allowed.filter((paper) => held.has(paper));
    }
    for (const phrase of query.without.filter((words) => words.length > 1)) {
      const held = await this.holdingPhrase(phrase, allowed);
      allowed = allowed.filter((paper) => !held.has(paper));
    }
    return new Set(allowed);
  }

  /** The papers that hold words side by side: in the title, the name of a tag, or a sentence. */
  async holdingPhrase(words, papers) {
    const possible = new Set(this.engine.holding(words));
    const candidates = papers.filter((paper) => possible.has(paper));
    const sought = ` ${words.join(" ")} `;
    const holds = (text) => ` ${split(text).join(" ")} `.includes(sought);
    const { titles, vocabulary } = this.engine.documents;
    const named = vocabulary.tags.map(([, label, , ...aliases]) => [label, ...aliases].some(holds));
    const held = new Set(
      candidates.filter((paper) => holds(titles[paper]) || this.tags[paper].some((tag) => named[tag])),
    );
    const others = candidates.filter((paper) => !held.has(paper));
    const shards = [...new Set(others.map((paper) => Math.floor(paper / this.shard)))].slice(0, MOST_SHARDS);
    const details = new Map(await Promise.all(shards.map(async (shard) => [shard, await this.readDetails(shard)])));
    for (const paper of others) {
      const sentences = details.get(Math.floor(paper / this.shard))?.[paper % this.shard].sentences ?? [];
      if (sentences.some(holds)) held.add(paper);
    }
    return held;
  }

  /** For words that lead to nothing: the words of the list that look most like them. */
  guess(words) {
    const guessed = new Map();
    for (const { text } of words) {
      if (this.engine.lexicon.forms(text).length) continue;
      const [word, likeness] = this.engine.lexicon.closest(text);
      if (likeness >= ALIKE) guessed.set(text, word);
    }
    return guessed;
  }
}

/** A query with some of its words replaced; everything else stays as it was typed. */
function respell(text, respelled) {
  let written = "";
  let end = 0;
  for (const { words, start, end: next } of locate(text)) {
    if (words.length > 1 || !respelled.has(words[0])) continue;
    written += text.slice(end, start) + respelled.get(words[0]);
    end = next;
  }
  return written + text.slice(end);
}
