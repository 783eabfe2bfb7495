/** What results show, read for those that are shown: the details of a paper, and of a long list its title, too. */

import { nameAt, read, readShard } from "./files.js";
import { slugOf } from "./titles.js";

/** @import { Catalog, Documents, Paper, Row } from "./types.js" */


export class Results {
  /**
   * @param {URL} folder of the search
   * @param {Documents} documents
   */
  constructor(folder, documents) {
    this.folder = folder;
    this.documents = documents;
    /** @type {Map<number, Promise<Partial<Row>[]>>} */
    this.files = new Map();
  }

  /**
   * The details of some papers, by number.
   * @param {number[]} numbers
   * @returns {Promise<Map<number, Partial<Row>>>}
   */
  async read(numbers) {
    const { shard } = this.documents;
    const files = await Promise.all(numbers.map((number) => this.#file(Math.floor(number / shard))));
    return new Map(numbers.map((number, place) => [number, files[place][number % shard] ?? {}]));
  }

  /** @param {number} place */
  #file(place) {
    const file = this.files.get(place) ?? this.#fetch(place);
    this.files.set(place, file);
    // What failed may be tried again.
    file.catch(() => this.files.delete(place));
    return file;
  }

  /**
   * @param {number} place
   * @returns {Promise<Partial<Row>[]>}
   */
  async #fetch(place) {
    const { stamp, rows } = this.documents;
    if (rows !== undefined) return readShard(this.folder, nameAt(rows, place));
    return (await read(this.folder, `details/${place}`, stamp)).papers;
  }

  /**
   * Complete some papers of a catalog with what only their results have.
   * @param {number[]} numbers
   * @param {Catalog} catalog
   * @returns {Promise<Paper[]>}
   */
  async complete(numbers, { papers }) {
    const lacking = this.documents.rows === undefined ? [] : numbers.filter((number) => !papers[number].slug);
    for (const [number, row] of await this.read(lacking)) Object.assign(papers[number], this.#texts(number, row));
    return numbers.map((number) => papers[number]);
  }

  /**
   * @param {number} number
   * @param {Partial<Row>} row
   * @returns {Partial<Paper>}
   */
  #texts(number, { id = "", title = "", slug, by = "", tags, listed }) {
    const { years, venues, vocabulary } = this.documents;
    return {
      id,
      title,
      slug: slugOf(title, slug),
      ...(tags && { tags: tags.map((place) => vocabulary.tags[place][0]) }),
      ...(listed && { listed: listed.map((place) => vocabulary.listings[place][0]) }),
      ...toFacts(by, years[number], vocabulary.venues[venues[number]]),
    };
  }
}

/**
 * Who wrote a paper, when and where: `byline`, as `generator/papershelf/publish/byline.py` has it, `year` as text, and
 * `venue`, without its year.
 * @param {string} authors
 * @param {number} year 0 where it is not known
 * @param {string[]} venue
 */
export function toFacts(authors, year, venue = []) {
  const [name = "", series = name] = venue;
  const shown = year && name.includes(String(year)) && series !== name ? series : name;
  return { byline: [authors, year, shown].filter(Boolean).join(" · "), year: year ? String(year) : "", venue: series };
}
