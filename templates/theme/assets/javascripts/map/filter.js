/** The filter of the map and its list: a tag, a topic or both, kept in the address. */

import { element } from "../elements.js";

/** @import { Chart, Label, Paper } from "./papers.js" */

/** Tells by a `change` event that something else is chosen. */
export class Filter extends EventTarget {
  /**
   * The number of the chosen tag; null for all.
   * @type {number | null}
   */
  tag = null;
  /**
   * The number of the chosen topic; null for all.
   * @type {number | null}
   */
  topic = null;
  #chart;
  #select;
  #buttons;

  /**
   * @param {Chart} chart what there is to choose from
   * @param {HTMLSelectElement} select of tags, to be filled
   * @param {HTMLButtonElement[]} buttons of the topics, in their order
   */
  constructor(chart, select, buttons) {
    super();
    this.#chart = chart;
    this.#select = select;
    this.#buttons = buttons;
    this.#offer();
    this.#restore(new URL(location.href).searchParams);
    select.addEventListener("change", () => this.#choose(select.value, keyOf(this.#chart.topics, this.topic)));
    for (const button of buttons) {
      const key = button.dataset.mapTopic;
      const isOn = () => button.getAttribute("aria-pressed") === "true";
      button.addEventListener("click", () => this.#choose(select.value, isOn() ? undefined : key));
    }
  }

  get isOpen() {
    return this.tag === null && this.topic === null;
  }

  /** @param {Paper} paper */
  keeps(paper) {
    if (this.tag !== null && !paper.tags.includes(this.tag)) return false;
    if (this.topic === null || paper.topic === this.topic) return true;
    return paper.tags.some((tag) => this.#chart.tags[tag].topic === this.topic);
  }

  /** The tags that have papers, by topic; kinds of contribution, which belong to none, come last. */
  #offer() {
    const { topics, tags } = this.#chart;
    for (const topic of [...topics.keys(), -1]) {
      const some = tags.filter((tag) => tag.topic === topic && tag.count > 0);
      const options = some.map((tag) => element("option", { value: tag.key, dir: "auto" }, `${tag.label} (${tag.count})`));
      const label = topics[topic]?.label ?? this.#select.dataset.kinds;
      if (options.length) this.#select.append(element("optgroup", { label }, ...options));
    }
  }

  /** @param {URLSearchParams} wanted */
  #restore(wanted) {
    const tag = this.#chart.tags.find((each) => each.key === wanted.get("tag") && each.count);
    this.#set(tag?.key, wanted.get("topic"));
  }

  /**
   * @param {string} tag
   * @param {string} [topic]
   */
  #choose(tag, topic) {
    this.#set(tag, topic);
    const here = new URL(location.href);
    const { tags, topics } = this.#chart;
    const chosen = { tag: keyOf(tags, this.tag), topic: keyOf(topics, this.topic) };
    for (const [name, value] of Object.entries(chosen)) {
      if (value === undefined) here.searchParams.delete(name);
      else here.searchParams.set(name, value);
    }
    history.replaceState(history.state, "", here);
    this.dispatchEvent(new Event("change"));
  }

  /**
   * Choose by keys; one that nothing has chooses all.
   * @param {string | null} [tag]
   * @param {string | null} [topic]
   */
  #set(tag, topic) {
    this.tag = numberOf(this.#chart.tags, tag);
    this.topic = numberOf(this.#chart.topics, topic);
    this.#select.value = keyOf(this.#chart.tags, this.tag) ?? "";
    this.#buttons.forEach((button, place) => button.setAttribute("aria-pressed", String(place === this.topic)));
  }
}

/** @type {(items: Label[], number: number | null) => string | undefined} */
const keyOf = (items, number) => (number === null ? undefined : items[number]?.key);

/** @type {(items: Label[], key: string | null | undefined) => number | null} */
const numberOf = (items, key) => {
  const found = items.findIndex((item) => item.key === key);
  return found < 0 ? null : found;
};
