/** Where a reader who keeps nothing yet finds papers to mark. */

import { element, link } from "../elements.js";
import { pathTo } from "../site.js";
import { say } from "../words.js";

/** @import { Child } from "../elements.js" */

/**
 * A row of links to pages where a reader finds papers to mark, and of whatever else helps to begin.
 * @param {Child[]} more
 */
export function waysToBegin(...more) {
  const pages = [[pathTo("topics"), say("Browse the topics")], [pathTo("trending"), say("Trending")], [`${pathTo("papers")}#surprise`, say("Surprise me")]];
  const links = pages.map(([path, text]) => link(path, text, { class: "ps-button" }));
  return element("p", { class: "ps-tools__part ps-start" }, ...links, ...more);
}
