/**
 * The site's own words: English in the scripts, and in another language from a script that the build puts before
 * them (`generator/papershelf/publish/language.py`). A worker has none of these, and says nothing.
 */

/**
 * @typedef {object} Words
 * @property {string} content the language of titles and summaries
 * @property {Record<string, string[]>} messages by the English words; of counted ones, by those for one
 * @property {(count: number) => number} plural which of a message's words are those for so many
 */

const root = globalThis.document?.documentElement;

/** The language of the page. */
export const language = root?.lang || "en";

/** @type {Words} */
const words = /** @type {{papershelfWords?: Words}} */ (globalThis).papershelfWords
  ?? { content: "en", messages: {}, plural: (count) => Number(count !== 1) };

/** The language of titles and summaries, where it is not the page's. */
export const foreign = words.content === language ? undefined : words.content;

/** @typedef {Record<string, string | number>} Values what goes to the places, such as `%(name)s` */

const PLACE = /%\((\w+)\)s/g;

/**
 * Words with their places filled.
 * @param {string} message
 * @param {Values} values
 */
const fill = (message, values) => message.replace(PLACE, (_, name) => String(values[name]));

/**
 * A message.
 * @param {string} message in English
 * @param {Values} [values]
 */
export const say = (message, values = {}) => fill(words.messages[message]?.[0] ?? message, values);

/**
 * A message for a number of things, which is at `%(num)s`.
 * @param {number} number
 * @param {string} one in English, for one thing
 * @param {string} many in English, for any other number
 * @param {Values} [values]
 */
export function counted(number, one, many, values = {}) {
  const message = words.messages[one]?.[words.plural(number)] ?? (number === 1 ? one : many);
  return fill(message, { num: figure(number), ...values });
}

/**
 * A message whose places are filled with elements.
 * @param {string} message in English
 * @param {Record<string, Node | string>} parts
 * @returns {(Node | string)[]}
 */
export const sayWith = (message, parts) =>
  say(message, Object.fromEntries(Object.keys(parts).map((name) => [name, `\0${name}\0`])))
    .split("\0")
    .map((part, place) => (place % 2 ? parts[part] : part))
    .filter((part) => part !== "");

/**
 * `1,204`, as the language of the page has it.
 * @param {number} count
 */
export const figure = (count) => count.toLocaleString(language);
