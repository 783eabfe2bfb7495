"""Bibliographies of papers in every format. A paper is in many of them: its citation is made once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b

from papershelf import addresses
from papershelf.catalog.catalog import Catalog
from papershelf.model import Paper
from papershelf.publish.artifact import Artifact
from papershelf.publish.formats import bibtex, csl, ris
from papershelf.publish.formats.citation import Citation, cite
from papershelf.publish.keeping import ANEW, Keeping

FORMATS: dict[str, Callable[[Iterable[Citation]], str]] = {
    addresses.ALL_BIBTEX: bibtex.to_bibtex,
    addresses.ALL_RIS: ris.to_ris,
    addresses.ALL_CSL: csl.to_csl,
}
"""By what the file of a bibliography is called."""


class Bibliographies:
    """Writes bibliographies of the papers of one list."""

    def __init__(self, catalog: Catalog, address: str, keeping: Keeping = ANEW) -> None:
        """Prepare to write.

        Args:
            catalog: The list.
            address: The site's address without a slash at its end, or nothing.
            keeping: Knows which citations are what they were.
        """
        self._papers = catalog.library.papers
        self._address = address
        self._keeping = keeping
        self._cited: dict[str, Citation] = {}

    def publish(self, papers: Sequence[Paper], paths: Mapping[str, str]) -> Iterable[Artifact]:
        """The bibliography of some papers as files.

        Args:
            papers: Papers of the list, withdrawn ones too.
            paths: What each file would be called in `FORMATS`, by its path in the site.
        """
        name = f"bibliography {min(paths)}"
        return self._keeping.unless_kept(
            name, lambda: (self.mark(papers), [*paths]), lambda: self._write_all(papers, paths)
        )

    def _write_all(self, papers: Sequence[Paper], paths: Mapping[str, str]) -> Iterator[Artifact]:
        texts = self.write(dict.fromkeys(paths.values()), papers)
        yield from (Artifact(path=path, content=texts[file]) for path, file in paths.items())

    def write(self, files: Iterable[str], papers: Iterable[Paper]) -> dict[str, str]:
        """The bibliography of some papers, in their order, in several formats.

        Args:
            files: What the files are called: keys of `FORMATS`.
            papers: Papers of the list, withdrawn ones too.

        Returns:
            Texts by the names of these files.
        """
        cited = [self._cite(paper) for paper in papers]
        return {file: FORMATS[file](cited) for file in files}

    def _cite(self, paper: Paper) -> Citation:
        found = self._cited.get(paper.slug)
        if found is None:
            found = self._cited[paper.slug] = cite(paper, self._address)
        return found

    def mark(self, papers: Iterable[Paper]) -> str:
        """What tells the bibliographies of some papers from those of others: no citation holds a summary."""
        marks = self._marks
        return "".join([marks[paper.slug] for paper in papers])

    @cached_property
    def _marks(self) -> dict[str, str]:
        """What tells the citation of a paper from others, by its slug."""
        marks = self._keeping.entries("citations", self._papers, (), self._mark)
        return {paper.slug: mark for paper, mark in zip(self._papers, marks, strict=True)}

    def _mark(self, paper: Paper) -> str:
        texts = self.write(FORMATS, [paper]).values()
        return blake2b("\0".join(texts).encode(), digest_size=16).hexdigest()
