/** The site's root, wherever it is served from: two folders above this module. */
export const site = new URL("../../", import.meta.url);
