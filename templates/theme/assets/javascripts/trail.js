/**
 * The way through a list: which papers stand before and behind the one that a reader opened from it.
 *
 * A click on a paper in a list remembers the list as it stood, sorted and filtered, for this tab
 * (sessionStorage). The paper's page then names its neighbours. A reader who came from elsewhere sees
 * nothing of it, and so does one whose browser stores nothing.
 */

const STORE = "papershelf.trail";
const LIST = "[data-trail-list]";
const PAPERS = ".ps-row__title a, .ps-index a";

/** Remember the list that a paper is opened from: `{label, address, papers: [[path, title], …]}`. */
function remember(event) {
  const link = event.target.closest?.(PAPERS);
  const list = link?.closest(LIST);
  if (!list) return;
  const papers = [...list.querySelectorAll(PAPERS)]
    .filter((each) => !each.closest("[hidden], [data-out]"))
    .map((each) => [each.pathname, each.textContent]);
  const label = list.dataset.trailList || document.querySelector("h1").textContent;
  try {
    sessionStorage.setItem(STORE, JSON.stringify({ label, address: location.pathname, papers }));
  } catch {
    // Full or forbidden: the paper opens without its neighbours.
  }
}

/** The list that was remembered, or nothing if it is not one of ours. */
function recall() {
  try {
    const trail = JSON.parse(sessionStorage.getItem(STORE));
    const isWhole = [trail?.label, trail?.address, ...trail.papers.flat()].every((part) => typeof part === "string");
    return isWhole ? trail : null;
  } catch {
    return null;
  }
}

/** A link to a path of this site, or nothing where the path leads elsewhere. */
function link(path, ...children) {
  const address = new URL(path, location.href);
  if (address.origin !== location.origin) return "";
  const node = document.createElement("a");
  node.href = address.pathname;
  node.append(...children);
  return node;
}

/** A link to a neighbour, which says on which side it stands. */
function neighbour(paper, rel, word) {
  if (!paper) return "";
  const side = document.createElement("span");
  side.textContent = word;
  const title = document.createElement("b");
  title.textContent = paper[1];
  const node = link(paper[0], side, title);
  if (node) node.rel = rel;
  return node;
}

/** Name the neighbours of this page's paper. */
function show(nav, trail) {
  const here = trail.papers.findIndex(([path]) => path === location.pathname);
  if (here < 0) return;
  const place = document.createElement("p");
  place.append(`${here + 1} of ${trail.papers.length} in `, link(trail.address, trail.label));
  nav.replaceChildren(
    place,
    neighbour(trail.papers[here - 1], "prev", "Previous"),
    neighbour(trail.papers[here + 1], "next", "Next"),
  );
  nav.hidden = false;
}

document.addEventListener("click", remember, { capture: true });

const nav = document.querySelector("[data-trail]");
const trail = nav && recall();
if (trail) show(nav, trail);
