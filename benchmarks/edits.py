"""Which files of the site an edit of each kind writes, of an invented list: `python -m benchmarks.edits [PAPERS]`."""

from __future__ import annotations

import logging
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import invented
from papershelf.content.loader import load
from papershelf.publish.mkdocs import run

SIZE = 300
_ALWAYS = {".papershelf.txt", "404.html", "sitemap.xml", "sitemap.xml.gz"}


def edits(root: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """An edit of each kind, with what it is called."""
    library = load(root).library
    papers = [root / paper.source for paper in library.papers]
    tag = next(key for key in library.vocabulary.tags if key not in library.papers[4].tags)
    vocabulary = root / "content" / "tags.yml"

    def change(file: Path, pattern: str, by: str) -> Callable[[], object]:
        return lambda: file.write_text(re.sub(pattern, by, file.read_text("utf-8"), count=1, flags=re.M), "utf-8")

    yield "a summary, but for its first sentence", change(papers[2], r"\n\Z", " It was edited.\n")
    yield "the first sentence of a summary", change(papers[3], r"^---\n(?!id)", "---\nIt was edited. ")
    yield "a tag added to a paper", change(papers[4], r"^tags: \[", f"tags: [{tag}, ")
    yield "a title", change(papers[5], r'^title: "', 'title: "Edited ')
    yield "the description of a tag", change(vocabulary, r"(?s:(\ntags:\n.*?description: \S+))", r"\1 edited")
    yield "a paper removed", papers[6].unlink


def kind_of(path: str) -> str:
    """What a file is: its folder, and its ending or, where it is a page, that."""
    top, _, rest = path.partition("/")
    if not rest:
        return top
    return f"{top}: pages" if path.endswith("/index.html") else f"{top}: .{path.rpartition('/')[2].partition('.')[2]}"


def written(site: Path, before: set[int]) -> list[str]:
    """The files of a site that were not in the one before, but for what every build writes."""
    files = (path for path in site.rglob("*") if path.is_file() and path.stat().st_ino not in before)
    return [path for file in files if (path := file.relative_to(site).as_posix()) not in _ALWAYS]


def main(size: int) -> None:
    """Print a row for each edit."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "list"
        (root / "content").mkdir(parents=True)
        invented.write_content(root / "content", size)
        (root / "content" / "urls.txt").unlink(missing_ok=True)
        shutil.copyfile("mkdocs.yml", root / "mkdocs.yml")
        for _ in range(2):
            run.build(root, cards=False)
        for name, edit in edits(root):
            before = {path.stat().st_ino for path in (root / "site").rglob("*") if path.is_file()}
            edit()
            run.build(root, cards=False)
            kinds = Counter(kind_of(path) for path in written(root / "site", before))
            told = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
            print(f"| {name} | {sum(kinds.values()):,} | {told} |")


if __name__ == "__main__":
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SIZE)
