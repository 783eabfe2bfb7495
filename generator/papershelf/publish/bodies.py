"""The contents of pages, made by workers that know nothing of this process: they are sent the list, and numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

from papershelf.catalog.catalog import Catalog
from papershelf.content.unchanged import REMEMBERED
from papershelf.processes import Workers
from papershelf.publish.artifact import Artifact
from papershelf.publish.kept import Memory, Part, Record
from papershelf.publish.page import Page, Planned, Site
from papershelf.publish.rendering import Rendering
from papershelf.publish.template_files import Folders
from papershelf.publish.templates import Renderer
from papershelf.similarity.related import Relations

Plan = Callable[[Catalog, Site], Iterable[Page | Planned]]
"""Says which pages a list has."""

WORTH_SENDING = 40
"""So many pages are sent at a time."""


@dataclass(frozen=True, kw_only=True)
class List:
    """All that pages of a list are made from, here and on another machine."""

    catalog: Catalog
    site: Site
    relations: Relations
    folders: Folders
    """Where templates are."""
    plan: Plan
    """Every page; their numbers are their places in it."""
    marks: Sequence[bytes | None]
    """What the papers are known by, in the library's order."""
    remembers: bool
    """Whether it is of use what a page was made from."""

    @cached_property
    def pages(self) -> Sequence[Page | Planned]:
        """Every page."""
        return list(self.plan(self.catalog, self.site))

    @cached_property
    def memory(self) -> Memory | None:
        """What remembers what pages are made from; it knows of none."""
        if not self.remembers:
            return None
        memory = Memory(Record(made_with=""), lambda _path, _digest: False)
        for paper, mark in zip(self.catalog.library.papers, self.marks, strict=True):
            if mark is not None:
                memory.digests.know(paper, mark)
        return memory

    @cached_property
    def rendering(self) -> Rendering:
        """What renders them."""
        renderer = Renderer(*self.folders.paths, words=self.site.words)
        return Rendering(self.catalog, self.site, renderer, self.relations, self.memory)

    def __reduce__(self) -> tuple[Callable[..., List], tuple[dict[str, Any]]]:
        """Say how another machine can have it: without what can be made there."""
        return _list_of, ({name: getattr(self, name) for name in self.__dataclass_fields__},)


def _list_of(fields: dict[str, Any]) -> List:
    return List(**fields)


def given_by(
    catalog: Catalog, site: Site, renderer: Renderer, relations: Relations, plan: Plan, *, remembers: bool
) -> List:
    """All that pages are made from, with the templates of a renderer."""
    return List(
        catalog=catalog,
        site=site,
        relations=dict(relations),
        folders=Folders(*renderer.folders),
        plan=plan,
        marks=[REMEMBERED.mark_of(paper) for paper in catalog.library.papers],
        remembers=remembers,
    )


def make(given: List, numbers: Sequence[int]) -> tuple[list[Artifact], Part | None]:
    """Render some pages of a list, and say what they were made from.

    Raises:
        PapershelfError: A template is broken.
    """
    made = [given.rendering.page(given.pages[number]) for number in numbers]
    return made, None if given.memory is None else given.memory.part()


class Bodies:
    """The contents of pages while workers make them."""

    def __init__(self, workers: Workers, given: List, artifacts: Sequence[Artifact]) -> None:
        """Let the pages be made that have to be.

        Args:
            workers: Who makes them.
            given: What they are made from.
            artifacts: The file of each page; those with `later` are to be made.
        """
        numbers = [number for number, artifact in enumerate(artifacts) if artifact.later is not None]
        self._numbers = numbers if len(numbers) >= 2 * WORTH_SENDING else []
        self._finish = workers.begin(make, given, self._numbers, least=WORTH_SENDING) if self._numbers else list
        self._made: dict[int, Artifact] = {}
        self.artifacts = list(artifacts)
        """The file of each page; `later` gives what was made, after `collect`."""
        for number in self._numbers:
            self.artifacts[number] = replace(artifacts[number], later=partial(self._made.__getitem__, number))

    def collect(self, memory: Memory | None) -> None:
        """Have the pages.

        Args:
            memory: What is told what they were made from.

        Raises:
            PapershelfError: A template is broken.
        """
        numbers = iter(self._numbers)
        for made, part in self._finish():
            for artifact in made:
                self._made[next(numbers)] = artifact
            if memory is not None and part is not None:
                memory.join(part)
