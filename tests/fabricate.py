"""Papers, libraries and whole projects made for tests. Everything in them is invented."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any
from unittest import mock

import pytest
from click.testing import CliRunner
from filelock import FileLock

from papershelf import cli
from papershelf.content.papers import title_fields
from papershelf.model import Appearance, Library, Listing, Name, Paper, Tag, Topic, Vocabulary
from papershelf.text import parse_name

REPOSITORY = Path(__file__).parent.parent
LIBRARY = Path(__file__).parent / "library"
"""A fabricated content folder; its README says what each paper is there for."""

_SETTINGS = ("SITE_URL", "REPO_URL", "EDIT_URI", "SOURCE_DATE_EPOCH", "CI", "PAPERSHELF_CARDS")
"""What a machine may have set that would change a build."""


def paper(slug: str, title: str | None = None, **facts: Any) -> Paper:
    """A paper that is in one piece; facts are those of the model, `listed` as pairs, authors as a file has them."""
    listed = tuple(Appearance(listing=listing, rank=rank) for listing, rank in facts.pop("listed", ()))
    defaults = {"id": f"id{sum(map(ord, slug)):05d}", "added": "2026-01-02"}
    named = title_fields(slug.title() if title is None else title)  # as loading does it
    authors = tuple(each if isinstance(each, Name) else parse_name(each) for each in facts.pop("authors", ()))
    return Paper(slug=slug, authors=authors, listed=listed, **defaults | named | facts)


def library(*papers: Paper, tags: dict[str, str] | None = None, published: tuple[str, ...] = ()) -> Library:
    """A library of some papers.

    Args:
        papers: The papers; the listings that they name exist.
        tags: The topic of each tag.
        published: The ledger.
    """
    topics = dict.fromkeys((tags or {}).values())
    listings = sorted({place.listing for each in papers for place in each.listed})
    return Library(
        papers=tuple(sorted(papers, key=lambda each: each.slug)),
        vocabulary=Vocabulary(
            topics=MappingProxyType(
                {key: Topic(key=key, label=f"Topic {key}", description=f"About {key}.") for key in topics}
            ),
            tags=MappingProxyType(
                {
                    key: Tag(key=key, label=f"Tag {key}", description=f"Means {key}.", topic=topic)
                    for key, topic in (tags or {}).items()
                }
            ),
        ),
        listings=MappingProxyType({key: Listing(id=key) for key in listings}),
        published=published,
    )


def environment(**settings: str) -> dict[str, str]:
    """The environment of a build that nothing on this machine has a say in; without cards, for speed."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in _SETTINGS and not name.startswith(("GITHUB_", "PYTEST_"))
    }
    return kept | {"PAPERSHELF_CARDS": "never"} | settings


@dataclass(frozen=True)
class Project:
    """A project's folder on disk: content and settings, and templates of its own where a test writes some."""

    root: Path

    @property
    def site(self) -> Path:
        return self.root / "site"

    def run(self, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run `papershelf` for this project: in this process, since starting one takes longer than most commands."""
        arguments = ["papershelf", "--root", str(self.root), *words]
        code = 0
        with _as_if_started(self.root, arguments, settings), CliRunner().isolation() as (out, err, _):
            try:
                cli.main()
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else int(end.code is not None)
            sys.stdout.flush()
            sys.stderr.flush()
        return subprocess.CompletedProcess(arguments, code, out.getvalue().decode(), err.getvalue().decode())

    def start(self, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """The same in a process of its own: for what Python reads as it starts, and for two at once."""
        return self._run([sys.executable, "-m", "papershelf.cli", "--root", str(self.root), *words], settings)

    def mkdocs(self, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run `mkdocs` in this project's folder."""
        return self._run([sys.executable, "-m", "mkdocs", *words], settings)

    def build(self, **settings: str) -> str:
        """Build the site, which must succeed; what was printed."""
        done = self.run("build", **settings)
        assert done.returncode == 0, done.stderr
        return done.stderr

    def fail(self, **settings: str) -> str:
        """Build the site, which must fail in sentences; what was printed."""
        done = self.run("build", **settings)
        assert done.returncode == 1, done.stderr
        assert "Traceback" not in done.stderr
        return done.stderr

    def write(self, path: str, text: str) -> Path:
        """Write a file of the project."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def replace(self, path: str, old: str, new: str) -> None:
        """Change a text that a file of the project must hold; a template that it has not is that of the package."""
        file = self.root / path
        text = (file if file.exists() else REPOSITORY / path).read_text(encoding="utf-8")
        assert old in text, f"{path} does not hold {old!r}"
        self.write(path, text.replace(old, new))

    def files(self) -> dict[str, bytes]:
        """Every file of the built site."""
        return tree(self.site)

    def _run(self, words: list[str], settings: dict[str, str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            words,
            cwd=self.root,
            env=environment(**settings),
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )


@contextmanager
def _as_if_started(folder: Path, arguments: list[str], settings: dict[str, str]) -> Iterator[None]:
    """Let this process be, for a while, one that was just started: its folder, environment, arguments and loggers."""
    logger = logging.getLogger("mkdocs")
    handlers, level = logger.handlers[:], logger.level
    with (
        chdir(folder),
        mock.patch.dict(os.environ, environment(**settings), clear=True),
        mock.patch.object(sys, "argv", arguments),
    ):
        try:
            yield
        finally:
            logger.handlers[:] = handlers
            logger.setLevel(level)


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that one of the workers of a run makes, and all of them read.

    Args:
        factory: Its base is below a folder that the workers of a run have in common.
        name: What the folder is called; who asks for one name gets one folder.
        make: What makes the folder, at the path that it is given.
    """
    base = factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared"
    shared.mkdir(exist_ok=True)
    done = shared / f"{name}.done"
    with FileLock(shared / f"{name}.lock"):
        if not done.exists():
            shutil.rmtree(shared / name, ignore_errors=True)
            make(shared / name)
            done.touch()
    return shared / name


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def assemble(root: Path, content: Path | None) -> Project:
    """Make a project of a content folder (or of none) and this repository's own pages and settings."""
    if content is not None:
        shutil.copytree(content, root / "content", copy_function=shutil.copyfile)
    shutil.copytree(REPOSITORY / "content" / "pages", root / "content" / "pages", dirs_exist_ok=True)
    shutil.copyfile(REPOSITORY / "mkdocs.yml", root / "mkdocs.yml")
    return Project(root)
