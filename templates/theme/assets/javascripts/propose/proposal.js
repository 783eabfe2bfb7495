/** What is proposed: papers with the tags that they should have, as one issue that the list's robot reads. */

/** @import { Catalog, Client, Paper } from "../search/types.js" */


const LONGEST = 8000; // bytes of an address that GitHub surely takes; it refuses them from about 8,200

export class Proposal extends EventTarget {
  /** @type {Map<string, string[]>} The tags that each paper should have, by the paper's id. */
  #wanted = new Map();

  /** @type {Map<string, Paper>} Those papers, by id. */
  #papers = new Map();

  /**
   * @param {Client} client
   * @param {Catalog} catalog
   * @param {string} name under which the browser keeps it
   */
  constructor(client, catalog, name) {
    super();
    this.name = name;
    this.client = client;
    this.catalog = catalog;
    // Another tab may have the same proposal open.
    addEventListener("storage", async (event) => {
      if (event.key !== name) return;
      await this.recall();
      this.dispatchEvent(new Event("change"));
    });
  }

  /** Its papers, in the order in which they came. */
  get papers() {
    return [...this.#wanted.keys()].map((id) => this.#papers.get(id)).filter((paper) => paper !== undefined);
  }

  /**
   * The tags that a paper should have, in house order: its kinds last.
   * @param {Paper} paper
   */
  tags(paper) {
    return this.#wanted.get(paper.id) ?? paper.tags;
  }

  /** @param {Paper} paper */
  add(paper) {
    if (this.#wanted.has(paper.id)) return;
    this.#set(paper, paper.tags);
  }

  /** @param {Paper} paper */
  drop(paper) {
    this.#wanted.delete(paper.id);
    this.#keep();
  }

  clear() {
    this.#wanted.clear();
    this.#keep();
  }

  /**
   * @param {Paper} paper
   * @param {string} tag
   */
  addTag(paper, tag) {
    this.#set(paper, [...this.tags(paper), tag]);
  }

  /**
   * @param {Paper} paper
   * @param {string} tag
   */
  removeTag(paper, tag) {
    this.#set(paper, this.tags(paper).filter((each) => each !== tag));
  }

  /** What changes, a line for each paper that changes: `slug: +tag -tag`. */
  get lines() {
    return this.papers.map((paper) => this.#line(paper)).filter((line) => line !== "");
  }

  /** @param {Paper} paper */
  #line(paper) {
    const wanted = this.tags(paper);
    const added = wanted.filter((tag) => !paper.tags.includes(tag)).map((tag) => `+${tag}`);
    const removed = paper.tags.filter((tag) => !wanted.includes(tag)).map((tag) => `-${tag}`);
    const signs = [...added, ...removed].join(" ");
    return signs && `${paper.slug}: ${signs}`;
  }

  /**
   * The address of the filled-in form, or of the empty one where GitHub would not take so long an address.
   * @param {string} form address of the empty form
   * @param {string} why
   * @returns {{href: string, isWhole: boolean}}
   */
  address(form, why) {
    const filled = new URL(form);
    filled.searchParams.set("changes", this.lines.join("\n"));
    if (why) filled.searchParams.set("why", why);
    const isWhole = filled.href.length <= LONGEST;
    return { href: isWhole ? filled.href : form, isWhole };
  }

  /**
   * @param {Paper} paper
   * @param {string[]} tags
   */
  #set(paper, tags) {
    this.#papers.set(paper.id, paper);
    this.#wanted.set(paper.id, [...new Set(tags)]);
    this.#keep();
  }

  #keep() {
    try {
      if (this.#wanted.size) localStorage.setItem(this.name, JSON.stringify([...this.#wanted]));
      else localStorage.removeItem(this.name);
    } catch {
      // A browser that keeps nothing still makes the proposal while the page is open.
    }
    this.dispatchEvent(new Event("change"));
  }

  /** Take in what the browser kept, as far as it is about papers and tags of this list. */
  async recall() {
    const kept = new Map(read(this.name));
    const papers = await this.client.named([...kept.keys()]);
    this.#wanted.clear();
    for (const paper of papers) {
      const known = kept.get(paper.id)?.filter((tag) => this.catalog.tags.has(tag));
      if (!known) continue;
      this.#papers.set(paper.id, paper);
      this.#wanted.set(paper.id, known);
    }
  }
}

/**
 * @param {string} name
 * @returns {[string, string[]][]}
 */
function read(name) {
  try {
    const kept = JSON.parse(localStorage.getItem(name) ?? "[]");
    return kept.filter((/** @type {[unknown, unknown]} */ [id, tags]) => typeof id === "string" && Array.isArray(tags));
  } catch {
    return [];
  }
}
