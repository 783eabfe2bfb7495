/** The reader's own page: everything that was marked, how far it got, and what can be done with it. */

import { button, element, icon, link, required, save } from "../elements.js";
import { figure, papersOf, progressOf } from "../figures.js";
import { pathTo } from "../site.js";
import { LONGEST, MOST, writeAddress } from "./address.js";
import { waysToBegin } from "./begin.js";
import { LARGEST, Malformed, read, write } from "./file.js";
import { MARKS, naming } from "./marks.js";
import { followMerged } from "./merged.js";
import { PENCIL } from "./note.js";
import { find, row } from "./papers.js";
import { markRows } from "./rows.js";
import { NAMES, store } from "./store.js";
import { countRead } from "./topics.js";
import { say } from "../words.js";

/** @import { Child } from "../elements.js" */
/** @import { Library } from "./papers.js" */
/** @import { Entry, Name } from "./store.js" */

/**
 * @typedef {object} Section
 * @property {string} id
 * @property {string} name
 * @property {Name} field whose moment orders the papers
 * @property {(entry: Entry) => unknown} has whether a paper is in it
 */

/** @type {Section[]} */
const SECTIONS = [
  { id: "starred", name: say("Starred"), field: "star", has: (entry) => entry.star },
  { id: "to-read", name: say("To read"), field: "status", has: (entry) => entry.status?.value === "later" },
  { id: "notes", name: say("Notes"), field: "note", has: (entry) => entry.note },
  { id: "read", name: say("Read"), field: "status", has: (entry) => entry.status?.value === "read" },
];

/**
 * What can be kept, for a reader who keeps nothing yet: picture, name, and what it is good for.
 * @type {[outline: string, name: string, use: string][]}
 */
const LEGEND = [
  [MARKS.star.outline, MARKS.star.label, say("Papers that you want to find again. You can share them as one link.")],
  [MARKS.later.outline, MARKS.later.label, say("Papers for later.")],
  [MARKS.read.outline, MARKS.read.label, say("Papers that you have read. Topics, tags and listings count them and can hide them.")],
  [PENCIL, say("Note"), say("A few words of your own about a paper, on its page.")],
];

const KEEPS_NOTHING = say("This browser is set to store nothing for this site.");

const place = required("[data-reading]", HTMLElement);
const said = element("p", { class: "ps-notice", role: "status", hidden: true });
const tools = element("div", { class: "ps-tools__part" });
const shelf = element("div");

/** @type {Library} */
let library = { papers: new Map(), topics: [], tags: new Map() };

/** @param {Child[]} words */
function tell(...words) {
  said.hidden = false;
  said.replaceChildren(...words);
}

/**
 * The papers of a section, those marked last first.
 * @param {Map<string, Entry>} entries
 * @param {Section} section
 */
function choose(entries, { has, field }) {
  const moment = (/** @type {Entry} */ entry) => entry[field]?.at ?? "";
  return [...entries].filter(([, entry]) => has(entry)).sort(([, one], [, other]) => (moment(one) < moment(other) ? 1 : -1));
}

/**
 * A section of the page; without papers it is there, but does not show.
 * @param {Map<string, Entry>} entries
 * @param {Section} kind
 */
function section(entries, kind) {
  const chosen = choose(entries, kind);
  return element(
    "section",
    { class: "ps-section", id: kind.id, hidden: !chosen.length },
    element("h2", {}, `${kind.name} `, element("span", { class: "ps-count" }, figure(chosen.length))),
    ...(kind.id === "starred" ? [sharer(chosen.length)] : []),
    element("ul", { class: "ps-list ps-list--compact" }, ...chosen.map((each) => item(each, kind))),
  );
}

/**
 * A paper's row in a section.
 * @param {[id: string, entry: Entry]} marked
 * @param {Section} kind
 */
function item([id, entry], kind) {
  const paper = library.papers.get(id);
  const made = row(id, paper, []);
  if (kind.field === "note") made.append(element("p", { class: "ps-own-note", dir: "auto" }, entry.note?.value ?? ""));
  if (!paper) made.append(dropper(id));
  return made;
}

/** For a reader who keeps nothing yet: what can be kept, and where to begin. */
function welcome() {
  const legend = LEGEND.map(([outline, name, use]) =>
    element("div", {}, element("dt", {}, icon(outline), name), element("dd", {}, use)),
  );
  return element(
    "section",
    { class: "ps-section", id: "start" },
    element("h2", { tabindex: "-1" }, say("Nothing is kept yet")),
    element("p", {}, say("Every paper's page has these buttons, and every list has the first three beside its titles.")),
    element("dl", { class: "ps-glossary ps-legend" }, ...legend),
    waysToBegin(bringing),
  );
}

/**
 * An unknown paper has no marks that one could unset: it is forgotten as a whole.
 * @param {string} id
 */
function dropper(id) {
  const drop = button("ps-button", () => NAMES.forEach((name) => store.set(id, name, null)), say("Forget it"));
  drop.setAttribute("aria-label", say("Forget it: %(id)s", { id }));
  return drop;
}

/**
 * The starred papers as one link.
 * @param {number} count
 */
function sharer(count) {
  const name = element("input", {
    id: "ps-share-name",
    class: "ps-input",
    maxlength: String(LONGEST),
    autocomplete: "off",
    placeholder: say("Reading group, 12 May"),
  });
  const form = element(
    "form",
    { class: "ps-field" },
    element("label", { for: name.id }, count > MOST ? say("Share the last %(most)s as one link, with a title", { most: MOST }) : say("Share them as one link, with a title")),
    name,
    element("button", { class: "ps-button", type: "submit" }, say("Make the list")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const ids = choose(store.entries(), SECTIONS[0]).map(([id]) => id);
    location.assign(writeAddress(ids.slice(0, MOST), name.value));
  });
  return form;
}

/**
 * How much of each topic is read, for topics of which something is.
 * @param {Map<string, Entry>} entries
 */
function progress(entries) {
  const counts = countRead(entries, library);
  const begun = library.topics.filter((topic) => counts.has(topic.key));
  if (!begun.length) return [];
  const rows = begun.map(({ key, label, papers }) => {
    const read = counts.get(key) ?? 0;
    return element(
      "li",
      {},
      link(pathTo("topic", key), label),
      " ",
      element("progress", { class: "ps-progress", max: String(papers), value: String(read), "aria-hidden": "true" }),
      " ",
      element("span", { class: "ps-fact" }, progressOf(read, papers)),
    );
  });
  const list = element("ul", { class: "ps-plain ps-topics" }, ...rows);
  return [element("section", { class: "ps-section", id: "topics" }, element("h2", {}, say("By topic")), list)];
}

/** The button that imports a file, and the field behind it. */
function importer() {
  const chooser = element("input", { type: "file", accept: ".json,application/json", hidden: true, "aria-label": say("A file to import") });
  chooser.addEventListener("change", async () => {
    const [file] = chooser.files ?? [];
    if (file) await bring(file);
    chooser.value = "";
  });
  return { bringing: button("ps-button", () => chooser.click(), say("Import a file")), chooser };
}

/** The button that exports a file. */
function exporter() {
  const take = () => {
    const titles = new Map([...library.papers].map(([id, paper]) => [id, paper.title]));
    const day = new Date().toISOString().slice(0, 10);
    save(`papershelf-reading-${day}.json`, "application/json", write(store.entries(), titles));
  };
  return button("ps-button", take, say("Export a file"));
}

/**
 * Add what a file holds to what is here, or say why not.
 * @param {File} file
 */
async function bring(file) {
  if (file.size > LARGEST) {
    tell(say("Nothing was imported: the file is larger than anything that this page exports."));
    return;
  }
  try {
    const entries = read(await file.text());
    const changed = store.merge(entries);
    await followMerged();
    tell(changed
      ? say("The file names %(papers)s; marks of %(changed)s were added. Nothing was removed.", { papers: papersOf(entries.size), changed: papersOf(changed) })
      : say("The file names %(papers)s; all of it was here already. Nothing was removed.", { papers: papersOf(entries.size) }));
  } catch (error) {
    const room = store.isThere ? say("This browser has no room for that much.") : KEEPS_NOTHING;
    tell(`${say("Nothing was imported.")} ${error instanceof Malformed ? error.message : room}`);
  }
}

/** Forget everything, after asking. */
function forgetter() {
  const ask = button("ps-button", () => turn(true), say("Forget everything"));
  const yes = button("ps-button", forget, say("Yes, forget it all"));
  const no = button("ps-button", () => turn(false), say("Keep it"));
  const sure = element("span", { class: "ps-tools__part", hidden: true }, element("span", {}, say("This cannot be undone.")), yes, no);
  const turn = (/** @type {boolean} */ asking) => {
    sure.hidden = !asking;
    ask.hidden = asking;
    (asking ? no : ask).focus();
  };
  function forget() {
    store.forget();
    turn(false);
    tell(say("Everything is forgotten."));
    shelf.querySelector("h2")?.focus();
  }
  return element("span", {}, ask, sure);
}

/** Take in what this page's own buttons changed: rows come, none goes, so that a slip can be undone at once. */
function adapt() {
  const entries = store.entries();
  for (const kind of SECTIONS) {
    const chosen = choose(entries, kind);
    const known = chosen.filter(([id]) => library.papers.has(id));
    const there = required(`#${kind.id}`, HTMLElement, shelf);
    required(".ps-count", HTMLElement, there).textContent = figure(chosen.length);
    there.hidden &&= !chosen.length;
    const list = required("ul", HTMLElement, there);
    list.prepend(...known.filter(([id]) => !list.querySelector(naming(id))).map((each) => item(each, kind)));
  }
}

/** Show the tools for what is kept; `bringing` was in the welcome until now, and may have the focus. */
function offerTools() {
  if (tools.firstChild) return;
  const isFocused = document.activeElement === bringing;
  tools.append(exporter(), bringing, forgetter());
  if (isFocused) bringing.focus();
}

/** Load what the marked papers are, and show them. A later call overtakes an earlier one. */
let turns = 0;
async function show() {
  const turn = ++turns;
  const entries = store.entries();
  if (!entries.size) {
    tools.replaceChildren();
    shelf.replaceChildren(welcome());
    return;
  }
  offerTools();
  try {
    const found = await find(entries.keys());
    if (turn !== turns) return;
    library = found;
  } catch {
    if (turn !== turns) return;
    const again = () => {
      said.hidden = true;
      show();
    };
    tell(say("The titles of the papers could not be loaded; your marks are safe. "), button("ps-button", again, say("Try again")));
    return;
  }
  shelf.replaceChildren(...SECTIONS.slice(0, 3).map((kind) => section(entries, kind)), ...progress(entries), section(entries, SECTIONS[3]));
}

const { bringing, chooser } = importer();
place.append(tools, chooser, said, shelf);
if (!store.isThere) tell(`${KEEPS_NOTHING} ${say("Marks last until you leave a page.")}`);
markRows(shelf);
store.listen("change", ({ id, isOwn }) => {
  if (isOwn && id !== null && library.papers.has(id)) adapt();
  else show();
});
await show();
if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
