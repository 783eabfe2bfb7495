"""Confirmed papers whose tags look wrong, each judged by all the others. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from papershelf.model import Paper
from papershelf.similarity.suggest import Model, Suggestion
from papershelf.similarity.tag_evidence import Reading

LACKING = 0.95
"""The confidence from which a tag that a paper has not is called lacking."""
_UNLIKE = 0.5
"""How like a tag's papers a paper is at least, beside those of its best tags, if it has anything to do with them."""
_FEW_VOTES = 0.03
"""Less than the share of one in 25 papers that vote: none that is really like it."""
_SHOWN_PAPERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A paper whose tags look wrong, and why."""

    paper: Paper
    unlike: tuple[str, ...]
    """Its tags that nothing speaks for: hardly a paper like it has them, and its text does not speak of them."""
    like: tuple[Paper, ...]
    """The papers most like it."""
    lacking: tuple[Suggestion, ...]
    """Tags that it has not, and that nearly every paper of its kind has; the surest first."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """What looks wrong, each with its grounds in a line of text."""
        titles = ", ".join(f'"{paper.title}"' for paper in self.like)
        beside = f"; most like it: {titles}" if titles else ""
        return (
            *(
                f"has {tag}: hardly a paper like it has it, and its text does not speak of it{beside}"
                for tag in self.unlike
            ),
            *(f"lacks {found.tag} ({found.confidence:.2f}): {found.reason}" for found in self.lacking),
        )


def doubts(model: Model) -> Iterator[Doubt]:
    """Find the papers whose tags look wrong, in slug order; none where too few papers have tags to learn from."""
    for number, paper in enumerate(model.index.papers):
        reading = model.index.read(paper, left_out=number)
        unlike = tuple(tag for tag in paper.tags if _is_unlike(reading, tag))
        sure = [tag for tag, confidence in model.rank(reading) if confidence >= LACKING and tag not in paper.tags]
        if unlike or sure:
            like = tuple(model.index.papers[other] for other, _ in reading.nearest[:_SHOWN_PAPERS])
            yield Doubt(paper=paper, unlike=unlike, like=like, lacking=model.explain(reading, sure))


def _is_unlike(reading: Reading, tag: str) -> bool:
    found = reading.evidence.get(tag)
    return found is None or (
        found.votes < _FEW_VOTES and not found.in_title and not found.in_text and found.relative_similarity < _UNLIKE
    )
