/** The search as a page sees it. Opening it starts a worker; nothing else of the page waits. */

import { readShard } from "./files.js";
import { Results, toFacts } from "./results.js";
import { slugOf } from "./titles.js";
import { grams, spans } from "./words.js";

/** @import { Range } from "../elements.js" */
/** @import { Catalog, Client, Documents, Reply } from "./types.js" */

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
