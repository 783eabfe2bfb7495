/** What titles say of papers: their order, and most slugs. */

/**
 * The order of two texts by their code units, which is that of dates, too.
 * @param {string} one
 * @param {string} other
 */
export const compare = (one, other) => Number(one > other) - Number(one < other);

/**
 * The numbers of papers, by the letters and digits of their titles.
 * @param {{title: string, slug: string}[]} papers
 */
export function titleOrder(papers) {
  const keys = papers.map(({ title, slug }) => `${title.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "")} ${slug}`);
  return [...keys.keys()].sort((one, other) => compare(keys[one], keys[other]));
}

/**
 * By number, the place of each paper in an order.
 * @param {number[]} order
 */
export function placesIn(order) {
  /** @type {number[]} */
  const places = [];
  order.forEach((number, place) => {
    places[number] = place;
  });
  return places;
}

/**
 * A paper's slug: of most, the one that the title gives; `generator/papershelf/publish/search/documents.py` sends the others.
 * @param {string} title
 * @param {string | 0} [told]
 */
export function slugOf(title, told) {
  if (told) return told;
  const slug = title.toLowerCase().replace(/['’]/g, "").match(/[a-z0-9]+/g)?.join("-") ?? "";
  return slug.length <= 80 ? slug : slug.slice(0, 81).replace(/-[^-]*$/, "");
}
