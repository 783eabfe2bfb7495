"""Rules for single papers: how they are tagged, and how they are summarised."""

from __future__ import annotations

from collections.abc import Iterator

from papershelf.check import wording
from papershelf.check.material import Material
from papershelf.errors import Problem, Severity
from papershelf.model import FEWEST_TAGS, KIND_TOPIC, MOST_TAGS, Paper
from papershelf.text import counted, sentences, summary_faults, summary_text

FEWEST_WORDS, MOST_WORDS = 45, 90
FEWEST_SENTENCES, MOST_SENTENCES = 2, 4


def no_tags(material: Material) -> Iterator[Problem]:
    """Papers that nobody has tagged."""
    for paper in material.papers("tags"):
        remedy = "`papershelf suggest` proposes some; content/GUIDE.md says how we tag"
        if paper.proposed:
            remedy = f"Choose among the proposed ones, {', '.join(paper.proposed)}: {_confirming(paper)}"
        if not paper.tags:
            yield material.problem(paper, "tags", "it has no tags yet", remedy, severity=Severity.WARNING)


def proposed_tag(material: Material) -> Iterator[Problem]:
    """Papers that have tags, and proposed ones beside them that nobody has confirmed or rejected."""
    for paper in material.papers("proposed"):
        if paper.tags and paper.proposed:
            problem = f"nobody has confirmed {', '.join(paper.proposed)}"
            remedy = f"Choose among them: {_confirming(paper)}"
            yield material.problem(paper, "proposed", problem, remedy, severity=Severity.WARNING)


def _confirming(paper: Paper) -> str:
    return f"move them to `tags`, or run `papershelf suggest --confirm {paper.slug}`"


def number_of_tags(material: Material) -> Iterator[Problem]:
    """Papers with one tag, or with so many that they say nothing."""
    remedy = f"Give it {FEWEST_TAGS} to {MOST_TAGS}: its subject, its method, its kind"
    for paper in material.papers("tags"):
        if paper.tags and not FEWEST_TAGS <= len(paper.tags) <= MOST_TAGS:
            problem = f"it has {counted(len(paper.tags), 'tag')}"
            yield material.problem(paper, "tags", problem, remedy)


def subject_tag(material: Material) -> Iterator[Problem]:
    """Papers whose tags name kinds of contribution only."""
    for paper in material.papers("tags"):
        if paper.tags and all(tag.topic == KIND_TOPIC for tag in material.catalog.tags_of(paper)):
            yield material.problem(paper, "tags", "no tag says what it is about", "Add a tag for its subject")


def tag_order(material: Material) -> Iterator[Problem]:
    """Papers whose kind of contribution is before a subject or a method."""
    problem = "its tags are not in the house order: the kind of contribution comes last"
    for paper in material.papers("tags"):
        ordered = material.catalog.library.vocabulary.in_house_order(paper.tags)
        if ordered != paper.tags:
            remedy = f"Write `tags: [{', '.join(ordered)}]`"
            yield material.problem(paper, "tags", problem, remedy, severity=Severity.WARNING)


def tidy_lines(material: Material) -> Iterator[Problem]:
    """Files with white space at a line's end, blank lines at their own, or a last line without an end."""
    for paper in material.catalog.library.papers:
        text = material.texts.get(paper.file, "").replace("\r\n", "\n")
        rows = text.split("\n")
        stray = next((n for n, row in enumerate(rows, start=1) if row != row.rstrip()), None)
        if stray is not None:
            line, problem, remedy = stray, "white space ends the line", "Delete it"
        elif text.endswith("\n\n"):
            line, problem, remedy = text.rstrip("\n").count("\n") + 2, "a blank line ends the file", "Delete it"
        elif text and not text.endswith("\n"):
            line, problem, remedy = len(rows), "its last line has no end", "End it with a line feed"
        else:
            continue
        yield Problem(path=paper.source, line=line, problem=problem, remedy=remedy, severity=Severity.WARNING)


def no_summary(material: Material) -> Iterator[Problem]:
    """Papers that nobody has summarised."""
    remedy = "Write two to four sentences behind the front matter, in your own words"
    for paper in material.papers("summary"):
        if not paper.summary:
            yield material.problem(paper, "summary", "it has no summary yet", remedy, severity=Severity.WARNING)


def summary_links(material: Material) -> Iterator[Problem]:
    """Summaries with a link that leads nowhere, which readers see as it is written."""
    for paper in material.papers("summary"):
        for words, fault in summary_faults(paper.summary):
            yield material.problem(
                paper, "summary", fault.problem, fault.remedy, severity=Severity.WARNING, words=words or "]("
            )


def summary_length(material: Material) -> Iterator[Problem]:
    """Summaries that say too little, or too much."""
    remedy = f"Say it in {FEWEST_WORDS} to {MOST_WORDS} words"
    for paper in material.papers("summary"):
        words = len(paper.summary.split())
        if words and not FEWEST_WORDS <= words <= MOST_WORDS:
            problem = f"it has {counted(words, 'word')}"
            yield material.problem(paper, "summary", problem, remedy, severity=Severity.WARNING)


def summary_sentences(material: Material) -> Iterator[Problem]:
    """Summaries of one breathless sentence, or of many."""
    remedy = "Say it in two to four: the problem, the idea, the result"
    for paper in material.papers("summary"):
        number = len(sentences(summary_text(paper.summary)))
        if number and not FEWEST_SENTENCES <= number <= MOST_SENTENCES:
            problem = f"it has {counted(number, 'sentence')}"
            yield material.problem(paper, "summary", problem, remedy, severity=Severity.WARNING)


def summary_voice(material: Material) -> Iterator[Problem]:
    """Summaries that speak as the authors, or advertise."""
    for paper in material.papers("summary"):
        if (words := wording.loud_words(summary_text(paper.summary))) is not None:
            problem = f"'{words}' speaks for the authors, or praises"
            remedy = "Say plainly what the paper does"
            yield material.problem(paper, "summary", problem, remedy, severity=Severity.WARNING, words=words)


def copied_summary(material: Material) -> Iterator[Problem]:
    """Summaries that repeat the abstract, where it is at hand; a title does not count."""
    for paper in material.papers("summary"):
        if paper.abstract is not None and (run := wording.copied_words(paper, paper.summary)) is not None:
            problem = f"it shares the words '{run}' with the abstract"
            yield material.problem(paper, "summary", problem, "Say it in your own words", words=run.partition(" ")[0])
