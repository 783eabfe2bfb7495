"""What a build remembers of the one before: which files it made, of what, and what the gate found in them.

Nothing of it is believed unless everything that it was made from has the same hash: the program, its settings and
templates (`made_with`), what the file is about, the answers that its template was given, and the file itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

from papershelf import audit
from papershelf.addresses import file_path
from papershelf.content.unchanged import REMEMBERED
from papershelf.model import Paper
from papershelf.publish.artifact import Artifact
from papershelf.publish.digests import Digests
from papershelf.publish.kept_entries import Entries, KeptEntries, PackedEntries, pack_entries
from papershelf.publish.kept_parts import Group, Made, Packed, Parts, pack
from papershelf.publish.kept_rows import MadeRow, PackedRows, Row, Rows, pack_rows
from papershelf.publish.output import Filed
from papershelf.publish.search import Kept as KeptSearch
from papershelf.publish.search import Packed as PackedSearch
from papershelf.publish.search import pack as pack_search
from papershelf.similarity.listed import Related

Answer = Callable[[str], str | None]
"""The hash of the answer to a question as the list is now."""

_UNKNOWN = "?"
"""In the place of a hash where a question cannot be answered."""


class Base(NamedTuple):
    """A record as it is on the disk: a later one may be kept as what is otherwise."""

    name: bytes
    """What tells it from others."""
    parts: Parts


@dataclass(slots=True, kw_only=True)
class Record:
    """Everything that one build remembers."""

    made_with: str
    """The hash of the program, its settings and its templates."""
    pages: Mapping[str, Made] = field(default_factory=dict)
    """By the path of their file in the site."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """The hashes of the answers to all that these have asked."""
    groups: Mapping[str, Group] = field(default_factory=dict)
    """By what they are called."""
    rows: Rows = field(default_factory=Rows)
    """What is in lists. It is one and the same from build to build, for each row tells what it was made from."""
    entries: KeptEntries = field(default_factory=KeptEntries)
    """What files of the whole list say of papers, likewise."""
    verdicts: Mapping[str, audit.Verdict] = field(default_factory=dict)
    """What the gate found in each file, by its path."""
    files: Mapping[str, Filed] = field(default_factory=dict)
    """The files of the site, by their paths."""
    digests: Digests | None = None
    """Hashes of objects that this process still has."""
    spare: Mapping[str, Filed] | None = None
    """Those of the folder in which the next site is built, as far as this process knows."""
    related: Related | None = None
    """How papers are related: what relating them once more begins with."""
    search: KeptSearch | PackedSearch | None = None
    """What the search's files were made from: what making them once more begins with."""
    base: Base | None = None
    """The record that this one is made of, besides what has changed; None: it is not on the disk."""
    packed: Packed | None = None
    """All parts, where those who made them have packed them."""

    @property
    def parts(self) -> Parts:
        """All that is known by names."""
        return Parts(self.pages, self.answers, self.groups, self.verdicts, self.files)


class Part(NamedTuple):
    """What was made in a part of a build."""

    pages: dict[str, Made]
    answers: Mapping[str, str]
    rows: PackedRows
    entries: Mapping[str, tuple[Entries | PackedEntries, int]]
    groups: dict[str, Group]
    search: KeptSearch | PackedSearch | None
    data: bytes = b""
    """What is known by names, packed; empty: that is still to do."""

    def packed(self, verdicts: Mapping[str, audit.Verdict]) -> Part:
        """The same for another process: bytes are sent in no time.

        Args:
            verdicts: What the gate found in the files that were made, if it is for the next build as well.
        """
        pages = {path: _written(made, verdicts[path]) for path, made in self.pages.items() if path in verdicts}
        data = pack(Parts(pages, self.answers, self.groups, verdicts))
        entries = {
            file: (pack_entries(made) if isinstance(made, Entries) else made, new)
            for file, (made, new) in self.entries.items()
        }
        search = pack_search(self.search) if isinstance(self.search, KeptSearch) else self.search
        return self._replace(entries=entries, search=search, data=data)


class Memory:
    """The record of the build before, and that of this one."""

    def __init__(self, before: Record, keep: Callable[[str, str | None], bool]) -> None:
        """Begin to remember.

        Args:
            before: What the build before remembered, on the same terms.
            keep: Has a file of the site before in this one, by its path and hash, if it is still what it was.
        """
        self.before = before
        self.digests = Digests(before.digests)
        self.related = before.related
        self.search: KeptSearch | PackedSearch | None = None
        """What the search's files were made from; None: they are not made yet."""
        self._keep = keep
        self._answer: Answer = before.answers.get
        self._changed: set[str] = set()
        self._answers: dict[str, str] = {}
        """What other processes were answered."""
        self._pages: dict[str, Made] = {}
        self._rows: list[MadeRow] = []
        self._entries: dict[str, tuple[Entries | PackedEntries, int]] = {}
        """By file, with how many of them are new."""
        self._hashes: dict[str, str] = {}
        """Those of papers, by their slugs."""
        self._groups: dict[str, Group] = {}
        self._packed: list[bytes] = []
        """What was packed by those who made it,"""
        self._in_packed: tuple[set[str], set[str]] = set(), set()
        """and the names of its pages, as far as the gate let them pass, and groups."""

    def know(self, papers: Iterable[Paper]) -> None:
        """Know papers by the hashes of the files that they were read from; without this, by what they say."""
        for paper in papers:
            if (mark := REMEMBERED.mark_of(paper)) is not None:
                self.digests.know(paper, mark)

    def ask(self, answer: Answer) -> None:
        """Ask the list as it is now all that was asked before: each question once, however many pages asked it."""
        self._answer = answer
        self._changed = {question for question, before in self.before.answers.items() if answer(question) != before}

    def has_page(self, path: str, own: str) -> bool:
        """Whether a page would be what it was; then it is in the new site now."""
        known = self.before.pages.get(path)
        if known is None or known.own != own or not self._changed.isdisjoint(known.asked):
            return False
        if not self._keep(path, known.output):
            return False
        self._pages[path] = known
        return True

    def made_page(self, path: str, own: str, asked: Iterable[str]) -> None:
        """Remember what a page was made from; its file is not written yet."""
        self._pages[path] = Made(own, tuple(asked), "")

    def unless_kept(self, name: str, made_from: object, make: Callable[[], Iterable[Artifact]]) -> Iterable[Artifact]:
        """The files of a group, made anew; none where they would be what they were: then they are in the new site.

        Args:
            name: What the group is called.
            made_from: All that its files are made from, on the terms of `made_with`; a function gives it.
            make: Makes them.
        """
        own = self.digests.of(made_from() if callable(made_from) else made_from)
        known = self.before.groups.get(name)
        if known is not None and known.own == own and all(self._keep(path, None) for path in known.paths):
            self._groups[name] = known
            return ()
        made = list(make())
        self._groups[name] = Group(own, tuple(each.path for each in made))
        return made

    def unless_each_kept(
        self, name: str, papers: Iterable[Paper], make: Callable[[Paper], Iterable[Artifact]]
    ) -> Iterator[Artifact]:
        """Likewise the files of each of some papers, which are made from it alone: of thousands a few."""
        before, keep = self.before.groups, self._keep
        for paper in papers:
            known = before.get(group := f"{name} {paper.slug}")
            is_same = known is not None and known.own == self._hash_of(paper)
            if known is not None and is_same and all(keep(path, None) for path in known.paths):
                self._groups[group] = known
            else:
                yield from self.unless_kept(group, paper, partial(make, paper))

    def _hash_of(self, paper: Paper) -> str:
        """The hash of a paper of the list."""
        found = self._hashes.get(paper.slug)
        if found is None:
            found = self._hashes[paper.slug] = self.digests.of(paper)
        return found

    def has_named(self, path: str) -> bool:
        """Whether a file that is named after its content is in the new site, as it was in the one before."""
        return self._keep(path, None)

    def rows(self, slug: str, own: str) -> dict[str, Row]:
        """The rows of a paper that are known, by variant.

        Args:
            slug: The paper's.
            own: The hash of the paper and its tags.
        """
        return self.before.rows.of(slug, own)

    def made_row(self, made: MadeRow) -> None:
        """Remember a row."""
        self._rows.append(made)

    def entries(self, file: str, papers: Iterable[Paper], terms: object, make: Callable[[Paper], str]) -> list[str]:
        """What a file of the whole list says of each paper, made unless it is known.

        Args:
            file: What the file is called.
            papers: All papers that it tells of.
            terms: All that entries are made from besides their papers, on the terms of `made_with`.
            make: Makes the entry of one.
        """
        common = self.digests.of(terms)
        known, found, new = self.before.entries.of(file, common), {}, 0
        for paper in papers:
            entry, own = known.get(paper.slug), self._hash_of(paper)
            if entry is None or entry[0] != own:
                entry, new = (own, make(paper)), new + 1
            found[paper.slug] = entry
        self._entries[file] = Entries(common, found), new
        return [text for _, text in found.values()]

    def part(self) -> Part:
        """What was made since this was last asked, for a process that makes a part of the pages."""
        answers = self._answers_to(self._pages.values())
        part = Part(self._pages, answers, pack_rows(self._rows), self._entries, self._groups, self.search)
        self._pages, self._rows, self._entries, self._groups, self.search = {}, [], {}, {}, None
        return part

    def join(self, part: Part) -> None:
        """Remember what was made in another part."""
        self._pages.update(part.pages)
        self._answers.update(part.answers)
        self.before.rows.add(part.rows)
        self._entries.update(part.entries)
        self._groups.update(part.groups)
        self.search = part.search or self.search
        if part.data:
            self._packed.append(part.data)
            pages, groups = self._in_packed
            pages.update(part.pages)
            groups.update(part.groups)

    def finish(
        self,
        verdicts: Mapping[str, audit.Verdict],
        files: Mapping[str, Filed],
        told: Mapping[str, audit.Verdict] | None = None,
    ) -> Record:
        """What this build remembers, now that the gate has read what it made.

        Args:
            verdicts: What was found in each file that was read.
            files: What is known of the files of the site.
            told: What was found in files while they were made, and is packed with what is known of them; None: nobody
                keeps what is packed.
        """
        clean = {path: verdict for path, verdict in verdicts.items() if verdict.is_clean}
        for file, made in self._entries.items():
            self.before.entries.replace(file, *made)
        self.before.rows.add(pack_rows(self._rows))
        pages = {path: _written(made, clean[path]) for path, made in self._pages.items() if path in clean}
        record = Record(
            made_with=self.before.made_with,
            pages=pages,
            answers=self._answers_to(pages.values()),
            groups=self._groups,
            rows=self.before.rows,
            entries=self.before.entries,
            verdicts=clean,
            files=files,
            digests=self.digests.closed(),
            base=self.before.base,
        )
        if told is not None and self._packed and record.base is None:
            record.packed = self._packed_with(record, told)
        return record

    def _packed_with(self, record: Record, told: Mapping[str, audit.Verdict]) -> Packed | None:
        """What was packed by those who made it, and the rest of a record; None where the gate has changed its mind."""
        if any(record.verdicts.get(path) is not verdict for path, verdict in told.items()):
            return None
        their_pages, their_groups = self._in_packed
        their_pages &= told.keys()
        pages = {path: made for path, made in record.pages.items() if path not in their_pages}
        return Packed(
            self._packed,
            Parts(
                pages,
                self._answers_to(pages.values()),
                {name: group for name, group in record.groups.items() if name not in their_groups},
                {path: verdict for path, verdict in record.verdicts.items() if path not in told},
                record.files,
            ),
        )

    def _answers_to(self, pages: Iterable[Made]) -> dict[str, str]:
        """The hashes of the answers to all that some pages have asked."""
        answers, known, answer = dict[str, str](), self._answers, self._answer
        for question in dict.fromkeys(chain.from_iterable([made.asked for made in pages])):
            answers[question] = known.get(question) or answer(question) or _UNKNOWN
        return answers


def _written(made: Made, verdict: audit.Verdict) -> Made:
    return made if made.output == verdict.digest else made._replace(output=verdict.digest)


def hear(asked: Iterable[str], answer: Answer) -> str:
    """The hash of the answers to some questions."""
    heard = " ".join([answer(question) or _UNKNOWN for question in asked])
    return blake2b(heard.encode(), digest_size=20).hexdigest()


def html_of(address: str) -> str:
    """The path of a page's file in the site."""
    return file_path(f"{address}index.html")
