/**
 * The page of a selection: the papers that its address names, in that order. Whoever opens it can
 * keep them, take their citations away, or change the list, which changes nothing but the address.
 */

import { button, element, icon, link, required, save, tagLinks } from "../elements.js";
import { papersOf } from "../figures.js";
import { escapeMarkdown, markdownLink, share } from "../share.js";
import { pathTo, permalink } from "../site.js";
import { LONGEST, MOST, readAddress, writeAddress } from "./address.js";
import { waysToBegin } from "./begin.js";
import { cite, FORMATS } from "./citations.js";
import { menu } from "./menu.js";
import { find, row } from "./papers.js";
import { markRows } from "./rows.js";
import { store } from "./store.js";
import { counted, say, sayWith } from "../words.js";

/** @import { Library } from "./papers.js" */

const ARROW = "M12 4v10.5M8 10.7l4 4 4-4M5 13.5V20h14v-6.5";
const NAMELESS = say("A selection of papers");
const SITE = document.title.slice(NAMELESS.length); // " - " and the name of the site

const heading = required("[data-selection-title]", HTMLElement);
const status = required("[data-selection-status]", HTMLElement);
const list = required("[data-selection]", HTMLElement);
const tools = required(".ps-tools", HTMLElement);

const asked = readAddress(location.href);
let { title, ids } = asked;
/** @type {Library} */
let library = { papers: new Map(), topics: [], tags: new Map() };

const known = () => ids.map((id) => library.papers.get(id)).filter((paper) => paper !== undefined);

/** The selection as Markdown: its title, and a numbered list of links with what the papers are about. */
function markdown() {
  const lines = known().map((paper, place) => {
    const summary = escapeMarkdown(paper.withdrawn === undefined ? (paper.finding ?? paper.summary ?? "") : say("Withdrawn from this list."));
    return `${place + 1}. ${markdownLink({ title: paper.title, url: permalink(paper) })}${summary && `: ${summary}`}`;
  });
  const name = escapeMarkdown(title || NAMELESS);
  return `# ${name}\n\n${lines.join("\n")}\n\n[${papersOf(lines.length)}](<${writeAddress(ids, title)}>)\n`;
}

/**
 * A name for a file that every system takes.
 * @param {string} ending
 */
function fileName(ending) {
  const name = title.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60);
  return `papers${name && `-${name}`}.${ending}`;
}

/**
 * The list as files: its citations, and itself as Markdown.
 * @param {HTMLElement} said
 */
function exporter(said) {
  const citing = Object.entries(FORMATS).map(([label, format]) => {
    const press = async () => {
      said.textContent = say("Collecting citations…");
      const papers = known();
      const { text, found } = await cite(papers, format);
      if (found) save(fileName(format.ending), format.type, text);
      const missing = papers.length - found;
      said.textContent = missing
        ? `${counted(missing, "%(num)s citation could not be loaded.", "%(num)s citations could not be loaded.")}${found ? ` ${say("The file holds the others.")}` : ""}`
        : "";
    };
    return button("ps-button", press, label);
  });
  const plain = button("ps-button", () => save(fileName("md"), "text/markdown", markdown()), "Markdown");
  return menu(say("Export"), icon(ARROW), [...citing, plain]);
}

/**
 * The button that stars every paper of the list.
 * @param {HTMLElement} said
 */
function keeper(said) {
  const keep = () => {
    const fresh = known().filter((paper) => !store.field(paper.id, "star"));
    fresh.forEach((paper) => store.set(paper.id, "star", true));
    const starred = link(pathTo("reading"), say("your starred papers"));
    said.replaceChildren(
      ...(fresh.length
        ? sayWith("%(papers)s added to %(starred)s.", { papers: papersOf(fresh.length), starred })
        : sayWith("All of them are among %(starred)s.", { starred })),
    );
  };
  return button("ps-button", keep, say("Star all"));
}

/** The title's field and the switch that gives every row its handles. */
function editor() {
  const name = element("input", { id: "ps-selection-name", class: "ps-input", dir: "auto", maxlength: String(LONGEST), autocomplete: "off" });
  name.value = title;
  name.addEventListener("input", () => {
    title = name.value;
    retitle();
    keepAddress();
  });
  const field = element("p", { class: "ps-field", hidden: true }, element("label", { for: name.id }, say("Title of the list")), name);
  const turn = (/** @type {boolean} */ on) => {
    edit.setAttribute("aria-pressed", String(on));
    field.hidden = !on;
    list.classList.toggle("ps-list--changing", on);
  };
  const edit = button("ps-button", () => turn(field.hidden), say("Change"));
  edit.setAttribute("aria-pressed", "false");
  return { edit, field };
}

function keepAddress() {
  history.replaceState(null, "", writeAddress(ids, title));
}

/**
 * The handles of a row: earlier, later, out of the list.
 * @param {string} id
 * @param {string} name
 */
function handles(id, name) {
  /** @type {(label: string, act: (item: HTMLButtonElement) => void) => HTMLButtonElement} */
  const make = (label, act) => {
    const item = button("ps-button", () => act(item), label);
    item.setAttribute("aria-label", `${label}: ${name}`);
    return item;
  };
  /** @type {(by: number) => (item: HTMLButtonElement) => void} */
  const move = (by) => (item) => {
    const place = ids.indexOf(id);
    const target = place + by;
    const here = item.closest("li");
    if (!here || target < 0 || target >= ids.length) return;
    [ids[place], ids[target]] = [ids[target], ids[place]];
    if (by < 0) here.previousElementSibling?.before(here);
    else here.nextElementSibling?.after(here);
    keepAddress();
    item.focus();
  };
  const drop = (/** @type {HTMLButtonElement} */ item) => {
    ids = ids.filter((other) => other !== id);
    const here = item.closest("li");
    const next = here?.nextElementSibling ?? here?.previousElementSibling;
    here?.remove();
    keepAddress();
    if (!next) {
      explain();
      tools.querySelector("a")?.focus();
      return;
    }
    required(".ps-handles button:last-child", HTMLElement, next).focus();
    count();
  };
  return element("p", { class: "ps-handles" }, make(say("Up"), move(-1)), make(say("Down"), move(1)), make(say("Remove"), drop));
}

function retitle() {
  heading.textContent = title.trim() || NAMELESS;
  document.title = heading.textContent + SITE;
}

function count() {
  const found = known().length;
  const unknown = ids.length - found;
  status.textContent = [
    found ? counted(found, "%(num)s paper, chosen by whoever made this link.", "%(num)s papers, chosen by whoever made this link.") : say("The link names no paper of this list."),
    unknown && found ? counted(unknown, "%(num)s name in the link is unknown here.", "%(num)s names in the link are unknown here.") : "",
    asked.more ? say("The link names more: only the first %(most)s are shown.", { most: MOST }) : "",
  ]
    .filter(Boolean)
    .join(" ");
}

/** Without papers in the address: what selections are, and how one is made. */
function explain() {
  const starred = [...store.entries()].filter(([, entry]) => entry.star).length;
  const making = starred
    ? sayWith("Now %(share)s as one link, under a title.", {
      share: link(`${pathTo("reading")}#starred`, counted(starred, "share your %(num)s starred paper", "share your %(num)s starred papers")),
    })
    : sayWith("On the page %(reading)s, give them a title and make the list.", { reading: link(pathTo("reading"), say("your reading")) });
  status.textContent = say("A selection is a link that names papers: for a reading group, a course or a colleague.");
  const steps = element(
    "ol",
    {},
    element("li", {}, say("Star papers anywhere on this site.")),
    element("li", {}, ...making),
    element("li", {}, say("Send its address. Whoever opens it sees the papers with their summaries, and can cite or keep them.")),
  );
  tools.replaceChildren(element("div", {}, steps, waysToBegin()));
}

async function show() {
  retitle();
  if (!ids.length) {
    explain();
    return;
  }
  try {
    library = await find(ids);
  } catch {
    status.replaceChildren(say("The papers could not be loaded. "), button("ps-button", show, say("Try again")));
    return;
  }
  ids = [...new Set(ids.map((id) => library.papers.get(id)?.id ?? id))];
  library.papers = new Map([...library.papers.values()].map((paper) => [paper.id, paper]));
  list.replaceChildren(
    ...ids.map((id) => {
      const paper = library.papers.get(id);
      const texts = [paper?.finding, ...(paper?.summary?.split("\n\n") ?? [])];
      const item = row(id, paper, texts.filter((text) => text !== undefined));
      if (paper) item.append(element("p", { class: "ps-row__meta" }, ...tagLinks(paper.tags, library.tags)));
      item.append(handles(id, paper?.title ?? id));
      return item;
    }),
  );
  count();
  if (!known().length) {
    tools.replaceChildren(waysToBegin());
    return;
  }
  const said = element("span", { class: "ps-fact", role: "status" });
  const { edit, field } = editor();
  const page = () => ({ title: title.trim() || NAMELESS, url: writeAddress(ids, title), markdown: markdown() });
  tools.replaceChildren(
    element("div", { class: "ps-tools__part" }, keeper(said), exporter(said), edit),
    share(page),
    said,
    field,
  );
}

markRows(required("#ps-content", HTMLElement));
show();
