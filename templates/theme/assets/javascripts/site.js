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

/** Whether papers share files of citations, and have none of their own: an anthology. */
export const isAnthology = "shared_bibtex" in addresses;

/**
 * What a path below the site's root is the page of, if it is of one kind.
 * @param {string} kind
 * @param {string} path
 * @returns {{name: string, rest: string} | null} with what follows the page's own address
 */
export function nameIn(kind, path) {
  const [before, after] = addresses[kind].split("{}");
  const [encoded, ...rest] = path.slice(before.length).split("/");
  if (!path.startsWith(before) || !encoded) return null;
  try {
    return { name: decodeURIComponent(encoded), rest: `/${rest.join("/")}`.slice(after.length) };
  } catch {
    return null; // no address of ours has a lone `%`
  }
}

/**
 * The same as a whole address.
 * @param {string} kind
 * @param {string} name
 */
export const locate = (kind, name = "") => new URL(pathTo(kind, name), site);

/**
 * The address by which a paper is passed on: the short one, which stays when the paper is renamed. An anthology
 * answers that by a script only, which previews of links do not run; there it is the page's own.
 * @param {{id: string, slug: string}} paper
 */
export const permalink = ({ id, slug }) => (isAnthology ? locate("paper", slug) : locate("short", id)).href;
