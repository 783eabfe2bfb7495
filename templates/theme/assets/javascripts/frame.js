/**
 * What every page's frame does: the switch between the system's colours, light and dark ones, and the addresses
 * that paper needs. The inline script of the head restores the choice before the page is painted.
 */

import { locate } from "./site.js";
import { say } from "./words.js";

const STORE = "papershelf.colours";
const STEPS = [
  { scheme: "", label: say("Colours: system. Switch to light") },
  { scheme: "default", label: say("Colours: light. Switch to dark") },
  { scheme: "slate", label: say("Colours: dark. Switch to system") },
];

const root = document.documentElement;
const button = /** @type {HTMLButtonElement} */ (document.querySelector("[data-colours]"));

/**
 * Paint one of the steps, and say on the button what it is and what comes next.
 * @param {typeof STEPS[number]} step
 */
function paint(step) {
  if (step.scheme) root.dataset.mdColorScheme = step.scheme;
  else delete root.dataset.mdColorScheme;
  button.setAttribute("aria-label", step.label);
  button.title = step.label;
}

/** The step that the page shows now. */
function current() {
  return Math.max(STEPS.findIndex((step) => step.scheme === (root.dataset.mdColorScheme ?? "")), 0);
}

button.addEventListener("click", () => {
  const step = STEPS[(current() + 1) % STEPS.length];
  paint(step);
  try {
    if (step.scheme) localStorage.setItem(STORE, step.scheme);
    else localStorage.removeItem(STORE);
  } catch {
    // A browser that stores nothing still shows the choice on this page.
  }
});

// Another tab of this site chose anew.
addEventListener("storage", (event) => {
  if (event.key === STORE) paint(STEPS.find((step) => step.scheme === (event.newValue ?? "")) ?? STEPS[0]);
});

paint(STEPS[current()]);

// A link within the site is a path, and paper has nothing that it could start from (print.css shows the whole one).
addEventListener("beforeprint", () => {
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("#ps-content a[href]:not([href^='#'])"));
  for (const link of links) {
    const id = link.dataset.id ?? link.dataset.short;
    link.dataset.address = id ? locate("short", id).href : link.href;
  }
});
