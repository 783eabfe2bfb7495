/*
 * A button that copies a paper's BibTeX, beside the link to it. It is only where the browser lets
 * a page write to the clipboard; the link works everywhere.
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

/** @param {HTMLAnchorElement} link */
function addButton(link) {
  const label = say("Copy %(format)s", { format: link.textContent ?? "" });
  /** @type {number | undefined} */
  let timer;
  const press = async () => {
    const copied = await copy(read(link.href));
    copier.textContent = copied ? say("Copied") : say("Not copied: use the link");
    clearTimeout(timer);
    timer = setTimeout(() => (copier.textContent = label), SHOWN_FOR);
  };
  const copier = button("ps-copy", press, label);
  copier.setAttribute("aria-live", "polite");
  link.parentElement?.append(copier);
}

if (navigator.clipboard) /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll('.ps-cite a[href$=".bib"]')).forEach(addButton);
