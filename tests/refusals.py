"""What the tests of bad inputs have in common: how a refusal is seen, and what is told."""

from __future__ import annotations

from pathlib import Path

from captures import bring, lasting, record, said, sparse

TWO = [record("Spoons"), record("Forks")]


DONE = "2 records read, 2 papers new, 0 seen again, 0 set aside"


HEAD = 'id: aaaa\ntitle: "T"\nadded: "2026-01-01"\n'


def refused(root: Path, *files: Path) -> list[str]:
    """What an import says that fails, exits with 1 and writes nothing."""
    before = lasting(root)
    result = bring(root, *files)
    assert result.exit_code == 1
    assert lasting(root) == before
    return [line.replace(f"{files[0].parent}/", "") for line in said(result)]


def told(root: Path, *files: Path, code: int = 0) -> list[str]:
    """What an import says that goes through."""
    result = bring(root, *files)
    assert result.exit_code == code, result.output
    return [line.replace(f"{files[0].parent}/", "") for line in result.output.splitlines()]


def with_paper(root: Path, front: str, name: str = "a.md") -> Path:
    """A paper's file of some front matter, without its fences."""
    (root / "content" / "papers").mkdir(exist_ok=True)
    path = root / "content" / "papers" / name
    path.write_text(f"---\n{front}---\n", "utf-8")
    return path


def problems(root: Path) -> list[str]:
    """What is said of content that does not load; an import refuses it, and changes nothing."""
    capture = root.parent / "sound.txt"
    capture.write_text(sparse([record("Teapots")]), "utf-8")
    return refused(root, capture)
