"""The tags that a person meant beyond doubt, for the one field in which most slips are made."""

from __future__ import annotations

from papershelf.content import papers, vocabulary
from papershelf.content.yaml.fields import Report
from papershelf.errors import Rejected
from papershelf.model import Vocabulary
from papershelf.text import check_written
from papershelf.text.typos import correct


def propose_tags(slug: str, text: str, words: Vocabulary) -> str | None:
    """A paper's file with the tags of the vocabulary that its own are slips of, once each, in house order.

    Returns:
        The file; None where it is not certain what one of its tags means, or the file cannot be read.
    """
    plain = text.replace("\r\n", "\n")
    try:
        check_written(plain)
    except Rejected:
        return None
    paper = papers.read(Report(path=""), slug, plain, None)
    if paper is None or not paper.tags:
        return None
    meaning = vocabulary.words(words)
    found: list[str] = []
    for tag in paper.tags:
        if not (meant := _meant(tag, words, meaning)):
            return None
        found += meant
    tags = words.in_house_order(dict.fromkeys(found))
    return text if tags == paper.tags else papers.update(text, {"tags": tags})


def _meant(tag: str, words: Vocabulary, meaning: dict[str, str]) -> list[str]:
    """The tags that a word means: itself, by another name, with its commas put back, or but for a slip or two."""
    typed = vocabulary.as_typed(tag)
    near = tag if tag in words.tags else meaning.get(typed)
    if near is None and (several := vocabulary.divide(tag, meaning)):
        return several
    near = near or correct(typed, meaning)
    return [] if near is None else [near]
