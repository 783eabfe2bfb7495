/** A reader's note on a paper: kept while it is written, and joined with what another tab writes. */

import { button, element, icon } from "../elements.js";
import { joinNotes, store } from "./store.js";
import { say } from "../words.js";

export const PENCIL = "M4.5 19.5l1-4.4L16 4.6l3.4 3.4L8.9 18.5z";
const LONGEST = 10_000; // characters
const BEGINNING = 80; // characters of a note that its button says, as far as there is room
const PAUSE = 400; // milliseconds between the last key and keeping it

/**
 * The button that opens the note, and the note. The button says how a note begins instead of showing it:
 * the page has been read for a moment when this script comes, and must not move.
 * @param {string} id of the paper
 */
export function note(id) {
  const { opener, box } = new Note(id);
  return { opener, box };
}

class Note {
  #text = element("textarea", { id: "ps-note", class: "ps-note__text", dir: "auto", rows: "4", maxlength: String(LONGEST) });
  #state = element("span", { class: "ps-fact", role: "status" });
  #beginning = element("span", { class: "ps-note-opener__text" });
  /** What the store held when this page last looked: what was written here is whatever differs from it. */
  #base;
  #pause = 0;

  /** @param {string} id of the paper */
  constructor(id) {
    this.id = id;
    const label = element("label", { for: "ps-note" }, say("Your note"));
    this.box = element("div", { class: "ps-note", id: "ps-note-box" }, label, this.#text, this.#state);
    this.opener = button("ps-button ps-note-opener", () => this.#press(), icon(PENCIL), say("Note"), this.#beginning);
    this.opener.setAttribute("aria-controls", this.box.id);
    this.#base = this.#kept();
    this.#text.value = this.#base;
    this.#open(false);
    this.#tell();
    this.#hear();
  }

  #hear() {
    this.#text.addEventListener("input", () => {
      this.#state.textContent = "";
      clearTimeout(this.#pause);
      this.#pause = setTimeout(() => this.#keep(), PAUSE);
    });
    this.#text.addEventListener("change", () => this.#keep());
    addEventListener("pagehide", () => this.#keep());
    store.listen("change", (change) => {
      if (change.id !== null && change.id !== this.id) return;
      this.#takeIn();
      if (this.#text.value.trim() !== this.#base.trim()) this.#pause = setTimeout(() => this.#keep(), PAUSE);
    });
  }

  #kept() {
    return store.field(this.id, "note")?.value ?? "";
  }

  #press() {
    this.#open(this.box.hidden);
    if (!this.box.hidden) this.#text.focus();
  }

  /** @param {boolean} isOpen */
  #open(isOpen) {
    this.box.hidden = !isOpen;
    this.opener.setAttribute("aria-expanded", String(isOpen));
  }

  #tell() {
    const begun = this.#base.trim();
    this.#beginning.textContent = begun && `: ${begun.slice(0, BEGINNING)}`;
  }

  /** Take in what another tab wrote since this page last looked. */
  #takeIn() {
    const theirs = this.#kept();
    if (theirs === this.#base) return;
    const untouched = this.#text.value.trim() === this.#base.trim();
    this.#base = theirs;
    this.#tell();
    if (untouched) this.#text.value = theirs;
    else if (theirs) {
      this.#text.value = joinNotes(theirs, this.#text.value.trim());
      this.#state.textContent = say("Joined with what another tab wrote");
    }
    if (this.#text.value) this.#open(true);
  }

  #keep() {
    clearTimeout(this.#pause);
    this.#takeIn();
    const mine = this.#text.value.trim();
    if (mine === this.#base.trim()) return;
    this.#base = mine;
    this.#tell();
    let isKept = true;
    const refuse = () => {
      isKept = false;
    };
    store.addEventListener("unkept", refuse, { once: true });
    store.set(this.id, "note", mine);
    store.removeEventListener("unkept", refuse);
    this.#state.textContent = !isKept ? say("Not saved") : mine ? say("Saved in this browser") : say("Note removed");
  }
}
