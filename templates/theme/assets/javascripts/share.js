/** What a page can be shared as, without anybody in between. */

import { copy } from "./clipboard.js";
import { button, element, icon } from "./elements.js";
import { menu } from "./reading/menu.js";
import { say } from "./words.js";

const ARROW = "M12 14.5V4M8 7.8l4-4 4 4M5 11.5V20h14v-8.5";

/** @typedef {{title: string, url: string, markdown?: string}} Subject what is shared */

/**
 * Text that Markdown reads as the same text, on one line.
 * @param {string} text
 */
export function escapeMarkdown(text) {
  return text.trim().replace(/\s+/g, " ").replace(/[\\`*_{}[\]<>#!|~$&^=]/g, "\\$&");
}

/**
 * A link in Markdown.
 * @param {Subject} subject
 */
export function markdownLink({ title, url }) {
  return `[${escapeMarkdown(title)}](<${url.replaceAll("\\", "%5C")}>)`;
}

/**
 * A button that opens: copy the link, the system's own share sheet where there is one, mail, and
 * copy as Markdown.
 * @param {() => Subject} subject asked when it is used
 * @param {boolean} [copiesLink] false where a button beside it copies the link already
 */
export function share(subject, copiesLink = true) {
  const said = element("span", { class: "ps-fact", role: "status" });
  const byHand = element("input", { class: "ps-share__link", readonly: true, "aria-label": say("Text to copy by hand"), hidden: true });
  const mail = element("a", { class: "ps-button", href: "mailto:" }, say("Mail"));

  /**
   * @param {string} label
   * @param {(subject: Subject) => string} text
   * @param {string} done what is said then
   */
  const copying = (label, text, done) => {
    const press = async () => {
      const what = text(subject());
      const copied = await copy(what);
      said.textContent = copied ? done : say("Your browser does not let pages copy. Copy this by hand:");
      byHand.hidden = copied;
      if (copied) return;
      byHand.value = what;
      byHand.focus();
      byHand.select();
    };
    return button("ps-button", press, label);
  };
  const items = [
    ...(copiesLink ? [copying(say("Copy link"), ({ url }) => url, say("Link copied"))] : []),
    ...(typeof navigator.share === "function" ? [sheet(subject)] : []),
    mail,
    copying(say("Copy as Markdown"), (page) => page.markdown ?? markdownLink(page), say("Markdown copied")),
    said,
    byHand,
  ];
  return menu(say("Share"), icon(ARROW), items, () => {
    const { title, url } = subject();
    said.textContent = "";
    byHand.hidden = true;
    mail.href = `mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(`${title}\r\n${url}\r\n`)}`;
  });
}

/**
 * The button of the system's own share sheet.
 * @param {() => Subject} subject
 */
function sheet(subject) {
  const press = async () => {
    const { title, url } = subject();
    // Closing the sheet is not a failure, and nothing else went wrong that a reader could mend.
    await navigator.share({ title, url }).catch(() => {});
  };
  return button("ps-button", press, say("Share with another app"));
}
