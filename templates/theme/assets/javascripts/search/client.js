/**
 * Answers questions about the papers over the lunr index, on the page's own thread.
 */

const WORD = /[\p{L}\p{N}_]+/gu;

/** The search of a site, whose address ends in a slash. */
export function openSearch(site) {
  let loaded;
  const load = () => (loaded ??= read(new URL(site)));
  return {
    catalog: async () => (await load()).catalog,
    ask: async (query) => answer(await load(), query),
    details: async (numbers, given) => {
      const { papers } = await load();
      return new Map(numbers.map((number) => [number, detail(papers[number], given)]));
    },
  };
}

async function read(site) {
  const json = async (path) => {
    const response = await fetch(new URL(path, site));
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.json();
  };
  const script = document.createElement("script");
  script.src = new URL("assets/vendor/lunr.min.js", site);
  const ready = new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = reject;
  });
  document.head.append(script);
  const [index, documents, all, vocabulary] = await Promise.all([
    json("search/index.json"),
    json("search/documents.json"),
    json("data/papers.json"),
    json("data/tags.json"),
    ready,
  ]);
  const added = new Map(all.map((paper) => [paper.slug, paper.added]));
  const papers = documents.papers.map((paper) => ({
    ...paper,
    has: Object.keys(paper.links),
    added: added.get(paper.slug),
  }));
  const catalog = {
    papers,
    tags: new Map(vocabulary.topics.flatMap((topic) => topic.tags.map((tag) => [tag.key, { label: tag.label, topic: topic.key, aliases: tag.aliases }]))),
    topics: new Map(vocabulary.topics.map((topic) => [topic.key, topic.label])),
    listings: new Map(Object.entries(documents.listings)),
  };
  return { index: globalThis.lunr.Index.load(index), papers, catalog };
}

function answer({ index, papers, catalog }, text) {
  const parts = text.trim().split(/\s+/).filter(Boolean);
  const wanted = parts.filter((part) => /^tag:./i.test(part)).map((part) => part.slice(4).toLowerCase());
  const tags = wanted.filter((tag) => catalog.tags.has(tag));
  const unknown = wanted.filter((tag) => !catalog.tags.has(tag)).map((tag) => `tag:${tag}`);
  const split = (list) =>
    list
      .flatMap((word) => globalThis.lunr.tokenizer(word).map(String))
      .map((word) => word.replace(/^[^\p{L}\p{N}_]+|[^\p{L}\p{N}_]+$/gu, ""))
      .filter((word) => word && globalThis.lunr.stopWordFilter(word));
  const without = split(parts.filter((part) => /^-./.test(part)).map((part) => part.slice(1)));
  const words = split(parts.filter((part) => !/^(tag:|-)./i.test(part)));
  const has = (number) => tags.every((tag) => papers[number].tags.includes(tag));
  const everything = papers.map((_, number) => number);
  let hits = words.length ? [] : everything;
  let full = hits.length;
  if (words.length) {
    const { Query } = globalThis.lunr;
    const ask = (presence) =>
      index
        .query((query) => {
          words.forEach((word) => query.term(word, { boost: 10, presence }));
          if (presence !== Query.presence.REQUIRED) {
            query.term(words.at(-1), { boost: 4, wildcard: Query.wildcard.TRAILING, usePipeline: false });
            words.forEach((word) => word.length > 3 && query.term(word, { boost: 1, editDistance: 1 }));
          }
          without.forEach((word) => query.term(word, { presence: Query.presence.PROHIBITED }));
        })
        .map((match) => Number(match.ref));
    const all = ask(Query.presence.REQUIRED).filter(has);
    hits = [...new Set([...all, ...ask(Query.presence.OPTIONAL).filter(has)])];
    full = all.length;
  } else {
    hits = hits.filter(has);
    full = hits.length;
  }
  const stems = words.map((word) => word.slice(0, Math.max(3, word.length - 2)).toLowerCase());
  const marks = (shown) =>
    [...shown.matchAll(WORD)]
      .filter((match) => stems.some((stem) => match[0].toLowerCase().startsWith(stem)))
      .map((match) => [match.index, match.index + match[0].length]);
  const near = [...catalog.tags]
    .filter(([key, tag]) => words.length && [key, tag.label, ...tag.aliases].some((name) => words.some((word) => name.toLowerCase().startsWith(word))))
    .map(([key]) => key)
    .slice(0, 5);
  return { hits, full, marks, respelled: null, tags: near, unknown };
}

function detail(paper, given) {
  const sentences = paper.summary.split(/(?<=[.!?])\s+/);
  const best = sentences.map((sentence) => given.marks(sentence).length);
  const sentence = sentences[best.indexOf(Math.max(...best))] ?? "";
  return { sentence, links: Object.entries(paper.links).map(([kind, url]) => ({ kind, url })) };
}
