"""Hostile input of every file and text that is read: twice as much of it takes twice as long, and no more.

Each case makes an input of a size that doubles until reading it takes a measurable time, and then compares
four times that size with eight times. Speed is not asserted, only growth. Everything in here is invented.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from growth import MEASURABLE, Work, assert_linear, seconds

from papershelf.catalog import duplicates
from papershelf.check import run
from papershelf.content import digests, ledger, listings, loader, map_positions, papers, synonyms, vocabulary
from papershelf.content.yaml.fields import Report, is_day
from papershelf.content.yaml.nodes import Malformed, parse
from papershelf.curate.new_paper import Draft, plan_paper
from papershelf.errors import Problem, Rejected, errors_among
from papershelf.github import api_formats, comment, form, result
from papershelf.github.corrections import _differences
from papershelf.github.tag_answers import read_tags
from papershelf.ingest import readers
from papershelf.ingest.capture import Candidate, Capture
from papershelf.ingest.merge import plan_import
from papershelf.model import Library, Listing, Paper
from papershelf.project import Project
from papershelf.text import (
    abstract_html,
    are_alike,
    capture_notes,
    capture_text,
    escape_commonmark,
    escape_github,
    escape_markdown,
    fence_github,
    find_links,
    fold,
    from_listing,
    near_keys,
    plain_text,
    sentences,
    slugify,
    summary_html,
    summary_text,
    typos,
)

CAPPED = {
    "unknown tags of many papers": 200,
    "topics": 200,
    "the vocabulary: unknown broader": 500,
    "the vocabulary: unknown topics": 500,
    "corrections: fewer lines": 200,
}
"""Cases whose work grows faster up to a cap, with the size behind which nothing may do so."""

REMEMBERED: list[Any] = [
    escape_markdown,
    summary_html,
    summary_text,
    plain_text,
    loader._lines_of,
    loader._front,
]


def rows(pattern: str, size: int) -> str:
    """A pattern as often as that, each time with another number."""
    return "".join(pattern.replace("%", str(n)) for n in range(size))


# Text


REPEATED = (
    *("$", "$x", "$x$ ", "{", "}", "{a", "\\", "\\(", "\\[", "\\frac{", "frac{", "\\textit{", "{\\it ", "{it x", "_"),
    *("x_", "x^{", "x_{a}", "(", "O(", "\\'", '\\"', "\\'{", "\\end", "\\end ", "``", " ''a", "'' ", "`", "`a'", "~"),
    *("--", "sim1", "sim 1^", "1,1", "∼1 times ", " times ", "(ge 1", "alpha", "alphapm", "varepsilon", "alpha ", "a"),
    *("http://", "http://a.b/(", "http://a.b/)", "http://a.b/c.", "a.", "a.b.com/", "a.b.com/c ", "\\url{", "A. "),
    *("\\url{http://a.b/c}{http://a.b/c}", "\u0301\u0316", "a\u0301", "\uff9e\u0316", "\n", "\n ", " ", ". ", '."'),
    *("<![CDATA[", "&", "[", "](", "[a](", "*a", "**a", "_a_", "\ufeff", " \ufeff", "\r", "\x00", "|", "sqrt{", ">"),
    *(
        "> ",
        "- ",
        "1. ",
        "    a\n",
        "\\left(",
        "1{x",
        "\u202e",
        "\\ ",
        "'a",
        "sum_{",
        "<",
        "&amp;",
        "É",
        "\u1100\u1161",
    ),
)
TEXTS: dict[str, Callable[[str], object]] = {
    "read from a listing": from_listing,
    "an abstract": abstract_html,
    "a summary": summary_html,
    "captured": capture_text,
    "noted": capture_notes,
    "sentences": sentences,
    "links": find_links,
    "a title": lambda text: (fold(text), slugify(text), near_keys(text)),
    "in Markdown": lambda text: (escape_markdown(text), escape_commonmark(text), escape_github(text)),
    "in a block": lambda text: fence_github(text, "yaml"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name: str) -> None:
    read = TEXTS[name]

    def make(size: int, pattern: str) -> Work:
        text = f"x {pattern * (size // len(pattern) + 1)} y"
        return lambda: read(text)

    for pattern in REPEATED:
        # Most patterns are done in no time: what grows with the square of them would not be.
        if seconds(lambda size, pattern=pattern: make(size, pattern), 8_000, REMEMBERED) > MEASURABLE:
            try:
                assert_linear(lambda size, pattern=pattern: make(size, pattern), remembered=REMEMBERED)
            except AssertionError as error:
                raise AssertionError(f"{pattern!r}: {error}") from None


# YAML and front matter


def yaml(text: Callable[[int], str]) -> Callable[[int], Work]:
    def make(size: int) -> Work:
        written = text(size)

        def work() -> None:
            with suppress(Malformed):
                parse(written)

        return work

    return make


FRONT = 'id: aaaa\ntitle: "Kettles"\nadded: "2026-01-02"\n'


def paper(front: Callable[[int], str], body: Callable[[int], str] = lambda size: "") -> Callable[[int], Work]:
    def make(size: int) -> Work:
        text = f"---\n{FRONT}{front(size)}---\n{body(size)}"
        return lambda: papers.read(Report(path="x"), "x", text, None)

    return make


def tags(row: str, head: str = "", topics: str = "  t: {label: T, description: T}\n") -> Callable[[int], Work]:
    def make(size: int) -> Work:
        text = f"topics:\n{rows(topics[1:], size) if topics[0] == '*' else topics}"
        text += f"tags:\n{head}{rows(row, size)}"
        return lambda: vocabulary.read(Report(path="x"), text)

    return make


TAG = "  g%: {label: G%, topic: t, description: G}\n"
TOPICS = "*  t%: {label: T, description: T}\n"


def chain(size: int, last: str = "") -> str:
    found = [f"  g{n}: {{label: G{n}, topic: t, description: G, broader: g{n + 1}}}\n" for n in range(size)]
    return "".join([*found, f"  g{size}: {{label: G{size}, topic: t, description: G{last}}}\n"])


def chained(last: str) -> Callable[[int], Work]:
    def make(size: int) -> Work:
        text = f"topics:\n  t: {{label: T, description: T}}\ntags:\n{chain(size, last.replace('%', 'g0'))}"
        return lambda: vocabulary.read(Report(path="x"), text)

    return make


def digest(ids: Callable[[int], str], body: str = "") -> Callable[[int], Work]:
    def make(size: int) -> Work:
        text = f'---\nsince: "2026-01-01"\npapers: [{ids(size)}]\n---\n{body * size}'
        return lambda: digests.read(Report(path="x"), "2026-01-02", text)

    return make


def lines(read: Callable[[str], object], row: str, head: str = "") -> Callable[[int], Work]:
    def make(size: int) -> Work:
        text = head + rows(row, size)
        return lambda: read(text)

    return make


def read_synonyms(text: str) -> object:
    return synonyms.read(Report(path="x"), text)


def read_listings(text: str) -> object:
    return listings.read(Report(path="x"), text)


def read_map(text: str) -> object:
    return map_positions.read("x", text, {f"a{n}" for n in range(0, 1000, 2)}, [])


def read_sent(text: str) -> object:
    return digests.read_sent(Report(path="x"), text)


def read_listing(text: str) -> object:
    return readers.read("x", "x", text.encode())


KNOWN = {"heat": "heat", "tea": "tea", "hot tea": "tea"}


def broken(text: str) -> None:
    with suppress(Malformed):
        parse(text + "last: [\n")


def hold_tags(text: str) -> None:
    with suppress(Rejected):
        read_tags(text)


READ: dict[str, Callable[[int], Work]] = {
    "YAML: many keys": yaml(lambda size: rows("k%: v\n", size)),
    "YAML: many items": yaml(lambda size: f"k: [{rows('v%, ', size)}]"),
    "YAML: many lines of items": yaml(lambda size: "k:\n" + rows("  - v%\n", size)),
    "YAML: open brackets": yaml(lambda size: "k: " + "[" * size),
    "YAML: open braces": yaml(lambda size: "k: " + "{" * size),
    "YAML: brackets after brackets": yaml(lambda size: "k: [" + "[[]]," * size + "]"),
    "YAML: nested dashes": yaml(lambda size: "- " * size),
    "YAML: nested keys": yaml(lambda size: "".join(f"{' ' * n}k:\n" for n in range(min(size, 1000)))),
    "YAML: questions": yaml(lambda size: rows("? k%\n: v\n", size)),
    "YAML: a long line": yaml(lambda size: "k: " + "word " * size),
    "YAML: a long text": yaml(lambda size: "k:\n" + "  word\n" * size),
    "YAML: a long key": yaml(lambda size: "k" * size + ": v"),
    "YAML: escapes": yaml(lambda size: 'k: "' + "\\u0041" * size + '"'),
    "YAML: an open quote": yaml(lambda size: 'k: "' + "word\n\n" * size),
    "YAML: comments": yaml(lambda size: "# no\n" * size + "k: v"),
    "YAML: anchors": yaml(lambda size: rows("k%: &a%\n", size)),
    "YAML: blank lines in a block": yaml(lambda size: "k: |\n" + "\n" * size + "  a\n"),
    "a paper: keys": paper(lambda size: rows("key%: v\n", size)),
    "a paper: tags": paper(lambda size: f"tags: [{rows('t%, ', size)}]\n"),
    "a paper: one tag": paper(lambda size: f"tags: [{'t, ' * size}]\n"),
    "a paper: aliases": paper(lambda size: f"aliases: [{rows('t%, ', size)}]\n"),
    "a paper: aliases twice": paper(lambda size: f"aliases: [{rows('t%, t%, ', size)}]\n"),
    "a paper: unsafe aliases": paper(lambda size: f"aliases: [{rows('T %, ', size)}]\n"),
    "a paper: authors": paper(lambda size: "authors:\n" + rows('  - "Ada %"\n', size)),
    "a paper: links": paper(lambda size: "links:\n" + rows("  - {kind: code, url: https://a.org/%}\n", size)),
    "a paper: links of no kind": paper(lambda size: "links:\n" + rows("  - {kind: cade%, url: x}\n", size)),
    "a paper: keys of links": paper(lambda size: "links:\n" + rows("  - {kind: code, ur%: x}\n", size)),
    "a paper: places": paper(lambda size: "listed:\n" + rows("  - {listing: l, rank: 1%}\n", size)),
    "a paper: lines of fences": paper(lambda size: "", lambda size: "---\n" * size),
    "a paper: blank lines": paper(lambda size: "", lambda size: "\n" * size + "x"),
    "a paper: a summary": paper(lambda size: "", lambda size: "[a](" * size),
    "a paper: marks": paper(lambda size: "", lambda size: "\u0301\u0316" * size),
    "a paper: hyphens": paper(lambda size: "#" + "-" * size + " \n"),
    "the vocabulary: tags": tags(TAG),
    "the vocabulary: topics": tags(TAG.replace("topic: t", "topic: t%"), topics=TOPICS),
    "the vocabulary: idle topics": tags(TAG, topics=TOPICS),
    "the vocabulary: unknown topics": tags(TAG.replace("topic: t", "topic: t%x"), topics=TOPICS),
    "the vocabulary: unknown broader": tags("  g%: {label: G%, topic: t, description: G, broader: gg%}\n"),
    "the vocabulary: a chain": chained(""),
    "the vocabulary: a circle": chained(", broader: %"),
    "the vocabulary: into a circle": chained(", broader: g1"),
    "the vocabulary: one label": tags("  g%: {label: G, topic: t, description: G}\n"),
    "the vocabulary: aliases": tags("  g%: {label: G%, topic: t, description: G, aliases: [a, b%, g1]}\n"),
    "the vocabulary: addresses": tags("  G%: {label: G, topic: t, description: G}\n  g%: {label: H}\n"),
    "the vocabulary: unknown keys": tags("  g%: {lable: G%, topik: t, description: G}\n"),
    "listings": lines(read_listings, "l%: {label: L, date: D}\n"),
    "listings: unknown keys": lines(read_listings, "l%: {lebel: L}\n"),
    "listings: unsafe names": lines(read_listings, "L %: {}\n"),
    "synonyms: groups": lines(read_synonyms, "a%, b%\n"),
    "synonyms: names": lines(read_synonyms, "a%, "),
    "synonyms: words": lines(read_synonyms, "a% "),
    "synonyms: commas": lines(read_synonyms, ",\n"),
    "synonyms: marks": lines(read_synonyms, "\u0301\u0316", "a, b"),
    "the ledger": lines(lambda text: ledger.read(text, []), "/p/a%/\n"),
    "the ledger: no addresses": lines(lambda text: ledger.read(text, []), "/p/a%\n"),
    "the ledger: one line": lines(lambda text: ledger.read(text, []), "/a-"),
    "the ledger remembers": lines(lambda text: ledger.remember(text, text.split("\n")[::2]), "/p/a%/\n"),
    "the map": lines(read_map, "a%,0.1,0.2\n", "id,x,y\n"),
    "the map: one place": lines(read_map, "a,0.1,0.2\n", "id,x,y\n"),
    "the map: no places": lines(read_map, "a%,9\n", "id,x,y\n"),
    "deliveries": lines(read_sent, "2026-01-02 sent\n"),
    "a digest: ids": digest(lambda size: rows("a%, ", size)),
    "a digest: ids twice": digest(lambda size: rows("a%, a%, ", size)),
    "a digest: an introduction": digest(lambda size: "a", "[a](`*"),
    "a digest: marks": digest(lambda size: "a", "\u0301\u0316"),
    "days": lines(is_day, "2026-01-02"),
    "broken YAML: its last line": lines(broken, "k%: [v]\n", "k: v\n"),
    "broken YAML: its first line": lines(broken, "k%: v\n", 'k: "v\n'),
    "broken YAML: a list": lines(broken, "  - {k: v}\n", "k:\n  - {k\n"),
    "tags without commas": lines(lambda text: vocabulary.divide(text, KNOWN), "heat tea "),
    "a mistyped tag": lines(lambda text: typos.nearest(text, KNOWN), "haet "),
    "signs of tags": lines(hold_tags, "+heat -tea "),
    "a listing: records": lines(read_listing, "Kettle %\nIt whistles, and nobody knows why it does.\n", "a\nSubscribe"),
    "a listing: titles": lines(read_listing, "Kettle %\n", "a\nSubscribe"),
    "a listing: abstracts": lines(read_listing, "It whistles, and nobody knows the reason why.\n", "a\nSubscribe"),
    "a listing: blank lines": lines(read_listing, "\n", "a\nSubscribe"),
    "a listing: addresses": lines(read_listing, "http://", "a\nSubscribe\nKettle\nx "),
    "a listing: marks": lines(read_listing, "\u0301\u0316", "a\nSubscribeKettle\n"),
    "a listing: byte order marks": lines(read_listing, "\ufeff", "a\nSubscribeKettle\n"),
    "a listing: a byline": lines(read_listing, "and the research community ", "a\nSubscribe\nby x"),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_reader(name: str) -> None:
    assert_linear(READ[name], CAPPED.get(name, 25), REMEMBERED)


# Whole lists


def on_shelf(**facts: Any) -> Paper:
    return Paper(**{"slug": "x", "id": "x", "title": "Kettles", "added": "2026-01-02"} | facts)


def found(**facts: Any) -> Candidate:
    return Candidate(**{"listing": "l", "rank": 1, "title": "Kettles", "abstract": "They whistle.", "line": 1} | facts)


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
