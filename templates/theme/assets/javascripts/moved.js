/**
 * The page where nothing is, in an anthology: short addresses, and files that were beside a page before the list had
 * shared ones, lead on to the page that is meant.
 */

import { find } from "./reading/papers.js";
import { locate, nameIn, site } from "./site.js";
import { say } from "./words.js";

const FOLDERS = ["paper", "tag", "topic"];

const path = location.pathname.slice(site.pathname.length);

/** @param {URL} page */
function goOn(page) {
  page.search = location.search;
  page.hash = location.hash;
  location.replace(page);
}

/**
 * To the page of a paper by its id, a former one too.
 * @param {string} id
 */
async function lookUp(id) {
  const lead = document.querySelector("[data-moved]");
  const before = lead?.textContent ?? "";
  if (lead) lead.textContent = say("Looking up the paper…");
  try {
    const { papers } = await find([id]);
    const paper = papers.get(id);
    if (paper) goOn(locate("paper", paper.slug));
    else if (lead) lead.textContent = before;
  } catch {
    if (lead) lead.textContent = say("The papers could not be loaded. ");
  }
}

const short = nameIn("short", path);
if (short) lookUp(short.name);
for (const kind of FOLDERS) {
  const found = nameIn(kind, path);
  // A file; a folder that is not there leads to nothing else.
  if (found && /^[^/]+\.[^/]+$/.test(found.rest) && found.rest !== "index.html") goOn(locate(kind, found.name));
}
