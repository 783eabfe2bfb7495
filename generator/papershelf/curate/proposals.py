"""Tags that a machine proposes: written beside the confirmed ones, confirmed or rejected by a person. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from papershelf import content
from papershelf.model import Paper, Vocabulary


def propose(text: str, paper: Paper, tags: Iterable[str], vocabulary: Vocabulary) -> str:
    """A paper's file with other proposed tags, the kind of contribution last; its tags stay as they are."""
    found = vocabulary.in_house_order(tag for tag in dict.fromkeys(tags) if tag not in paper.tags)
    return text if found == paper.proposed else content.update_paper(text, {"proposed": list(found) or None})


def confirm(text: str, paper: Paper, vocabulary: Vocabulary, only: Collection[str] = ()) -> str:
    """A paper's file with its proposed tags among its tags; `only`, where given, says which, and the others wait."""
    chosen = [tag for tag in paper.proposed if not only or tag in only]
    tags = vocabulary.in_house_order((*paper.tags, *chosen))
    waiting = [tag for tag in paper.proposed if tag not in chosen]
    return content.update_paper(text, {"tags": list(tags), "proposed": waiting or None})


def reject(text: str, paper: Paper, only: Collection[str] = ()) -> str:
    """A paper's file without its proposed tags, or without those of `only`."""
    waiting = [tag for tag in paper.proposed if only and tag not in only]
    return content.update_paper(text, {"proposed": waiting or None})
