/** Indexes: the packed ones, and those of texts that are at hand; `generator/papershelf/publish/search/packed.py` says how one is packed. */

/** @typedef {{words: string, places: string, counts: string}} Packed */
/** @typedef {{papers: number[], counts: number[]}} Entry the papers that hold a word, and how often, side by side */
/** @typedef {{get: (word: string) => Entry | undefined, keys: () => Iterable<string>}} Entries by word: a map, or as much of it as is there */
/** @typedef {{entries: Entries, lengths: Float32Array}} Unpacked */

const WORD = /([A-Z])([^A-Z]*)/g;
const NONE_SHARED = "A".charCodeAt(0);

/**
 * Unpack an index.
 *
 * Returns for each word the papers that hold it and how often (`papers` and `counts`, side by
 * side), and how many words each of the `size` papers has, against the average.
 * @param {Packed} packed
 * @param {number} size
 * @returns {Unpacked}
 */
export function unpack({ words, places, counts }, size) {
  /** @type {Map<string, Entry>} */
  const entries = new Map();
  const lengths = new Array(size).fill(0);
  const placed = new Bits(places);
  const counted = new Bits(counts);
  for (const word of expand(words)) {
    /** @type {Entry} */
    const entry = { papers: [], counts: [] };
    placed.interpolate(placed.gamma(), 0, size, entry.papers);
    for (const paper of entry.papers) {
      const count = 1 + counted.ones();
      entry.counts.push(count);
      lengths[paper] += count;
    }
    entries.set(word, entry);
  }
  return { entries, lengths: toLengths(lengths) };
}

/**
 * The words of an index, in order.
 * @param {string} words
 */
export function* expand(words) {
  let word = "";
  for (const [, shared, rest] of words.matchAll(WORD)) {
    word = word.slice(0, shared.charCodeAt(0) - NONE_SHARED) + rest;
    yield word;
  }
}

/**
 * How many words each paper has, against the average.
 * @param {number[]} lengths
 */
export function toLengths(lengths) {
  const average = lengths.reduce((sum, length) => sum + length, 0) / (lengths.length || 1) || 1;
  return Float32Array.from(lengths, (length) => length / average);
}

/** Bits that are read one after the other. */
export class Bits {
  /** @param {string} base64 */
  constructor(base64) {
    this.bytes = atob(base64);
    this.place = 0;
  }

  /** @param {number} bits how many */
  read(bits) {
    if (this.place + bits > 8 * this.bytes.length) throw new RangeError("The index is cut off");
    let value = 0;
    for (let each = 0; each < bits; each += 1, this.place += 1) {
      value = 2 * value + ((this.bytes.charCodeAt(this.place >> 3) >> (7 - (this.place & 7))) & 1);
    }
    return value;
  }

  /** How many ones are before the next zero. */
  ones() {
    let ones = 0;
    while (this.read(1)) ones += 1;
    return ones;
  }

  /** A number from 1 on. */
  gamma() {
    let zeros = 0;
    while (!this.read(1)) zeros += 1;
    return 2 ** zeros + this.read(zeros);
  }

  /** @param {number} values of which one is read */
  minimal(values) {
    const bits = Math.floor(Math.log2(values));
    const short = 2 ** (bits + 1) - values;
    const value = this.read(bits);
    return value < short ? value : 2 * value + this.read(1) - short;
  }

  /**
   * Rising numbers from `low` to below `end`.
   * @param {number} count
   * @param {number} low
   * @param {number} end
   * @param {number[]} into where they go
   */
  interpolate(count, low, end, into) {
    if (!count) return;
    const before = count >> 1;
    const after = count - before - 1;
    const first = low + before;
    const number = first + this.minimal(end - after - first);
    this.interpolate(before, low, number, into);
    into.push(number);
    this.interpolate(after, number + 1, end, into);
  }
}

/**
 * The entries of texts, each given as its words, which count once.
 * @param {Iterable<string>[]} texts
 */
export function enter(texts) {
  /** @type {Map<string, Entry>} */
  const entries = new Map();
  texts.forEach((words, text) => {
    for (const word of new Set(words)) {
      const entry = entries.get(word) ?? { papers: [], counts: [] };
      entry.papers.push(text);
      entry.counts.push(1);
      entries.set(word, entry);
    }
  });
  return entries;
}
