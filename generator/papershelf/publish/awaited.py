"""Pages that somebody looks at while a site is built: made before all others, and shown while those are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Protocol

from papershelf.publish.artifact import Artifact
from papershelf.publish.kept import html_of
from papershelf.publish.page import Page, Planned


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """The pages that come first."""

    paths: frozenset[str]
    """Their files in the site; a page that the list no longer has is not made."""
    show: Callable[[Sequence[Artifact]], None]
    """Is given them as soon as they are there, before any other page is made."""


class Make(Protocol):
    """Makes a page, or says how to do so later."""

    def __call__(self, page: Page | Planned, *, later: bool = False) -> Artifact:
        """Make it."""


def in_order(
    planned: Iterable[Page | Planned], make: Make, *, later: bool, awaited: Awaited | None
) -> Iterator[Artifact]:
    """All pages in the order in which they are planned, whichever are made first.

    Args:
        planned: The pages.
        make: Makes one.
        later: Whether pages only say how they are made.
        awaited: Those that are made and shown before the first is yielded; None: nobody waits.
    """
    if awaited is None:
        return (make(page, later=later) for page in planned)
    pages = iter(planned)
    skipped, made, missing = [], {}, set(awaited.paths)
    while missing and (page := next(pages, None)) is not None:
        skipped.append(page)
        if (path := html_of(page.address)) in missing:
            missing.remove(path)
            made[page.address] = make(page)
    awaited.show([*made.values()])
    ready = {address: _later(artifact) if later else artifact for address, artifact in made.items()}
    return (ready.get(page.address) or make(page, later=later) for page in chain(skipped, pages))


def _later(artifact: Artifact) -> Artifact:
    """A page that was made, for whoever makes pages later."""
    return artifact if artifact.is_kept else replace(artifact, content="", head=None, later=lambda: artifact)
