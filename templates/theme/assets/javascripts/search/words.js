/** Text into the words that are searched, as `generator/papershelf/publish/search/words.py` does it; it says why. */

/** @typedef {{word: string, start: number, end: number}} Place of a word in a text */
/** @typedef {Place & {cluster: boolean, joined: boolean}} Found */
/** @typedef {(at: number) => number} Shown from a place in a text as it is compared to one in it as it is shown */

const LETTERS =
  "øo łl đd ðd ħh ŧt ŋn ıi ȷj ɑa ɛe ɔo əe ɓb ƀb ƈc ȼc ɗd ɖd ƒf ɠg ǥg ɨi ɉj ƙk ɫl ƚl ɲn ɵo ƥp ɍr ƭt ⱦt ʉu ʋv ƴy ɏy ƶz " +
  "ⱥa ɇe ⱡl ßss æae œoe þth ςσ ґг ٱا ىي یي ةه ہه ھه کك ךכ םמ ןנ ףפ ץצ " +
  "’' ‘' ‛' ʼ' `' ´' ∗* ♯# ⁎* ™ ℠ ʻ ـ";
const SPECIAL = new Map(LETTERS.split(" ").map((entry) => [entry[0], entry.slice(1)]));
const OPTIONAL_MARKS =
  // eslint-disable-next-line no-misleading-character-class -- combining marks are what is sought
  /[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u08ca-\u08e1\u08e3-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\u{e0100}-\u{e01ef}\p{Cf}]/gu;
const SPACELESS =
  "[\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u1950-\\u19ff\\u1a20-\\u1aaf\\u3005-\\u3007\\u3040-\\u30ff\\u31f0-\\u31ff" +
  "\\u3400-\\u4dbf\\u4e00-\\u9fff\\ua9e0-\\ua9ff\\uaa60-\\uaa7f\\uf900-\\ufaff\\u{1b000}-\\u{1b16f}\\u{20000}-\\u{3ffff}]";
const PICTURE = "[\\u2600-\\u275a\\u275f-\\u27bf\\u2b00-\\u2bff\\u{1f000}-\\u{1f3fa}\\u{1f400}-\\u{1faff}]";
const LETTER = `(?!${SPACELESS})[\\p{L}\\p{N}]`;
const WORD = `${LETTER}(?:${LETTER}|\\p{M})*`;
const RUN = new RegExp(
  `((?=[\\p{L}\\p{N}])${SPACELESS}\\p{M}*)|(?![\\p{L}\\p{N}])${PICTURE}|` +
    `(\\.(?=(?!${SPACELESS})\\p{L}))?(${WORD}(?:['^]${WORD})*)(\\^?(?:\\++|#|\\*)(?!${LETTER}|[\\p{M}+#*]))?`,
  "gu",
);
const ENDS_IN_WORD = new RegExp(`(?:${LETTER}|[\\p{M}.])$`, "u");
const IS_ASCII = /^[\0-\x7f]*$/;
const CLITIC = /'(?:s|re|ve|ll|d|m)$/;
/** @type {Map<string, string>} */
const folded = new Map();

/**
 * A character as it is compared.
 * @param {string} character
 */
function fold(character) {
  let known = folded.get(character);
  if (known === undefined) {
    known = SPECIAL.get(character);
    if (character === "\u200b") known = " ";
    if (known === undefined) {
      const letters = character.normalize("NFKD").toLowerCase().replace(OPTIONAL_MARKS, "");
      known = Array.from(letters, (letter) => SPECIAL.get(letter) ?? letter).join("");
    }
    folded.set(character, known);
  }
  return known;
}

/**
 * A text as it is compared, and for each of its places the one in the text as it is shown.
 * @param {string} text
 * @returns {{text: string, place: Shown, end: Shown}}
 */
function foldAll(text) {
  if (IS_ASCII.test(text)) return { text: text.toLowerCase().replaceAll("`", "'"), place: (at) => at, end: (at) => at };
  let written = "";
  /** @type {number[]} */
  const starts = [];
  /** @type {number[]} */
  const ends = [];
  let at = 0;
  for (const character of text) {
    const letters = fold(character);
    written += letters;
    for (let each = 0; each < letters.length; each += 1) {
      starts.push(at);
      ends.push(at + character.length);
    }
    at += character.length;
    if (!letters.length && ends.length) ends[ends.length - 1] = at; // An accent belongs to its letter.
  }
  return { text: written, place: (of) => starts[of], end: (of) => ends[of - 1] };
}

/**
 * The words of a text, each with where it begins and ends in the text as it is shown.
 *
 * `cluster` says that it is a letter of a script without spaces, and `joined` that it follows another directly.
 * @param {string} text
 * @returns {Generator<Found, void>}
 */
export function* locate(text) {
  const { text: written, place, end } = foldAll(text);
  let last = -1;
  for (const match of written.matchAll(RUN)) {
    const [run, cluster, dot = "", core, sign = ""] = match;
    const { index } = match;
    if (core === undefined) {
      const shown = { start: place(index), end: end(index + run.length) };
      yield { word: run, cluster: cluster !== undefined, joined: cluster !== undefined && last === index, ...shown };
      last = cluster === undefined ? -1 : index + run.length;
      continue;
    }
    yield* locateParts(written, index, { dot, core, sign }, { place, end });
  }
}

/**
 * The words of a run: parted by its apostrophes, with the signs that belong to it.
 * @param {string} written
 * @param {number} index
 * @param {{dot: string, core: string, sign: string}} run
 * @param {{place: Shown, end: Shown}} shown
 * @returns {Generator<Found, void>}
 */
function* locateParts(written, index, { dot, core, sign }, { place, end }) {
  const isDotted = dot && !ENDS_IN_WORD.test(written.slice(Math.max(0, index - 2), index));
  const signed = /\p{N}$/u.test(core) ? "" : sign;
  const run = core.replace(CLITIC, "");
  const parts = run.endsWith("n't") ? [run] : run.split("'");
  let from = index + dot.length;
  for (const [number, part] of parts.entries()) {
    const isFirst = number === 0;
    const isLast = number === parts.length - 1;
    const start = isFirst && isDotted ? from - 1 : from;
    const until = from + part.length + (isLast && run === core ? signed.length : 0);
    const word = part.replaceAll("'", "").replaceAll("^", "") + (isLast ? signed.replace("^", "") : "");
    yield { word: (isFirst && isDotted ? "." : "") + word, cluster: false, joined: false, start: place(start), end: end(until) };
    from += part.length + 1;
  }
}

/**
 * The words of a text: runs of letters and digits, small, without accents; `GPT-4` is two, `C++` is one.
 * @param {string} text
 */
export const split = (text) => Array.from(locate(text), ({ word }) => word);

/**
 * What is indexed of a text: its words, and of scripts without spaces letters and pairs of letters.
 * @param {string} text
 */
export const grams = (text) => Array.from(spans(text), ({ word }) => word);

/**
 * The same, each with where it begins and ends.
 * @param {string} text
 * @returns {Generator<Place, void>}
 */
export function* spans(text) {
  /** @type {Place | null} */
  let before = null;
  for (const found of locate(text)) {
    if (found.joined && before) yield { word: before.word + found.word, start: before.start, end: found.end };
    yield found;
    before = found;
  }
}

/**
 * What a query asks for: like `grams`, but a letter of a script without spaces only where it is alone.
 * @param {string} text
 */
export function terms(text) {
  const found = [...locate(text)];
  return found.flatMap(({ word, joined, cluster }, place) => {
    if (joined) return [found[place - 1].word + word];
    return cluster && found[place + 1]?.joined ? [] : [word];
  });
}

const HAS_SPACELESS = new RegExp(SPACELESS, "u");
/**
 * Whether a word is of a script without spaces between words.
 * @param {string} word
 */
export const isSpaceless = (word) => HAS_SPACELESS.test(word);

/**
 * A word without the signs that tell C# from C.
 * @param {string} word
 */
export const bare = (word) => word.replace(/^\.|[+#*]+$/g, "");

/**
 * Whether a word is the one that is sought; `ImageNet++` is also found as ImageNet, but C++ is not C.
 * @param {string} word
 * @param {string} sought
 */
export const isWord = (word, sought) => word === sought || (sought.length > 1 && bare(word) === sought);
