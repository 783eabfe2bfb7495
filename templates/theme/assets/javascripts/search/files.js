/** Reads the files of the search, which all carry the stamp of the build that made them. */

/** The files that every query needs. */
export const ROOTS = ["documents", "people", "summaries"];

/**
 * Read one file. Where a stamp is given and the browser's copy has another, the copy is of
 * another build, and is fetched again; with null, it is fetched again in any case.
 * @param {URL | string} folder
 * @param {string} name
 * @param {string | null} [stamp]
 * @returns {Promise<any>}
 * @throws where there is none, or none of the build
 */
export async function read(folder, name, stamp) {
  const address = new URL(`${name}.json`, folder);
  const file = await fetchJson(address);
  if (stamp === undefined || file.stamp === stamp) return file;
  const fresh = await fetchJson(address, { cache: "reload" });
  if (stamp !== null && fresh.stamp !== stamp) throw new Error(`${address} is of another build`);
  return fresh;
}

const NAME = 12;

/**
 * The name of a shard, from the names of several.
 * @param {string} names
 * @param {number} place
 */
export const nameAt = (names, place) => names.slice(place * NAME, (place + 1) * NAME);

/**
 * Read a shard. Its name says what is in it; where it is gone, so is the build that named it, and the browser's copy of
 * what names the shards is renewed for the next attempt.
 * @param {URL | string} folder
 * @param {string} name
 * @returns {Promise<any>}
 */
export async function readShard(folder, name) {
  try {
    return await fetchJson(new URL(`shards/${name}.json`, folder));
  } catch (error) {
    await Promise.allSettled(ROOTS.map((root) => fetch(new URL(`${root}.json`, folder), { cache: "reload" })));
    throw error;
  }
}

/**
 * @param {URL} address
 * @param {RequestInit} [options]
 */
async function fetchJson(address, options) {
  return parse(await fetch(address, options));
}

/**
 * What a response holds, unless it says that there is nothing.
 * @param {Response} response
 * @returns {Promise<any>}
 */
export function parse(response) {
  if (!response.ok) throw new Error(`${new URL(response.url).pathname}: ${response.status}`);
  return response.json();
}
