"""Everything that the site publishes: one table of addresses, each with its template and context."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from urllib.parse import quote

from generator import atlas, charts, prose, search
from generator.catalog import Catalog, by_title
from generator.exports import by_id, cards, companions, data, digest, editor, feeds, metadata
from generator.model import KIND_TOPIC, Artifact, LinkKind, Paper, Tag, Topic
from generator.related import Relations, central, relate, tag_beyond
from generator.render import Renderer

LINK_NAMES = {
    LinkKind.CODE: "Code",
    LinkKind.DATA: "Model or data",
    LinkKind.DEMO: "Demo",
    LinkKind.PROJECT: "Project page",
    LinkKind.PAPER: "Paper",
    LinkKind.OTHER: "Link",
}
"""What a reader calls each kind of link."""

_FINDERS = (
    ("arXiv", "https://arxiv.org/search/?searchtype=title&query="),
    ("Google Scholar", "https://scholar.google.com/scholar?q="),
    ("Semantic Scholar", "https://www.semanticscholar.org/search?q="),
    ("Hugging Face", "https://huggingface.co/papers?q="),
)

_ICON = "assets/images/favicon.svg"
"""Where the theme keeps the site's icon."""

_REDIRECT_POLICY = "default-src 'none'; img-src 'self'"
"""What a page that only leads on may load: the site's icon."""

_OTHER = "Other"
"""The heading of titles without a letter or digit that an address could hold."""
_NAMELESS = prose.slugify("")
"""What such a title is called in an address."""

LIST_CARD = "card.png"
"""Where the card of the whole list is, in the site."""

WHOLE_IN_DIGEST = 200
"""So many papers of a digest are shown with their first sentence and tags; of more, the titles only."""

SHOWN_OF_DIGEST = 3
"""How many of its topics the list of digests names."""

SHOWN_ON_HOME = 6
"""How many papers of several listings, and how many listings, the home page names."""
SHOWN_ON_CARD = 3
"""How many papers a topic's card names."""
TOPIC_COLOURS = 18
TOPIC_MARKS = 6
"""How many colours and marks for topics the style sheet has; further topics begin anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What pages need to know about where they are published."""

    name: str
    url: str | None = None
    """The address of the site without a slash at its end; None while nobody has said it."""
    repository: str | None = None
    """The address of the repository; None: no links that lead to it."""
    edit: str | None = None
    """The address behind which a file's path opens it in an editor; None: nobody has said it."""
    cards: bool = False
    """Whether pages have cards: pictures that are drawn apart from the pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page before it is rendered."""

    address: str
    """From the site's root: `/papers/x/`."""
    template: str
    title: str
    """Plain text, as shown."""
    description: str
    """One plain sentence for search engines and link previews."""
    context: dict[str, Any] = field(default_factory=dict)
    edit: str | None = None
    """The project file behind the page."""
    about: Paper | Tag | Topic | None = None
    """What the page is the page of, for its metadata."""
    card: cards.Card | None = None
    """What stands for it where it is shared; None: the card of the whole list."""

    @property
    def picture(self) -> str:
        """The path of its card in the site."""
        return LIST_CARD if self.card is None else f"{self.address}card.png".removeprefix("/")


def publish(catalog: Catalog, site: Site, renderer: Renderer) -> Iterator[Artifact]:
    """Every file of the site that comes from the content, in a fixed order."""
    rows = _Rows(catalog, renderer)
    relations = relate(catalog)
    for page in compose(catalog):
        yield _render(page, catalog, site, rows, relations, renderer)
    address = site.url or ""
    yield Artifact(path="data/papers.json", content=data.to_papers(catalog, address))
    yield Artifact(path="data/papers.schema.json", content=data.to_schema())
    yield Artifact(path="data/tags.json", content=data.to_tags(catalog, address))
    yield Artifact(path="data/tags.schema.json", content=data.to_tags_schema())
    schema = editor.to_vocabulary_schema(catalog.library.vocabulary)
    yield Artifact(path="data/vocabulary.schema.json", content=schema)
    for name, content in by_id.to_files(catalog):
        yield Artifact(path=f"data/by-id/{name}", content=content)
    yield from companions.publish(catalog, site.name, address, _forwarded(catalog))
    yield from search.publish(catalog)
    yield Artifact(path="map/papers.json", content=atlas.to_map(catalog, relations))
    yield Artifact(path="assets/stylesheets/topics.css", content=_topic_colours(catalog))
    yield from _redirects(catalog, site)


def compose(catalog: Catalog) -> Iterator[Page]:
    """Every page, in the order of the table below."""
    for compose_some in _TABLE:
        yield from compose_some(catalog)


def addresses(catalog: Catalog) -> set[str]:
    """Every page address that a build publishes, redirects and handwritten pages included."""
    composed = {page.address for page in compose(catalog)}
    return composed | {source for source, _ in _forwarded(catalog)} | set(catalog.library.handwritten)


def promised(catalog: Catalog) -> set[str]:
    """The addresses that the ledger remembers: all but the root, which nobody can take away."""
    return addresses(catalog) - {"/"}


def _home(catalog: Catalog) -> Iterator[Page]:
    yield Page(
        address="/",
        template="home",
        title="Home",
        description=f"A curated reading list of {len(catalog.papers):,} research papers, by topic and tag.",
        context={
            "several": catalog.in_several_listings()[:SHOWN_ON_HOME],
            "on_cards": _on_cards(catalog),
            # A listing is imported after those that stand before it.
            "listings": list(catalog.library.listings.values())[: -SHOWN_ON_HOME - 1 : -1],
        },
        card=cards.of_list(catalog),
    )


def _papers(catalog: Catalog) -> Iterator[Page]:
    letters: dict[str, list[Paper]] = {}
    for paper in sorted(catalog.papers, key=by_title):
        letters.setdefault(_letter(paper), []).append(paper)
    yield Page(
        address="/papers/",
        template="papers",
        title="All papers",
        description=f"All {prose.counted(len(catalog.papers), 'paper')} of the list, from A to Z.",
        context={"letters": {letter: letters[letter] for letter in sorted(letters, key=_place)}},
    )
    for paper in catalog.library.papers:
        summary = prose.summary_text(paper.summary)
        yield Page(
            address=f"/papers/{paper.slug}/",
            template="paper",
            title=prose.show(paper.title),
            description=summary or "A research paper on the reading list.",
            context={
                "paper": paper,
                "topics": catalog.topics_of(paper),
                "known": (known := _known_addresses(paper)),
                "searches": () if known else _searches(paper),
                "link_names": LINK_NAMES,
            },
            edit=paper.source,
            about=paper,
            card=cards.of_paper(catalog, paper),
        )


def _known_addresses(paper: Paper) -> tuple[tuple[str, str], ...]:
    """Where the facts say that the paper is, with what a reader calls the place."""
    known = []
    if paper.arxiv is not None:
        known.append((f"arXiv {paper.arxiv}", f"https://arxiv.org/abs/{paper.arxiv}"))
    if paper.doi is not None:
        known.append(("DOI", f"https://doi.org/{quote(paper.doi)}"))
    return tuple(known)


def _searches(paper: Paper) -> tuple[tuple[str, str], ...]:
    """Searches for the paper's title, with where each of them looks."""
    words = quote(prose.show(paper.title), safe="")
    return tuple((name, address + words) for name, address in _FINDERS)


def _letter(paper: Paper) -> str:
    """The heading under which a paper stands in the alphabetical index."""
    slug = prose.slugify(paper.title)
    if slug == _NAMELESS and _NAMELESS not in prose.fold(paper.title):
        return _OTHER
    return slug[0].upper() if slug[0].isalpha() else "0–9"


def _place(letter: str) -> tuple[bool, str]:
    """The key of the headings' order: É stands with E, wherever its titles are sorted."""
    return (letter == _OTHER, letter)


def _tags(catalog: Catalog) -> Iterator[Page]:
    tags = catalog.library.vocabulary.tags
    yield Page(
        address="/tags/",
        template="tags",
        title="Tags",
        description=f"The {prose.counted(len(tags), 'tag')} of the list, by topic, with what each of them means.",
        edit="content/tags.yml",
    )
    narrower: dict[str | None, list[Tag]] = {}
    for tag in tags.values():
        narrower.setdefault(tag.broader, []).append(tag)
    for tag in tags.values():
        yield Page(
            address=f"/tags/{tag.key}/",
            template="tag",
            title=tag.label,
            description=tag.description,
            context={
                "tag": tag,
                "topic": catalog.library.vocabulary.topics[tag.topic],
                "papers": catalog.by_tag[tag.key],
                "neighbours": catalog.neighbours(tag.key),
                "broader": None if tag.broader is None else tags[tag.broader],
                "narrower": tuple(narrower.get(tag.key, ())),
            },
            edit="content/tags.yml",
            about=tag,
            card=cards.of_tag(catalog, tag),
        )


def _topics(catalog: Catalog) -> Iterator[Page]:
    yield Page(
        address="/topics/",
        template="topics",
        title="Topics",
        description=f"The {prose.counted(len(catalog.topics), 'topic')} of the list, each with its tags and papers.",
        edit="content/tags.yml",
    )
    for topic in catalog.topics:
        yield Page(
            address=f"/topics/{topic.key}/",
            template="topic",
            title=topic.label,
            description=topic.description,
            context={
                "topic": topic,
                "tags": catalog.library.vocabulary.tags_of(topic.key),
                "papers": catalog.by_topic[topic.key],
            },
            edit="content/tags.yml",
            about=topic,
            card=cards.of_topic(catalog, topic),
        )


def _by_weight(catalog: Catalog, topic: Topic) -> list[Paper]:
    """The papers of a topic: those that were listed most, then those under most of its tags, then by title."""
    papers = catalog.by_topic[topic.key]
    return sorted(papers, key=lambda paper: (-len(paper.listed), -_width(catalog, topic, paper), *by_title(paper)))


def _width(catalog: Catalog, topic: Topic, paper: Paper) -> int:
    """Under how many tags of the topic a paper stands."""
    return sum(tag.topic == topic.key for tag in catalog.tags_of(paper))


def _on_cards(catalog: Catalog) -> dict[str, list[Paper]]:
    """What each topic's card names: the first of its papers that no card before it has named."""
    named: set[str] = set()
    cards: dict[str, list[Paper]] = {}
    for topic in catalog.topics:
        cards[topic.key] = [paper for paper in _by_weight(catalog, topic) if paper.slug not in named][:SHOWN_ON_CARD]
        named.update(paper.slug for paper in cards[topic.key])
    return cards


def _listings(catalog: Catalog) -> Iterator[Page]:
    yield Page(
        address="/listings/",
        template="listings",
        title="Listings",
        description="The listings that the papers of this list were collected from.",
        context={"several": len(catalog.in_several_listings())},
        edit="content/listings.yml",
    )
    for listing in catalog.library.listings.values():
        places = catalog.by_listing[listing.id]
        yield Page(
            address=f"/listings/{listing.id}/",
            template="listing",
            title=listing.name,
            description=f"The {prose.counted(len(places), 'paper')} of the listing {listing.name}, in its own order.",
            context={
                "listing": listing,
                "places": places,
                "subjects": catalog.subjects_of(listing.id),
                "shared": catalog.places_of(listing.id),
                "only_here": catalog.only_in(listing.id),
            },
            edit="content/listings.yml",
            card=cards.of_listing(catalog, listing),
        )


def _digests(catalog: Catalog) -> Iterator[Page]:
    digests = catalog.library.digests
    if not digests:
        return
    yield Page(
        address="/digest/",
        template="digests",
        title="Digests",
        description="What was new in this list, digest by digest, the latest first.",
        context={
            "digests": [
                (each, digest.in_words(each.date), _largest(catalog.sections_of(each))) for each in reversed(digests)
            ]
        },
    )
    for number, each in enumerate(digests):
        day, count = digest.in_words(each.date), len(each.papers)
        yield Page(
            address=f"/digest/{each.date}/",
            template="digest",
            title=f"Digest of {day}",
            description=f"{prose.counted(count, 'paper')} that came into this list {digest.period(each)}, by topic.",
            context={
                "digest": each,
                "period": digest.period(each),
                "sections": catalog.sections_of(each),
                "unsorted": digest.UNSORTED,
                "whole": count <= WHOLE_IN_DIGEST,
                "earlier": digests[number - 1] if number else None,
                "later": digests[number + 1] if number + 1 < len(digests) else None,
            },
            edit=each.source,
            card=cards.of_digest(catalog, each, day),
        )


def _largest(sections: Sequence[tuple[Topic | None, Sequence[Paper]]]) -> list[tuple[Topic, Sequence[Paper]]]:
    """The topics that most papers of a digest stand under."""
    about = [(topic, papers) for topic, papers in sections if topic is not None]
    return sorted(about, key=lambda section: -len(section[1]))[:SHOWN_OF_DIGEST]


def _trending(catalog: Catalog) -> Iterator[Page]:
    counts = Counter(len(paper.listed) for paper in catalog.papers)
    several = groupby(catalog.in_several_listings(), key=lambda paper: len(paper.listed))
    yield Page(
        address="/trending/",
        template="trending",
        title="In most listings",
        description="The papers of this list that stand in more than one of its listings.",
        context={
            "counts": {_in_words(number): counts[number] for number in sorted(counts)},
            "groups": {_in_words(number): tuple(papers) for number, papers in several},
        },
    )


def _in_words(number: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return words[number] if number < len(words) else f"{number:,}"


def _search(catalog: Catalog) -> Iterator[Page]:
    yield Page(
        address="/search/",
        template="search",
        title="Search",
        description=f"Search {len(catalog.papers):,} research papers by title, tag and summary.",
    )


def _reading(catalog: Catalog) -> Iterator[Page]:
    yield Page(
        address="/reading/",
        template="reading",
        title="Your reading",
        description="The papers that you starred, mean to read and have read, kept in your browser only.",
    )
    yield Page(
        address="/list/",
        template="selection",
        title="A selection of papers",
        description="Papers that a reader of this list chose, in their order.",
    )


def _map(catalog: Catalog) -> Iterator[Page]:
    yield Page(
        address="/map/",
        template="map",
        title="Map",
        description=f"A map of {len(catalog.papers):,} research papers: those that are alike stand near each other.",
    )


def _statistics(catalog: Catalog) -> Iterator[Page]:
    yield Page(
        address="/statistics/",
        template="statistics",
        title="Statistics",
        description="Papers a tag, tags that stand together, and how the listings overlap, with the numbers.",
        # Drawn when the page is rendered, not whenever somebody asks for the addresses of the site.
        context={"figures": lambda: charts.draw(catalog)},
    )


def _curate(catalog: Catalog) -> Iterator[Page]:
    yield Page(
        address="/curate/",
        template="curate",
        title="To curate",
        description=f"Papers that still lack tags or a summary: {len(catalog.to_curate):,}.",
    )


def _contribute(catalog: Catalog) -> Iterator[Page]:
    yield Page(
        address="/contribute/",
        template="contribute",
        title="Contribute",
        description="How to correct a tag or add a paper in a minute, with or without git, and the vocabulary.",
    )


def _data(catalog: Catalog) -> Iterator[Page]:
    yield Page(
        address="/data/",
        template="data",
        title="Data",
        description="The whole list as JSON with its schema, as BibTeX, CSL-JSON, RIS and CSV, and as feeds.",
        context={"version": data.VERSION, "newest": feeds.NEWEST},
    )


_TABLE: tuple[Callable[[Catalog], Iterator[Page]], ...] = (
    _home,
    _papers,
    _tags,
    _topics,
    _listings,
    _trending,
    _digests,
    _search,
    _map,
    _statistics,
    _reading,
    _curate,
    _contribute,
    _data,
)


def _topic_colours(catalog: Catalog) -> str:
    """A style sheet that gives every topic its colour and mark, in the vocabulary's order; all kinds share one."""
    looks = {
        topic.key: (f"colour-{number % TOPIC_COLOURS}", f"mark-{number % TOPIC_MARKS}")
        for number, topic in enumerate(catalog.topics)
    }
    looks[KIND_TOPIC] = ("neutral", "mark-kind")
    return "".join(
        f'[data-topic="{key}"]{{--ps-topic:var(--ps-{colour});--ps-mark:var(--ps-{mark})}}\n'
        for key, (colour, mark) in looks.items()
    )


class _Rows:
    """The row of a paper in a list: the same in every list at one depth, so it is rendered once."""

    def __init__(self, catalog: Catalog, renderer: Renderer) -> None:
        self._catalog = catalog
        self._renderer = renderer
        self._rendered: dict[tuple[str, int], prose.Html] = {}

    def row(self, paper: Paper, depth: int) -> prose.Html:
        """The row, as a page that many folders deep links from it."""
        key = (paper.slug, depth)
        if key not in self._rendered:
            context = {"paper": paper, "catalog": self._catalog, "to": _linker(depth)}
            self._rendered[key] = prose.Html(self._renderer.render("parts/row.html.j2", context).strip())
        return self._rendered[key]


def _linker(depth: int) -> Callable[[str], prose.Html]:
    """What turns an address from the site's root into one that a page so deep can use."""
    return lambda address: prose.escape_html("../" * depth + address.removeprefix("/") or "./")


def _render(
    page: Page, catalog: Catalog, site: Site, rows: _Rows, relations: Relations, renderer: Renderer
) -> Artifact:
    depth = page.address.count("/") - 1
    context = {
        "page": page,
        "site": site,
        "catalog": catalog,
        "vocabulary": catalog.library.vocabulary,
        "kind_topic": KIND_TOPIC,
        "to": _linker(depth),
        "row": lambda paper: rows.row(paper, depth),
        "relations": relations,
        "tag_beyond": lambda paper: tag_beyond(catalog, paper, relations),
        "worth_reading": lambda papers: central(papers, relations),
        "small_map": lambda: charts.small_map(atlas.by_topic(catalog, relations)),
        **page.context,
    }
    path = f"{page.address.strip('/')}/index.md".removeprefix("/")
    head = metadata.head(
        catalog,
        name=site.name,
        address=site.url or "",
        page=page.address,
        title=site.name if page.address == "/" else page.title,
        description=page.description,
        about=page.about,
    )
    text = renderer.render(f"pages/{page.template}.md.j2", context)
    return Artifact(path=path, content=text, edit=page.edit, head=head)


def _forwarded(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Addresses that lead to another page: short ones, and former ones of papers and tags."""
    for paper in catalog.library.papers:
        yield f"/p/{paper.id}/", f"/papers/{paper.slug}/"
        for alias in paper.aliases:
            yield f"/papers/{alias}/", f"/papers/{paper.slug}/"
    # A tag's alias is an address only where it was one: most aliases are just words that people type.
    published = set(catalog.library.published)
    for tag in catalog.library.vocabulary.tags.values():
        for alias in tag.aliases:
            if f"/tags/{alias}/" in published:
                yield f"/tags/{alias}/", f"/tags/{tag.key}/"


def _preview(paper: Paper | None, site: Site) -> str:
    """What a link preview, which follows no refresh, shows of a short or former address of a paper."""
    if paper is None:
        return ""
    has_card = site.url and site.cards
    facts = {
        "title": prose.show(paper.title),
        "description": metadata.shorten(prose.summary_text(paper.summary)),
        "image": f"{site.url}/papers/{paper.slug}/card.png" if has_card else "",
    }
    large = '<meta name="twitter:card" content="summary_large_image">\n' if has_card else ""
    return large + "".join(
        f'<meta property="og:{name}" content="{prose.escape_html(text)}">\n' for name, text in facts.items() if text
    )


def _redirects(catalog: Catalog, site: Site) -> Iterator[Artifact]:
    papers = {f"/papers/{paper.slug}/": paper for paper in catalog.library.papers}
    for source, target in _forwarded(catalog):
        root = "../" * (source.count("/") - 1)
        relative = root + target.removeprefix("/")
        canonical = f'<link rel="canonical" href="{prose.escape_html(site.url + target)}">' if site.url else ""
        yield Artifact(
            path=f"{source.strip('/')}/index.html",
            content=(
                '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
                f'<meta http-equiv="Content-Security-Policy" content="{_REDIRECT_POLICY}">\n'
                f"<title>This page has moved</title>\n{canonical}\n{_preview(papers.get(target), site)}"
                # Without it, browsers ask the host for /favicon.ico, outside of the site.
                f'<link rel="icon" href="{root}{_ICON}">\n'
                f'<meta http-equiv="refresh" content="0; url={relative}">\n'
                f'<p><a href="{relative}">This page has moved</a></p>\n</html>\n'
            ),
        )
