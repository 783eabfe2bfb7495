/** Where a reader who keeps nothing yet finds papers to mark. */

import { element, link } from "../elements.js";
import { pathTo } from "../site.js";

/** @import { Child } from "../elements.js" */

/**
 * A row of links to pages where a reader finds papers to mark, and of whatever else helps to begin.
 * @param {Child[]} more
 */
export function waysToBegin(...more) {
  const pages = [[pathTo("topics"), "Browse the topics"], [pathTo("trending"), "Trending"], [`${pathTo("papers")}#surprise`, "Surprise me"]];
  const links = pages.map(([path, text]) => link(path, text, { class: "ps-button" }));
  return element("p", { class: "ps-tools__part ps-start" }, ...links, ...more);
}
