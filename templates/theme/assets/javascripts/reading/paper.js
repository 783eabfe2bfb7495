/** A paper's own page: its marks, the reader's note, and what it can be shared as. */

import { required } from "../elements.js";
import { escapeMarkdown, markdownLink, share } from "../share.js";
import { marks } from "./marks.js";
import { note } from "./note.js";
import { markRows } from "./rows.js";
import { nameIn, permalink, site } from "../site.js";

const tools = document.querySelector(".ps-tools[data-id]");
const id = tools instanceof HTMLElement && tools.dataset.id;
if (id) {
  const { opener, box } = note(id);
  const own = marks(id, null);
  own.append(opener);
  const title = required("h1", HTMLElement).textContent.trim();
  const finding = document.querySelector(".ps-finding")?.textContent.trim();
  const slug = nameIn("paper", location.pathname.slice(site.pathname.length))?.name ?? "";
  const subject = () => {
    const page = { title, url: permalink({ id, slug }) };
    return { ...page, markdown: finding && `${markdownLink(page)}: ${escapeMarkdown(finding)}` };
  };
  tools.append(own, share(subject), box);
  // A reader who pressed `n` in a list came to write.
  if (location.hash === "#ps-note") opener.click();
}
markRows(required("#ps-content", HTMLElement));
