/** The citations of several papers as one file, of those that the site publishes beside each paper. */

import { site } from "./site.js";

const AT_ONCE = 6;

/** Fetch `papers/<slug>/<name>` of each slug, in their order; null where there is none. */
async function fetchAll(slugs, name) {
  const texts = new Array(slugs.length).fill(null);
  let next = 0;
  const work = async () => {
    for (let place = next++; place < slugs.length; place = next++) {
      const response = await fetch(new URL(`papers/${slugs[place]}/${name}`, site)).catch(() => null);
      if (response?.ok) texts[place] = await response.text();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return texts;
}

/** Each format: its file, its media type, and how the files of papers become one. */
export const FORMATS = {
  BibTeX: { name: "cite.bib", ending: "bib", type: "application/x-bibtex", join: (texts) => `${texts.map((text) => text.trim()).join("\n\n")}\n` },
  "CSL-JSON": {
    name: "cite.json",
    ending: "json",
    type: "application/vnd.citationstyles.csl+json",
    join: (texts) => `${JSON.stringify(texts.flatMap((text) => JSON.parse(text)), null, 1)}\n`,
  },
};

/**
 * The citations of some papers as one text.
 * @returns {Promise<{text: string, missing: number}>} with the number of papers that could not be loaded
 */
export async function cite(slugs, { name, join }) {
  const texts = (await fetchAll(slugs, name)).filter((text) => text !== null);
  return { text: join(texts), missing: slugs.length - texts.length };
}
