/** Words, of which shards say which papers hold them; `generator/papershelf/publish/search/directory.py` writes them. */

import { nameAt } from "./files.js";
import { Bits, expand } from "./packed.js";

/** @import { Entries, Entry, Packed } from "./packed.js" */
/** @import { Shelf } from "./shelf.js" */

/** @typedef {{words: string, sizes: number[], shards: string}} Contents which words are in which shard, one after the other */
/** @typedef {Record<string, Omit<Packed, "words">>} Shard of words, by index */

/** Words, and the shards that say which papers hold them. */
export class Directory {
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
