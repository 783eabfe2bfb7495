"""A composed page becomes an artifact: its template rendered, with what every template may ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, cast

from papershelf import addresses
from papershelf.catalog.catalog import Catalog
from papershelf.model import KIND_TOPIC, Paper, Tag, Vocabulary
from papershelf.publish import charts
from papershelf.publish.artifact import Artifact
from papershelf.publish.digests import Digests, Unhashable
from papershelf.publish.formats import metadata
from papershelf.publish.formats.citation import Citation, cite
from papershelf.publish.formats.coins import to_coins
from papershelf.publish.kept import Memory, hear, html_of
from papershelf.publish.kept_rows import MadeRow, Row
from papershelf.publish.page import Page, Planned, Site
from papershelf.publish.templates import Renderer
from papershelf.publish.traces import Questions, Trace, each, spell_about
from papershelf.similarity.map_data import by_topic
from papershelf.similarity.related import Relations, reasons_of, tag_beyond
from papershelf.text import Html, Leads, escape_html

TAGS_IN_ROW = 3
_ROW_DEPTH = 1
"""So many folders deep is the page for which a row is made; on deeper ones its links climb further."""


class Related(NamedTuple):
    """A related paper as templates know it: how alike two papers are changes with every word of the list."""

    paper: Paper
    tags: tuple[Tag, ...]
    words: tuple[str, ...]


class _RelatedPapers(Mapping[str, tuple[Related, ...]]):
    """The related papers of each, as templates know them: made when a page shows them."""

    def __init__(self, relations: Relations, vocabulary: Vocabulary, digests: Digests) -> None:
        self._relations = relations
        self._tags = vocabulary.tags
        self._digests = digests
        self._known: dict[str, tuple[Related, ...]] = {}

    def mark_of(self, slug: str) -> bytes | None:
        """What tells the related papers of one from all others; None where there are none."""
        parts: list[object] = []
        for paper, tags, words in reasons_of(self._relations, slug):
            parts += paper, *[self._tags[tag] for tag in tags], *words
        return self._digests.mark(*parts) if parts else None

    def __getitem__(self, slug: str) -> tuple[Related, ...]:
        found = self._known.get(slug)
        if found is None:
            if slug not in self._relations:
                raise KeyError(slug)
            tags = self._tags
            found = tuple(
                [
                    Related(paper, tuple([tags[key] for key in keys]), words)
                    for paper, keys, words in reasons_of(self._relations, slug)
                ]
            )
            if (mark := self.mark_of(slug)) is not None:
                self._digests.know(found, mark)
            self._known[slug] = found
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._relations)

    def __len__(self) -> int:
        return len(self._relations)

    def __contains__(self, slug: object) -> bool:
        return slug in self._relations


class _Shown(NamedTuple):
    """A row as pages show it."""

    html: Html
    asked: dict[str, None]
    """The questions behind it: the page that shows it asks them, too."""
    is_whole: bool


class _Rows(NamedTuple):
    """What is known of the rows of one paper."""

    tags: tuple[Tag, ...]
    asked: tuple[str, ...]
    """The questions to which the tags are the answers."""
    own: str
    """The hash of the paper and its tags."""
    before: dict[str, Row]
    """Rows that were made before, by the depth of the page and the tags that are named; perhaps no longer true."""
    shown: dict[str, _Shown]
    """Those of this list, on pages of that depth."""
    made_with: dict[int, tuple[dict[str, Any], Trace]]
    """What rows on pages of a depth are made with, whichever tags they name."""


class Rendering:
    """The pages of one list, each rendered where it is not the same as the one that was made before."""

    def __init__(
        self, catalog: Catalog, site: Site, renderer: Renderer, relations: Relations, memory: Memory | None = None
    ) -> None:
        """Prepare to render.

        Args:
            catalog: The list.
            site: Where it is published.
            renderer: The templates.
            relations: Which papers are related.
            memory: What was made before and may be kept; None: every page is rendered.
        """
        self._catalog = catalog
        self._site = site
        self._renderer = renderer
        self._relations = relations
        self._memory = memory
        self._rows: dict[str, _Rows] = {}
        self._tags: dict[str, tuple[str, Tag]] = {}
        self._coins: dict[str, str] = {}
        self._citations: dict[str, Citation] = {}
        self._chips: dict[tuple[str, int], Html] = {}
        self._heard: dict[tuple[str, ...], str] = {}
        self._digests = Digests() if memory is None else memory.digests
        self._asked = self._roots()
        related: _RelatedPapers = self._asked["relations"]
        self._questions = Questions(self._asked, catalog.by_slug, self._digests, {"relations": related.mark_of})
        if memory is not None:
            memory.ask(self._questions.answer)

    def _roots(self) -> dict[str, Any]:
        """What templates can ask, by name."""
        catalog, relations = self._catalog, self._relations
        return {
            "catalog": catalog,
            "vocabulary": catalog.library.vocabulary,
            "relations": _RelatedPapers(relations, catalog.library.vocabulary, self._digests),
            "leads": catalog.references.get,
            "tag_beyond": lambda paper: tag_beyond(catalog, paper, relations),
            "by_topic": lambda: by_topic(catalog, relations),
        }

    def page(self, page: Page | Planned, *, later: bool = False) -> Artifact:
        """Render a page through its template, unless it would be what it was; or say how to do so later."""
        path = addresses.file_path(f"{page.address}index.md")
        memory, written = self._memory, html_of(page.address)
        try:
            own = None if memory is None else self._digests.of(page.made_from if isinstance(page, Planned) else page)
        except Unhashable:
            own = None  # a page that holds more than data is rendered each time
        if memory is not None and own is not None and memory.has_page(written, own):
            return Artifact(path=path, content="", edit=page.edit, is_kept=True)
        if later:
            return Artifact(path=path, content="", edit=page.edit, later=lambda: self._made(path, page, own))
        return self._made(path, page, own)

    def _made(self, path: str, page: Page | Planned, own: str | None) -> Artifact:
        """Render a page, and remember what it was made from."""
        answered = set(_answered(page)) if isinstance(page, Planned) else frozenset[str]()
        trace = Trace(self._questions, answered)
        artifact = self._render(path, page.compose() if isinstance(page, Planned) else page, trace)
        if self._memory is not None and own is not None and trace.is_whole:
            asked = (question for question in trace.needed() if question not in answered)
            self._memory.made_page(html_of(page.address), own, asked)
        return artifact

    def _render(self, path: str, page: Page, trace: Trace) -> Artifact:
        depth = addresses.depth_of(page.address)
        catalog = trace.ask("catalog", self._catalog)
        context = {
            "page": page,
            "site": self._site,
            "catalog": catalog,
            "vocabulary": trace.ask("vocabulary", self._catalog.library.vocabulary),
            "kind_topic": KIND_TOPIC,
            "to": _linker(depth),
            "leads": self._leads(trace, depth),
            "row": lambda paper, but="": self._row(trace, paper, depth, but),
            "chip": partial(self._chip, depth=depth),
            "relations": trace.ask("relations", self._asked["relations"]),
            "tag_beyond": trace.call("tag_beyond", self._asked["tag_beyond"]),
            "small_map": lambda: charts.small_map(trace.call("by_topic", self._asked["by_topic"])()),
            "papers_by_year": lambda papers, to, **facets: charts.papers_by_year(
                each(papers, "year"), to, self._site.words, **facets
            ),
            **{name: getattr(catalog, part)[key] for name, (part, key) in page.asked.items()},
            **page.context,
        }
        head = metadata.head(
            cast("Catalog", catalog),
            name=self._site.name,
            address=self._site.url or "",
            page=page.address,
            title=self._site.name if page.address == addresses.HOME else page.title,
            description=page.description,
            about=page.about,
            words=self._site.words,
            licence=self._site.licence,
            citation=self._cite(page.about) if isinstance(page.about, Paper) else None,
        )
        text = self._renderer.render(f"pages/{page.template}.md.j2", context)
        return Artifact(path=path, content=text, edit=page.edit, head=head)

    def _row(self, trace: Trace, paper: Paper, depth: int, but: str) -> Html:
        """The row of a paper, as a page that many folders deep links from it: the same in most lists, so made once.

        It names a few tags, but not that of the page. What it was made from, the page was made from.
        """
        known = self._rows.get(paper.slug)
        if known is None:
            known = self._rows[paper.slug] = self._rows_of(paper)
        named = 0 if self._site.anthology else TAGS_IN_ROW
        keys = [key for key in paper.tags if key != but][:named]
        variant = " ".join([str(depth), *keys])
        shown = known.shown.get(variant)
        if shown is None:
            row = self._find_row(known, paper, min(depth, _ROW_DEPTH), keys)
            if (html := _at_depth(row.html, depth)) is None:
                row = self._find_row(known, paper, depth, keys)
                html = row.html
            asked = dict.fromkeys((*known.asked, *row.asked))
            shown = known.shown[variant] = _Shown(Html(html), asked, row.heard is not None)
        trace.include(shown.asked, is_whole=shown.is_whole)
        return shown.html

    def _find_row(self, known: _Rows, paper: Paper, depth: int, keys: Sequence[str]) -> Row:
        """A row that was made before and still holds, or a new one."""
        variant = " ".join([str(depth), *keys])
        row = known.before.get(variant)
        if row is not None and row.heard == hear(row.asked, self._questions.answer):
            return row
        tags = tuple([tag for tag in known.tags if tag.key in keys])
        row = self._make_row(known, paper, depth, tags)
        if self._memory is not None:
            self._memory.made_row(MadeRow(paper.slug, known.own, variant, row))
        return row

    def _rows_of(self, paper: Paper) -> _Rows:
        """What is known of the rows of a paper before one is made."""
        named = [self._tags.get(key) or self._ask_tag(key) for key in paper.tags]
        tags = tuple([tag for _, tag in named])
        own = self._digests.of((paper, *tags))
        before = {} if self._memory is None else self._memory.rows(paper.slug, own)
        return _Rows(tags, tuple([asked for asked, _ in named]), own, before, {}, {})

    def _ask_tag(self, key: str) -> tuple[str, Tag]:
        """A tag, and the question to which it is the answer: one for all its papers."""
        trace = Trace(self._questions)
        tag = trace.ask("vocabulary", self._catalog.library.vocabulary).tags[key]
        self._tags[key] = next(iter(trace.asked)), tag
        return self._tags[key]

    def _make_row(self, known: _Rows, paper: Paper, depth: int, tags: tuple[Tag, ...]) -> Row:
        if depth not in known.made_with:
            known.made_with[depth] = self._begin_rows(paper, depth)
        context, trace = known.made_with[depth]
        html = self._renderer.render("parts/row.html.j2", {**context, "tags": tags}).strip()
        asked = tuple(trace.asked)
        if asked not in self._heard:
            self._heard[asked] = hear(asked, self._questions.answer)
        return Row(asked, self._heard[asked] if trace.is_whole else None, html)

    def _begin_rows(self, paper: Paper, depth: int) -> tuple[dict[str, Any], Trace]:
        """What all rows of a paper on pages of a depth are made with; what they say besides tags is made already."""
        trace = Trace(self._questions)
        context = {
            "paper": paper,
            "catalog": trace.ask("catalog", self._catalog),
            "coins": "" if self._site.anthology else self._coins_of(paper),
            "to": _linker(depth),
            "leads": self._leads(trace, depth),
        }
        lines = Html(self._renderer.render("parts/lines.html.j2", context).strip())
        return {**context, "lines": lambda: lines, "chip": partial(self._chip, depth=depth)}, trace

    def _chip(self, tag: Tag, depth: int) -> Html:
        """A tag as a page that many folders deep links it: it is made once."""
        if (tag.key, depth) not in self._chips:
            made = self._renderer.render("parts/chip.html.j2", {"tag": tag, "to": _linker(depth)})
            self._chips[tag.key, depth] = Html(made.strip())
        return self._chips[tag.key, depth]

    def _coins_of(self, paper: Paper) -> str:
        """What citation managers read in each row of a paper: it is made once."""
        if paper.slug not in self._coins:
            self._coins[paper.slug] = to_coins(self._cite(paper))
        return self._coins[paper.slug]

    def _cite(self, paper: Paper) -> Citation:
        """The citation of a paper: its page and its rows hold it."""
        if paper.slug not in self._citations:
            self._citations[paper.slug] = cite(paper, self._site.url or "")
        return self._citations[paper.slug]

    def _leads(self, trace: Trace, depth: int) -> Leads:
        """Where links to papers and tags in our own texts lead from a page that many folders deep."""
        find = trace.call("leads", self._catalog.references.get)

        def lead(reference: str) -> str | None:
            found = find(reference)
            return None if found is None else addresses.relative(found, depth)

        return lead


def _at_depth(row: str, depth: int) -> str | None:
    """A row that was made for `_ROW_DEPTH`, or less, on a page that many folders deep; None: not all that depends on
    the depth is links as ours are written."""
    if depth <= _ROW_DEPTH:
        return row
    climbing = 'href="' + "../" * _ROW_DEPTH
    return row.replace(climbing, 'href="' + "../" * depth) if row.count("../") == row.count(climbing) else None


def _answered(page: Planned) -> Iterator[str]:
    """The questions that need not be asked again."""
    if page.about is not None:
        for name in page.answered:
            yield spell_about("catalog", name, page.about)


def _linker(depth: int) -> Callable[[str], Html]:
    """What turns an address from the site's root into one that a page so deep can use."""
    return lambda address: escape_html(addresses.relative(address, depth))
