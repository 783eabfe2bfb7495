/** Beside the feeds of a tag or topic: a button that copies the feed's whole address, for a reader of feeds. */

import { copy } from "./clipboard.js";
import { button } from "./elements.js";
import { say } from "./words.js";

const LABEL = say("Copy feed address");
const SHOWN_FOR = 2000; // milliseconds that the button says what happened

/** Add the button where the page has feeds and the browser lets a page write to the clipboard. */
export function follow() {
  const line = document.querySelector("[data-follow]");
  const feed = line?.querySelector("a");
  if (!line || !feed || !navigator.clipboard) return;
  const press = async () => {
    copier.textContent = (await copy(feed.href)) ? say("Copied") : say("Not copied: use the link");
    setTimeout(() => (copier.textContent = LABEL), SHOWN_FOR);
  };
  const copier = button("ps-copy", press, LABEL);
  copier.setAttribute("aria-live", "polite");
  line.append(copier);
}
