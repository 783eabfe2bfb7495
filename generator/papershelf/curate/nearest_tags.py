"""The tags that a person probably meant, for the one field in which most slips are made."""

from __future__ import annotations

from papershelf.content import papers, vocabulary
from papershelf.content.yaml.fields import Report, nearest
from papershelf.errors import Rejected
from papershelf.model import Vocabulary
from papershelf.text import check_written


def propose_tags(slug: str, text: str, words: Vocabulary) -> str | None:
    """A paper's file with the tags of the vocabulary that its own are nearest to, once each, in house order.

    Returns:
        The file; None where a tag is like no other, or the file cannot be read.
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
    meant = [_meant(tag, words, meaning) for tag in paper.tags]
    found = [tag for tag in meant if tag is not None]
    if len(found) < len(meant):
        return None
    tags = words.in_house_order(dict.fromkeys(found))
    return text if tags == paper.tags else papers.update(text, {"tags": tags})


def _meant(tag: str, words: Vocabulary, meaning: dict[str, str]) -> str | None:
    if tag in words.tags:
        return tag
    near = nearest(vocabulary.as_typed(tag), meaning)
    return None if near is None else meaning[near]
