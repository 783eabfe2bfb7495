/**
 * The search's own thread: loads lunr, the index and the documents, and answers what `client.js`
 * asks. A classic worker, because lunr.js is a classic script.
 */

/** @import { Search } from "./search.js" */
/** @import { Roots } from "./shards.js" */
/** @import { Documents, Files } from "./types.js" */

/* global importScripts, lunr */

const NAMES = ["documents", "people", "summaries"];
const folder = self.name;
// The worker is named after its folder, so that the files are on their way before any script is.
const early = NAMES.map((name) => fetch(new URL(`${name}.json`, folder)).catch(() => null));

// All modules are asked for at once, instead of each after the one that imports it.
const modules = Promise.all([import("./files.js"), import("./engine.js"), import("./search.js")]);
for (const name of ["corrections", "directory", "evidence", "facts", "identifiers", "lexicon", "meanings", "names", "packed", "query", "shelf", "spelling", "titles", "whole", "words"]) import(`./${name}.js`).catch(() => {});

importScripts("../../vendor/lunr.min.js");

/**
 * @typedef {object} Open what answers the questions of `client.js`
 * @property {() => Documents} open
 * @property {(query: string) => ReturnType<Search["ask"]>} ask
 * @property {(names: string[]) => Promise<number[]>} named the papers of a long list that have some ids or slugs
 */

/** @type {Promise<Open> | undefined} */
let search;

self.addEventListener("message", async ({ data: { number, kind, value } }) => {
  try {
    const ready = await (search ??= open());
    const answer = await ready[/** @type {keyof Open} */ (kind)](value);
    self.postMessage({ number, answer });
  } catch (error) {
    self.postMessage({ number, error: String(error) });
  }
});

/**
 * Load everything that every answer needs.
 * @returns {Promise<Open>}
 */
async function open() {
  const [{ read, readShard, parse }, { Engine }, { Search }] = await modules;
  const files = await readAlike(read, parse);
  if ("rows" in files.documents) return openShards(/** @type {Roots} */ (/** @type {unknown} */ (files)));
  const [{ whole, IDENTIFIERS }, { Shelf }] = await Promise.all([import("./whole.js"), import("./shelf.js")]);
  const { stamp } = files.documents;
  const readDetails = async (/** @type {number} */ shard) => (await read(folder, `details/${shard}`, stamp)).papers;
  const shelf = new Shelf((name) => (name === IDENTIFIERS ? read(folder, name, stamp) : readShard(folder, name)));
  const search = new Search(new Engine(lunr, whole(files, lunr.stopWordFilter, shelf)), readDetails);
  return { open: () => files.documents, ask: (query) => shelf.complete(() => search.ask(query)), named: async () => [] };
}

/**
 * The search of a long list: what an answer needs is fetched when it is asked for.
 * @param {Roots} roots
 * @returns {Promise<Open>}
 */
async function openShards(roots) {
  const [{ nameAt, readShard }, { Engine }, { Search }] = await modules;
  const [{ sharded }, { Shelf }] = await Promise.all([import("./shards.js"), import("./shelf.js"), import("./columns.js")]);
  const shelf = new Shelf((name) => readShard(folder, name));
  const readDetails = (/** @type {number} */ shard) => shelf.fetch(nameAt(roots.documents.rows, shard));
  const index = sharded(roots, shelf);
  const search = new Search(new Engine(lunr, index), readDetails);
  return {
    open: () => index.documents,
    ask: (query) => shelf.complete(() => search.ask(query)),
    named: (names) => shelf.complete(async () => names.flatMap((name) => index.identifiers.get(`=${name}`) ?? [])),
  };
}

/**
 * The files of one and the same build: a browser may still hold some of the build before.
 * @param {typeof import("./files.js").read} read
 * @param {typeof import("./files.js").parse} parse
 * @returns {Promise<Files>}
 */
async function readAlike(read, parse) {
  /** @type {Record<string, any>} */
  const files = {};
  const responses = await Promise.all(early);
  for (const [place, name] of NAMES.entries()) {
    const response = responses[place];
    files[name] = response ? await parse(response) : await read(folder, name);
  }
  const { stamp } = files.documents;
  if (NAMES.some((name) => files[name].stamp !== stamp)) {
    files.documents = await read(folder, "documents", null);
    for (const name of NAMES) files[name] = await read(folder, name, files.documents.stamp);
  }
  if (files.documents.abstracts && !files.documents.rows) files.abstracts = await read(folder, "abstracts", files.documents.stamp);
  return /** @type {Files} */ (files);
}
