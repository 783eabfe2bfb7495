"""The text of an issue that was made with one of our forms: its fields, read strictly.

GitHub writes a form's answers as `### Label`, a blank line, and the answer; `_No response_` stands for
none (https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-issue-forms).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from papershelf.errors import Rejected
from papershelf.text import check_written

LONGEST = 70_000
"""The longest text that is read, in characters; GitHub allows 65,536."""

_HEADING = re.compile(r"###[ \t]+(?=[^ \t])(.+)")
_NONE = "_No response_"


class Field(StrEnum):
    """The labels of the forms' fields. `.github/ISSUE_TEMPLATE/` has the same, as a test holds."""

    CHANGES = "Changes"
    PAPER = "Paper"
    TITLE = "Title"
    LINK = "Link"
    TAGS = "Tags"
    SUMMARY = "Summary"
    LINKS = "More links"
    FACTS = "Facts"
    REASON = "Why"


TAGS_FORM = (Field.PAPER, Field.TAGS, Field.SUMMARY, Field.LINKS, Field.FACTS, Field.REASON)
PAPER_FORM = (Field.TITLE, Field.LINK, Field.TAGS, Field.SUMMARY, Field.LINKS, Field.FACTS, Field.REASON)
CHANGES_FORM = (Field.CHANGES, Field.REASON)
"""The fields of the three forms that a change is made of, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The answers of one form."""

    answers: Mapping[Field, str]
    """Those that were given, trimmed, with LF line ends."""

    @property
    def is_new(self) -> bool:
        """Whether it suggests a paper that the list does not have."""
        return Field.TITLE in self.answers

    @property
    def is_of_several(self) -> bool:
        """Whether it proposes tags for several papers."""
        return Field.CHANGES in self.answers


def parse(text: str) -> Form:
    """Read an issue's text.

    Raises:
        Rejected: It is not the text of one of the forms, or a field is missing or appears twice.
    """
    remedy = "Open a new issue with the form, or put back the headings that it wrote"
    if len(text) > LONGEST:
        raise Rejected(f"the text has more than {LONGEST:,} characters", "Shorten it")
    parts = _split(text.replace("\r\n", "\n").replace("\r", "\n"), remedy)
    for field, answer in parts.items():
        _check_answer(field, answer)
    found = set(parts)
    expected, required = _form_of(found)
    if strange := sorted(found - set(expected)):
        raise Rejected(f"the field '{strange[0]}' does not belong to this form", remedy)
    answers = {field: answer for field, answer in parts.items() if answer and answer != _NONE}
    for field in required:
        if field not in answers:
            raise Rejected(f"the field '{field}' is missing or empty", remedy)
    return Form(answers=answers)


def _form_of(found: set[Field]) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    """The fields of the form that some belong to, and those of them that must have an answer."""
    if Field.TITLE in found:
        return PAPER_FORM, (Field.TITLE, Field.LINK)
    if Field.CHANGES in found:
        return CHANGES_FORM, (Field.CHANGES,)
    return TAGS_FORM, (Field.PAPER,)


def _check_answer(field: Field, answer: str) -> None:
    """Refuse what no eye sees, and say where: the line's words are all that its writer can look for."""
    for row in answer.split("\n"):
        try:
            check_written(row)
        except Rejected as error:
            words = " ".join("".join(sign if sign.isprintable() else " " for sign in row).split())
            where = f"'{field}', in '{words[:60]}'" if words else f"'{field}'"
            raise Rejected(f"{where}: {error.problem}", error.remedy) from None


def _split(text: str, remedy: str) -> dict[Field, str]:
    parts: dict[Field, list[str]] = {}
    rows: list[str] | None = None
    for row in text.split("\n"):
        if (heading := _HEADING.fullmatch(row)) is None:
            if rows is None and row.strip():
                raise Rejected("there is text before the form's first heading", remedy)
            if rows is not None:
                rows.append(row)
            continue
        label = heading[1].rstrip(" \t")
        if label not in set(Field):
            raise Rejected(f"'{label[:60]}' is not a heading of the form", remedy)
        field = Field(label)
        if field in parts:
            raise Rejected(f"the heading '{field}' appears twice", remedy)
        rows = parts[field] = []
    if not parts:
        raise Rejected("it has none of the form's headings", remedy)
    return {field: "\n".join(rows).strip() for field, rows in parts.items()}
