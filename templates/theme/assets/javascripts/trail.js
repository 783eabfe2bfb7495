/**
 * The way through a list: which papers are before and behind the one that a reader opened from it.
 *
 * A click on a paper in a list remembers the list as it was, sorted and filtered, for this tab
 * (sessionStorage). The paper's page then names its neighbours. A reader who came from elsewhere sees
 * nothing of it, and so does one whose browser stores nothing. The search, which shows the beginning of
 * a long list only, says itself what its list is.
 */

import { foreign, say } from "./words.js";

const STORE = "papershelf.trail";
const LIST = "[data-trail-list]";
const PAPERS = ".ps-row__title a, .ps-index a";

/** @typedef {[path: string, title: string]} Stop a paper of a list */
/** @typedef {{label: string, address: string, papers: Stop[]}} Trail */

/**
 * Remember the list on this page, at its address as it stands, query and all.
 * @param {string} label what the list is called in `3 of 12 in …`
 * @param {Stop[]} papers in the list's order
 */
export function remember(label, papers) {
  try {
    // A list that finds no room must not leave a former one in its place.
    sessionStorage.removeItem(STORE);
    sessionStorage.setItem(STORE, JSON.stringify({ label, address: location.pathname + location.search, papers }));
  } catch {
    // Full or forbidden: the paper opens without its neighbours.
  }
}

/**
 * Remember the list that a paper is opened from.
 * @param {Event} event
 */
function rememberListOf(event) {
  const list = event.target instanceof Element ? event.target.closest(PAPERS)?.closest(LIST) : null;
  if (!(list instanceof HTMLElement)) return;
  const links = /** @type {HTMLAnchorElement[]} */ ([...list.querySelectorAll(PAPERS)]);
  const shown = links.filter((each) => !each.closest("[hidden], [data-out]"));
  const label = list.dataset.trailList || document.querySelector("h1")?.textContent || document.title;
  remember(label, shown.map((each) => [each.pathname, each.textContent]));
}

/**
 * The list that was remembered, or nothing if it is not one of ours.
 * @returns {Trail | null}
 */
function recall() {
  try {
    const trail = JSON.parse(sessionStorage.getItem(STORE) ?? "null");
    const isWhole = [trail?.label, trail?.address, ...trail.papers.flat()].every((part) => typeof part === "string");
    return isWhole ? trail : null;
  } catch {
    return null;
  }
}

/**
 * A link to an address on this host, or nothing where it leads elsewhere.
 * @param {string} to
 * @param {Node[] | [string]} children
 */
function link(to, ...children) {
  const address = new URL(to, location.href);
  if (address.origin !== location.origin) return "";
  const node = document.createElement("a");
  node.href = address.href;
  node.dir = "auto";
  node.append(...children);
  return node;
}

/**
 * A link to a neighbour, which says on which side it is.
 * @param {Stop | undefined} paper
 * @param {string} rel
 * @param {string} word
 */
function neighbour(paper, rel, word) {
  if (!paper) return "";
  const side = document.createElement("span");
  side.textContent = word;
  const title = document.createElement("b");
  title.dir = "auto";
  if (foreign) title.lang = foreign;
  title.textContent = paper[1];
  const node = link(paper[0], side, title);
  if (node) node.rel = rel;
  return node;
}

/**
 * Name the neighbours of this page's paper.
 * @param {HTMLElement} nav
 * @param {Trail} trail
 */
function show(nav, trail) {
  const here = trail.papers.findIndex(([path]) => path === location.pathname);
  if (here < 0) return;
  const place = document.createElement("p");
  place.append(...sayWith("%(place)s of %(all)s in %(list)s", {
    place: String(here + 1),
    all: String(trail.papers.length),
    list: link(trail.address, trail.label),
  }));
  nav.replaceChildren(
    place,
    neighbour(trail.papers[here - 1], "prev", say("Previous")),
    neighbour(trail.papers[here + 1], "next", say("Next")),
  );
  nav.hidden = false;
}

document.addEventListener("click", rememberListOf, { capture: true });

const nav = document.querySelector("[data-trail]");
const trail = nav instanceof HTMLElement && recall();
if (trail) show(nav, trail);
