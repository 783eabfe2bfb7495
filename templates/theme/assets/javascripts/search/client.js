/**
 * The search as a page sees it. Opening it starts a worker; nothing else of the page waits.
 *
 * `catalog()` promises `{ papers, tags, topics, listings }`: papers by number, each
 * `{ id, slug, title, tags, listed, has, added, byline, year, venue }`; Maps from a tag's key to `{ label, topic, aliases }`,
 * a topic's key to its label and a listing's id to its name.
 *
 * `ask(query)` promises `{ hits, full, marks, respelled, tags, unknown }`: the numbers of the
 * papers, best first (for an empty query all, by title); how many of the first ones hold all the
 * words; what to highlight in a text, as `[start, end]` pairs; the query as it was understood, or
 * what was perhaps meant where nothing was found, or null; the keys of the nearest tags; and the
 * parts of the query that mean nothing.
 *
 * `details(numbers, answer)` promises a Map from number to `{ sentence, links }`: the sentence
 * that answers best, and what the paper links to, as `{ kind, url }`.
 */

import { read } from "./files.js";
import { grams, spans } from "./words.js";

/** Open the search whose files are in a folder, by its address, which ends in a slash. */
export function openSearch(folder) {
  const worker = new Worker(new URL("worker.js", import.meta.url), { name: String(folder) });
  const waiting = new Map();
  let last = 0;
  const post = (kind, value) =>
    new Promise((resolve, reject) => {
      waiting.set((last += 1), { resolve, reject });
      worker.postMessage({ number: last, kind, value });
    });
  worker.addEventListener("message", ({ data: { number, answer, error } }) => {
    const { resolve, reject } = waiting.get(number);
    waiting.delete(number);
    if (error === undefined) resolve(answer);
    else reject(new Error(error));
  });
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    for (const { reject } of waiting.values()) reject(new Error(event.message));
    waiting.clear();
  });

  const documents = post("open");
  const catalog = documents.then(toCatalog);
  // Whoever asks hears of a failure; nobody may be asking yet.
  catalog.catch(() => {});

  return {
    catalog: () => catalog,

    async ask(query) {
      const { vocabulary } = await documents;
      const { words, tags, ...answer } = await post("ask", query);
      const telling = new Map(words);
      const keys = tags.map((place) => vocabulary.tags[place][0]);
      return { ...answer, tags: keys, words: telling, marks: (text) => mark(text, telling) };
    },

    async details(numbers, answer) {
      const { stamp, shard } = await documents;
      const shards = [...new Set(numbers.map((number) => Math.floor(number / shard)))];
      const files = await Promise.all(shards.map((place) => read(folder, `details/${place}`, stamp)));
      const papers = new Map(shards.map((place, order) => [place, files[order].papers]));
      return new Map(
        numbers.map((number) => {
          const { sentences = [], abstract = [], links = [] } = papers.get(Math.floor(number / shard))[number % shard];
          const sentence = choose([...sentences, ...abstract], answer.words);
          return [number, { sentence, links: links.map(([kind, url]) => ({ kind, url })) }];
        }),
      );
    },
  };
}

/** The columns of the documents as papers, and their numbers as names. */
function toCatalog({ ids, titles, slugs, tags, listed, has, added, authors, years, venues, vocabulary }) {
  const papers = titles.map((title, number) => ({
    id: ids[number],
    slug: slugs[number] || guessSlug(title),
    title,
    tags: tags[number].map((place) => vocabulary.tags[place][0]),
    listed: listed[number].map((place) => vocabulary.listings[place][0]),
    has: has[number] ? has[number].split(" ") : [],
    added: vocabulary.days[added[number]],
    ...toFacts(authors[number], years[number], vocabulary.venues[venues[number]]),
  }));
  return {
    papers,
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
 * Who wrote a paper, when and where: `byline`, as `generator/papershelf/publish/byline.py` has it, `year` as text, and
 * `venue`, without its year.
 */
function toFacts(authors, year, venue = []) {
  const [name = "", series = name] = venue;
  const shown = year && name.includes(year) && series !== name ? series : name;
  return { byline: [authors, year, shown].filter(Boolean).join(" · "), year: year ? String(year) : "", venue: series };
}

/** The slug that most titles have; `generator/papershelf/publish/search/documents.py` sends the others. */
function guessSlug(title) {
  const slug = title.toLowerCase().replace(/['’]/g, "").match(/[a-z0-9]+/g).join("-");
  return slug.length <= 80 ? slug : slug.slice(0, 81).replace(/-[^-]*$/, "");
}

/** Where the words that were looked for stand in a text. */
function mark(text, telling) {
  const marks = [];
  if (!telling.size) return marks;
  for (const { word, start, end } of spans(text)) if (telling.has(word)) marks.push([start, end]);
  return marks;
}

/** The sentence whose words tell most; the first one where none tells more. */
function choose(sentences, telling) {
  if (!telling.size) return sentences[0] ?? "";
  const tell = (sentence) => [...new Set(grams(sentence))].reduce((sum, word) => sum + (telling.get(word) ?? 0), 0);
  const told = sentences.map(tell);
  return sentences[told.indexOf(Math.max(...told))] ?? "";
}
