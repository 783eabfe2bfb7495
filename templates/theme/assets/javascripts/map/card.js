/** What is said of the paper that is meant, beside its point and to a screen reader. */

import { element } from "../elements.js";
import { find } from "../reading/papers.js";
import { address } from "./papers.js";
import { say } from "../words.js";

/** @import { Paper, Tag } from "./papers.js" */
/** @import { Spot } from "./view.js" */

const APART = 16; // pixels from the point
const EDGE = 4;
const PAUSE = 150; // milliseconds that a paper is meant before its finding is fetched: a pointer passes over many

export class Card {
  #card;
  #pause = 0;
  /** @type {() => void} */
  #replace = () => {};
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
    clearTimeout(this.#pause);
    if (paper === null) return;
    const tags = paper.tags.map((tag) => this.#tags[tag].label).join(" · ");
    const guess = paper.guessed ? say("Added since the map was drawn, near related papers") : "";
    this.#card.replaceChildren(
      element("strong", { dir: "auto" }, paper.title),
      ...(tags ? [element("span", { dir: "auto" }, tags)] : []),
      ...(guess ? [element("em", { dir: "auto" }, guess)] : []),
    );
    this.#card.href = address(paper);
    this.#pause = setTimeout(() => this.#addFinding(paper), PAUSE);
    if (isSpoken) this.#status.textContent = tags ? say("%(title)s. Tags: %(tags)s", { title: paper.title, tags }) : paper.title;
  }

  /**
   * Say what the paper shows, if it still is the one that is meant when that has come; without it the card is whole, too.
   * @param {Paper} paper
   */
  async #addFinding(paper) {
    const asked = this.#pause;
    const found = await find([paper.id]).catch(() => null);
    const finding = found?.papers.get(paper.id)?.finding;
    if (!finding || asked !== this.#pause) return;
    this.#card.querySelector("strong")?.after(element("span", { class: "ps-map__finding", dir: "auto" }, finding));
    this.#replace();
  }

  /**
   * Stand below a point, or above it where there is no room; null: be hidden.
   * @param {Spot | null} spot
   * @param {{width: number, height: number}} canvas
   */
  place(spot, { width, height }) {
    this.#card.hidden = spot === null;
    if (spot === null) return;
    this.#replace = () => this.place(spot, { width, height });
    const { offsetWidth, offsetHeight } = this.#card;
    const left = Math.min(Math.max(spot.left - offsetWidth / 2, EDGE), width - offsetWidth - EDGE);
    const below = spot.top + APART;
    const top = below + offsetHeight > height ? spot.top - offsetHeight - APART : below;
    this.#card.style.transform = `translate(${Math.round(left)}px, ${Math.round(Math.max(top, EDGE))}px)`;
  }
}
