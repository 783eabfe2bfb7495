"""The table of rules: what each is called, what it asks for, and what finds those that break it.

A rule of form is an error; a matter of taste is a warning; balance is a warning while a list
grows, and an error when it is released. What loading refuses has its rules here, too, so that
everything that is ever said of a list has a name and a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from papershelf.check import beginnings, dates, findings, library, papers, promises, readable, wording
from papershelf.check.material import Material
from papershelf.content import papers as papers_of_files
from papershelf.errors import Problem, Severity
from papershelf.model import FEWEST_TAGS, MOST_TAGS

FORM = "form"
"""The rule of every problem that loading finds and that has none of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule for curators."""

    name: str
    sentence: str
    """What it asks for, for the documentation."""
    find: Callable[[Material], Iterator[Problem]] | None = None
    """What finds those that break it; None: loading does."""
    weight: str = "error"
    """How bad it is to break it, for the documentation."""
    mended: bool = False
    """Whether `--fix` knows the one right answer, at least in the usual case."""
    released: bool = False
    """Whether it is an error in a release."""


RULES = (
    Rule(name=FORM, sentence="Every file can be read and holds only what it may."),
    Rule(
        name="link",
        sentence="A link is a whole https or http address of a known kind, and nothing that misleads.",
        find=papers.summary_links,
        weight="error; in a summary: warning",
    ),
    Rule(
        name="identifier",
        sentence="An arXiv number and a DOI have no address or prefix around them.",
        mended=True,
    ),
    Rule(name="unknown-tag", sentence="Every tag is in the vocabulary, `content/tags.yml`."),
    Rule(
        name="tag-alias",
        sentence="A tag is written by its key, not by another name of it.",
        mended=True,
        weight="warning",
    ),
    Rule(name="repeated-tag", sentence="No tag is on a paper twice.", mended=True),
    Rule(
        name="proposed-tag",
        sentence="A proposed tag waits for a person; one that is among the paper's tags is proposed no more.",
        find=papers.proposed_tag,
        mended=True,
        weight="error; one that waits beside others: warning",
    ),
    Rule(
        name="tag-order",
        sentence="Tags are in house order: subject and method first, the kind of contribution last.",
        find=papers.tag_order,
        mended=True,
        weight="warning",
    ),
    Rule(
        name="no-tags",
        sentence="Every paper has tags.",
        find=papers.no_tags,
        weight="warning",
    ),
    Rule(
        name="number-of-tags",
        sentence=f"A paper has {FEWEST_TAGS} to {MOST_TAGS} tags.",
        find=papers.number_of_tags,
    ),
    Rule(
        name="subject-tag",
        sentence="At least one tag says what the paper is about, not only of what kind it is.",
        find=papers.subject_tag,
    ),
    Rule(
        name="balance",
        sentence=f"A tag has at least {library.FEWEST_PAPERS} papers, and at most a fifth of all, "
        f"once {library.FEWEST_TAGGED} papers have tags.",
        find=library.balance,
        released=True,
        weight="warning; error with `--release`",
    ),
    Rule(
        name="editor-files",
        sentence="The schema and the snippets for editors, where there are any, are those of the vocabulary.",
        find=library.editor_files,
        mended=True,
        weight="warning",
    ),
    Rule(
        name="map-current",
        sentence="The map, once it was drawn, has a place for every paper.",
        find=library.map_current,
        weight="warning",
    ),
    Rule(
        name="no-summary",
        sentence="Every paper has a summary.",
        find=papers.no_summary,
        weight="warning",
    ),
    Rule(
        name="summary-length",
        sentence=f"A summary has {papers.FEWEST_WORDS} to {papers.MOST_WORDS} words.",
        find=papers.summary_length,
        weight="warning; error over 5,000 characters",
    ),
    Rule(
        name="summary-sentences",
        sentence=f"A summary has {papers.FEWEST_SENTENCES} to {papers.MOST_SENTENCES} sentences.",
        find=papers.summary_sentences,
        weight="warning",
    ),
    Rule(
        name="summary-voice",
        sentence="A summary speaks neither for the authors ('we', 'this paper') nor in praise.",
        find=papers.summary_voice,
        weight="warning",
    ),
    Rule(
        name="copied-summary",
        sentence=f"A summary shares no {wording.COPIED_WORDS} words in a row with the abstract, where that is at hand.",
        find=papers.copied_summary,
    ),
    Rule(
        name="finding-length",
        sentence=f"A finding is one sentence of at most {findings.MOST_WORDS} words; a note has one or two sentences.",
        find=findings.finding_length,
        weight="warning",
    ),
    Rule(
        name="finding-voice",
        sentence="A finding states: no question, not the authors' voice, no praise.",
        find=findings.finding_voice,
        weight="warning",
    ),
    Rule(
        name="finding-repeats",
        sentence="A finding is not the first sentence of the summary again.",
        find=findings.finding_repeats,
        weight="warning",
    ),
    Rule(
        name="copied-finding",
        sentence=f"A finding shares no {wording.COPIED_WORDS} words in a row with the abstract, where that is at hand.",
        find=findings.copied_finding,
    ),
    Rule(
        name="overview-length",
        sentence=f"An overview has {beginnings.FEWEST_SENTENCES} to {beginnings.MOST_SENTENCES} sentences "
        f"and at most {beginnings.MOST_WORDS} words.",
        find=beginnings.overview_length,
        weight="warning",
    ),
    Rule(
        name="overview-voice",
        sentence="An overview and a reason to begin state: no question, not the authors' voice, no praise.",
        find=beginnings.overview_voice,
        weight="warning",
    ),
    Rule(
        name="copied-overview",
        sentence=f"Overviews and reasons share no {wording.COPIED_WORDS} words in a row with an abstract at hand.",
        find=beginnings.copied_overview,
    ),
    Rule(
        name="start",
        sentence=f"A beginning names {beginnings.FEWEST_STARTS} to {beginnings.MOST_STARTS} papers of the tag or "
        f"topic, each with a reason of at most {beginnings.MOST_REASON_WORDS} words.",
        find=beginnings.start,
        weight="error; number, length or a former name: warning",
    ),
    Rule(
        name="reference",
        sentence="A link `paper:` or `tag:` names a paper or tag of the list, by its present name.",
        find=beginnings.reference,
        weight="error; a former name: warning",
    ),
    Rule(
        name="after-today",
        sentence="No paper or digest is of a day to come, and no paper of a year after the next.",
        find=dates.after_today,
        weight="warning",
    ),
    Rule(
        name="duplicate-paper",
        sentence="No two papers have one arXiv identifier, DOI or title, or nearly one title.",
        find=library.duplicate_paper,
        weight="error; nearly one title: warning",
    ),
    Rule(
        name="import-owned",
        sentence="`id`, `listed` and `added` stay as the import wrote them (seen with `--base`).",
        find=promises.import_owned,
        mended=True,
    ),
    Rule(
        name="vanished-address",
        sentence="No published address vanishes: renamed papers keep `aliases`, tags are renamed by command.",
        find=promises.vanished_address,
        mended=True,
        weight="error; a topic's: warning",
    ),
    Rule(
        name="ledger",
        sentence="`content/urls.txt` holds the address of every page, and only grows.",
        find=promises.ledger,
        mended=True,
        weight="warning; error if it lost one",
    ),
    Rule(
        name="readable-text",
        sentence="Titles, names, venues, labels and summaries hold neither TeX nor HTML; mathematics stays in `$…$`.",
        find=readable.readable_text,
        mended=True,
        weight="warning",
    ),
    Rule(
        name="tidy-lines",
        sentence="No white space ends a line, no blank line a file, and the last line has an end.",
        find=papers.tidy_lines,
        mended=True,
        weight="warning",
    ),
)


def check(material: Material, *, release: bool = False) -> list[Problem]:
    """Apply every rule.

    Args:
        material: The list.
        release: Whether balance is an error, as it is before a list is published for good.

    Returns:
        Every problem, each with its rule, in the order of reading.
    """
    found: list[Problem] = []
    for rule in RULES:
        if rule.find is not None:
            problems = (replace(problem, rule=rule.name) for problem in rule.find(material))
            if release and rule.released:
                problems = (replace(problem, severity=Severity.ERROR) for problem in problems)
            found += problems
    return sorted(found, key=Problem.sort_key)


def named(problems: Iterable[Problem]) -> list[Problem]:
    """Problems that loading found, each with its rule."""
    return [problem if problem.rule else replace(problem, rule=FORM) for problem in problems]


def corrections(material: Material, problems: Iterable[Problem]) -> Mapping[str, Mapping[str, Any]]:
    """What has one right answer: tags by their keys in house order, the import's fields, a renamed file's alias.

    Args:
        material: The list.
        problems: What loading found: tags that mean nothing, or are no list, are left to a person.

    Returns:
        By the slugs of the papers that could be read, the fields with their right values.
    """
    mendable = {"repeated-tag", "tag-alias", "proposed-tag"}
    doubtful = {
        problem.path
        for problem in problems
        if (problem.field or "").startswith(("tags", "proposed")) and problem.rule not in mendable
    }
    words = material.catalog.library.vocabulary
    former_names = promises.former_names(material)
    corrected: dict[str, dict[str, Any]] = {}
    for paper in material.catalog.library.papers:
        fields = corrected.setdefault(paper.slug, {})
        if "tags.yml" not in material.doubts and paper.source not in doubtful:
            fields["tags"] = words.in_house_order(paper.tags)
            fields["proposed"] = paper.proposed
        fields |= papers_of_files.stated_identifiers(material.texts.get(paper.file, ""))
        if names := former_names.get(paper.slug):
            fields["aliases"] = paper.formerly(*names)
        right = promises.as_imported(material, paper)
        for name in promises.OWNED:
            if getattr(right, name) != getattr(paper, name):
                fields[name] = getattr(right, name)
        if promises.is_unread(material, paper):
            fields.pop("listed", None)
    return corrected


def table() -> str:
    """The rules as a Markdown table, as the documentation has it."""
    rows = ["| rule | what it asks for | otherwise | `--fix` |", "| --- | --- | --- | --- |"]
    rows += (f"| `{rule.name}` | {rule.sentence} | {rule.weight} | {'yes' if rule.mended else ''} |" for rule in RULES)
    return "".join(f"{row}\n" for row in rows)
