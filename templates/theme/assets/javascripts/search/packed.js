/** Indexes: the packed ones, and those of texts that are at hand; `generator/papershelf/publish/search/packed.py` says how one is packed. */

/** @typedef {{words: string, places: string}} Packed */
/** @typedef {{papers: number[], counts: number[]}} Entry the papers that hold a word, and how often, side by side */
/** @typedef {{entries: Map<string, Entry>, lengths: Float32Array}} Unpacked */

const CHARACTERS = Array.from({ length: 94 }, (_, code) => String.fromCharCode(0x21 + code)).filter(
  (character) => character !== '"' && character !== "\\",
);
const LAST = 64;
const MORE = CHARACTERS.length - LAST;
const VALUES = new Map(CHARACTERS.map((character, value) => [character.charCodeAt(0), value]));

/**
 * Unpack an index.
 *
 * Returns for each word the papers that hold it and how often (`papers` and `counts`, side by
 * side), and how many words each of the `size` papers has, against the average.
 * @param {Packed} packed
 * @param {number} size
 * @returns {Unpacked}
 */
export function unpack({ words, places }, size) {
  const entries = new Map();
  const lengths = new Float32Array(size);
  const written = places.split(" ");
  let word = "";
  (words ? words.split(" ") : []).forEach((entry, place) => {
    word = word.slice(0, parseInt(entry[0], 36)) + entry.slice(1);
    entries.set(word, read(written[place], lengths));
  });
  const average = lengths.reduce((sum, length) => sum + length, 0) / (size || 1) || 1;
  return { entries, lengths: lengths.map((length) => length / average) };
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

/**
 * The entry of a word.
 * @param {string} steps from paper to paper
 * @param {Float32Array} lengths of the papers, which are added to
 * @returns {Entry}
 */
function read(steps, lengths) {
  /** @type {number[]} */
  const papers = [];
  /** @type {number[]} */
  const counts = [];
  let paper = 0;
  let step = 0;
  let factor = 1;
  for (let place = 0; place < steps.length; place += 1) {
    const value = VALUES.get(steps.charCodeAt(place)) ?? 0;
    if (value >= LAST) {
      step += (value - LAST) * factor;
      factor *= MORE;
      continue;
    }
    step += value * factor;
    if (step > 0 || papers.length === 0) {
      paper += step;
      papers.push(paper);
      counts.push(1);
    } else {
      counts[counts.length - 1] += 1;
    }
    lengths[paper] += 1;
    step = 0;
    factor = 1;
  }
  return { papers, counts };
}
