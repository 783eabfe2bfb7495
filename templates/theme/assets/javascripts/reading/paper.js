/** A paper's own page: its marks, the reader's note, and what it can be shared as. */

import { share } from "../share.js";
import { marks } from "./marks.js";
import { note } from "./note.js";
import { markRows } from "./rows.js";
import { locate } from "../site.js";

const tools = document.querySelector(".ps-tools[data-id]");
if (tools) {
  const { id } = tools.dataset;
  const { opener, box } = note(id);
  const own = marks(id, null);
  own.append(opener);
  const title = document.querySelector("h1").textContent.trim();
  // The short address: it stays when the paper is renamed.
  tools.append(own, share(() => ({ title, url: locate("short", id).href })), box);
}
markRows(document.querySelector("#ps-content"));
