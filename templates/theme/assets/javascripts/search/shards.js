/**
 * What the engine knows of a long list: the facts of all papers, all words, and what was fetched of the rest.
 *
 * `shelf.js` says how a query is answered: the engine needs to know nothing of shards.
 * `generator/papershelf/publish/search/shards.py` writes the files.
 */

import { unpackColumn, unpackSets } from "./columns.js";
import { Directory } from "./directory.js";
import { nameAt } from "./files.js";
import { toLengths } from "./packed.js";
import { compare } from "./titles.js";

/** @import { Column } from "./columns.js" */
/** @import { Contents } from "./directory.js" */
/** @import { Entry } from "./packed.js" */
/** @import { Shelf } from "./shelf.js" */
/** @import { Documents, Index, Vocabulary } from "./types.js" */

/**
 * @typedef {object} Packs the documents of a long list, as they are sent
 * @property {string} stamp
 * @property {number} size
 * @property {number} shard
 * @property {boolean} abstracts
 * @property {Vocabulary} vocabulary
 * @property {string[][]} synonyms
 * @property {string[]} kinds of links
 * @property {{tags: string, listed: string, has: string, accented: string}} sets
 * @property {{added: Column, years: Column, venues: Column, telling: Column}} columns
 * @property {string} rows the names of the shards of results
 * @property {string} order the name of the shard that orders papers by title
 * @property {{first: string[], shards: string}} identifiers
 */
/** @typedef {{documents: Packs, people: Contents, summaries: Contents & {lengths: Record<string, Column>}}} Roots */

/** Identifiers of papers, of which shards know the papers. */
class Identified {
  /**
   * @param {{first: string[], shards: string}} contents
   * @param {Shelf} shelf
   */
  constructor({ first, shards }, shelf) {
    this.first = first;
    this.names = shards;
    this.shelf = shelf;
  }

  /**
   * @param {number} place of a shard
   * @returns {[value: string, ...papers: number[]][]}
   */
  #shard(place) {
    return this.shelf.find(nameAt(this.names, place)) ?? [];
  }

  /**
   * @param {string} value
   * @returns {number[] | undefined}
   */
  get(value) {
    const place = this.first.findLastIndex((first) => compare(first, value) <= 0);
    const row = place < 0 ? undefined : this.#shard(place).find(([each]) => each === value);
    return row && /** @type {number[]} */ (row.slice(1));
  }

  /** @param {string} start */
  begun(start) {
    const places = [...this.first.keys()].filter((place) => {
      const next = this.first[place + 1];
      return (this.first[place] <= start || this.first[place].startsWith(start)) && (next === undefined || next >= start);
    });
    const rows = places.flatMap((place) => this.#shard(place)).filter(([value]) => value.startsWith(start));
    return rows.flatMap(([, ...papers]) => papers);
  }
}

/**
 * @param {Roots} roots
 * @param {Shelf} shelf
 * @returns {Index}
 */
export function sharded({ documents: packs, people, summaries }, shelf) {
  const { size } = packs;
  const documents = unpackDocuments(packs);
  const texts = new Directory(summaries, shelf, size);
  const telling = unpackColumn(packs.columns.telling, size);
  const accented = unpackSets(packs.sets.accented, 1, size);
  const titles = texts.entries("titles");
  /** @type {(name: string) => Index["summaries"]} */
  const text = (name) => ({ entries: texts.entries(name), lengths: toLengths(unpackColumn(summaries.lengths[name], size)) });
  return {
    documents,
    size,
    titles,
    // A word that is there twice is a part of one that a query would ask for.
    terms: { get: (word) => onlyOnce(titles.get(word)), keys: titles.keys },
    telling: (paper) => telling[paper],
    summaries: text("summaries"),
    ...(packs.abstracts && { abstracts: text("abstracts") }),
    people: new Directory(people, shelf, size).entries("people"),
    identifiers: new Identified(packs.identifiers, shelf),
    title: (paper) => shelf.find(nameAt(packs.rows, Math.floor(paper / packs.shard)))?.[paper % packs.shard].title ?? "",
    isAccented: (paper) => accented[paper].length > 0,
    byTitle() {
      const places = shelf.find(packs.order) ?? [...documents.years.keys()];
      return [...places.keys()].sort((one, other) => places[one] - places[other]);
    },
    demand: () => shelf.demand(),
    isComplete: () => !shelf.wanted.size,
  };
}

/**
 * @param {Entry | undefined} entry
 * @returns {Entry | undefined}
 */
const onlyOnce = (entry) => entry && { papers: entry.papers.filter((_, place) => entry.counts[place] === 1), counts: [] };

/**
 * @param {Packs} packs
 * @returns {Documents}
 */
function unpackDocuments({ stamp, size, shard, abstracts, vocabulary, synonyms, kinds, sets, columns, rows, order }) {
  return {
    ...{ stamp, size, shard, abstracts, vocabulary, synonyms, rows, order },
    tags: unpackSets(sets.tags, vocabulary.tags.length, size),
    listed: unpackSets(sets.listed, vocabulary.listings.length, size),
    has: unpackSets(sets.has, kinds.length, size).map((held) => held.map((kind) => kinds[kind]).join(" ")),
    added: unpackColumn(columns.added, size),
    years: unpackColumn(columns.years, size),
    venues: unpackColumn(columns.venues, size),
    ...{ ids: [], titles: [], slugs: [], authors: [] },
  };
}
