/** What is said of the paper that is meant, beside its point and to a screen reader. */

import { element } from "../elements.js";
import { address } from "./papers.js";

const APART = 16; // pixels from the point
const EDGE = 4;

export class Card {
  #card;
  #status;
  #tags;

  constructor(card, status, tags) {
    this.#card = card;
    this.#status = status;
    this.#tags = tags;
  }

  /** Say what a paper is; null: nothing. */
  fill(paper, isSpoken) {
    if (paper === null) return;
    const tags = paper.tags.map((tag) => this.#tags[tag].label).join(" · ");
    const guess = paper.guessed ? "Placed near its relatives since the map was drawn" : "";
    const lines = [["strong", paper.title], ["span", tags], ["em", guess]];
    this.#card.replaceChildren(...lines.filter(([, text]) => text).map(([name, text]) => element(name, { dir: "auto" }, text)));
    this.#card.href = address(paper);
    if (isSpoken) this.#status.textContent = tags ? `${paper.title}. Tags: ${tags}` : paper.title;
  }

  /** Stand below a point, or above it where there is no room; null: be hidden. */
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
