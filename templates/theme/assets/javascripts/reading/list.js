/** A page with a list of papers: marks on its rows, progress and filter above it, and sharing. */

import { required } from "../elements.js";
import { share } from "../share.js";
import { summaries } from "../summaries.js";
import { keysButton } from "./keys.js";
import { progress } from "./progress.js";
import { markRows } from "./rows.js";

const content = required("#ps-content", HTMLElement);
const tools = content.querySelector(".ps-tools");

/** The page as it stands in the address bar, without what only the reader sees. */
function subject() {
  const url = new URL(location.href);
  url.searchParams.delete("show", "unread");
  for (const name of ["at", "turned"]) url.searchParams.delete(name);
  url.hash = "";
  return { title: document.title, url: url.href };
}

markRows(content);
summaries();
if (tools) {
  const list = tools.nextElementSibling;
  if (list instanceof HTMLElement && list.querySelector("a[data-id]")) tools.append(progress(list));
  if (list?.querySelector(".ps-list")) tools.append(keysButton());
  tools.append(share(subject, !content.querySelector("[data-search-copy]")));
}
