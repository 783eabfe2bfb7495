/**
 * The search page: loads lunr's index once, answers the query in the address, and keeps the
 * address and the page in step. Everything it shows is set as text, never as markup.
 */

const form = document.querySelector("[data-search-form]");
const results = document.querySelector("[data-search-results]");
const status = document.querySelector("[data-search-status]");
const input = form.elements.namedItem("q");
const site = new URL(form.dataset.site, location.href);

const MOST = 50;
const PAUSE = 120; // milliseconds between the last key and the answer

const loaded = load();
let asked = 0;

/** Fetch the index and what its references stand for. */
async function load() {
  const [index, documents] = await Promise.all(
    ["search/index.json", "search/documents.json"].map(async (path) => {
      const response = await fetch(new URL(path, site));
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      return response.json();
    }),
  );
  return { index: globalThis.lunr.Index.load(index), ...documents };
}

/** Split what a person typed into words, words to leave out, and tags. */
function parse(query) {
  const parts = query.trim().split(/\s+/).filter(Boolean);
  const tags = parts.filter((part) => /^tag:./i.test(part)).map((part) => part.slice(4).toLowerCase());
  const without = parts.filter((part) => /^-./.test(part)).map((part) => part.slice(1));
  const words = parts.filter((part) => !/^(tag:|-)./i.test(part));
  // Trimmed as the index is (generator/search.py): a letter is a letter in every script.
  const split = (list) =>
    list
      .flatMap((word) => globalThis.lunr.tokenizer(word).map(String))
      .map((word) => word.replace(/^[^\p{L}\p{N}_]+|[^\p{L}\p{N}_]+$/gu, ""))
      .filter((word) => word && globalThis.lunr.stopWordFilter(word));
  return { words: split(words), without: split(without), tags };
}

/** Ask lunr: each word as it is, as a beginning, and with one letter wrong. */
function ask({ index }, words, without, presence) {
  const { wildcard, Query } = globalThis.lunr.Query ? { wildcard: globalThis.lunr.Query.wildcard, Query: globalThis.lunr.Query } : {};
  return index.query((query) => {
    words.forEach((word) => {
      query.term(word, { boost: 10, presence });
    });
    if (presence !== Query.presence.REQUIRED) {
      words.forEach((word, place) => {
        if (place === words.length - 1) query.term(word, { boost: 4, wildcard: wildcard.TRAILING, usePipeline: false });
        if (word.length > 3) query.term(word, { boost: 1, editDistance: 1 });
      });
    }
    without.forEach((word) => query.term(word, { presence: Query.presence.PROHIBITED }));
  });
}

/** The documents that answer a query, best first; all words where possible, else most of them. */
function find(data, query) {
  const { words, without, tags } = parse(query);
  const has = (paper) => tags.every((tag) => paper.tags.includes(tag));
  if (!words.length) {
    return tags.length ? data.papers.filter(has) : [];
  }
  const { REQUIRED, OPTIONAL } = globalThis.lunr.Query.presence;
  const all = ask(data, words, without, REQUIRED);
  const most = ask(data, words, without, OPTIONAL);
  const seen = new Set(all.map((match) => match.ref));
  return [...all, ...most.filter((match) => !seen.has(match.ref))]
    .map((match) => data.papers[Number(match.ref)])
    .filter(has);
}

/** An element with a class and text or children. */
function element(name, className, ...children) {
  const node = document.createElement(name);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

/** A link into the site. */
function link(path, className, text) {
  const node = element("a", className, text);
  node.href = new URL(path, site);
  return node;
}

function show(data, paper) {
  const title = element("h3", "ps-row__title", link(`papers/${paper.slug}/`, "", paper.title));
  const meta = element("p", "ps-row__meta");
  for (const tag of paper.tags) meta.append(link(`tags/${tag}/`, "ps-chip", data.tags[tag]), " ");
  for (const listing of paper.listed) meta.append(element("span", "ps-fact", data.listings[listing]), " ");
  const row = element("li", "ps-row", title);
  const sentence = paper.summary.match(/^.*?[.!?](?=\s|$)/)?.[0] ?? paper.summary;
  if (sentence) row.append(element("p", "ps-row__line", sentence));
  row.append(meta);
  row.dataset.paper = paper.slug;
  return row;
}

/** Answer the query in the address; an answer that comes too late for a newer query is dropped. */
async function answer() {
  const query = new URL(location.href).searchParams.get("q") ?? "";
  const turn = ++asked;
  if (input.value !== query && document.activeElement !== input) input.value = query;
  results.dataset.searchState = "loading";
  try {
    const data = await loaded;
    if (turn !== asked) return;
    const found = query.trim() ? find(data, query) : [];
    results.replaceChildren(...found.slice(0, MOST).map((paper) => show(data, paper)));
    status.textContent = !query.trim() ? "" : found.length === 0 ? "No paper matches. Try fewer or other words." : `${found.length} ${found.length === 1 ? "paper" : "papers"}${found.length > MOST ? `, the first ${MOST} shown` : ""}`;
    results.dataset.searchState = "ready";
  } catch (error) {
    status.textContent = "The search could not be loaded. Reload the page to try again.";
    results.dataset.searchState = "error";
  }
}

let pause;
input.addEventListener("input", () => {
  clearTimeout(pause);
  asked += 1; // An answer that is under way would be one to what stood here before.
  results.dataset.searchState = "loading";
  pause = setTimeout(() => {
    const address = new URL(location.href);
    if (input.value) address.searchParams.set("q", input.value);
    else address.searchParams.delete("q");
    history.replaceState(null, "", address);
    answer();
  }, PAUSE);
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const address = new URL(location.href);
  address.searchParams.set("q", input.value);
  history.pushState(null, "", address);
  answer();
});

addEventListener("popstate", () => {
  input.value = new URL(location.href).searchParams.get("q") ?? "";
  answer();
});

input.value = new URL(location.href).searchParams.get("q") ?? "";
answer();
