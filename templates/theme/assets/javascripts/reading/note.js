/** A reader's note on a paper: kept while it is written, and joined with what another tab writes. */

import { button, element, icon } from "../elements.js";
import { joinNotes, store } from "./store.js";

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
  const kept = () => store.field(id, "note")?.value ?? "";
  const text = element("textarea", { id: "ps-note", class: "ps-note__text", dir: "auto", rows: "4", maxlength: String(LONGEST) });
  const state = element("span", { class: "ps-fact", role: "status" });
  const box = element(
    "div",
    { class: "ps-note", id: "ps-note-box" },
    element("label", { for: "ps-note" }, "Your note"),
    text,
    state,
  );
  const beginning = element("span", { class: "ps-note-opener__text" });
  const press = () => {
    open(box.hidden);
    if (!box.hidden) text.focus();
  };
  const opener = button("ps-button ps-note-opener", press, icon(PENCIL), "Note", beginning);
  opener.setAttribute("aria-controls", box.id);

  /** What the store held when this page last looked: what was written here is whatever differs from it. */
  let base = kept();
  let pause = 0;
  text.value = base;
  const open = (/** @type {boolean} */ isOpen) => {
    box.hidden = !isOpen;
    opener.setAttribute("aria-expanded", String(isOpen));
  };
  const tell = () => {
    beginning.textContent = base.trim() && `: ${base.trim().slice(0, BEGINNING)}`;
  };
  open(false);
  tell();

  /** Take in what another tab wrote since this page last looked. */
  const takeIn = () => {
    const theirs = kept();
    if (theirs === base) return;
    const untouched = text.value.trim() === base.trim();
    base = theirs;
    tell();
    if (untouched) text.value = theirs;
    else if (theirs) {
      text.value = joinNotes(theirs, text.value.trim());
      state.textContent = "Joined with what another tab wrote";
    }
    if (text.value) open(true);
  };
  const keep = () => {
    clearTimeout(pause);
    takeIn();
    const mine = text.value.trim();
    if (mine === base.trim()) return;
    base = mine;
    tell();
    let isKept = true;
    const refuse = () => {
      isKept = false;
    };
    store.addEventListener("unkept", refuse, { once: true });
    store.set(id, "note", mine);
    store.removeEventListener("unkept", refuse);
    state.textContent = !isKept ? "Not saved" : mine ? "Saved in this browser" : "Note removed";
  };

  text.addEventListener("input", () => {
    state.textContent = "";
    clearTimeout(pause);
    pause = setTimeout(keep, PAUSE);
  });
  text.addEventListener("change", keep);
  addEventListener("pagehide", keep);
  store.listen("change", (change) => {
    if (change.id !== null && change.id !== id) return;
    takeIn();
    if (text.value.trim() !== base.trim()) pause = setTimeout(keep, PAUSE);
  });
  return { opener, box };
}
