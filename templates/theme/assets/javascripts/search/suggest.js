/** What a search box of any page suggests: papers, tags, and the way to all results. */

import { openSearch } from "./client.js";
import { combobox } from "./combobox.js";
import { element, figure, highlight, plural } from "./elements.js";

const PAPERS = 6;
const TAGS = 2;

let client;

/** Make a search box, which has the focus, suggest while somebody types. */
export function suggest(input, site) {
  client ??= openSearch(site);
  client.catalog().catch(() => {}); // Fetched while the first letters are typed; a failure shows when it matters.
  const refresh = combobox(input, {
    place: input.form,
    label: "Suggestions",
    offer: (text) => offer(text, site),
  });
  if (input.value.trim()) refresh();
}

async function offer(text, site) {
  const [catalog, answer] = await Promise.all([client.catalog(), client.ask(text)]);
  const papers = answer.hits.slice(0, PAPERS).map((number) => toPaper(catalog.papers[number], answer, site));
  const tags = answer.tags.filter((key) => catalog.tags.has(key)).slice(0, TAGS).map((key) => toTag(key, catalog, answer, site));
  return [...papers, ...tags, ...toSearch(text, answer, site)];
}

const option = (href, ...children) => element("a", { class: "ps-suggestion", href }, ...children);

function toPaper(paper, answer, site) {
  const title = element("span", { class: "ps-suggestion__title" }, ...highlight(paper.title, answer.marks(paper.title)));
  return option(new URL(`papers/${paper.slug}/`, site).href, title);
}

function toTag(key, catalog, answer, site) {
  const { label } = catalog.tags.get(key);
  const count = catalog.papers.filter((paper) => paper.tags.includes(key)).length;
  return option(
    new URL(`tags/${key}/`, site).href,
    element("span", { class: "ps-suggestion__title" }, ...highlight(label, answer.marks(label))),
    " ",
    element("span", { class: "ps-suggestion__kind" }, `Tag, ${plural(count, "paper")}`),
  );
}

/** The last suggestions: a nearer spelling where there is no result, and the search page. */
function toSearch(text, answer, site) {
  const lead = (query, words) => {
    const address = new URL("search/", site);
    address.searchParams.set("q", query);
    return option(address.href, element("span", { class: "ps-suggestion__all" }, words));
  };
  if (answer.hits.length === 1) return [lead(text, `The one result for “${text}”`)];
  if (answer.hits.length) return [lead(text, `All ${figure(answer.hits.length)} results for “${text}”`)];
  const nearer = answer.respelled ? [lead(answer.respelled, `Did you mean “${answer.respelled}”?`)] : [];
  return [...nearer, lead(text, `No result for “${text}”: see what is near`)];
}
