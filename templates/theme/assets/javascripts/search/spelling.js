/**
 * Words that are one in two spellings, British and American, and plurals that change more than an ending.
 *
 * `unify` writes both alike, for the stemmer to go on with. What it writes is compared and never shown. The rules
 * name stems wherever a plain ending would make one of two words: price and prices are no prix, four is no for.
 */

const NEVER_IZED = /(?:super|re|de|ad|impro|tele)vis|(?:pre|con|in|ex|circum|exer)cis|practis|pris|^experti/;

/** @typedef {[pattern: RegExp, form: string | ((all: string, ...groups: string[]) => string)]} Rule what is replaced, and by what */

/**
 * Each in turn.
 * @type {Rule[]}
 */
const SPELLINGS = [
  // colour, behavioural; not four, hour or scour
  [/^([a-z]{3,}|od)our(s|ed|ing|er|ers|ful|fully|less|able|ably|ite|ites|hood|hoods|al|ally|ism|ist|ists|ations?|ly|y)?$/, "$1or$2"],
  [/(col|fav|behavi|neighb|lab|hon|flav|vap)our/, "$1or"],
  // analyse, analyze and analysis
  [/((?:an|par|cat|di)al|ol)y[sz](?:is|(e|es|ed|ing|ers?|able|ability))$/, (_, stem, ending) => `${stem}ys${ending ?? "e"}`],
  // optimise; not rise or raise, nor precise and surprise, which belong to precision and surprisal
  [/^([a-z]{2,}[^aou])is(e|es|ed|edly|ers?|ing|ingly|ations?|ational(?:ly)?|able|ably|ability|ements?)$/, (all, stem, ending) => (NEVER_IZED.test(all) ? all : `${stem}iz${ending}`)],
  // centre; not timbre, which is no timber
  [/(cent|met|lit|fib|theat|calib|^lust|spect|sab|somb|meag|scept|louv|manoeuv|reconnoit)re(s|d)?$/, (_, stem, ending = "") => `${stem}er${ending.replace("d", "ed")}`],
  [/^(epi|con)?centring$/, "$1centering"],
  // catalogue, pedagogue
  [/([lg]og)ue(s?)$/, "$1$2"],
  [/([lg]og)u(ed|er|ers|ing)$/, "$1$2"],
  // defence, licence, practise
  [/^(def|off|pret)ence/, "$1ense"],
  [/(licen|^practi|^malpracti)([cs])(e|es|ed|ing)$/, (_, stem, _letter, ending) => `${stem}${stem === "licen" ? "s" : "c"}${ending}`],
  // fuelled, counsellor, skilful: the stemmer knows modelled
  [/([aeiou]{2})ll(ed|ing|er|ers|en|or|ors)$/, "$1l$2"],
  [/([aeiou][a-z]+)llor(s?)$/, "$1lor$2"],
  [/^(skil|wil)ful/, "$1lful"],
  // anaemia, archaeology, oestrogen
  [/^([a-z]+)ae(?=[a-z]{3})/, "$1e"],
  [/^ae(?=sth|tio|on)/, "e"],
  [/^oe(?=str|soph|dem)/, "e"],
  [/(^f(?=oet)|man(?=oeuv)|am(?=oeb)|hom(?=oeo)|rrh(?=oea))oe/, "$1e"],
  [/maneuvr(e|es|ed|ing|able|ability)$/, (_, ending) => `maneuver${ending.replace(/^e(?=s|$)/, "")}`],
  // single words
  [/dgement/, "dgment"],
  [/^programme(s?)$/, "program$1"],
  [/^(artefact|sulph|grey|ageing|enquir|sceptic|aluminium|mould|plough|learnt|burnt|dreamt|spoilt|disc$|discs$|jewellery|connexion)/, (word) => SINGLE[word]],
];
/** @type {Record<string, string>} */
const SINGLE = {
  artefact: "artifact", sulph: "sulf", grey: "gray", ageing: "aging", enquir: "inquir", sceptic: "skeptic", aluminium: "aluminum", mould: "mold",
  plough: "plow", learnt: "learned", burnt: "burned", dreamt: "dreamed", spoilt: "spoiled", disc: "disk", discs: "disks",
  jewellery: "jewelry", connexion: "connection",
};

/**
 * Plurals into singulars, and endings that the stemmer would take for a plural's.
 * @type {Rule[]}
 */
const PLURALS = [
  [/(matr|append|directr)ices$|^((?:sub|super|multi|hyper|bi)?(?:hel|rad|cerv))ices$/, "$1$2ix"],
  [/(vert|vort|cort|simpl)ices$|^((?:sub|super|multi|hyper|bi)?(?:ind|ap|cod))ices$/, "$1$2ex"],
  [/^(the|oa)ses$/, "$1sis"],
  [/^axes$/, "axis"],
  [/^(?!thes)([a-z]{2,}[^s])sis$/, "$1se"],
  [/((?:stim|mod|calc|ann|tum|cum|homunc)ul|^loc|^foc|^radi|nucle|^cact|fung|^alumn|syllab|bacill|thalam|hippocamp|^gyr|^sulc|^styl|thesaur|^tor|cocc|^geni|^abac|^termin|^papyr|rhomb|^mag|^octop|bronch|thromb|embol)i$/, "$1us"],
  [/^(sub)?corpora$/, "$1corpus"],
  [/^(sub)?genera$/, "$1genus"],
  [/(criteri|phenomen|automat|hedr|gangli|mitochondri|^tax|protozo)a$/, "$1on"],
  [/^datum$/, "data"],
  [/(bacteri|spectr|^moment|quant|optim|minim|maxim|extrem|symposi|curricul|memorand|strat|millenni|^errat|addend|equilibri|compendi|continu|consorti|colloqui|phyl|^ser|desiderat|corrigend|aquari|stadi|^ov|^sept|gymnasi|empori)a$/, "$1um"],
  [/([a-z]{3,})ae$/, "$1a"],
  [/eaux$/, "eau"],
  [/^(?:wo)?men$/, (word) => word.replace("men", "man")],
  [/^(?:children|(?:dor)?mice|(?:fore)?feet|teeth|geese|oxen)$/, (word) => IRREGULAR[word]],
  [/^(hal|shel|wol|cal|thie|loa|scar|hoo|sel|^el)ves$/, "$1f"],
  [/^(kni|wi)ves$/, "$1fe"],
  // focus, focused and focuses; bias and biased; but the plurals of menu and GPU
  [/^(?!(?:sub)?menus$|gurus$|emus$|gnus$|haikus$|sudokus$|thus$|[a-z]pus$|.*eaus$)([a-z]*[^o])us$|^opus$/, (word) => `${word}e`],
  [/^(?:bias|alias|canvas|atlas|lens|gas)$/, (word) => `${word}e`],
];
/** @type {Record<string, string>} */
const IRREGULAR = {
  children: "child", mice: "mouse", dormice: "dormouse", feet: "foot", forefeet: "forefoot", teeth: "tooth", geese: "goose", oxen: "ox",
};

/** Plurals of two words each: beside what they are otherwise taken for, they are also forms of these. */
export const ALSO = new Map([["bases", "basis"], ["axes", "axe"], ["leaves", "leaf"], ["lives", "life"], ["ellipses", "ellipsis"]]);

const RULES = [...SPELLINGS, ...PLURALS];
/** All of them as one: few words need any, and a list has thousands. */
const ANY = new RegExp(RULES.map(([pattern]) => pattern.source).join("|"));
const IS_ENGLISH = /^[a-z]{3,}$/;

/** @type {(word: string, rule: Rule) => string} */
const apply = (word, [pattern, form]) => (typeof form === "string" ? word.replace(pattern, form) : word.replace(pattern, form));

/**
 * A word as all its spellings and its plural are compared.
 * @param {string} word
 * @returns {string}
 */
export const unify = (word) =>
  IS_ENGLISH.test(word) && ANY.test(word) ? RULES.reduce((written, rule) => apply(written, rule), word) : word;
