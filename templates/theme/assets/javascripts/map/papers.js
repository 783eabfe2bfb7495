/** The papers of the map as the site publishes them (generator/papershelf/similarity/map_data.py), and where to find them. */

import { locate } from "../site.js";

const CELLS = 64; // of the index, a side

/** The address of a paper's page. */
export const address = (paper) => locate("paper", paper.slug).href;

/**
 * Fetch all papers, topics and tags. Places are from 0 to 1, or null where a paper or a label has none;
 * topics and tags are told by their numbers.
 */
export async function load() {
  const response = await fetch(locate("map_papers"));
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  const data = await response.json();
  const topics = data.topics.map(([key, label, x, y, count]) => ({ key, label, x, y, count }));
  const tags = data.tags.map(([key, label, x, y, count, topic]) => ({ key, label, x, y, count, topic }));
  const papers = data.papers.map(([slug, title, x, y, topic, tags, guessed]) => ({ slug, title, x, y, topic, tags, guessed }));
  return { topics, tags, papers, placed: new Placed(papers) };
}

/** The papers that have a place, by the cells of a grid. */
class Placed {
  #cells = new Map();

  constructor(papers) {
    this.all = papers.filter((paper) => paper.x !== null);
    for (const paper of this.all) {
      const key = this.#key(Math.floor(paper.x * CELLS), Math.floor(paper.y * CELLS));
      if (!this.#cells.has(key)) this.#cells.set(key, []);
      this.#cells.get(key).push(paper);
    }
  }

  #key(column, row) {
    return row * (CELLS + 1) + column;
  }

  /** The papers that stand no further from a place than the given distances across and down, and some more. */
  *near({ x, y }, across, down) {
    const cell = (value) => Math.floor(Math.min(Math.max(value, 0), 1) * CELLS);
    for (let row = cell(y - down); row <= cell(y + down); row++) {
      for (let column = cell(x - across); column <= cell(x + across); column++) {
        yield* this.#cells.get(this.#key(column, row)) ?? [];
      }
    }
  }
}
