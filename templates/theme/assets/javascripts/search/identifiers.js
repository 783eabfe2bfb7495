/**
 * Identifiers of papers, however they are pasted: bare, with a prefix, or as any address of the paper. What
 * `generator/papershelf/text/identifiers.py` reads strictly is read loosely here, and counts where the list knows it.
 */

const PREFIX = /^(?:ar[x\u03c7]iv|doi)\s*[:\s]\s*/i;
const ADDRESS = /^(?:https?:)?(?:\/\/)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?\/\S+$/i;
const NUMBER = /(?<!\d|\d\.)(\d{2}(?:0[1-9]|1[0-2])\.\d{4,5})(?:v\d+)?(?!\d)/;
const OLD_NUMBER = /(?<![a-z-])([a-z]+(?:-[a-z]+)?)(?:\.[a-z-]+)?(\/\d{7})(?:v\d+)?(?!\d)/i;
const DOI = /10\.\d{4,9}(?:\.\d+)*\/\S+/;
const ACL = /(?<![A-Za-z0-9])(\d{4}\.[a-z0-9_]+-[a-z0-9_]+\.\d+|[A-Z]\d{2}-\d{4,5})(?!\d)/;
const OPENREVIEW = /^(?:https?:\/\/)?(?:www\.)?openreview\.net\/\S*[?&]id=([\w-]+)/i;
const NATURE = /^(?:https?:\/\/)?(?:www\.)?nature\.com\/articles\/([a-z0-9-]+)/i;
/** What may follow a DOI in an address: `/full`, `.pdf`, `v2.full`, `?download=true`. */
const TAIL = /^(?:$|[/.?#&),;:]|v\d)/i;
/** So much of a number of arXiv is enough to look for those that begin so. */
const BEGUN = /^\d{4}\.\d{2,5}$/;

/** The papers that each identifier names, by the identifier in small letters. */
export class Known {
  /** @param {string[]} known the identifiers of each paper, parted by spaces */
  constructor(known) {
    /** @type {Map<string, number[]>} */
    this.papers = new Map();
    known.forEach((values, paper) => {
      for (const value of values.toLowerCase().split(" ").filter(Boolean)) {
        this.papers.set(value, [...(this.papers.get(value) ?? []), paper]);
      }
    });
  }

  /** @param {string} value */
  get(value) {
    return this.papers.get(value);
  }

  /**
   * The papers of the identifiers that begin so.
   * @param {string} start
   */
  begun(start) {
    return [...this.papers].filter(([value]) => value.startsWith(start)).flatMap(([, papers]) => papers);
  }
}

/** Finds papers by their identifiers. */
export class Identifiers {
  /** @param {Pick<Known, "get" | "begun">} known */
  constructor(known) {
    this.known = known;
  }

  /**
   * The numbers of the papers that a query names; null where it names none of this list's by an identifier.
   * @param {string} query
   */
  find(query) {
    const text = decode(query.trim().replace(/^["'“”‘’]+|["'“”‘’]+$/g, "").replace(/^<\s*(.*?)\s*>$/, "$1"));
    const bare = text.replace(PREFIX, "").replace(/\s*\[[\w.-]+\]$/, "");
    const isAddress = ADDRESS.test(text);
    if (/\s/.test(bare)) return null;
    const stated = isAddress ? fromAddress(text) : fromWord(bare);
    for (const value of stated) {
      const papers = this.known.get(value.toLowerCase()) ?? this.#findDoi(value.toLowerCase());
      if (papers) return papers;
    }
    return BEGUN.test(bare) ? this.#begun(bare) : null;
  }

  /**
   * The papers of the longest known DOI that an address goes on after.
   * @param {string} text
   */
  #findDoi(text) {
    if (!text.startsWith("10.")) return null;
    for (let end = text.length - 1; end > 8; end -= 1) {
      if (!TAIL.test(text.slice(end))) continue;
      const papers = this.known.get(text.slice(0, end));
      if (papers) return papers;
    }
    return null;
  }

  /** @param {string} start */
  #begun(start) {
    const found = this.known.begun(start);
    return found.length ? [...new Set(found)].sort((one, other) => one - other) : null;
  }
}

/**
 * What an address may state, the likeliest first.
 * @param {string} text
 * @returns {Generator<string>}
 */
function* fromAddress(text) {
  const review = OPENREVIEW.exec(text);
  if (review) yield review[1];
  const nature = NATURE.exec(text);
  if (nature) yield `10.1038/${nature[1]}`;
  const doi = DOI.exec(text);
  if (doi) yield doi[0];
  yield* numbers(text);
  const acl = ACL.exec(text);
  if (acl) yield acl[1];
}

/**
 * What a word by itself may state: it is an identifier from its beginning to its end.
 * @param {string} word
 * @returns {Generator<string>}
 */
function* fromWord(word) {
  const trimmed = word.replace(/[.,;:]+$/, "");
  if (DOI.exec(trimmed)?.index === 0) {
    yield trimmed;
    yield* numbers(trimmed);
  }
  for (const pattern of [NUMBER, OLD_NUMBER]) if (pattern.exec(trimmed)?.[0] === trimmed) yield* numbers(trimmed);
  if (ACL.exec(trimmed)?.[0] === trimmed) yield trimmed;
}

/**
 * @param {string} text
 * @returns {Generator<string>}
 */
function* numbers(text) {
  const found = NUMBER.exec(text);
  if (found) yield found[1];
  const old = OLD_NUMBER.exec(text);
  if (old) yield old[1] + old[2];
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
