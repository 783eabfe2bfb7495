"""Rules for what curators say of a paper beside its summary: the finding, and the note."""

from __future__ import annotations

from collections.abc import Iterator

from papershelf.check import wording
from papershelf.check.material import Material
from papershelf.errors import Problem, Severity
from papershelf.text import counted, identity_of, sentences, summary_text

MOST_WORDS = 30
MOST_NOTE_SENTENCES = 2


def finding_length(material: Material) -> Iterator[Problem]:
    """Findings that are not a single short sentence, and notes of several."""
    remedy = f"Say it in one sentence of at most {MOST_WORDS} words"
    for paper in material.papers("finding"):
        words, said = len((paper.finding or "").split()), len(sentences(paper.finding or ""))
        if words > MOST_WORDS or said > 1:
            problem = f"it has {counted(words, 'word') if words > MOST_WORDS else counted(said, 'sentence')}"
            yield material.problem(paper, "finding", problem, remedy, severity=Severity.WARNING)
    for paper in material.papers("note"):
        if (said := len(sentences(paper.note or ""))) > MOST_NOTE_SENTENCES:
            problem = f"it has {counted(said, 'sentence')}"
            yield material.problem(paper, "note", problem, "Say it in one or two", severity=Severity.WARNING)


def finding_voice(material: Material) -> Iterator[Problem]:
    """Findings that ask, speak as the authors, or advertise."""
    for paper in material.papers("finding"):
        if paper.finding is None:
            continue
        if "?" in paper.finding:
            problem, remedy = "it asks a question", "State what the paper shows"
        elif (words := wording.loud_words(paper.finding)) is not None:
            problem, remedy = f"'{words}' speaks for the authors, or praises", "Say plainly what the paper shows"
        else:
            continue
        yield material.problem(paper, "finding", problem, remedy, severity=Severity.WARNING)


def finding_repeats(material: Material) -> Iterator[Problem]:
    """Findings that readers find again at the beginning of the summary."""
    remedy = "Say in the finding what the paper shows, and in the summary how"
    for paper in material.papers("finding"):
        first = next(iter(sentences(summary_text(paper.summary))), "")
        if paper.finding is not None and first and identity_of(paper.finding) == identity_of(first):
            problem = "it is the first sentence of the summary"
            yield material.problem(paper, "finding", problem, remedy, severity=Severity.WARNING)


def copied_finding(material: Material) -> Iterator[Problem]:
    """Findings that repeat the abstract, where it is at hand."""
    for paper in material.papers("finding"):
        if paper.finding is not None and (run := wording.copied_words(paper, paper.finding)) is not None:
            problem = f"it shares the words '{run}' with the abstract"
            yield material.problem(paper, "finding", problem, "Say it in your own words")
