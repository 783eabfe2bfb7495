/**
 * The search's own thread: loads lunr, the index and the documents, and answers what `client.js`
 * asks. A classic worker, because lunr.js is a classic script.
 */

/** @import { Files } from "./files.js" */
/** @import { Search } from "./search.js" */

/* global importScripts, lunr */

const NAMES = ["documents", "people", "summaries"];
const folder = self.name;
// The worker is named after its folder, so that the files are on their way before any script is.
const early = NAMES.map((name) => fetch(new URL(`${name}.json`, folder)).catch(() => null));

// All modules are asked for at once, instead of each after the one that imports it.
const modules = Promise.all([import("./files.js"), import("./engine.js"), import("./search.js")]);
for (const name of ["corrections", "evidence", "facts", "identifiers", "lexicon", "meanings", "names", "packed", "query", "spelling", "words"]) import(`./${name}.js`).catch(() => {});

importScripts("../../vendor/lunr.min.js");

/** @type {Promise<Search> | undefined} */
let search;

self.addEventListener("message", async ({ data: { number, kind, value } }) => {
  try {
    const ready = await (search ??= open());
    const answer = kind === "open" ? ready.engine.documents : await ready.ask(value);
    self.postMessage({ number, answer });
  } catch (error) {
    self.postMessage({ number, error: String(error) });
  }
});

/** Load everything that a first answer needs. */
async function open() {
  const [{ read, parse }, { Engine }, { Search }] = await modules;
  const files = await readAlike(read, parse);
  const { stamp } = files.documents;
  const readDetails = async (/** @type {number} */ shard) => (await read(folder, `details/${shard}`, stamp)).papers;
  return new Search(new Engine(lunr, files), readDetails);
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
  if (files.documents.abstracts) files.abstracts = await read(folder, "abstracts", files.documents.stamp);
  return /** @type {Files} */ (files);
}
