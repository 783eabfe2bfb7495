"""A page that is read in parts is found to be what it is found to be as a whole. All pages are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.audit import Framed, Verdict, reader, sha256
from papershelf.audit.files import inspect_file
from papershelf.audit.framed import Frames
from papershelf.audit.inspection import Inspection
from papershelf.audit.urls import Site
from tests.auditing import GOOD

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'"
FILES = frozenset(
    {"index.html", "papers/index.html", "papers/one/index.html", "papers/two/index.html", "tags/pan/index.html"}
    | {"assets/look.css", "assets/good.js", "papers/two/cite.bib"}
)
PATH = "papers/two/index.html"

FRAME = (
    f'<!doctype html><html lang="en"><head><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    '<link rel="stylesheet" href="../../assets/look.css">',
    "head",
    "<title>",
    "title",
    ' - Kettles</title><script>inline()</script></head><body><a href="#main">Skip</a><header><ul><li>'
    '<a href="../">Papers</a></ul><form action="../../"><input name="q" id="asked"></form></header>'
    '<main id="main"><div>',
    "body",
    '</div></main><footer><p><a href="',
    "edit",
    '" rel="edit" id="edit">Edit</a><p><a href="../../tags/pan/">Pans</a></footer>'
    '<script src="../../assets/good.js"></script></body></html>',
)
TEXTS = {
    "head": '<meta property="og:title" content="Two"><link rel="canonical" href="../two/">',
    "title": "Two &amp; more",
    "body": '<h1 id="two">Two</h1><p><a href="../one/">One</a> <a href="cite.bib">cite</a></p>',
    "edit": "https://example.com/edit?two",
}


def _inspection(tmp_path: Path) -> Inspection:
    return Inspection(Site(tmp_path, "example.org", "/", FILES), GOOD, POLICY)


def _whole(tmp_path: Path, page: str) -> Verdict:
    inspection, raw = _inspection(tmp_path), page.encode()
    inspection.begin()
    inspect_file(inspection, PATH, raw)
    return inspection.end(sha256(raw))


def _in_parts(tmp_path: Path, frame: tuple[str, ...], texts: dict[str, str]) -> Verdict | None:
    framed = Framed(frame, texts)
    frames = Frames(_inspection(tmp_path), _inspection(tmp_path))
    return frames.read(PATH, framed.whole().encode(), framed)


def test_the_verdict_is_that_on_the_whole_page(tmp_path: Path) -> None:
    verdict = _in_parts(tmp_path, FRAME, TEXTS)
    assert verdict is not None
    assert verdict == _whole(tmp_path, Framed(FRAME, TEXTS).whole())
    assert verdict.ids == "asked\0edit\0main\0two"
    assert {"papers/one/index.html", "papers/two/cite.bib", "tags/pan/index.html", "index.html"} <= set(verdict.links)


def test_a_frame_may_lead_to_its_page(tmp_path: Path) -> None:
    frame = (FRAME[0], *(part.replace('"#main"', '"?asked"') for part in FRAME[1:]))
    texts = TEXTS | {"head": ""}
    verdict = _in_parts(tmp_path, frame, texts)
    assert verdict is not None
    assert verdict == _whole(tmp_path, Framed(frame, texts).whole())
    assert PATH in verdict.links


def test_a_page_that_rests_on_a_file_that_is_not_there_yet_waits_for_the_end(tmp_path: Path) -> None:
    terms = {"trusted": GOOD, "own_host": "example.org", "base_path": "/", "policy": POLICY}
    read = reader(tmp_path, FILES | {"assets/kettle"}, **terms)  # type: ignore[arg-type]
    for name, text in (("body", "<script src='../../assets/kettle'></script>"), ("head", "<link href='../two/'>")):
        framed = Framed(FRAME, TEXTS | {name: text})
        assert (read(PATH, framed.whole().encode(), framed) is None) == (name == "body")
    frame = tuple(part.replace("assets/good.js", "assets/kettle") for part in FRAME)
    framed = Framed(frame, TEXTS)
    assert read(PATH, framed.whole().encode(), framed) is None


def test_a_frame_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inspection = _inspection(tmp_path)
    frames, asked = Frames(inspection, _inspection(tmp_path)), list[str]()
    locate = inspection.site.locate

    def noting(page: object, address: str) -> object:
        asked.append(address)
        return locate(page, address)  # type: ignore[arg-type]

    monkeypatch.setattr(inspection.site, "locate", noting)
    for number in range(9):
        framed = Framed(FRAME, TEXTS | {"edit": f"https://example.com/{number}"})
        assert frames.read(PATH, framed.whole().encode(), framed) is not None
    assert not {"../../tags/pan/", "../../assets/look.css", "#main"} & {*asked}
    assert len([address for address in asked if address.startswith("https:")]) == 9


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("body", "</div></div><p>One tag too many"),
        ("body", "<div><p>One tag missing"),
        ("body", "<b>Bold to the end"),
        ("body", "</main>"),
        ("body", "<!-- no end"),
        ("body", "<textarea>"),
        ("body", "<title>"),
        ("body", "<plaintext>"),
        ("body", "<script>"),
        ("body", "<table><tr><td>"),
        ("body", "<select><option>"),
        ("body", "<svg><g>"),
        ("body", "<a href='"),
        ("body", "<template><p id=two>"),
        ("body", "<noscript><p id=main></noscript>"),
        ("body", "<p id=main>"),
        ("body", "<h2 id=two><h2 id=two>"),
        ("body", "<p style='color:red'>"),
        ("body", "<p onclick='go()'>"),
        ("body", "<img src='https://example.com/a.png'>"),
        ("body", "<a href='../three/'>Three</a>"),
        ("body", "<a href='#three'>Three</a>"),
        ("body", "<script>other()</script>"),
        ("body", "<base href='/'>"),
        ("body", "\uf8ff 5 \uf8ff"),
        ("body", "<!--\uf8ff 5 \uf8ff--><textarea>"),
        ("head", "</head><body>"),
        ("head", "<p>"),
        ("head", "<link rel=stylesheet href='https://example.com/a.css'>"),
        ("head", "<script>other()</script>"),
        ("title", "</title><script>other()</script>"),
        ("title", "<b>"),
        ("edit", "javascript:go()"),
        ("edit", '" onclick="go()'),
        ("edit", "../three/"),
    ],
)
def test_what_is_wrong_or_reaches_out_of_its_place_is_read_whole(tmp_path: Path, name: str, text: str) -> None:
    assert _in_parts(tmp_path, FRAME, TEXTS | {name: text}) is None


@pytest.mark.parametrize(
    ("place", "old", "new"),
    [
        (0, POLICY, "default-src *"),
        (0, "<meta http-equiv", "<script src='../../assets/good.js'></script><meta http-equiv"),
        (0, '<link rel="stylesheet" href="../../assets/look.css">', "<noscript><link></noscript>"),
        (4, "<div>", "<table><tr><td>"),
        (4, "<div>", "<select>"),
        (4, "<div>", "<p><b>"),
        (4, "inline()", "other()"),
        (4, '"../../"', '"https://example.com/"'),
        (4, '"#main"', '"../../papers/one/#one"'),
        (6, '<a href="', "<a href="),
        (6, '<a href="', '<script>go("'),
        (8, 'id="edit"', 'id="main"'),
        (8, "../../tags/pan/", "cite.bib"),
        (8, "../../tags/pan/", "\uf8ff"),
        (8, '<p><a href="../../tags/pan/">Pans</a>', "<template></template>"),
    ],
)
def test_a_frame_that_is_not_that_simple_is_read_on_every_page(tmp_path: Path, place: int, old: str, new: str) -> None:
    assert old in FRAME[place]
    frame = tuple(part.replace(old, new) if number == place else part for number, part in enumerate(FRAME))
    assert _in_parts(tmp_path, frame, TEXTS) is None


def test_bytes_that_are_not_the_parts_are_read_whole(tmp_path: Path) -> None:
    framed = Framed(FRAME, TEXTS)
    frames = Frames(_inspection(tmp_path), _inspection(tmp_path))
    assert frames.read(PATH, framed.whole().encode() + b"<script>other()</script>", framed) is None
    assert frames.read("two.html", framed.whole().encode(), framed) is None, "no other page is in its folder"


_MARKUP = """
<div> </div> <p> </p> <b> </b> <li> </li> <ul> </ul> <main> </main> <br> <input> <h1/id=h> </h1> <nobr> <ruby><rt>
<a/href='../one/'> <a/href='#h'> <a/href='#main'> </a> <p/style='a:b'> <p/onclick=a> <svg> </svg> <math><mi> </math>
<table> <tr> <td> </table> <select> </select> <option> <form> </form> <button> </button> <textarea> </textarea>
<html/id=html> </html> <body/id=body> </body> <head> </head> <title> </title> <meta/name=a> <link/href='../'>
<script>inline()</script> <style> </style> <frameset> <noscript> </noscript> <template> </template> <!-- --> x &#32;
"""
"""Pieces of pages, in which a solidus is the space before an attribute."""
_PIECES = st.sampled_from(_MARKUP.split())


@given(body=st.lists(_PIECES, max_size=9).map("".join), head=st.lists(_PIECES, max_size=2).map("".join))
def test_a_verdict_in_parts_is_that_on_the_whole(
    tmp_path_factory: pytest.TempPathFactory, body: str, head: str
) -> None:
    texts = TEXTS | {"body": body, "head": head}
    folder = tmp_path_factory.getbasetemp()
    verdict = _in_parts(folder, FRAME, texts)
    if verdict is not None:
        assert verdict == _whole(folder, Framed(FRAME, texts).whole())
