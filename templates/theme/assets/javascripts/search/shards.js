/**
 * What the engine knows of a long list: the facts of all papers, all words, and what was fetched of the rest.
 *
 * `shelf.js` says how a query is answered: the engine needs to know nothing of shards.
 * `generator/papershelf/publish/search/shards.py` writes the files.
 */

import { unpackColumn, unpackSets } from "./columns.js";
import { nameAt } from "./files.js";
import { Bits, expand, toLengths } from "./packed.js";
import { compare } from "./titles.js";

/** @import { Column } from "./columns.js" */
/** @import { Entries, Entry, Packed } from "./packed.js" */
/** @import { Shelf } from "./shelf.js" */
/** @import { Documents, Index, Vocabulary } from "./types.js" */

/** @typedef {{words: string, sizes: number[], shards: string}} Contents which words are in which shard, one after the other */
/** @typedef {Record<string, Omit<Packed, "words">>} Shard of words, by index */
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

/** Words, and the shards that say which papers hold them. */
class Directory {
  /**
   * @param {Contents} contents
   * @param {Shelf} shelf
   * @param {number} size how many papers there are
   */
  constructor({ words, sizes, shards }, shelf, size) {
    this.shelf = shelf;
    this.size = size;
    this.names = shards;
    /** @type {Map<string, [shard: number, place: number]>} */
    this.places = new Map();
    const each = expand(words);
    for (const [shard, length] of sizes.entries()) {
      for (let place = 0; place < length; place += 1) this.places.set(/** @type {string} */ (each.next().value), [shard, place]);
    }
    this.sizes = sizes;
    /** @type {Map<number, Record<string, Entry[]>>} */
    this.unpacked = new Map();
  }

  /**
   * The entries of one of the indexes.
   * @param {string} index
   * @returns {Entries}
   */
  entries(index) {
    return { get: (word) => this.#find(word, index), keys: () => this.places.keys() };
  }

  /**
   * @param {string} word
   * @param {string} index
   */
  #find(word, index) {
    const found = this.places.get(word);
    if (!found) return undefined;
    const [shard, place] = found;
    let unpacked = this.unpacked.get(shard);
    if (!unpacked) {
      /** @type {Shard | undefined} */
      const packed = this.shelf.find(nameAt(this.names, shard));
      if (!packed) return undefined;
      unpacked = Object.fromEntries(Object.entries(packed).map(([name, bits]) => [name, this.#unpack(bits, this.sizes[shard])]));
      this.unpacked.set(shard, unpacked);
    }
    const entry = unpacked[index][place];
    return entry.papers.length ? entry : undefined;
  }

  /**
   * @param {Omit<Packed, "words">} bits
   * @param {number} words how many
   */
  #unpack({ places, counts }, words) {
    const placed = new Bits(places);
    const counted = new Bits(counts);
    return Array.from({ length: words }, () => {
      /** @type {Entry} */
      const entry = { papers: [], counts: [] };
      placed.interpolate(placed.gamma() - 1, 0, this.size, entry.papers);
      for (let each = 0; each < entry.papers.length; each += 1) entry.counts.push(1 + counted.ones());
      return entry;
    });
  }
}

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
