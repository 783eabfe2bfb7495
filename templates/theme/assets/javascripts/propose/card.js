/** One paper of a proposal: its tags, each of which can be taken away, a field to add one, and what the rules say. */

import { button, element, link, spoken, titled } from "../elements.js";
import { pathTo } from "../site.js";
import { begins, fold } from "../search/picking.js";
import { combobox } from "../search/combobox.js";
import { remarks } from "./remarks.js";
import { foreign, language, say } from "../words.js";

/** @import { Proposal } from "./proposal.js" */
/** @import { Rules } from "./remarks.js" */
/** @import { Paper } from "../search/types.js" */

const OFFERED = 8;

export class Card {
  #tags = element("ul", { class: "ps-propose__tags" });
  #remarks = element("ul", { class: "ps-propose__remarks" });
  #said = element("div", { role: "status" }, this.#remarks);
  #picker = element("input", { type: "text", class: "ps-picker__input", placeholder: say("Add a tag"), autocomplete: "off" });

  /**
   * @param {Paper} paper
   * @param {Proposal} proposal
   * @param {Rules} rules
   */
  constructor(paper, proposal, rules) {
    this.paper = paper;
    this.proposal = proposal;
    this.rules = rules;
    this.#picker.setAttribute("aria-label", say("Add a tag to %(title)s", { title: paper.title }));
    const place = element("div", { class: "ps-picker" }, this.#picker);
    combobox(this.#picker, { place, label: say("Tags"), atOnce: true, offer: async (text) => this.#offer(text) });
    const title = link(pathTo("paper", paper.slug), titled(paper.title), { dir: "auto", class: "ps-propose__title" });
    const drop = button("ps-textbutton", () => proposal.drop(paper), say("Take out"), spoken(` ${paper.title}`));
    const head = element("div", { class: "ps-propose__head" }, title, drop);
    this.element = element("li", { class: "ps-propose__paper", "data-paper": paper.slug }, head, this.#tags, place, this.#said);
    this.update();
  }

  update() {
    const { paper, proposal } = this;
    const wanted = proposal.tags(paper);
    const removed = paper.tags.filter((key) => !wanted.includes(key));
    this.#tags.replaceChildren(...wanted.map((key) => this.#kept(key)), ...removed.map((key) => this.#removed(key)));
    this.#remarks.replaceChildren(...remarks(wanted, proposal.catalog, this.rules).map((said) => element("li", {}, said)));
  }

  /** @param {string} key */
  #label(key) {
    return this.proposal.catalog.tags.get(key)?.label ?? key;
  }

  /** @param {string} key */
  #kept(key) {
    const isNew = !this.paper.tags.includes(key);
    const press = () => this.#step(key, () => this.proposal.removeTag(this.paper, key));
    const name = element("span", { dir: "auto" }, this.#label(key));
    const node = button(`ps-propose__tag${isNew ? " ps-propose__tag--added" : ""}`, press, spoken(say("Remove ")), isNew ? "+ " : "", name, " ×");
    node.dataset.value = key;
    return element("li", {}, node);
  }

  /** @param {string} key */
  #removed(key) {
    const press = () => this.#step(key, () => this.proposal.addTag(this.paper, key));
    const name = element("s", { dir: "auto" }, this.#label(key));
    const node = button("ps-propose__tag ps-propose__tag--removed", press, spoken(say("Put back ")), "− ", name);
    node.dataset.value = key;
    return element("li", {}, node);
  }

  /**
   * Change a tag, and leave the focus on it; into the field only where the tag is gone, for a phone then shows its keys.
   * @param {string} key
   * @param {() => void} change
   */
  #step(key, change) {
    change();
    const buttons = [...this.#tags.querySelectorAll("button")];
    const next = buttons.find((node) => node.dataset.value === key) ?? this.#picker;
    next.focus({ preventScroll: true });
  }

  /**
   * The tags of which a name has a word that begins as the text does.
   * @param {string} text
   */
  #offer(text) {
    const wanted = fold(text);
    const has = new Set(this.proposal.tags(this.paper));
    const found = [...this.proposal.catalog.tags]
      // A tag's own name goes before another's alias.
      .map(([key, { label, aliases }]) => ({ key, label, at: Math.min(begins([label, key], wanted), begins(aliases, wanted) + 0.5) }))
      .filter(({ key, at }) => at < Infinity && !has.has(key))
      .sort((one, other) => one.at - other.at || one.label.localeCompare(other.label, foreign ?? language));
    if (!found.length) return [element("div", { class: "ps-suggestion", "aria-disabled": "true" }, say("No tag begins like this"))];
    return found.slice(0, OFFERED).map(({ key, label }) => {
      const option = element("div", { class: "ps-suggestion", "data-value": key }, element("span", { class: "ps-suggestion__title", dir: "auto" }, label));
      option.addEventListener("click", () => {
        this.#picker.value = "";
        this.proposal.addTag(this.paper, key);
        this.#picker.focus({ preventScroll: true });
      });
      return option;
    });
  }
}
