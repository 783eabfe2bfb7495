/** The papers in view as a list, for whoever would rather read than look. */

import { element, titled } from "../elements.js";
import { address } from "./papers.js";
import { say } from "../words.js";

/** @import { Paper } from "./papers.js" */

const SHOWN = 50; // papers at a time

/** The list of the page; it tells `mean` which of its papers is pointed at or focused. */
export class List {
  #count;
  #rows;
  #more;
  #mean;
  /** @type {Paper[]} */
  #papers = [];
  #length = SHOWN;

  /**
   * @param {{count: HTMLElement, papers: HTMLElement, more: HTMLElement}} parts of the page
   * @param {(paper: Paper | null) => void} mean
   */
  constructor({ count, papers, more }, mean) {
    this.#count = count;
    this.#rows = papers;
    this.#more = more;
    this.#mean = mean;
    more.addEventListener("click", () => {
      const first = this.#length;
      this.#length += SHOWN;
      this.#fill();
      papers.children[first]?.querySelector("a")?.focus();
    });
  }

  /**
   * Show some papers, as many as at the beginning; the same ones stay as they are, for one may have the focus.
   * @param {Paper[]} papers
   * @param {string} words how many they are
   */
  show(papers, words) {
    this.#count.textContent = words;
    if (papers.length === this.#papers.length && papers.every((paper, place) => paper === this.#papers[place])) return;
    this.#papers = papers;
    this.#length = SHOWN;
    this.#fill();
  }

  #fill() {
    this.#rows.replaceChildren(...this.#papers.slice(0, this.#length).map((paper) => this.#row(paper)));
    this.#more.hidden = this.#papers.length <= this.#length;
  }

  /** @param {Paper} paper */
  #row(paper) {
    const link = element("a", { href: address(paper), "data-short": paper.id, dir: "auto" }, ...titled(paper.title));
    for (const type of ["pointerenter", "focus"]) link.addEventListener(type, () => this.#mean(paper));
    for (const type of ["pointerleave", "blur"]) link.addEventListener(type, () => this.#mean(null));
    if (paper.x !== null) return element("li", {}, link);
    return element("li", {}, link, " ", element("span", { class: "ps-fact" }, say("not on the map yet")));
  }
}
