/** Reads the files of the search, which all carry the stamp of the build that made them. */

/**
 * Read one file. Where a stamp is given and the browser's copy has another, the copy is of
 * another build, and is fetched again; with null, it is fetched again in any case.
 */
export async function read(folder, name, stamp) {
  const address = new URL(`${name}.json`, folder);
  const file = await fetchJson(address);
  if (stamp === undefined || file.stamp === stamp) return file;
  const fresh = await fetchJson(address, { cache: "reload" });
  if (stamp !== null && fresh.stamp !== stamp) throw new Error(`${address} is of another build`);
  return fresh;
}

async function fetchJson(address, options) {
  return parse(await fetch(address, options));
}

/** What a response holds, unless it says that there is nothing. */
export function parse(response) {
  if (!response.ok) throw new Error(`${new URL(response.url).pathname}: ${response.status}`);
  return response.json();
}
