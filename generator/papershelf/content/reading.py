"""A content folder while it is read: its texts, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path

from papershelf.content import files, vocabulary
from papershelf.content.yaml.fields import Guesses, Report
from papershelf.errors import PapershelfError, Problem, Rejected
from papershelf.model import Vocabulary
from papershelf.text import check_written


class Texts(MutableMapping[str, str]):
    """Texts of files by their path under `content/`, of which some are read when somebody asks for them."""

    def __init__(self, content: Path) -> None:
        self._content = content
        self._texts: dict[str, str | None] = {}

    def leave(self, name: str) -> None:
        """Have a file that is there, and leave it unread for now."""
        self._texts[name] = None

    def __getitem__(self, name: str) -> str:
        """The text of a file.

        Raises:
            PapershelfError: It was left unread, and cannot be read any more.
        """
        text = self._texts[name]
        if text is None:
            text = self._texts[name] = files.read_text(self._content / name, f"content/{name}")
        return text

    def __setitem__(self, name: str, text: str) -> None:
        """Have the text of a file that was read."""
        self._texts[name] = text

    def __delitem__(self, name: str) -> None:
        """Have a file no longer."""
        del self._texts[name]

    def __contains__(self, name: object) -> bool:
        """Whether a file is there, without reading it."""
        return name in self._texts

    def __iter__(self) -> Iterator[str]:
        """The paths, in the order in which the files were come upon."""
        return iter(self._texts)

    def __len__(self) -> int:
        """The number of files."""
        return len(self._texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A content folder while it is read."""

    content: Path
    instead: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)
    guesses: Guesses = field(default_factory=Guesses)
    texts: Texts
    """The files as they are, by their path under `content/`."""
    proposals: dict[str, str] = field(default_factory=dict)
    """What was said of tags that are not known."""
    tree: files.Tree = field(default_factory=dict)
    """What is in the folder, as far as it has been looked at."""
    odd: set[str] = field(default_factory=set)
    """The paths of what is not a plain file, as was noted already; reading a pipe would never end."""

    def report(self, name: str) -> Report:
        """Where the problems of a file are noted."""
        return Report(path=f"content/{name}", problems=self.problems, guesses=self.guesses)

    def propose(self, tag: str, words: Vocabulary, meaning: dict[str, str]) -> str:
        """What to do about a tag that is not known; looked up once, as long as there is room for it."""
        if tag not in self.proposals:
            nameable = meaning if self.guesses.allows(tag, meaning) else {}
            self.proposals[tag] = vocabulary.proposal(tag, words, nameable)
        return self.proposals[tag]

    def can_leave(self, name: str) -> bool:
        """Whether a file may stay unread: it is not replaced by another text, and nothing was said of it."""
        return name not in self.instead and f"content/{name}" not in self.odd

    def text(self, name: str, limit: int = files.MAX_FILE, *, path: str | None = None) -> str | None:
        """The text of a file with LF line ends; None where there is none, or where it has a problem that is noted.

        Args:
            name: Its path under `content/`.
            limit: The most bytes that it may have.
            path: Where the file is, if somebody has seen it there.
        """
        shown = f"content/{name}"
        if shown in self.odd:
            return None
        if path is None and not (self.content / name).exists():
            return None
        file = self.content / name if path is None else path
        try:
            text = self.instead[name] if name in self.instead else files.read_text(file, shown, limit)
        except PapershelfError as error:
            self.problems.extend(error.problems)
            return None
        self.texts[name] = text
        plain = text.replace("\r\n", "\n")
        try:
            check_written(plain)
        except Rejected as error:
            line = next(n for n, row in enumerate(plain.split("\n"), start=1) if not _is_writable(row))
            self.problems.append(Problem(path=shown, line=line, problem=error.problem, remedy=error.remedy))
            return None
        return plain


def _is_writable(row: str) -> bool:
    try:
        check_written(row)
    except Rejected:
        return False
    return True
