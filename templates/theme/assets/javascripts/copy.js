/*
 * A button that copies a paper's BibTeX, beside the link to it, or beside the text where the page has that. It is
 * only where the browser lets a page write to the clipboard; the link and the text are everywhere.
 */

import { copy } from "./clipboard.js";
import { button } from "./elements.js";
import { say } from "./words.js";

const SHOWN_FOR = 2000; // milliseconds that a button says what happened

/** @param {string} address */
async function read(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.text();
}

/**
 * @param {Element | null | undefined} line that it ends
 * @param {string | null} format
 * @param {() => string | Promise<string>} text
 */
function addButton(line, format, text) {
  const label = say("Copy %(format)s", { format: format ?? "" });
  /** @type {number | undefined} */
  let timer;
  const press = async () => {
    const copied = await copy(text());
    copier.textContent = copied ? say("Copied") : say("Not copied: use the link");
    clearTimeout(timer);
    timer = setTimeout(() => (copier.textContent = label), SHOWN_FOR);
  };
  const copier = button("ps-copy", press, label);
  copier.setAttribute("aria-live", "polite");
  line?.append(copier);
}

if (navigator.clipboard) {
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll('.ps-cite a[href$=".bib"]');
  links.forEach((link) => addButton(link.parentElement, link.textContent, () => read(link.href)));
  for (const text of document.querySelectorAll(".ps-cited pre")) {
    addButton(document.querySelector(".ps-cite"), "BibTeX", () => text.textContent ?? "");
  }
}
