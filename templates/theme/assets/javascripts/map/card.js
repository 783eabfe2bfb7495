/** What is said of the paper that is meant, beside its point and to a screen reader. */

import { element } from "../elements.js";
import { address } from "./papers.js";

/** @import { Paper, Tag } from "./papers.js" */
/** @import { Spot } from "./view.js" */

const APART = 16; // pixels from the point
const EDGE = 4;

export class Card {
  #card;
  #status;
  #tags;

  /**
   * @param {HTMLAnchorElement} card
   * @param {HTMLElement} status
   * @param {Tag[]} tags
   */
  constructor(card, status, tags) {
    this.#card = card;
    this.#status = status;
    this.#tags = tags;
  }

  /**
   * Say what a paper is; null: nothing.
   * @param {Paper | null} paper
   * @param {boolean} isSpoken
   */
  fill(paper, isSpoken) {
    if (paper === null) return;
    const tags = paper.tags.map((tag) => this.#tags[tag].label).join(" · ");
    const guess = paper.guessed ? "Added since the map was drawn, near related papers" : "";
    this.#card.replaceChildren(
      element("strong", { dir: "auto" }, paper.title),
      ...(tags ? [element("span", { dir: "auto" }, tags)] : []),
      ...(guess ? [element("em", { dir: "auto" }, guess)] : []),
    );
    this.#card.href = address(paper);
    if (isSpoken) this.#status.textContent = tags ? `${paper.title}. Tags: ${tags}` : paper.title;
  }

  /**
   * Stand below a point, or above it where there is no room; null: be hidden.
   * @param {Spot | null} spot
   * @param {{width: number, height: number}} canvas
   */
  place(spot, { width, height }) {
    this.#card.hidden = spot === null;
    if (spot === null) return;
    const { offsetWidth, offsetHeight } = this.#card;
    const left = Math.min(Math.max(spot.left - offsetWidth / 2, EDGE), width - offsetWidth - EDGE);
    const below = spot.top + APART;
    const top = below + offsetHeight > height ? spot.top - offsetHeight - APART : below;
    this.#card.style.transform = `translate(${Math.round(left)}px, ${Math.round(Math.max(top, EDGE))}px)`;
  }
}
