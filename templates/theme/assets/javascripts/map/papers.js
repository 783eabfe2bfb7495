/** The papers of the map as the site publishes them (generator/papershelf/similarity/map_data.py), and where to find them. */

import { locate } from "../site.js";

const CELLS = 64; // of the index, a side

/**
 * @typedef {object} Label a topic or a tag
 * @property {string} key
 * @property {string} label
 * @property {number | null} x of its label, from 0 to 1; null where it has none
 * @property {number | null} y
 * @property {number} count how many papers it has
 */
/** @typedef {Label & {topic: number}} Tag with the number of its topic; -1 for none */
/**
 * @typedef {object} Paper
 * @property {string} slug
 * @property {string} title
 * @property {number | null} x from 0 to 1; null where it has no place yet
 * @property {number | null} y
 * @property {number} topic its number; -1 for none
 * @property {number[]} tags their numbers
 * @property {number} guessed 1 where the place is a guess, else 0
 * @property {string} id
 */
/** @typedef {Paper & Place} PlacedPaper */
/** @typedef {{x: number, y: number}} Place */
/** @typedef {{topics: Label[], tags: Tag[], papers: Paper[], placed: Placed}} Chart */

/**
 * The address of a paper's page.
 * @param {Paper} paper
 */
export const address = (paper) => locate("paper", paper.slug).href;

/**
 * Whether a paper has a place.
 * @param {Paper} paper
 * @returns {paper is PlacedPaper}
 */
export const isPlaced = (paper) => paper.x !== null;

/**
 * Fetch all papers, topics and tags. Places are from 0 to 1, or null where a paper or a label has none;
 * topics and tags are told by their numbers.
 * @returns {Promise<Chart>}
 */
export async function load() {
  const response = await fetch(locate("map_papers"));
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  /** @type {{topics: any[][], tags: any[][], papers: any[][]}} */
  const data = await response.json();
  const topics = data.topics.map(([key, label, x, y, count]) => ({ key, label, x, y, count }));
  const tags = data.tags.map(([key, label, x, y, count, topic]) => ({ key, label, x, y, count, topic }));
  const papers = data.papers.map(([slug, title, x, y, topic, tags, guessed, id]) => ({ slug, title, x, y, topic, tags, guessed, id }));
  return { topics, tags, papers, placed: new Placed(papers) };
}

/** The papers that have a place, by the cells of a grid. */
export class Placed {
  /** @type {Map<number, PlacedPaper[]>} */
  #cells = new Map();

  /** @param {Paper[]} papers */
  constructor(papers) {
    this.all = papers.filter(isPlaced);
    for (const paper of this.all) {
      const key = this.#key(Math.floor(paper.x * CELLS), Math.floor(paper.y * CELLS));
      const cell = this.#cells.get(key);
      if (cell) cell.push(paper);
      else this.#cells.set(key, [paper]);
    }
  }

  /**
   * @param {number} column
   * @param {number} row
   */
  #key(column, row) {
    return row * (CELLS + 1) + column;
  }

  /**
   * The papers that are no further from a place than the given distances across and down, and some more.
   * @param {Place} place
   * @param {number} across
   * @param {number} down
   */
  *near({ x, y }, across, down) {
    const cell = (/** @type {number} */ value) => Math.floor(Math.min(Math.max(value, 0), 1) * CELLS);
    for (let row = cell(y - down); row <= cell(y + down); row++) {
      for (let column = cell(x - across); column <= cell(x + across); column++) {
        yield* this.#cells.get(this.#key(column, row)) ?? [];
      }
    }
  }
}
