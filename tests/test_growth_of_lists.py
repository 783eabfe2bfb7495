"""What decides about a list, and the list itself, takes a time in proportion to its length."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from growing import CAPPED, FRONT, REMEMBERED, TAG, chain, found, rows
from growth import Work, assert_linear

from papershelf.catalog import duplicates
from papershelf.check import run
from papershelf.content import papers
from papershelf.curate.new_paper import Draft, plan_paper
from papershelf.errors import Problem, errors_among
from papershelf.github import api_formats, comment, form, result
from papershelf.github.corrections import _differences
from papershelf.ingest.capture import Candidate, Capture
from papershelf.ingest.merge import plan_import
from papershelf.model import Library, Listing, Paper
from papershelf.project import Project
from papershelf.text import (
    are_alike,
)

pytestmark = pytest.mark.no_cover
"""The tracer would be measured, too, and a function's growth is not its coverage."""


def on_shelf(**facts: Any) -> Paper:
    return Paper(**{"slug": "x", "id": "x", "title": "Kettles", "added": "2026-01-02"} | facts)


def abstract(n: int) -> str:
    return " ".join(f"w{n * 7 + place}" if place % 2 else f"common{place}" for place in range(40))


def alike(n: int) -> str:
    return " ".join(f"w{n}" if place % 2 else f"common{place}" for place in range(40))


def imported(candidates: Callable[[int], Iterable[Candidate]], known: Iterable[Paper] = ()) -> Callable[[int], Work]:
    def make(size: int) -> Work:
        capture = Capture(path="l.txt", listing=Listing(id="l"), candidates=tuple(candidates(size)))
        library = Library(papers=tuple(known))
        texts = {paper.file: papers.write(paper) for paper in library.papers}
        return lambda: plan_import(library, texts, [capture], added="2026-01-02")

    return make


def twins(facts: Callable[[int], dict[str, Any]]) -> Callable[[int], Work]:
    def make(size: int) -> Work:
        shelf = [on_shelf(slug=f"x{n}", id=f"x{n}", **facts(n)) for n in range(size)]
        return lambda: list(duplicates.duplicates(shelf))

    return make


def created(draft: Callable[[int], Draft], known: Callable[[int], Iterable[Paper]]) -> Callable[[int], Work]:
    def make(size: int) -> Work:
        library, asked = Library(papers=tuple(known(size))), draft(size)
        return lambda: plan_paper(library, {}, asked, added="2026-01-02")

    return make


def issue(answer: Callable[[int], str]) -> Callable[[int], Work]:
    def make(size: int) -> Work:
        text = answer(size)[: form.LONGEST]
        return lambda: form.parse(text)

    return make


def reviewed(
    say: Callable[[result.Result], object],
    findings: Callable[[int], Problem],
    mending: Callable[[int], tuple[int, int]],
) -> Callable[[int], Work]:
    def make(size: int) -> Work:
        lines = (mending(n) for n in range(size))
        judged = result.Result(
            version=1,
            base="a",
            head="b",
            findings=tuple(findings(n) for n in range(size)),
            corrections=tuple(
                result.Correction(path="content/papers/x.md", first=first, last=last, lines=("x",), on_diff=True)
                for first, last in lines
            ),
        )
        return lambda: say(judged)

    return make


def differing(before: Callable[[int], str], after: Callable[[int], str]) -> Callable[[int], Work]:
    def make(size: int) -> Work:
        texts = before(size), after(size)
        shown = tuple(range(n, n + 3) for n in range(1, size, 5))
        return lambda: list(_differences("x", *texts, shown))

    return make


def problem(n: int) -> Problem:
    return Problem(path="content/papers/x.md", line=n + 1, field="tags", problem="no", remedy="No")


def posted(row: str) -> Callable[[int], Work]:
    def make(size: int) -> Work:
        raw = f"[{row * size}".encode()
        return lambda: (api_formats.read_posted("x", raw), api_formats.read_changed("x", raw))

    return make


DECIDED: dict[str, Callable[[int], Work]] = {
    "import: one title, other abstracts": imported(
        lambda size: (found(rank=n + 1, abstract=abstract(n)) for n in range(size))
    ),
    "import: one title, abstracts that are nearly alike": imported(
        lambda size: (found(rank=n + 1, abstract=alike(n)) for n in range(size))
    ),
    "import: one record again and again": imported(lambda size: (found(rank=n + 1) for n in range(size))),
    "import: a paper again and again": imported(
        lambda size: (found(rank=n + 1) for n in range(size)), [on_shelf(abstract="They whistle.")]
    ),
    "import: one arXiv identifier": imported(
        lambda size: (found(rank=n + 1, title=f"K{n}", arxiv="2306.14898") for n in range(size))
    ),
    "import: long abstracts of one word": imported(
        lambda size: (found(rank=n + 1, abstract="tea pot " * size + str(n)) for n in range(4))
    ),
    "import: near titles": imported(
        lambda size: (found(rank=n + 1, title=f"a b c d e {n}", abstract=f"{n}") for n in range(size))
    ),
    "duplicates: one title, other abstracts": twins(lambda n: {"abstract": abstract(n)}),
    "duplicates: abstracts that are nearly alike": twins(lambda n: {"abstract": alike(n)}),
    "duplicates: one DOI": twins(lambda n: {"doi": "10.1000/1", "title": f"K{n}"}),
    "duplicates: near titles": twins(lambda n: {"title": f"a b c d e {n}"}),
    "alike: words in another order": lambda size: lambda: are_alike("tea pot " * size, "pot tea cup " * size),
    "a new paper: a long title": created(lambda size: Draft(title="\u0301\u0316" * size), lambda size: ()),
    "a new paper: a long summary": created(
        lambda size: Draft(title="K", summary="\u0301\u0316" * size), lambda size: ()
    ),
    "a new paper: many papers": created(
        lambda size: Draft(title="a b c d e"),
        lambda size: (on_shelf(title=f"a b c d {n}") for n in range(size)),
    ),
    "a form: spaces in a heading": issue(lambda size: "### x" + " " * size + "y"),
    "a form: spaces before a heading": issue(lambda size: "### " + " " * size + "\x0b"),
    "a form: headings": issue(lambda size: "### Title\n" * size),
    "a form: lines": issue(lambda size: "### Paper\n\nx\n\n### Tags\n\n" + "a\n" * size),
    "a form: signs that nobody sees": issue(lambda size: "### Paper\n" + "\u202e\n" * size),
    "a comment: problems with corrections": reviewed(comment.to_markdown, problem, lambda n: (n + 1, n + 1)),
    "a comment: corrections that overlap": reviewed(
        comment.to_markdown, lambda n: problem(n % 10), lambda n: (1 + n, 9 + n)
    ),
    "suggestions": reviewed(api_formats.to_suggestions, problem, lambda n: (n + 1, n + 1)),
    "a result": reviewed(result.to_json, problem, lambda n: (n + 1, n + 1)),
    "a result: brackets": lambda size: lambda: result.from_json("x", b"[" * size, "x"),
    "a result: findings": lambda size: lambda: result.from_json("x", b'{"findings": [' + b"{}," * size + b"{}]}", "x"),
    "comments on GitHub": posted('{"path": "a", "body": "b", "line": 1},'),
    "comments on GitHub: brackets": posted("["),
    "corrections: white space": differing(lambda size: "x\n \n" * size, lambda size: "x\n\n" * size),
    "corrections: fewer lines": differing(lambda size: "x\n \n" * size + "y\n", lambda size: "x\n\n" * size),
    "corrections: blank lines": differing(lambda size: "x\n" + "\n" * size, lambda size: "x\n"),
}


@pytest.mark.parametrize("name", DECIDED)
def test_decision(name: str) -> None:
    assert_linear(DECIDED[name], CAPPED.get(name, 25), REMEMBERED)


VOCABULARY = "topics:\n  t: {label: T, description: T}\ntags:\n"


HOSTILE: dict[str, Callable[[int], dict[str, str]]] = {
    "unknown tags of many papers": lambda size: {
        "tags.yml": VOCABULARY + rows(TAG, size),
        **{
            f"papers/p{n}.md": f"---\n{FRONT.replace('aaaa', f'aaaa{n}')}tags: [{rows(f'g{n}x%, ', 50)}]\n---\n"
            for n in range(size // 10)
        },
    },
    "unknown listings": lambda size: {
        "listings.yml": rows("l%: {}\n", size),
        "papers/p.md": f"---\n{FRONT}listed:\n" + rows("  - {listing: x%, rank: 1}\n", size) + "---\n",
    },
    "aliases of another paper": lambda size: {
        f"papers/{name}.md": f"---\n{FRONT.replace('aaaa', name * 4)}aliases: [{rows('z%, ', size)}]\n---\n"
        for name in ("a", "b")
    },
    "places of another paper": lambda size: {
        "listings.yml": "l: {}\n",
        **{
            f"papers/{name}.md": f"---\n{FRONT.replace('aaaa', name * 4)}listed:\n"
            + rows("  - {listing: l, rank: 1%}\n", min(size, 9_999))
            + "---\n"
            for name in ("a", "b")
        },
    },
    "a digest of papers that are not there": lambda size: {
        "papers/p.md": f"---\n{FRONT}---\n",
        "digests/2026-01-02.md": f'---\nsince: "2026-01-01"\npapers: [{rows("x%, ", size)}]\n---\n',
    },
    "a vocabulary of few papers": lambda size: {
        "tags.yml": VOCABULARY + rows(TAG, size),
        **{
            f"papers/p{n}.md": f"---\n{FRONT.replace('aaaa', f'aaaa{n}')}tags: [g{n}]\n---\n" for n in range(16)
        },
    },
    "topics": lambda size: {
        "tags.yml": "topics:\n"
        + rows("  t%: {label: T, description: T}\n", size)
        + "tags:\n"
        + rows("  g%: {label: G%, topic: t%, description: G}\n", size),
    },
    "a chain of tags": lambda size: {"tags.yml": VOCABULARY + chain(size)},
    "listings that nothing is in": lambda size: {"listings.yml": rows("l%: {}\n", size)},
    "additions to the ledger": lambda size: {f"urls/a{n}.txt": f"/p/a{n}/\n" for n in range(size)},
    "an address in the ledger": lambda size: {"urls.txt": rows("/p/a%/\n", size)},
    "an abstract and a summary": lambda size: {
        "papers/p.md": f"---\n{FRONT}---\n{'tea pot ' * min(size, 600)}\n",
        "abstracts/p.md": "pot tea " * size,
    },
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_list(name: str, tmp_path: Path) -> None:
    """A list on disk, read and held to every rule."""

    def make(size: int) -> Work:
        root = tmp_path / str(size)
        for path, text in HOSTILE[name](size).items():
            file = root / "content" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        return lambda: run.inspect(Project(root), today="2026-01-02")

    assert_linear(make, CAPPED.get(name, 25), REMEMBERED)


def test_folders_nested_deeper_than_python_calls(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    folders = [f"{tmp_path}/content{'/a' * depth}" for depth in range(1, 1_200)]
    for folder in folders:
        Path(folder).mkdir()
    try:
        assert errors_among(run.inspect(Project(tmp_path)).problems) == []
    finally:
        for folder in reversed(folders):
            Path(folder).rmdir()  # what removes the tests' folders calls itself for each
