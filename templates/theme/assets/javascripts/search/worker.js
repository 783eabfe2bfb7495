/**
 * The search's own thread: loads lunr, the index and the documents, and answers what `client.js`
 * asks. A classic worker, because lunr.js is a classic script.
 */

/* global importScripts, lunr */

importScripts("../../vendor/lunr.min.js");

const NAMES = ["documents", "titles", "summaries"];

let search;

self.addEventListener("message", async ({ data: { number, kind, value } }) => {
  try {
    if (kind === "open") search = open(new URL("search/", value));
    const ready = await search;
    const answer = kind === "open" ? ready.engine.documents : await ready.ask(value);
    self.postMessage({ number, answer });
  } catch (error) {
    self.postMessage({ number, error: String(error) });
  }
});

/** Load everything that a first answer needs. */
async function open(folder) {
  const [files, { Engine }, { Search }, { read }] = await Promise.all([
    readAlike(folder),
    import("./engine.js"),
    import("./search.js"),
    import("./files.js"),
  ]);
  const { stamp } = files.documents;
  const readDetails = async (shard) => (await read(folder, `details/${shard}`, stamp)).papers;
  return new Search(new Engine(lunr, files), readDetails);
}

/** The files of one and the same build: a browser may still hold some of the build before. */
async function readAlike(folder) {
  const { read } = await import("./files.js");
  const readAll = async (stamp) => {
    const files = await Promise.all(NAMES.map(async (name) => [name, await read(folder, name, stamp)]));
    return Object.fromEntries(files);
  };
  let files = await readAll();
  if (NAMES.some((name) => files[name].stamp !== files.documents.stamp)) {
    const { stamp } = await read(folder, "documents", null);
    files = await readAll(stamp);
  }
  if (files.documents.abstracts) files.abstracts = await read(folder, "abstracts", files.documents.stamp);
  return files;
}
