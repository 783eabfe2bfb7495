/** The facets as a reader sees them: a column of choices, each with what it would leave. */

import { button, element, highlight, spoken } from "../elements.js";
import { figure } from "../figures.js";
import { combobox } from "./combobox.js";
import { KIND_TOPIC } from "./facets.js";
import { begins, fold } from "./picking.js";
import { TAGS, add, drop, nothing } from "./state.js";
import { say } from "../words.js";

/** @import { Counts, Facets } from "./facets.js" */
/** @import { Facet, State } from "./state.js" */
/** @import { Catalog } from "./types.js" */

/** @typedef {(change: (state: State) => State) => void} Step a deliberate step to another state */

/**
 * What the page calls the facets.
 * @type {Record<Facet, string>}
 */
export const NAMES = {
  tag: say("All of"),
  any: say("Any of"),
  not: say("None of"),
  topic: say("Topic"),
  kind: say("Kind"),
  year: say("Year"),
  venue: say("Venue"),
  listing: say("Listing"),
  has: say("Comes with"),
};

/**
 * A value of a facet as the page calls it.
 * @param {Facets} facets
 * @param {Facet} facet
 * @param {string} value
 */
export function nameOf(facets, facet, value) {
  const label = facets.offers[facet].get(value) ?? value;
  return facet === "tag" ? label : `${NAMES[facet]}: ${label}`;
}

const LISTED = 6; // values shown before a reader asks for all
const PICKED = 12; // tags that the picker names at once

/** The column of facets. */
export class Panel {
  /**
   * @param {HTMLElement} place What it is built in.
   * @param {Facets} facets
   * @param {Catalog} catalog
   * @param {Step} step
   * @param {boolean} roomy Whether everything may be open.
   */
  constructor(place, facets, catalog, step, roomy) {
    this.facets = facets;
    this.catalog = catalog;
    this.step = step;
    /** @type {Facet} */
    this.mode = "tag";
    this.state = nothing();
    this.counts = facets.count([], this.state);
    this.shown = 0;
    this.picker = element("input", {
      type: "text",
      class: "ps-picker__input",
      "aria-label": say("Find a tag"),
      placeholder: say("Find a tag"),
      autocomplete: "off",
      spellcheck: "false",
    });
    this.tags = element("ul", { class: "ps-tagrows", tabindex: "-1", "aria-label": say("Tags") });
    this.badge = element("span", { class: "ps-badge" });
    /** @type {Facet[]} */
    const lists = ["topic", "kind", "year", "venue", "listing", "has"];
    const offered = lists.filter((facet) => facets.offers[facet].size);
    this.choices = offered.map((facet) => new Choices(facet, facets, step, roomy));
    place.append(this.#makeTags(), ...this.choices.map((choices) => choices.section));
  }

  /**
   * Show a state, with the papers that it leaves and the count of every value.
   * @param {State} state
   * @param {Counts} counts
   * @param {number} shown
   */
  update(state, counts, shown) {
    Object.assign(this, { state, counts, shown });
    this.#showTags();
    for (const choices of this.choices) choices.update(state, counts);
  }

  #makeTags() {
    const modes = element("div", { class: "ps-modes", role: "radiogroup", "aria-label": say("How tags narrow the search") });
    for (const mode of TAGS) {
      const radio = element("input", { type: "radio", name: "ps-mode", value: mode, checked: mode === this.mode });
      radio.addEventListener("change", () => {
        this.mode = mode;
        this.#showTags();
      });
      modes.append(element("label", {}, radio, element("span", {}, NAMES[mode])));
    }
    const place = element("div", { class: "ps-picker" }, this.picker);
    combobox(this.picker, { place, label: say("Tags"), atOnce: true, offer: async (text) => this.#pick(text) });
    const body = element("div", { class: "ps-facet__body" }, modes, place, this.tags);
    return element("details", { class: "ps-facet", open: true }, element("summary", {}, say("Tags "), this.badge), body);
  }

  /**
   * How many papers have a tag, as the present mode counts.
   * @param {string} key
   */
  #count(key) {
    return this.counts[this.mode].get(key) ?? 0;
  }

  /** @param {string} key */
  #isChosen(key) {
    return TAGS.some((facet) => this.state[facet].includes(key));
  }

  /**
   * The tags of which a name has a word that begins as the text does; those that leave a paper first.
   * @param {string} text
   */
  #pick(text) {
    const wanted = fold(text);
    const found = [...this.facets.offers.tag]
      .map(([key, label]) => ({ key, label, at: begins([label, key, ...(this.catalog.tags.get(key)?.aliases ?? [])], wanted), count: this.#count(key) }))
      .filter(({ key, at }) => at < Infinity && !this.state[this.mode].includes(key))
      .sort((one, other) => Number(one.count === 0) - Number(other.count === 0) || one.at - other.at || other.count - one.count);
    if (!found.length) return [element("div", { class: "ps-suggestion", "aria-disabled": "true" }, say("No tag begins like this"))];
    return found.slice(0, PICKED).map(({ key, label, count }) => {
      const at = fold(label).indexOf(wanted);
      const option = element(
        "div",
        { class: "ps-suggestion", "data-value": key },
        element("span", { class: "ps-suggestion__title", dir: "auto" }, ...highlight(label, at < 0 ? [] : [[at, at + wanted.length]])),
        " ",
        this.#figure(count),
      );
      option.addEventListener("click", () => {
        this.picker.value = "";
        this.step((state) => add(state, this.mode, key));
      });
      return option;
    });
  }

  /** @param {number} count */
  #figure(count) {
    const taken = this.mode === "not";
    return element("span", { class: "ps-count" }, taken && count ? spoken(say("takes away ")) : "", taken && count ? `−${figure(count)}` : figure(count));
  }

  #showTags() {
    const active = document.activeElement;
    const focused = active instanceof HTMLElement && this.tags.contains(active) ? active.dataset.value : null;
    const chosen = TAGS.flatMap((facet) => this.state[facet].map((key) => this.#chosenRow(facet, key)));
    const frequent = [...this.facets.offers.tag.keys()]
      .filter((key) => this.#narrows(key))
      .sort((one, other) => this.#count(other) - this.#count(one))
      .slice(0, LISTED)
      .map((key) => this.#row(key));
    this.tags.replaceChildren(...[...chosen, ...frequent].map((row) => element("li", {}, row)));
    this.badge.textContent = chosen.length ? String(chosen.length) : "";
    if (focused !== null) {
      const again = [...this.tags.querySelectorAll("button")].find((row) => row.dataset.value === focused);
      (again ?? this.tags).focus({ preventScroll: true });
    }
  }

  /**
   * Whether a tag is worth offering: it changes what is shown, and has no other place to stand.
   * @param {string} key
   */
  #narrows(key) {
    const count = this.#count(key);
    const elsewhere = this.mode !== "not" && this.catalog.tags.get(key)?.topic === KIND_TOPIC;
    const idle = this.mode !== "any" && count === this.shown;
    return count > 0 && !idle && !elsewhere && !this.#isChosen(key);
  }

  /** @param {string} key */
  #row(key) {
    const press = () => this.step((state) => add(state, this.mode, key));
    const row = button("ps-tagrow", press, element("span", {}, spoken(`${NAMES[this.mode]}: `), this.facets.offers.tag.get(key) ?? key), " ", this.#figure(this.#count(key)));
    row.dataset.value = key;
    return row;
  }

  /**
   * @param {Facet} facet
   * @param {string} key
   */
  #chosenRow(facet, key) {
    const press = () => this.step((state) => drop(state, facet, key));
    const name = element("span", {}, this.facets.offers.tag.get(key) ?? key);
    const mode = element("span", { class: "ps-count" }, `${NAMES[facet].toLowerCase()} ×`);
    const row = button("ps-tagrow ps-tagrow--chosen", press, spoken(say("Remove ")), name, " ", mode);
    row.dataset.value = key;
    return row;
  }
}

/** The values of one facet as check boxes. */
class Choices {
  /**
   * @param {Facet} facet
   * @param {Facets} facets
   * @param {Step} step
   * @param {boolean} roomy
   */
  constructor(facet, facets, step, roomy) {
    this.facet = facet;
    this.chosen = 0;
    const total = facets.count(facets.papers.map((_, number) => number), nothing())[facet];
    // By their count over all papers: an order that stays while somebody types.
    const values = [...facets.offers[facet]].sort(([one], [other]) => (total.get(other) ?? 0) - (total.get(one) ?? 0));
    this.boxes = values.map(([value, label]) => {
      const input = element("input", { type: "checkbox", value });
      const count = element("span", { class: "ps-count" });
      input.addEventListener("change", () => step((state) => (input.checked ? add : drop)(state, facet, value)));
      return { value, input, count, row: element("label", { class: "ps-choice" }, input, element("span", { dir: "auto" }, label), " ", count) };
    });
    this.all = values.length <= LISTED + 1;
    this.more = button("ps-textbutton", () => this.#showAll(), say("All %(number)s", { number: values.length }), spoken(` ${say("of %(facet)s", { facet: NAMES[facet] })}`));
    this.more.hidden = this.all;
    this.badge = element("span", { class: "ps-badge" });
    const group = element("div", { class: "ps-facet__body", role: "group", "aria-label": NAMES[facet] }, ...this.boxes.map(({ row }) => row), this.more);
    this.section = element("details", { class: "ps-facet", open: roomy }, element("summary", {}, `${NAMES[facet]} `, this.badge), group);
  }

  /**
   * @param {State} state
   * @param {Counts} counts
   */
  update(state, counts) {
    const chosen = state[this.facet];
    this.boxes.forEach(({ value, input, count, row }, index) => {
      const found = counts[this.facet].get(value) ?? 0;
      input.checked = chosen.includes(value);
      input.disabled = found === 0 && !input.checked;
      count.textContent = figure(found);
      row.hidden = !this.all && index >= LISTED && !input.checked;
    });
    this.badge.textContent = chosen.length ? String(chosen.length) : "";
    if (chosen.length > this.chosen) this.section.open = true;
    this.chosen = chosen.length;
  }

  #showAll() {
    this.all = true;
    this.more.hidden = true;
    for (const { row } of this.boxes) row.hidden = false;
    this.boxes.slice(LISTED).find(({ input }) => !input.disabled)?.input.focus();
  }
}
