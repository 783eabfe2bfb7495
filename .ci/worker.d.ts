// What the search's worker finds without importing it.
declare function importScripts(...urls: string[]): void;
declare const lunr: import("../templates/theme/assets/javascripts/search/lexicon.js").Lunr;
