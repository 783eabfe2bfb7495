/**
 * An editable combobox with a list of suggestions, after the ARIA Authoring Practices
 * (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/): the focus stays in the text field, and
 * `aria-activedescendant` says which suggestion the arrows have reached.
 */

import { element } from "../elements.js";
import { counted } from "../words.js";

let made = 0;

/**
 * @typedef {object} Settings
 * @property {HTMLElement} place Where the list is put; it has to be positioned.
 * @property {string} label What the list is called.
 * @property {boolean} [atOnce] Whether an empty field has suggestions, too.
 * @property {(text: string) => Promise<HTMLElement[]>} offer The suggestions for a text: elements that do what
 *   they promise when they are clicked.
 */

/**
 * Turn a text field into a combobox.
 *
 * @param {HTMLInputElement} input
 * @param {Settings} settings
 * @returns {() => Promise<void>} What suggests for the present text.
 */
export function combobox(input, settings) {
  const box = new Combobox(input, settings);
  box.hear();
  return () => box.refresh();
}

class Combobox {
  #id = `ps-suggestions-${(made += 1)}`;
  #said = element("span", { class: "ps-visually-hidden", role: "status" });
  /** @type {HTMLElement[]} */
  #options = [];
  #active = -1;
  #asked = 0;

  /**
   * @param {HTMLInputElement} input
   * @param {Settings} settings
   */
  constructor(input, { place, label, offer, atOnce = false }) {
    this.input = input;
    this.place = place;
    this.offer = offer;
    this.atOnce = atOnce;
    this.list = element("div", { class: "ps-suggestions", role: "listbox", id: this.#id, "aria-label": label, hidden: true });
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", this.#id);
    place.append(this.list, this.#said);
  }

  hear() {
    const { input, list } = this;
    input.addEventListener("keydown", (event) => {
      if (!event.isComposing && !event.ctrlKey && !event.metaKey) this.#keys[event.key]?.(event);
    });
    input.addEventListener("input", () => this.refresh());
    input.addEventListener("blur", () => this.#close());
    input.addEventListener("click", () => {
      if (this.atOnce && !this.#isOpen) this.refresh();
    });
    // Pressing a suggestion must not take the focus, and close the list, before the click arrives.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", () => this.#close());
  }

  async refresh() {
    const text = this.input.value.trim();
    if (!text && !this.atOnce) {
      this.#close();
      return;
    }
    const turn = (this.#asked += 1);
    this.place.setAttribute("data-busy", "");
    try {
      const found = await this.offer(text);
      if (turn === this.#asked) this.#open(found);
    } catch {
      if (turn === this.#asked) this.#close();
    }
    if (turn === this.#asked) this.place.removeAttribute("data-busy");
  }

  get #isOpen() {
    return !this.list.hidden;
  }

  /** @param {number} index */
  #activate(index) {
    this.#options[this.#active]?.setAttribute("aria-selected", "false");
    this.#active = index;
    const option = this.#options[index];
    if (!option) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  #close() {
    this.#asked += 1; // An answer that is under way must not open the list again.
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.place.removeAttribute("data-busy");
    this.#activate(-1);
  }

  /** @param {HTMLElement[]} found */
  #open(found) {
    this.#activate(-1);
    this.#options = found;
    found.forEach((option, index) => {
      option.id = `${this.#id}-${index}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.tabIndex = -1;
    });
    this.list.replaceChildren(...found);
    this.list.hidden = found.length === 0;
    this.list.scrollTop = 0;
    this.input.setAttribute("aria-expanded", String(this.#isOpen));
    this.#said.textContent = counted(found.length, "%(num)s suggestion", "%(num)s suggestions");
  }

  /**
   * @param {KeyboardEvent} event
   * @param {number} index
   */
  #move(event, index) {
    event.preventDefault();
    this.#activate((index + this.#options.length) % this.#options.length);
  }

  /** @type {Record<string, (event: KeyboardEvent) => void>} */
  #keys = {
    ArrowDown: (event) => {
      if (this.#isOpen) {
        this.#move(event, this.#active + 1);
        return;
      }
      event.preventDefault();
      this.refresh();
    },
    ArrowUp: (event) => {
      if (this.#isOpen) this.#move(event, this.#active < 0 ? this.#options.length - 1 : this.#active - 1);
    },
    // While the text has the caret, Home and End belong to the text.
    Home: (event) => {
      if (this.#active >= 0) this.#move(event, 0);
    },
    End: (event) => {
      if (this.#active >= 0) this.#move(event, this.#options.length - 1);
    },
    ArrowLeft: () => this.#activate(-1),
    ArrowRight: () => this.#activate(-1),
    Enter: (event) => {
      if (this.#isOpen && this.#active >= 0) {
        event.preventDefault();
        this.#options[this.#active].click();
      } else this.#close();
    },
    Escape: (event) => {
      if (!this.#isOpen && !this.input.value) return;
      event.preventDefault();
      event.stopPropagation(); // A dialog around the field stays open.
      if (!this.#isOpen) this.input.value = "";
      this.#close();
    },
  };
}
