/**
 * The search's own thread: loads lunr, the index and the documents, and answers what `client.js`
 * asks. A classic worker, because lunr.js is a classic script.
 */

/* global importScripts, lunr */

const NAMES = ["documents", "titles", "summaries"];
const folder = self.name;
// The worker is named after its folder, so that the files are on their way before any script is.
const early = NAMES.map((name) => fetch(new URL(`${name}.json`, folder)).catch(() => null));

// All modules are asked for at once, instead of each after the one that imports it.
const modules = ["files", "engine", "search", "evidence", "facts", "identifiers", "lexicon", "packed", "query", "spelling", "words"].map(
  (name) => import(`./${name}.js`),
);

importScripts("../../vendor/lunr.min.js");

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
  const [{ read, parse }, { Engine }, { Search }] = await Promise.all(modules);
  const files = await readAlike(read, parse);
  const { stamp } = files.documents;
  const readDetails = async (shard) => (await read(folder, `details/${shard}`, stamp)).papers;
  return new Search(new Engine(lunr, files), readDetails);
}

/** The files of one and the same build: a browser may still hold some of the build before. */
async function readAlike(read, parse) {
  const files = {};
  const responses = await Promise.all(early);
  for (const [place, name] of NAMES.entries()) {
    files[name] = responses[place] ? await parse(responses[place]) : await read(folder, name);
  }
  const { stamp } = files.documents;
  if (NAMES.some((name) => files[name].stamp !== stamp)) {
    files.documents = await read(folder, "documents", null);
    for (const name of NAMES) files[name] = await read(folder, name, files.documents.stamp);
  }
  if (files.documents.abstracts) files.abstracts = await read(folder, "abstracts", files.documents.stamp);
  return files;
}
