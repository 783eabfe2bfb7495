/**
 * What the modules of the search hand to one another. Types alone: no page and no worker loads this file, so that
 * readers do not fetch what only their authors read.
 */

/** @import { Range } from "../elements.js" */
/** @import { Contents } from "./directory.js" */
/** @import { Known } from "./identifiers.js" */
/** @import { Entries, Packed, Unpacked } from "./packed.js" */

/**
 * @typedef {object} Documents as generator/papershelf/publish/search/documents.py writes them: a value per paper
 * @property {string} stamp of the build
 * @property {number} shard how many papers a file of details holds
 * @property {boolean} abstracts whether there is an index of them
 * @property {string} [rows] of a long list: the names of the shards of results (`shards.js`), which have ids, titles, slugs and authors
 * @property {string} [order] of a long list: the name of the shard that orders papers by title
 * @property {string[]} ids
 * @property {string[]} titles
 * @property {(string | 0)[]} slugs 0 where the title gives it
 * @property {number[][]} tags
 * @property {number[][]} listed
 * @property {string[]} has
 * @property {number[]} added
 * @property {string[]} authors as a row names them
 * @property {number[]} years 0 where it is not known
 * @property {number[]} venues their numbers; -1 where it is not known
 * @property {string[][]} synonyms groups of them
 * @property {Vocabulary} vocabulary
 */

/**
 * @typedef {object} Vocabulary
 * @property {[key: string, label: string, topic: number, ...aliases: string[]][]} tags
 * @property {[key: string, label: string][]} topics
 * @property {[id: string, name: string][]} listings
 * @property {string[]} days
 * @property {string[][]} venues the name, and the name without its year where that differs
 */

/** @typedef {{documents: Documents, people: Contents, summaries: Packed, abstracts?: Packed}} Files what every answer needs */

/** @typedef {{sentences?: string[], abstract?: string[], authors?: string[], links?: [kind: string, url: string][]}} Details of a paper */

/** @typedef {{id: string, title: string, slug?: string, by?: string, tags?: number[], listed?: number[]} & Details} Row of a long list: all that a result shows and columns do not say */

/**
 * @typedef {object} Index what the engine knows of the papers: all of it, or as much as was fetched (`shelf.js`)
 * @property {Documents} documents
 * @property {number} size how many papers there are
 * @property {Entries} titles
 * @property {Entries} terms the same, without the words that are parts of those that a query would ask for
 * @property {(paper: number) => number} telling how many words of a title are no stop words
 * @property {Unpacked} summaries
 * @property {Unpacked} [abstracts]
 * @property {Entries} people
 * @property {Pick<Known, "get" | "begun">} identifiers
 * @property {(paper: number) => string} title
 * @property {(paper: number) => boolean} isAccented whether a title has any letter beyond ASCII
 * @property {() => number[]} byTitle all papers
 * @property {() => void} demand throws `Missing` if anything that was asked for is still to be fetched
 * @property {() => boolean} isComplete whether everything that was asked for was there
 */

/** @typedef {{text: string, quoted: boolean, unfinished: boolean}} Word more of an unfinished one may still be typed */

/**
 * @typedef {object} Phrase
 * @property {string[]} words
 * @property {boolean} exact whether they are sought just so: quoted, or more than one
 * @property {boolean} open whether the last word may not be finished
 */

/** @typedef {{name: string, part: string, without: boolean}} TagPart `tag:name` or `-tag:name`, and how it was typed */

/** @typedef {{field: string} & TagPart} FactPart the same for `author:`, `year:` and `venue:` */

/** @typedef {{words: Word[], phrases: Phrase[], without: Phrase[], tags: TagPart[], facts: FactPart[]}} Query */

/**
 * @typedef {object} Ranking
 * @property {number[]} hits papers, best first: those that hold all the words before those that hold some
 * @property {number} full how many hold all
 * @property {Map<string, number>} words that were looked for, with what each tells
 * @property {Map<string, number>} akin words that were looked for in place of others, with what each tells
 * @property {Map<string, string>} respelled words that nobody wrote, with what was taken instead
 * @property {Map<string, string>} offered words that hardly anybody wrote, with what else may be meant
 */

/**
 * @typedef {object} Reply what client.js turns into an answer
 * @property {number[]} hits
 * @property {number} full
 * @property {[word: string, tells: number][]} words
 * @property {[word: string, tells: number][]} akin
 * @property {string | null} respelled
 * @property {string[]} missing
 * @property {string | null} offered
 * @property {number[]} tags
 * @property {number[]} named the tags of just this name
 * @property {string[]} authors whose names the query may be
 * @property {string[]} unknown
 */

/**
 * @typedef {object} Paper
 * @property {string} id
 * @property {string} slug
 * @property {string} title
 * @property {string[]} tags their keys
 * @property {string[]} listed the ids of its listings
 * @property {string[]} has the kinds of its links
 * @property {string} added the day
 * @property {string} byline who wrote it, when and where
 * @property {string} year empty where it is not known
 * @property {string} venue without its year
 */

/** @typedef {{label: string, topic: string, aliases: string[]}} Tag */

/**
 * @typedef {object} Catalog
 * @property {Paper[]} papers by number
 * @property {Map<string, Tag>} tags by key
 * @property {Map<string, string>} topics labels by key
 * @property {Map<string, string>} listings names by id
 * @property {string} stamp of the build
 * @property {() => Promise<number[]>} [places] of a long list: each paper's place by title
 */

/**
 * @typedef {object} Answer
 * @property {number[]} hits the numbers of the papers, best first; for an empty query all, by title
 * @property {number} full how many of the first ones hold all the words
 * @property {(text: string) => Range[]} marks what to highlight in a text
 * @property {string | null} respelled the query as it was understood, or what was perhaps meant where nothing was found
 * @property {string[]} missing the words of the query, as they are typed, that no paper has, where others were taken for them
 * @property {string | null} offered what else may be meant, where the query has results as it is typed
 * @property {string[]} tags the keys of the nearest ones
 * @property {string[]} named the keys of the tags of just this name
 * @property {string[]} authors whose names the query may be
 * @property {string[]} unknown the parts of the query that mean nothing
 * @property {Map<string, number>} words that were looked for, those in place of others among them, and how much each tells
 */

/** @typedef {{kind: string, url: string}} Link */

/** @typedef {{sentence: string, links: Link[]}} Detail the sentence that answers best, and what the paper links to */

/**
 * @typedef {object} Client
 * @property {() => Promise<Catalog>} catalog
 * @property {(query: string) => Promise<Answer>} ask
 * @property {(numbers: number[]) => Promise<Paper[]>} papers those of the catalog, with their texts: of a long list, it has them then
 * @property {(names: string[]) => Promise<Paper[]>} named the papers of ids and slugs, as far as there are any
 * @property {(numbers: number[], answer: Answer) => Promise<Map<number, Detail>>} details by number
 */

export {};
