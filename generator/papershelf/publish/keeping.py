"""What makes files, and parts of files, that a build before may have left; here all of them are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from papershelf.model import Paper
from papershelf.publish.artifact import Artifact


class Keeping(Protocol):
    """What knows which files need not be made."""

    def unless_kept(self, name: str, made_from: object, make: Callable[[], Iterable[Artifact]]) -> Iterable[Artifact]:
        """The files of a group, made anew; none where they would be what they were: then they are in the new site.

        Args:
            name: What the group is called.
            made_from: All that its files are made from, on the terms of the whole build; a function gives it where
                it takes time to find out.
            make: Makes them.
        """

    def unless_each_kept(
        self, name: str, papers: Iterable[Paper], make: Callable[[Paper], Iterable[Artifact]]
    ) -> Iterable[Artifact]:
        """Likewise the files of each of some papers, which are made from it and from nothing else.

        Args:
            name: What these groups are called.
            papers: Papers of the list.
            make: Makes the files of one.
        """

    def entries(self, file: str, papers: Iterable[Paper], terms: object, make: Callable[[Paper], str]) -> list[str]:
        """What a file of the whole list says of each paper, made unless it is known.

        Args:
            file: What the file is called.
            papers: All papers that it tells of.
            terms: All that entries are made from besides their papers, on the terms of the whole build.
            make: Makes the entry of one.
        """


class _Anew:
    """Knows of no build before."""

    def unless_kept(self, _name: str, _made_from: object, make: Callable[[], Iterable[Artifact]]) -> Iterable[Artifact]:
        return make()

    def unless_each_kept(
        self, _name: str, papers: Iterable[Paper], make: Callable[[Paper], Iterable[Artifact]]
    ) -> Iterator[Artifact]:
        for paper in papers:
            yield from make(paper)

    def entries(self, _file: str, papers: Iterable[Paper], _terms: object, make: Callable[[Paper], str]) -> list[str]:
        return [make(paper) for paper in papers]


ANEW: Keeping = _Anew()
"""Makes everything."""
