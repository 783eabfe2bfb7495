"""A project opened, read and changed: the Python API, and the one place where a list is changed under its lock.

A project is a folder that holds `content/` and, for its site, `mkdocs.yml`. To read its list, ask for its
parts; to change it, plan within `edit`, which writes everything or nothing:

>>> from papershelf.curate.new_paper import Draft
>>> from papershelf.project import Project
>>> project = Project("my-list")
>>> for paper in project.catalog.papers:
...     print(paper.slug, [tag.label for tag in project.catalog.tags_of(paper)])
a-field-guide-to-kettles ['Heat', 'Survey']
kettles-that-whistle ['Heat']
>>> [related.paper.slug for related in project.related(project.catalog.by_slug["kettles-that-whistle"])]
['a-field-guide-to-kettles']
>>> created = project.add(Draft(title="Kettles at Altitude", tags=("heat",)), day="2026-11-21")
>>> created.paper.source
'content/papers/kettles-at-altitude.md'
>>> with project.edit() as texts:
...     texts[created.paper.file] += "\\nWater boils sooner on a mountain. It is cooler then.\\n"
>>> project.catalog.by_slug["kettles-at-altitude"].summary
'Water boils sooner on a mountain. It is cooler then.'
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from functools import cached_property
from pathlib import Path, PurePosixPath

from papershelf import content
from papershelf.catalog import catalog
from papershelf.curate.new_paper import Created, Draft, plan_paper
from papershelf.errors import Problem
from papershelf.model import Library, Paper
from papershelf.similarity.reasons import Relation
from papershelf.similarity.related import Relations, relate


class Project:
    """A project's folder and the list in it, which is read when it is first asked for and then kept."""

    def __init__(self, root: Path | str) -> None:
        """Open a project; nothing is read yet.

        Args:
            root: The project's folder, which holds `content/`.

        Raises:
            PapershelfError: There is no folder `content` in it.
        """
        self.root = Path(root)
        self._content = content.locate(self.root)

    @cached_property
    def examined(self) -> content.Examined:
        """As much of the list as is sound, and every problem of the rest.

        Raises:
            PapershelfError: A command that was interrupted cannot be taken back.
        """
        return content.examine(self.root)

    @cached_property
    def _loaded(self) -> content.Loaded:
        return content.require_sound(self.examined)

    @property
    def library(self) -> Library:
        """The list as its files have it.

        Raises:
            PapershelfError: It does not load; with every problem of every file.
        """
        return self._loaded.library

    @property
    def texts(self) -> Mapping[str, str]:
        """The list's files as they are, by path under `content/`.

        Raises:
            PapershelfError: The list does not load; with every problem of every file.
        """
        return self._loaded.texts

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What was noticed about files that load.

        Raises:
            PapershelfError: The list does not load; with every problem of every file.
        """
        return self._loaded.warnings

    @property
    def inbox(self) -> content.Inbox:
        """The candidates for the list, and where they come from.

        Raises:
            PapershelfError: The list does not load; with every problem of every file.
        """
        return self._loaded.inbox

    @cached_property
    def catalog(self) -> catalog.Catalog:
        """The list, grouped and ordered for readers.

        Raises:
            PapershelfError: It does not load; with every problem of every file.
        """
        return catalog.arrange(self.library)

    @cached_property
    def _relations(self) -> Relations:
        return relate(self.catalog)

    def related(self, paper: Paper) -> tuple[Relation, ...]:
        """The papers that are most similar to one of the list, the most similar first, with the reasons.

        Args:
            paper: A paper of this list; a withdrawn one has no related papers.

        Raises:
            PapershelfError: The list does not load; with every problem of every file.
        """
        return self._relations.get(paper.slug, ())

    def reload(self) -> None:
        """Forget what was read, so that the files are read again: they may have been changed meanwhile."""
        for name in ("examined", "_loaded", "catalog", "_relations"):
            self.__dict__.pop(name, None)

    @contextmanager
    def edit(self, *, write: bool = True, unsound: bool = False) -> Iterator[Texts]:
        """Change the list, alone with it: what is put into the texts is written at the end, all of it or nothing.

        The list is read anew under its lock, so that a plan is made of what is there. Where the block
        raises, nothing is written.

        Args:
            write: Whether it is written; otherwise nothing is locked either, and the block only plans.
            unsound: Whether a list that does not load can be changed, as it must be to put it right.

        Yields:
            The texts of the files, by path under `content/`.

        Raises:
            PapershelfError: Somebody else is changing the list, it does not load, or the disk refuses.
        """
        with content.lock(self._content) if write else nullcontext():
            self.reload()
            texts = Texts(self._content if write else None, self.examined.texts if unsound else self.texts)
            try:
                yield texts
                texts.save()
            finally:
                if texts.was_written:
                    self.reload()

    def add(self, draft: Draft, day: str) -> Created:
        """Add a paper to the list.

        Args:
            draft: What is known of the paper.
            day: The day that it is marked with, `YYYY-MM-DD`.

        Raises:
            PapershelfError: The list does not load or has this paper, somebody else is changing it, or a fact
                is not allowed; then nothing is written.
        """
        with self.edit() as texts:
            created = plan_paper(self.library, texts, draft, added=day)
            texts.update(created.files)
        return created


class Texts(Mapping[str, str]):
    """The files of a list while it is changed, by path under `content/`. Files can be changed, added and removed."""

    def __init__(self, folder: Path | None, before: Mapping[str, str]) -> None:
        """Begin with the files as they are.

        Args:
            folder: The content folder, which the caller has locked; None: nothing is ever written.
            before: The texts of its files.
        """
        self._folder = folder
        self._before = before
        self._changed: dict[str, str | None] = {}
        self._saved: dict[str, str | None] = {}
        self.was_written = False
        """Whether anything was written, or was about to be when the disk refused."""

    def __getitem__(self, name: str) -> str:
        """The text of a file as it will be."""
        for texts in (self._changed, self._saved):
            if name in texts:
                if (text := texts[name]) is None:
                    raise KeyError(name)
                return text
        return self._before[name]

    def _all(self) -> Mapping[str, str | None]:
        """The texts of all files as they will be, None of those that will be gone."""
        return {**self._before, **self._saved, **self._changed}

    def __setitem__(self, name: str, text: str) -> None:
        """Have a file hold a text. Files are written in the order in which they were first set.

        Raises:
            ValueError: The name leads out of the content folder, or to a hidden file.
        """
        _check_name(name)
        if name not in self._changed and self.get(name) == text:
            return
        self._changed[name] = text

    def __delitem__(self, name: str) -> None:
        """Have a file go, if it is there.

        Raises:
            ValueError: The name leads out of the content folder, or to a hidden file.
        """
        _check_name(name)
        self._changed[name] = None

    def __iter__(self) -> Iterator[str]:
        """The paths of all files."""
        return (name for name, text in self._all().items() if text is not None)

    def __len__(self) -> int:
        """The number of files."""
        return sum(text is not None for text in self._all().values())

    def update(self, files: Mapping[str, str | None]) -> None:
        """Set several files, in their order: what is referred to first. None: the file goes.

        Raises:
            ValueError: A name leads out of the content folder, or to a hidden file.
        """
        for name, text in files.items():
            if text is None:
                del self[name]
            else:
                self[name] = text

    def save(self) -> None:
        """Write at once what was changed so far, all of it or nothing; the end of an edit does this by itself.

        Raises:
            PapershelfError: The disk refuses; what was there is intact.
        """
        if self._folder is not None and self._changed:
            self.was_written = True
            content.write_files(self._folder, self._changed)
            self._saved |= self._changed
            self._changed = {}


def _check_name(name: str) -> None:
    parts = name.split("/")
    if any(not part or part.startswith(".") for part in parts) or str(PurePosixPath(name)) != name:
        raise ValueError(f"'{name}' is not a path of a file under content/")
