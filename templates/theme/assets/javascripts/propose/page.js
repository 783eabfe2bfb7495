/**
 * The page on which tags for several papers are collected, and become one filled-in issue. Nothing is sent
 * from here: the reader's own browser opens the form, or copies the text of it.
 */

import { copy } from "../clipboard.js";
import { element, required } from "../elements.js";

import { openSearch } from "../search/client.js";
import { combobox } from "../search/combobox.js";
import { locate, site } from "../site.js";
import { Card } from "./card.js";
import { Proposal } from "./proposal.js";
import { counted, say } from "../words.js";

/** @import { Catalog, Client } from "../search/types.js" */


const OFFERED = 6;
const EMPTY = say("A paper that you add shows its tags here, to take away and to add to. Papers' own pages can add them, too.");

const root = required("[data-propose]", HTMLElement);
/** @type {<T extends Element>(name: string, type: new () => T) => T} */
const part = (name, type) => required(`[data-propose-${name}]`, type, root);
const status = required("[data-propose-status]", HTMLElement);

class Page {
  /** @type {Map<string, Card>} */
  #cards = new Map();
  #most = Number(root.dataset.proposeMost);
  #why = part("why", HTMLTextAreaElement);
  #text = part("text", HTMLTextAreaElement);
  #send = part("send", HTMLElement);

  /**
   * @param {Client} client
   * @param {Catalog} catalog
   */
  constructor(client, catalog) {
    this.client = client;
    this.proposal = new Proposal(client, catalog, `${site.pathname}.proposal`);
    this.rules = readRules();
  }

  async start() {
    const input = part("picker", HTMLInputElement);
    const place = /** @type {HTMLElement} */ (input.parentElement);
    combobox(input, { place, label: say("Papers"), offer: (text) => this.#offer(text, input) });
    this.proposal.addEventListener("change", () => this.#show());
    this.#why.addEventListener("input", () => this.#address());
    part("clear", HTMLButtonElement).addEventListener("click", () => this.proposal.clear());
    part("copy", HTMLButtonElement).addEventListener("click", () => this.#copy());
    await this.proposal.recall();
    await this.#takeIn();
    this.#show();
    root.hidden = false;
  }

  /** Add the papers that the address names, and forget them there: a reload must not bring back what was taken out. */
  async #takeIn() {
    const here = new URL(location.href);
    const wanted = (here.searchParams.get("papers") ?? "").split(",").filter(Boolean);
    if (!wanted.length) return;
    for (const paper of await this.client.named(wanted)) {
      if (this.proposal.papers.length < this.#most) this.proposal.add(paper);
    }
    here.searchParams.delete("papers");
    history.replaceState(history.state, "", here);
  }

  /**
   * @param {string} text
   * @param {HTMLInputElement} input
   */
  async #offer(text, input) {
    const answer = await this.client.ask(text);
    const found = await this.client.papers(answer.hits.slice(0, OFFERED));
    if (!found.length) return [element("div", { class: "ps-suggestion", "aria-disabled": "true" }, say("No paper is called like this"))];
    return found.map((paper) => {
      const option = element("div", { class: "ps-suggestion" }, element("span", { class: "ps-suggestion__title", dir: "auto" }, paper.title));
      option.addEventListener("click", () => {
        input.value = "";
        this.proposal.add(paper);
      });
      return option;
    });
  }

  #show() {
    const { papers, lines } = this.proposal;
    for (const paper of papers) {
      const card = this.#cards.get(paper.id) ?? new Card(paper, this.proposal, this.rules);
      this.#cards.set(paper.id, card);
      card.update();
    }
    const list = part("papers", HTMLElement);
    const shown = papers.map((paper) => /** @type {Card} */ (this.#cards.get(paper.id)).element);
    if (shown.length !== list.children.length || shown.some((node, place) => list.children[place] !== node)) list.replaceChildren(...shown);
    status.textContent = lines.length ? counted(lines.length, "%(num)s paper would change.", "%(num)s papers would change.") : papers.length ? say("Nothing changes yet.") : EMPTY;
    this.#send.hidden = lines.length === 0;
    this.#text.value = lines.join("\n");
    this.#text.rows = Math.min(lines.length + 1, 10);
    this.#address();
  }

  #address() {
    const tooMany = this.proposal.lines.length > this.#most;
    const form = root.dataset.proposeForm;
    if (form) {
      const { href, isWhole } = this.proposal.address(form, this.#why.value.trim());
      part("open", HTMLAnchorElement).href = href;
      part("long", HTMLElement).hidden = isWhole;
    }
    part("many", HTMLElement).hidden = !tooMany;
  }

  async #copy() {
    const why = this.#why.value.trim();
    const isDone = await copy(root.dataset.proposeForm || !why ? this.#text.value : `${this.#text.value}\n\n${why}`);
    part("copied", HTMLElement).textContent = isDone ? say("Copied") : say("The browser does not allow it: mark the text and copy it");
  }
}

function readRules() {
  const { least, most, kind, broader } = JSON.parse(root.dataset.proposeRules ?? "{}");
  return { least, most, kind, broader: new Map(broader) };
}

const client = openSearch(locate("search"));
try {
  await new Page(client, await client.catalog()).start();
} catch {
  status.textContent = say("The list could not be loaded. Reload the page to try again.");
}
