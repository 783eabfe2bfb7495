"""Files while they are made: what is written, what is read at once, and what is put off. All of it is invented.

That several processes make the same is shown in `mkdocs/test_divided.py`.
"""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest

from papershelf import audit
from papershelf.publish import kept, output, search
from papershelf.publish.artifact import Artifact
from papershelf.publish.assembly import Assembly

POLICY = "default-src 'none'"


def page(path: str, *links: str) -> Artifact:
    stated = f'<!doctype html><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    return Artifact(path=path, content=stated + "".join(f'<a href="{link}">Kettles</a>' for link in links))


def assemble(folder: Path, *, is_divided: bool = True) -> Assembly:
    """An assembly in this process alone."""
    stock = output.Stock(folder, audit.sha256)
    stock.reuse(folder / "before", {}, {})
    terms = {"trusted": frozenset[str](), "own_host": None, "base_path": "/", "policy": POLICY}
    return Assembly(
        folder=folder,
        memory=kept.Memory(kept.Record(made_with=""), stock.keep),
        stock=stock,
        write=stock.write,
        reader=partial(audit.reader, folder, **terms),  # type: ignore[arg-type]
        jobs=1,
        is_divided=is_divided,
        planned=frozenset({"kettles/index.html"}),
        held=ExitStack(),
    )


def test_what_is_made_apart_is_written_and_then_read(tmp_path: Path) -> None:
    made = assemble(tmp_path)
    first, data = page("p/1/index.html", "../2/", "../../kettles/"), Artifact(path="a.json", content="{}")
    with made.apart([[first, data, page("p/2/index.html", "../1/")]]) as left:
        assert list(left) == []
    assert made.verdicts.keys() == {"p/1/index.html", "p/2/index.html"}, "each leads to the other"
    assert made.verdicts["p/1/index.html"].links == ("kettles/index.html", "p/2/index.html")
    assert (tmp_path / "a.json").read_text() == "{}"
    assert made.stock.digests.keys() == {"a.json", *made.verdicts}


def test_files_are_made_then_read_then_written_in_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("papershelf.publish.assembly.MADE_AHEAD", 2)
    done: list[str] = []
    made = assemble(tmp_path)
    made.reader = lambda _: lambda path, _raw, _framed: done.append(f"read {path}")

    def make(path: str) -> Artifact:
        done.append(f"make {path}")
        return Artifact(path=path, content=b"1")

    def write(file: Artifact, digest: str | None) -> None:
        done.append(f"write {file.path}")
        made.stock.write(file, digest)

    made.write = write

    made.finish([partial(make, path) for path in "abc"], [])
    steps = ("make", "read", "write")
    assert done == [f"{step} {path}" for batch in ("ab", "c") for step in steps for path in batch]


def test_a_page_that_leads_nowhere_is_left_to_the_gate(tmp_path: Path) -> None:
    made = assemble(tmp_path)
    with made.apart([[page("p/1/index.html", "../nowhere/")]]):
        pass
    assert made.verdicts == {}
    assert (tmp_path / "p/1/index.html").is_file()


def test_pages_lead_to_what_was_made_apart_and_to_one_another(tmp_path: Path) -> None:
    made = assemble(tmp_path)
    with made.apart([[page("p/1/index.html")]]):
        pass
    pages = {name: page(f"{name}/index.html", "../p/1/", "../spoons/") for name in ("kettles", "spoons")}
    made.finish([partial(pages.__getitem__, name) for name in pages], ["kettles/index.html", "spoons/index.html"])
    assert made.verdicts.keys() == {"kettles/index.html", "p/1/index.html", "spoons/index.html"}


def test_what_is_put_off_is_made_with_the_pages(tmp_path: Path) -> None:
    made = assemble(tmp_path)
    assert list(made.put_off([Artifact(path="search/documents.json", content="{}")])) == []
    assert not (tmp_path / "search").exists()
    made.finish([], [])
    assert (tmp_path / "search/documents.json").is_file()


def test_what_is_there_is_read_with_the_pages_but_not_written_again(tmp_path: Path) -> None:
    made = assemble(tmp_path)
    made.stock.write(Artifact(path="assets/a.css", content="a { color: red }"))
    made.finish([], [])
    assert made.verdicts.keys() == {"assets/a.css"}
    assert made.verdicts["assets/a.css"].digest == audit.sha256(b"a { color: red }")


def test_a_site_that_is_not_made_from_nothing_is_left_to_write(tmp_path: Path) -> None:
    made = assemble(tmp_path, is_divided=False)
    files = [page("p/1/index.html")]
    with made.apart([files, files]) as left:
        assert list(left) == [*files, *files]
    assert made.put_off(files) is files
    made.stock.write(Artifact(path="assets/a.css", content="a { color: red }"))
    made.finish([], [])
    assert made.verdicts == {}


def test_what_the_search_was_made_from_is_sent_as_bytes(tmp_path: Path) -> None:
    made = assemble(tmp_path)
    kept_search = search.Kept(("a",), {}, {}, {}, {})  # type: ignore[arg-type]

    def files() -> list[Artifact]:
        made.memory.search = kept_search
        return []

    made.put_off(file for make in (files,) for file in make())
    made.finish([], [])
    assert made.memory.search == search.pack(kept_search)
