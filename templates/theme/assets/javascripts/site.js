/** The site's root, wherever it is served from: two folders above this module. */
export const site = new URL("../../", import.meta.url);

/**
 * The addresses as the build spells them, below the site's root; `{}` is where a name goes.
 * @type {Record<string, string>}
 */
const addresses = JSON.parse(document.getElementById("ps-addresses")?.textContent ?? "{}");

/**
 * A page or a file of the site by what it is, as a path below its root.
 * @param {string} kind One of the names that `generator/papershelf/addresses.py` gives to scripts.
 * @param {string} name What it is the page of, such as a paper's slug.
 */
export const pathTo = (kind, name = "") => addresses[kind].replace("{}", () => encodeURIComponent(name));

/**
 * The same as a whole address.
 * @param {string} kind
 * @param {string} name
 */
export const locate = (kind, name = "") => new URL(pathTo(kind, name), site);
