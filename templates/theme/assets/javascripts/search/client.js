/** The search as a page sees it. Opening it starts a worker; nothing else of the page waits. */

import { readShard } from "./files.js";
import { Results, toFacts } from "./results.js";
import { slugOf } from "./titles.js";
import { grams, spans } from "./words.js";

/** @import { Range } from "../elements.js" */
/** @import { Documents } from "./files.js" */
/** @import { Reply } from "./search.js" */

/**
 * @typedef {object} Paper
 * @property {string} id
 * @property {string} slug
 * @property {string} title
 * @property {string[]} tags their keys
 * @property {string[]} listed the ids of its listings
 * @property {string[]} has the kinds of its links
 * @property {string} added the day
 * @property {string} byline who wrote it, when and where
 * @property {string} year empty where it is not known
 * @property {string} venue without its year
 */
/** @typedef {{label: string, topic: string, aliases: string[]}} Tag */
/**
 * @typedef {object} Catalog
 * @property {Paper[]} papers by number
 * @property {Map<string, Tag>} tags by key
 * @property {Map<string, string>} topics labels by key
 * @property {Map<string, string>} listings names by id
 * @property {string} stamp of the build
 * @property {() => Promise<number[]>} [places] of a long list: each paper's place by title
 */
/**
 * @typedef {object} Answer
 * @property {number[]} hits the numbers of the papers, best first; for an empty query all, by title
 * @property {number} full how many of the first ones hold all the words
 * @property {(text: string) => Range[]} marks what to highlight in a text
 * @property {string | null} respelled the query as it was understood, or what was perhaps meant where nothing was found
 * @property {string[]} missing the words of the query, as they are typed, that no paper has, where others were taken for them
 * @property {string | null} offered what else may be meant, where the query has results as it is typed
 * @property {string[]} tags the keys of the nearest ones
 * @property {string[]} named the keys of the tags of just this name
 * @property {string[]} authors whose names the query may be
 * @property {string[]} unknown the parts of the query that mean nothing
 * @property {Map<string, number>} words that were looked for, those in place of others among them, and how much each tells
 */
/** @typedef {{kind: string, url: string}} Link */
/** @typedef {{sentence: string, links: Link[]}} Detail the sentence that answers best, and what the paper links to */
/**
 * @typedef {object} Client
 * @property {() => Promise<Catalog>} catalog
 * @property {(query: string) => Promise<Answer>} ask
 * @property {(numbers: number[]) => Promise<Paper[]>} papers those of the catalog, with their texts: of a long list, it has them then
 * @property {(names: string[]) => Promise<Paper[]>} named the papers of ids and slugs, as far as there are any
 * @property {(numbers: number[], answer: Answer) => Promise<Map<number, Detail>>} details by number
 */

/**
 * Open the search whose files are in a folder.
 * @param {URL} folder by its address, which ends in a slash
 * @returns {Client}
 */
export function openSearch(folder) {
  const post = hire(folder);
  /** @type {Promise<Documents>} */
  const documents = post("open");
  const catalog = documents.then((of) => toCatalog(of, folder));
  const results = documents.then((of) => new Results(folder, of));
  // Whoever asks hears of a failure; nobody may be asking yet.
  for (const promise of [catalog, results]) promise.catch(() => {});

  return {
    catalog: () => catalog,

    async ask(query) {
      const { vocabulary } = await documents;
      /** @type {Reply} */
      const { words, akin, tags, named, ...answer } = await post("ask", query);
      const telling = new Map(words);
      // What is sought in place of a word finds papers, and is not what was typed: it is not marked.
      const keysOf = (/** @type {number[]} */ places) => places.map((place) => vocabulary.tags[place][0]);
      return { ...answer, tags: keysOf(tags), named: keysOf(named), words: new Map([...akin, ...words]), marks: (text) => mark(text, telling) };
    },

    async papers(numbers) {
      return (await results).complete(numbers, await catalog);
    },

    async named(names) {
      const { papers } = await catalog;
      const { rows } = await documents;
      if (rows === undefined) return names.flatMap((name) => papers.find(({ id, slug }) => id === name || slug === name) ?? []);
      return (await results).complete(await post("named", names), await catalog);
    },

    async details(numbers, answer) {
      const read = await (await results).read(numbers);
      const { papers } = await catalog;
      return new Map(
        [...read].map(([number, { title = papers[number].title, sentences = [], abstract = [], links = [] }]) => {
          const sentence = choose([...sentences, ...abstract], answer.words, title);
          return [number, { sentence, links: links.map(([kind, url]) => ({ kind, url })) }];
        }),
      );
    },
  };
}

/**
 * Start the worker that searches, and get what asks it.
 * @param {URL} folder by its address, which ends in a slash
 * @returns {(kind: "open" | "ask" | "named", value?: string | string[]) => Promise<any>}
 */
function hire(folder) {
  const worker = new Worker(new URL("worker.js", import.meta.url), { name: String(folder) });
  /** @type {Map<number, {resolve: (answer: any) => void, reject: (error: Error) => void}>} */
  const waiting = new Map();
  let last = 0;
  worker.addEventListener("message", ({ data: { number, answer, error } }) => {
    const asker = waiting.get(number);
    waiting.delete(number);
    if (error === undefined) asker?.resolve(answer);
    else asker?.reject(new Error(error));
  });
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    for (const { reject } of waiting.values()) reject(new Error(event.message));
    waiting.clear();
  });
  return (kind, value) =>
    new Promise((resolve, reject) => {
      waiting.set((last += 1), { resolve, reject });
      worker.postMessage({ number: last, kind, value });
    });
}

/**
 * The columns of the documents as papers, and their numbers as names. Those of a long list are without texts yet.
 * @param {Documents} documents
 * @param {URL} folder
 * @returns {Catalog}
 */
function toCatalog({ stamp, ids, titles, slugs, tags, listed, has, added, authors, years, venues, vocabulary, order }, folder) {
  const papers = tags.map((places, number) => ({
    id: ids[number] ?? "",
    slug: slugOf(titles[number] ?? "", slugs[number]),
    title: titles[number] ?? "",
    tags: places.map((place) => vocabulary.tags[place][0]),
    listed: listed[number].map((place) => vocabulary.listings[place][0]),
    has: has[number] ? has[number].split(" ") : [],
    added: vocabulary.days[added[number]],
    ...toFacts(authors[number], years[number], vocabulary.venues[venues[number]]),
  }));
  return {
    papers,
    stamp,
    ...(order && { places: () => readShard(folder, order) }),
    tags: new Map(
      vocabulary.tags.map(([key, label, topic, ...aliases]) => [
        key,
        { label, aliases, topic: vocabulary.topics[topic][0] },
      ]),
    ),
    topics: new Map(vocabulary.topics),
    listings: new Map(vocabulary.listings),
  };
}

/**
 * Where the words that were looked for are in a text.
 * @param {string} text
 * @param {Map<string, number>} telling
 */
function mark(text, telling) {
  /** @type {Range[]} */
  const marks = [];
  if (!telling.size) return marks;
  for (const { word, start, end } of spans(text)) if (telling.has(word)) marks.push([start, end]);
  return marks;
}

/** The first sentence, which is what a paper found, is shown where it tells so much of what the best one adds to the title. */
const GOOD = 0.6;

/**
 * The sentence whose words tell most beside the title; the first one where none tells much more.
 * @param {string[]} sentences
 * @param {Map<string, number>} telling
 * @param {string} title
 */
function choose(sentences, telling, title) {
  const seen = new Set(grams(title));
  const tell = (/** @type {string} */ sentence) =>
    [...new Set(grams(sentence))].reduce((sum, word) => sum + (seen.has(word) ? 0 : (telling.get(word) ?? 0)), 0);
  const told = sentences.map(tell);
  const best = Math.max(...told);
  return sentences[told[0] >= GOOD * best ? 0 : told.indexOf(best)] ?? "";
}
