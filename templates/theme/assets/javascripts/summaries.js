/** A row opens in place to its paper's summary, which is fetched when a reader asks for it. */

import { element } from "./elements.js";
import { find } from "./reading/papers.js";
import { say } from "./words.js";

/**
 * Fill what a reader opened; where the site cannot be reached, say so and let a second try fetch it again.
 * @param {HTMLDetailsElement} more
 */
async function fill(more) {
  if (more.querySelector(".ps-more__text, [aria-busy]")) return;
  const id = more.closest("li")?.querySelector("a[data-id]")?.getAttribute("data-id") ?? "";
  const waiting = element("p", { "aria-busy": "true" }, "…");
  more.append(waiting);
  try {
    const paper = (await find([id])).papers.get(id);
    const paragraphs = (paper?.summary ?? "").split("\n\n").map((text) => element("p", {}, text));
    waiting.replaceWith(element("div", { class: "ps-more__text", dir: "auto" }, ...paragraphs));
  } catch {
    waiting.replaceWith(element("p", { role: "status" }, say("The summary could not be fetched. Close and open to try again.")));
  }
}

/** Listen to every row of the page. */
export function summaries() {
  document.addEventListener("toggle", ({ target }) => {
    if (!(target instanceof HTMLDetailsElement) || !target.matches(".ps-more")) return;
    if (target.open) fill(target);
    else target.querySelector(":scope > [role=status]")?.remove();
  }, { capture: true });
}
