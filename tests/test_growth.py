"""What reads a text or a file takes a time in proportion to its length."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cache

import pytest
from growing import CAPPED, REMEMBERED, TAG, chain, lines, paper, rows
from growth import MEASURABLE, Work, assert_linear, seconds

from papershelf.content import digests, ledger, listings, map_positions, synonyms, vocabulary
from papershelf.content.yaml.fields import Report, is_day
from papershelf.content.yaml.nodes import Malformed, parse
from papershelf.errors import Rejected
from papershelf.github.tag_answers import read_tags
from papershelf.ingest import readers
from papershelf.text import (
    abstract_html,
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
    sentences,
    slugify,
    summary_html,
    typos,
)

pytestmark = pytest.mark.no_cover
"""The tracer would be measured, too, and a function's growth is not its coverage."""


def test_what_grows_with_the_square_of_its_input_is_found() -> None:
    with pytest.raises(AssertionError, match="times as long"):
        assert_linear(lambda size: lambda: [sum(range(size)) for _ in range(size)])


def test_what_remembers_its_answers_is_not_taken_for_quick() -> None:
    @cache
    def read(size: int) -> int:
        return sum(range(100 * size))

    with pytest.raises(AssertionError, match="an earlier run left"):
        assert_linear(lambda size: lambda: read(size))
    assert_linear(lambda size: lambda: read(size), remembered=[read])


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
                # What could be a formula is looked at together up to a length, and behind that nothing grows faster.
                assert_linear(lambda size, pattern=pattern: make(size, pattern), 800, REMEMBERED)
            except AssertionError as error:
                raise AssertionError(f"{pattern!r}: {error}") from None


def yaml(text: Callable[[int], str]) -> Callable[[int], Work]:
    def make(size: int) -> Work:
        written = text(size)

        def work() -> None:
            with suppress(Malformed):
                parse(written)

        return work

    return make


def tags(row: str, head: str = "", topics: str = "  t: {label: T, description: T}\n") -> Callable[[int], Work]:
    def make(size: int) -> Work:
        text = f"topics:\n{rows(topics[1:], size) if topics[0] == '*' else topics}"
        text += f"tags:\n{head}{rows(row, size)}"
        return lambda: vocabulary.read(Report(path="x"), text)

    return make


TOPICS = "*  t%: {label: T, description: T}\n"


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
    "bibtex: entries": lines(read_listing, "@misc{k%, title={Kettle %}, author={Ada Kettle and Bo Pot}}\n"),
    "bibtex: open braces": lines(read_listing, "@a{", "@misc{k, title={Kettle}}\n"),
    "bibtex: spaces": lines(read_listing, " ", "@misc{k, title={Kettle}}\n@\t"),
    "bibtex: cross-references": lines(read_listing, "@misc{k%, title={K}, crossref={p}}\n", "@misc{p, title={P}}\n"),
    "ris: records": lines(read_listing, "TY  - JOUR\nTI  - Kettle %\nER  - \n"),
    "csl: records": lines(read_listing, '{"type":"book","title":"Kettle %"},\n', '[{"type":"book","title":"K"},'),
    "zotero: rows": lines(read_listing, '"A","book","Kettle %"\n', '"Key","Item Type","Title"\n'),
    "a listing: a byline": lines(read_listing, "and the research community ", "a\nSubscribe\nby x"),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_reader(name: str) -> None:
    assert_linear(READ[name], CAPPED.get(name, 25), REMEMBERED)
