/**
 * An editable combobox with a list of suggestions, after the ARIA Authoring Practices
 * (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/): the focus stays in the text field, and
 * `aria-activedescendant` says which suggestion the arrows have reached.
 */

import { element } from "../elements.js";

let made = 0;

/**
 * Turn a text field into a combobox.
 *
 * @param {HTMLInputElement} input
 * @param {object} settings
 * @param {HTMLElement} settings.place Where the list is put; it has to be positioned.
 * @param {string} settings.label What the list is called.
 * @param {boolean} [settings.atOnce] Whether an empty field has suggestions, too.
 * @param {(text: string) => Promise<HTMLElement[]>} settings.offer The suggestions for a text: elements
 *   that do what they promise when they are clicked.
 * @returns {() => Promise<void>} What suggests for the present text.
 */
export function combobox(input, { place, label, offer, atOnce = false }) {
  const id = `ps-suggestions-${(made += 1)}`;
  const list = element("div", { class: "ps-suggestions", role: "listbox", id, "aria-label": label, hidden: true });
  const said = element("span", { class: "ps-visually-hidden", role: "status" });
  /** @type {HTMLElement[]} */
  let options = [];
  let active = -1;
  let asked = 0;

  const isOpen = () => !list.hidden;

  /** @param {number} index */
  function activate(index) {
    options[active]?.setAttribute("aria-selected", "false");
    active = index;
    const option = options[active];
    if (!option) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function close() {
    asked += 1; // An answer that is under way must not open the list again.
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    place.removeAttribute("data-busy");
    activate(-1);
  }

  /** @param {HTMLElement[]} found */
  function open(found) {
    activate(-1);
    options = found;
    options.forEach((option, index) => {
      option.id = `${id}-${index}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.tabIndex = -1;
    });
    list.replaceChildren(...options);
    list.hidden = options.length === 0;
    list.scrollTop = 0;
    input.setAttribute("aria-expanded", String(isOpen()));
    said.textContent = options.length === 1 ? "1 suggestion" : `${options.length} suggestions`;
  }

  async function refresh() {
    const text = input.value.trim();
    if (!text && !atOnce) {
      close();
      return;
    }
    const turn = (asked += 1);
    place.setAttribute("data-busy", "");
    try {
      const found = await offer(text);
      if (turn === asked) open(found);
    } catch {
      if (turn === asked) close();
    }
    if (turn === asked) place.removeAttribute("data-busy");
  }

  /**
   * @param {KeyboardEvent} event
   * @param {number} index
   */
  function move(event, index) {
    event.preventDefault();
    activate((index + options.length) % options.length);
  }

  /** @type {Record<string, (event: KeyboardEvent) => void>} */
  const keys = {
    ArrowDown(event) {
      if (isOpen()) {
        move(event, active + 1);
        return;
      }
      event.preventDefault();
      refresh();
    },
    ArrowUp(event) {
      if (isOpen()) move(event, active < 0 ? options.length - 1 : active - 1);
    },
    // While the text has the caret, Home and End belong to the text.
    Home(event) {
      if (active >= 0) move(event, 0);
    },
    End(event) {
      if (active >= 0) move(event, options.length - 1);
    },
    ArrowLeft: () => activate(-1),
    ArrowRight: () => activate(-1),
    Enter(event) {
      if (isOpen() && active >= 0) {
        event.preventDefault();
        options[active].click();
      } else close();
    },
    Escape(event) {
      if (!isOpen() && !input.value) return;
      event.preventDefault();
      event.stopPropagation(); // A dialog around the field stays open.
      if (!isOpen()) input.value = "";
      close();
    },
  };

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", id);
  place.append(list, said);
  input.addEventListener("keydown", (event) => {
    if (!event.isComposing && !event.ctrlKey && !event.metaKey) keys[event.key]?.(event);
  });
  input.addEventListener("input", refresh);
  input.addEventListener("blur", close);
  if (atOnce) {
    input.addEventListener("click", () => {
      if (!isOpen()) refresh();
    });
  }
  // Pressing a suggestion must not take the focus, and close the list, before the click arrives.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", close);
  return refresh;
}
