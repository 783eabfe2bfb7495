"""Every address of the site, spelled once; which of them a build publishes, and what the ledger promises.

Addresses begin at the site's root with a slash: `/papers/x/`. Behind the site's own address they are absolute,
and `relative` makes them fit for a page. Files that are beside a page are named without their folder.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping
from urllib.parse import urlencode

from papershelf.errors import Problem
from papershelf.model import KIND_TOPIC, Digest, Library, Listing, Paper, Tag, Topic

HOME = "/"
PAPERS = "/papers/"
TAGS = "/tags/"
TOPICS = "/topics/"
LISTINGS = "/listings/"
TRENDING = "/trending/"
DIGESTS = "/digest/"
AUTHORS = "/authors/"
SEARCH = "/search/"
MAP = "/map/"
STATISTICS = "/statistics/"
READING = "/reading/"
SELECTION = "/list/"
CURATE = "/curate/"
CONTRIBUTE = "/contribute/"
PROPOSE = "/propose/"
DATA = "/data/"
_SHORT = "/p/"

ATOM = "feed.xml"
JSON_FEED = "feed.json"
"""The feeds beside the page of a tag, a topic and the list."""
CARD = "card.png"
"""The picture beside a page that stands for it where it is shared."""
CITE_BIBTEX = "cite.bib"
CITE_RIS = "cite.ris"
CITE_CSL = "cite.json"
"""The citation beside a paper's page."""
ALL_BIBTEX = "papers.bib"
ALL_CSL = "papers.csl.json"
"""The citations beside the page of a tag, a topic and the data."""
ALL_RIS = "papers.ris"
ALL_CSV = "papers.csv"
ALL_JSON = "papers.json"
ALL_JSON_SCHEMA = "papers.schema.json"
TAGS_JSON = "tags.json"
TAGS_JSON_SCHEMA = "tags.schema.json"
VOCABULARY_SCHEMA = "vocabulary.schema.json"
"""What only the page of the data has beside it."""

BY_ID = f"{DATA}by-id/"
"""The folder of what scripts read of papers, by the beginnings of their ids."""
MAP_PAPERS = f"{MAP}papers.json"
"""What the script of the map reads."""
TOPIC_COLOURS = "/assets/stylesheets/topics.css"

ALWAYS = frozenset(
    {
        *(HOME, PAPERS, TAGS, TOPICS, LISTINGS, TRENDING, SEARCH, MAP, STATISTICS),
        *(READING, SELECTION, CURATE, CONTRIBUTE, PROPOSE, DATA),
    }
)
"""The pages that every site has, whatever its list holds."""


def paper_url(paper: Paper | str) -> str:
    """The page of a paper, which may be given by its name, a former one too."""
    return f"{PAPERS}{paper if isinstance(paper, str) else paper.slug}/"


def short_url(paper: Paper | str) -> str:
    """The short address of a paper, which may be given by its id."""
    return f"{_SHORT}{paper if isinstance(paper, str) else paper.id}/"


def tag_url(tag: Tag | str) -> str:
    """The page of a tag, which may be given by its key, a former one too."""
    return f"{TAGS}{tag if isinstance(tag, str) else tag.key}/"


def topic_url(topic: Topic | str) -> str:
    """The page of a topic, which may be given by its key."""
    return f"{TOPICS}{topic if isinstance(topic, str) else topic.key}/"


def part_url(page: str, number: int) -> str:
    """A page of a list that takes several, by the address of its first one; none but that is promised."""
    return page if number == 1 else f"{page}{number}/"


def index_part_url(page: str, number: int) -> str:
    """A page of an index whose entries have the addresses below it, as `/papers/2/` may be a paper's."""
    return page if number == 1 else f"{page}a-z/{number}/"


def shared_file(part: str, name: str) -> str:
    """A file of several papers, by the beginning of their ids and what such a file is called of all papers."""
    stem, _, ending = name.partition(".")
    return f"{BY_ID}{stem}-{part}.{ending}"


def listing_url(listing: Listing | str) -> str:
    """The page of a listing, which may be given by its id."""
    return f"{LISTINGS}{listing if isinstance(listing, str) else listing.id}/"


def digest_url(digest: Digest | str) -> str:
    """The page of a digest, which may be given by its day."""
    return f"{DIGESTS}{digest if isinstance(digest, str) else digest.date}/"


def author_url(key: str) -> str:
    """The page of an author's name, by its key."""
    return f"{AUTHORS}{key}/"


def propose_url(*papers: Paper) -> str:
    """The page for proposing tags of several papers, with some of them put there."""
    return f"{PROPOSE}?papers={','.join(paper.id for paper in papers)}" if papers else PROPOSE


def search_url(query: str = "", **facets: str) -> str:
    """The search, with what is asked for and what narrows it: `search_url("kettle", topic="heat")`."""
    asked = {"q": query, **facets}
    asked = {name: value for name, value in asked.items() if value}
    return f"{SEARCH}?{urlencode(asked)}" if asked else SEARCH


def search_file(name: str) -> str:
    """A file of the search's index, by its name without its ending."""
    return f"{SEARCH}{name}.json"


def file_path(address: str) -> str:
    """An address of a file, or of a folder, as a path below the site's folder: without the slash before it."""
    return address.removeprefix("/")


def relative(address: str, depth: int) -> str:
    """An address as a page links it.

    Args:
        address: From the site's root.
        depth: How many folders below the root the page is.
    """
    return "../" * depth + address.removeprefix("/") or "./"


def depth_of(page: str) -> int:
    """How many folders below the root a page is."""
    return page.count("/") - 1


def is_below(address: str, page: str) -> bool:
    """Whether an address is that of something that a page lists: a paper's below that of all papers."""
    return address.startswith(page) and address != page


def is_short(address: str) -> bool:
    """Whether an address is the short one of a paper."""
    return is_below(address, _SHORT)


def name_in(address: str) -> str:
    """The last part of an address: a paper's name or id, a tag's key."""
    return address.strip("/").rpartition("/")[2]


def former_and_short(library: Library) -> Iterator[tuple[str, str]]:
    """Addresses that lead to another page, and to which: short ones, and former ones of papers, tags and topics."""
    for paper in library.papers:
        yield from ((source, paper_url(paper)) for source in leading_to(paper))
    yield from former_of_vocabulary(library)


def leading_to(paper: Paper) -> Iterator[str]:
    """The addresses that lead to the page of a paper: short ones, and former ones."""
    yield short_url(paper)
    yield from (short_url(other.id) for other in paper.merged)
    yield from map(paper_url, paper.aliases)


def former_of_vocabulary(library: Library) -> Iterator[tuple[str, str]]:
    """Former addresses of tags and topics, and to which pages they lead."""
    # A tag's alias is an address only where it was one: most aliases are just words that people type.
    published = set(library.published)
    for tag in library.vocabulary.tags.values():
        for alias in tag.aliases:
            if tag_url(alias) in published:
                yield tag_url(alias), tag_url(tag)
    for topic in library.vocabulary.topics.values():
        page = TAGS if topic.key == KIND_TOPIC else topic_url(topic)
        yield from ((topic_url(former), page) for former in topic.former_keys if topic_url(former) in published)
        yield from ((tag_url(former), page) for former in topic.former_tags if tag_url(former) in published)


def references(library: Library) -> dict[str, str]:
    """The pages of papers and tags by what links in our own texts call them, former and other names included.

    Returns:
        Such as `{"paper:kettles": "/papers/kettles/", "tag:heat": "/tags/heat/"}`.
    """
    found: dict[str, str] = {}
    for tag in library.vocabulary.tags.values():
        found.update((f"tag:{alias}", tag_url(tag)) for alias in tag.aliases)
    for paper in library.papers:
        found.update((f"paper:{alias}", paper_url(paper)) for alias in paper.aliases)
    found.update((f"tag:{tag.key}", tag_url(tag)) for tag in library.vocabulary.tags.values())
    found.update((f"paper:{paper.slug}", paper_url(paper)) for paper in library.papers)
    return found


def addresses(library: Library) -> set[str]:
    """Every page address that a build promises to keep, redirects and handwritten pages included.

    Pages of authors are not among them: a name leaves the list with its second paper, or is spelled otherwise.
    """
    words = library.vocabulary
    found = {*ALWAYS, *library.handwritten}
    found.update(paper_url(paper) for paper in library.papers)
    found.update(tag_url(tag) for tag in words.tags.values())
    found.update(topic_url(topic) for topic in words.topics.values() if topic.key != KIND_TOPIC)
    found.update(listing_url(listing) for listing in library.listings.values())
    if library.digests:
        found.update((DIGESTS, *(digest_url(digest) for digest in library.digests)))
    found.update(source for source, _ in former_and_short(library))
    return found


def promised(library: Library) -> set[str]:
    """The addresses that the ledger remembers: all but the root, which nobody can take away."""
    return addresses(library) - {HOME}


def vanished(
    published: Iterable[str], present: Container[str], additions: Mapping[str, str] | None = None
) -> Iterator[Problem]:
    """Addresses that were published and where nothing is any more, each at its line of the ledger.

    Args:
        published: The ledger, line by line, then its additions.
        present: Every address that a build publishes, redirects included.
        additions: The files of those that are not in the ledger itself, relative to the project.
    """
    additions = additions or {}
    for number, address in enumerate(published, start=1):
        if address not in present:
            yield Problem(
                path=additions.get(address, "content/urls.txt"),
                line=None if address in additions else number,
                problem=f"the published address {address} would vanish",
                remedy=_keep(address),
            )


def _keep(address: str) -> str:
    if is_below(address, PAPERS):
        former = name_in(address)
        return f"Add `aliases: [{former}]` to the renamed paper, or bring the file back with `withdrawn: …`"
    return "Bring back what was there"


def for_theme() -> dict[str, str]:
    """The addresses that the theme's templates use, by the names of this module's constants."""
    return {
        "HOME": HOME,
        "PAPERS": PAPERS,
        "TAGS": TAGS,
        "AUTHORS": AUTHORS,
        "TOPICS": TOPICS,
        "LISTINGS": LISTINGS,
        "TRENDING": TRENDING,
        "DIGESTS": DIGESTS,
        "SEARCH": SEARCH,
        "MAP": MAP,
        "STATISTICS": STATISTICS,
        "READING": READING,
        "SELECTION": SELECTION,
        "CONTRIBUTE": CONTRIBUTE,
        "PROPOSE": PROPOSE,
        "DATA": DATA,
    }


def for_scripts(*, shares: bool = False) -> str:
    """The addresses that the browser's scripts use, as JSON: paths below the site's root; a name goes for `{}`.

    Args:
        shares: Whether papers have their citations in shared files, and no files of their own.
    """
    known = {
        "papers": PAPERS,
        "tags": TAGS,
        "topics": TOPICS,
        "trending": TRENDING,
        "search": SEARCH,
        "reading": READING,
        "selection": SELECTION,
        "map_papers": MAP_PAPERS,
        "paper": paper_url("{}"),
        "short": short_url("{}"),
        "tag": tag_url("{}"),
        "topic": topic_url("{}"),
        "listing": listing_url("{}"),
        "part": f"{BY_ID}{{}}",
    }
    if shares:
        known |= {"shared_bibtex": shared_file("{}", ALL_BIBTEX), "shared_csl": shared_file("{}", ALL_CSL)}
    else:
        known |= {"cite_bibtex": f"{paper_url('{}')}{CITE_BIBTEX}", "cite_csl": f"{paper_url('{}')}{CITE_CSL}"}
    return json.dumps({name: file_path(address) for name, address in known.items()}, separators=(",", ":"))
