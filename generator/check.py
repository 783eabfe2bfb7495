"""The rules for curators: what makes a list worth reading, beyond what loading refuses.

Each rule is a function in one table. A rule of form is an error; a matter of taste is a warning;
balance is a warning while a list grows, and an error when it is released.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from statistics import median

from generator import prose
from generator.catalog import Catalog
from generator.errors import Problem, Severity
from generator.model import KIND_TOPIC, Paper

FEWEST_TAGS, MOST_TAGS = 2, 7
FEWEST_WORDS, MOST_WORDS = 45, 90
FEWEST_SENTENCES, MOST_SENTENCES = 2, 4
COPIED_WORDS = 8
"""A run of so many words in common with the abstract is a copy."""
FEWEST_PAPERS = 3
"""Under a tag; a tag with fewer is no way to find anything."""
LARGEST_SHARE = 0.2
"""Of all papers under one tag; a tag with more tells them apart too little."""
NEARLY_ALWAYS = 0.8
"""The share of a tag's papers that also have the other, from which two tags may be one."""

_WORD = re.compile(r"[^\W_]+")
_VOICE = re.compile(
    r"\b(?:this (?:paper|work|article|study)|we|our|novel|groundbreaking|remarkabl[ey]|cutting-edge|paves? the way"
    r"|state-of-the-art)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What the rules read."""

    catalog: Catalog
    texts: Mapping[str, str]
    """The files of the list by path under `content/`, for the lines of problems."""


def check(material: Material, *, release: bool = False) -> list[Problem]:
    """Apply every rule.

    Args:
        material: The list.
        release: Whether balance is an error, as it is before a list is published for good.

    Returns:
        Every problem, in the order of reading.
    """
    found: list[Problem] = []
    for rule in RULES:
        found += rule(material)
    balance = _balance(material)
    found += (replace(problem, severity=Severity.ERROR) for problem in balance) if release else balance
    return sorted(found, key=Problem.sort_key)


def describe(catalog: Catalog) -> Iterator[str]:
    """The statistics of the vocabulary, line by line."""
    counts = {tag: len(papers) for tag, papers in catalog.by_tag.items()}
    sizes = [len(paper.tags) for paper in catalog.papers]
    yield f"{len(catalog.topics)} topics, {len(counts)} tags, {len(sizes)} papers"
    if counts and sizes:
        spread = ", ".join(f"{number} x {size}" for size, number in sorted(Counter(sizes).items()))
        yield f"tags a paper: median {median(sizes):g} ({spread})"
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        yield f"papers a tag: median {median(counts.values()):g}"
        yield f"most papers: {_counted(ranked[:8])}"
        yield f"fewest papers: {_counted(reversed(ranked[-8:]))}"
    for tag, other, shared in nearly_always_together(catalog):
        yield f"nearly always together: {tag} ({counts[tag]}) with {other} ({counts[other]}), {shared} papers"


def nearly_always_together(catalog: Catalog) -> Iterator[tuple[str, str, int]]:
    """Tags of which nearly all papers also have another: the tag, the other, and how many papers."""
    for tag, papers in catalog.by_tag.items():
        beside = Counter(other for paper in papers for other in paper.tags if other != tag)
        for other, shared in sorted(beside.items()):
            if shared >= FEWEST_PAPERS and shared >= NEARLY_ALWAYS * len(papers):
                yield tag, other, shared


def _counted(ranked: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{tag} {count}" for tag, count in ranked)


def _each_paper(rule: Callable[[Catalog, Paper], tuple[str, str, str] | None], severity: Severity) -> _Rule:
    """A rule about single papers, from a function that gives field, problem and remedy."""

    def apply(material: Material) -> Iterator[Problem]:
        for paper in material.catalog.papers:
            if (found := rule(material.catalog, paper)) is not None:
                field, problem, remedy = found
                yield Problem(
                    path=paper.source,
                    line=_line(material.texts, paper, field),
                    field=field,
                    problem=problem,
                    remedy=remedy,
                    severity=severity,
                )

    return apply


def _line(texts: Mapping[str, str], paper: Paper, field: str) -> int | None:
    """The line of a field in a paper's file; of the summary, its first."""
    rows = texts.get(f"papers/{paper.slug}.md", "").splitlines()
    if field == "summary":
        end = next((n for n, row in enumerate(rows[1:], start=1) if row.startswith("---")), 0)
        return next((n for n, row in enumerate(rows[end + 1 :], start=end + 2) if row.strip()), end + 1)
    return next((n for n, row in enumerate(rows, start=1) if row.startswith(f"{field}:")), None)


def _tagged(catalog: Catalog, paper: Paper) -> tuple[str, str, str] | None:
    if paper.tags:
        return None
    return "tags", "it has no tags yet", "`papershelf suggest` proposes some; content/GUIDE.md says how we tag"


def _summarised(catalog: Catalog, paper: Paper) -> tuple[str, str, str] | None:
    if paper.summary:
        return None
    return "summary", "it has no summary yet", "Write two to four sentences behind the front matter, in your own words"


def _number_of_tags(catalog: Catalog, paper: Paper) -> tuple[str, str, str] | None:
    if not paper.tags or FEWEST_TAGS <= len(paper.tags) <= MOST_TAGS:
        return None
    number = f"{len(paper.tags)} tag{'' if len(paper.tags) == 1 else 's'}"
    return "tags", f"it has {number}", f"Give it {FEWEST_TAGS} to {MOST_TAGS}: its subject, its method, its kind"


def _subject(catalog: Catalog, paper: Paper) -> tuple[str, str, str] | None:
    if not paper.tags or any(tag.topic != KIND_TOPIC for tag in catalog.tags_of(paper)):
        return None
    return "tags", "no tag says what it is about", "Add a tag for its subject"


def _kinds_last(catalog: Catalog, paper: Paper) -> tuple[str, str, str] | None:
    kinds = [tag.topic == KIND_TOPIC for tag in catalog.tags_of(paper)]
    if kinds == sorted(kinds):
        return None
    ordered = sorted(catalog.tags_of(paper), key=lambda tag: tag.topic == KIND_TOPIC)
    remedy = f"Write `tags: [{', '.join(tag.key for tag in ordered)}]`"
    return "tags", "its tags are not in the house order: the kind of contribution stands last", remedy


def _length(catalog: Catalog, paper: Paper) -> tuple[str, str, str] | None:
    words = len(paper.summary.split())
    if not words or FEWEST_WORDS <= words <= MOST_WORDS:
        return None
    return "summary", f"it has {words} words", f"Say it in {FEWEST_WORDS} to {MOST_WORDS} words"


def _sentences(catalog: Catalog, paper: Paper) -> tuple[str, str, str] | None:
    number = len(prose.sentences(prose.summary_text(paper.summary)))
    if not number or FEWEST_SENTENCES <= number <= MOST_SENTENCES:
        return None
    plural = "" if number == 1 else "s"
    return "summary", f"it has {number} sentence{plural}", "Say it in two to four: the problem, the idea, the result"


def _voice(catalog: Catalog, paper: Paper) -> tuple[str, str, str] | None:
    found = _VOICE.search(prose.summary_text(paper.summary))
    if found is None:
        return None
    return "summary", f"'{found.group()}' speaks for the authors, or praises", "Say plainly what the paper does"


def _copied(catalog: Catalog, paper: Paper) -> tuple[str, str, str] | None:
    if paper.abstract is None:
        return None
    shared = _runs(paper.summary) & _runs(paper.abstract)
    if not shared:
        return None
    return "summary", f"it shares the words '{' '.join(min(shared))}' with the abstract", "Say it in your own words"


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return {tuple(words[n : n + COPIED_WORDS]) for n in range(len(words) - COPIED_WORDS + 1)}


def _on_the_map(material: Material) -> Iterator[Problem]:
    """The map, once it was drawn, has a place for every paper."""
    positions = material.catalog.library.positions
    missing = sum(paper.id not in positions for paper in material.catalog.papers)
    if positions and missing:
        problem = f"{missing:,} of the papers came after it was drawn; a build places them beside their relatives"
        remedy = "Run `papershelf map`"
        yield Problem(path="content/map.csv", problem=problem, remedy=remedy, severity=Severity.WARNING)


def _balance(material: Material) -> Iterator[Problem]:
    """Every tag has a few papers, and none has most of them."""
    total = len(material.catalog.papers)
    rows = material.texts.get("tags.yml", "").splitlines()
    for tag, papers in material.catalog.by_tag.items():
        if len(papers) < FEWEST_PAPERS:
            problem = f"only {len(papers)} of the papers have it, fewer than {FEWEST_PAPERS}"
            remedy = "Merge it into a wider tag, or tag the papers that belong there"
        elif len(papers) > LARGEST_SHARE * total:
            problem = f"{len(papers)} of {total} papers have it, more than a fifth"
            remedy = "Divide it into narrower tags"
        else:
            continue
        yield Problem(
            path="content/tags.yml",
            line=next((n for n, row in enumerate(rows, start=1) if row.strip() in (f"{tag}:", f'"{tag}":')), None),
            field=f"tags.{tag}",
            problem=problem,
            remedy=remedy,
            severity=Severity.WARNING,
        )


_Rule = Callable[[Material], Iterator[Problem]]

RULES: tuple[_Rule, ...] = (
    _each_paper(_tagged, Severity.WARNING),
    _each_paper(_summarised, Severity.WARNING),
    _each_paper(_number_of_tags, Severity.ERROR),
    _each_paper(_subject, Severity.ERROR),
    _each_paper(_kinds_last, Severity.WARNING),
    _each_paper(_length, Severity.WARNING),
    _each_paper(_sentences, Severity.WARNING),
    _each_paper(_voice, Severity.WARNING),
    _each_paper(_copied, Severity.ERROR),
    _on_the_map,
)
