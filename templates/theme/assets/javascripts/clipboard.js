/** The clipboard, for every button that copies. */

/**
 * Put a text on it, or one that is on its way. Safari allows writing only within the click, so it
 * gets the promise where the browser takes one.
 * @param {string|Promise<string>} text
 * @returns {Promise<boolean>} false where there is no text, or the browser does not allow it
 */
export async function copy(text) {
  try {
    if (typeof text === "string" || typeof ClipboardItem !== "function") {
      await navigator.clipboard.writeText(await text);
    } else {
      const blob = text.then((content) => new Blob([content], { type: "text/plain" }));
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
    }
    return true;
  } catch {
    return false;
  }
}
