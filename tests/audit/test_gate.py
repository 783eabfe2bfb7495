"""The output gate: each rule with a page that breaks it and one that keeps it."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.commands.build import build
from mkdocs.config import load_config
from selectolax.lexbor import LexborHTMLParser

from generator import audit
from generator.errors import PapershelfError, Problem
from generator.audit import inspect, read_hash_list, trusted_hashes

THEME = Path(__file__).parent.parent.parent / "templates" / "theme"

_material = find_spec("material")
assert _material is not None
assert _material.origin is not None
MATERIAL = Path(_material.origin).parent / "templates"


def csp_hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def write(site: Path, files: dict[str, str | bytes]) -> None:
    for path, content in files.items():
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())


ORDINARY: dict[str, str | bytes] = {
    "index.html": "<title>Home</title><h1 id=top-of-it>Home</h1><a name=old></a>",
    "papers/one/index.html": "<h1 id=one>One</h1><h2 id='zwei-ü'>Two</h2>",
    "assets/good.js": "good()",

    "assets/look.css": "a{color:red}",
    "assets/a.png": b"\x89PNG",
    "assets/b.png": b"\x89PNG",
}
GOOD = frozenset({csp_hash("good()"), csp_hash("inline()")})


def found(site: Path, files: dict[str, str | bytes], **settings: str | None) -> list[Problem]:
    """What the gate says about these files beside those of an ordinary site."""
    write(site, ORDINARY | files)
    own_host = settings.get("own_host", "example.org")
    return inspect(site, trusted=GOOD, own_host=own_host, base_path=settings.get("base_path") or "/base/")


def messages(site: Path, body: str, path: str = "papers/two/index.html") -> list[str]:
    return [str(problem) for problem in found(site, {path: body})]


PASSING = {
    "trusted inline script": "<script>inline()</script>",
    "trusted script file": '<script src="../../assets/good.js"></script>',
    "trusted script file as module": '<script type=module src="/base/assets/good.js?v=1"></script>',
    "JSON block": '<script type="application/json">{"a": "<b>"}</script>',
    "JSON-LD block": '<script type=" Application/LD+JSON ">[1]</script>',
    "web links": '<a href="https://arxiv.org/abs/1?x=1#y">a</a><a href="HTTP://x.org">b</a>',
    "mail link": '<a href="mailto:a@b.org">a</a>',
    "relative link": '<a href="../one/">a</a><a href="../../">b</a><a href="../one">c</a>',
    "link with query": '<a href="../one/?q=a%20b#one">a</a><a href="?q=1">b</a>',
    "link from the root": '<a href="/base/papers/one/">a</a><a href="/base/">b</a><a href="/base">c</a>',
    "anchors": '<a href="../one/#one">a</a><a href="../../#old">b</a><p id=here><a href="#here">c</a>',
    "encoded anchor": '<a href="../one/#zwei-%C3%BC">a</a><a href="../one/#zwei-ü">b</a>',
    "anchors without an id": '<a href="#">a</a><a href="#top">b</a><a href="">c</a><a href="#:~:text=x">d</a>',
    "encoded path": '<a href="../%6Fne/index.html">a</a>',
    "own host": '<link rel=canonical href="https://example.org/base/papers/one/">'
    '<meta property="og:url" content="https://EXAMPLE.org/base/papers/one/#one">'
    '<link rel=alternate hreflang=en href="https://example.org/base">',
    "a neighbour on the same host": '<a href="https://example.org/other/">a</a>',
    "canonical elsewhere": '<link rel=canonical href="https://elsewhere.org/x">',
    "citation": '<blockquote cite="https://elsewhere.org/x">a</blockquote>',
    "pictures": '<img src="../../assets/a.png" srcset="/base/assets/a.png 1x, ../../assets/b.png 2.5x">',
    "style sheet": '<link rel="stylesheet" href="../../assets/look.css"><style>a{b:url(#x)}</style><p id=x>',
    "data picture in CSS": "<style>a{background:url('data:image/svg+xml,<svg xmlns=\"http://w3.org\">')}</style>",
    "addresses in CSS that load nothing": '<style>/* url(https://x.org) */a::after{content:"url(b) x"}</style>',
    "style attribute": '<p style="color:red">a</p>',
    "form that stays": '<form action="../one/"><input name=q></form><form></form>',
    "redirect within": '<meta http-equiv=refresh content="0; url=../one/">',
    "noscript": "<noscript><p>Search needs scripts, <a href='../one/'>browse</a></p></noscript>",
    "template": "<template><a href='../one/'>a</a></template>",
    "symbols in the page": "<svg><symbol id=s></symbol><use href='#s'/></svg>",
    "declared encoding": "<meta charset=UTF-8>",
    "mathematics": "<math><mi>x</mi></math>",
    "text that looks like markup": "<p title='&lt;script&gt;'>&lt;script&gt;x&lt;/script&gt; onclick=1</p>",
}


@pytest.mark.parametrize("body", PASSING.values(), ids=PASSING.keys())
def test_what_may_be_published(tmp_path: Path, body: str) -> None:
    assert messages(tmp_path, body) == []


FAILING = {
    # scripts
    "inline script": ("<p>\n<script>evil()</script>", "an inline script that is not listed (sha256-"),
    "unknown type": ("<script type=text/x>evil()</script>", "an inline script that is not listed"),
    "importmap": ("<script type=importmap>{}</script>", "an inline script that is not listed"),
    "speculation rules": ("<script type=speculationrules>{}</script>", "an inline script that is not listed"),
    "script file of ours, not of the theme": (
        "<script src=/base/assets/bad.js></script>",
        "assets/bad.js is not a script of the theme",
    ),
    "script file elsewhere": ("<script src=https://x.org/a.js></script>", "a request to another host"),
    "script file that is missing": ("<script src=/base/no.js></script>", "`no.js` is not on the site"),
    "SVG's source in HTML": (
        "<script href=/base/assets/good.js>evil()</script>",
        "an inline script that is not listed",
    ),
    "HTML's source in SVG": (
        "<svg><script src=/base/assets/good.js>evil()</script></svg>",
        "an inline script that is not listed",
    ),
    "script in SVG": ("<svg><script>evil()</script></svg>", "an inline script that is not listed"),
    "script file in SVG": ("<svg><script href=/base/assets/bad.js /></svg>", "not a script of the theme"),
    "JSON that does not parse": (
        "<script type=application/json>{</script>",
        "a block of application/json that does not parse",
    ),
    "JSON without end": (
        f"<script type=application/json>{'[' * 100_000}</script>",
        "a block of application/json that does not parse",
    ),
    "script in a template": ("<template><template><script>evil()</script></template></template>", "an inline"),
    "shadow root": ("<p><template shadowrootmode=open><b onclick=x></b></template>", "an event handler"),
    "script that leaves noscript": (
        '<noscript><p title="</noscript><script>evil()</script>"></noscript>',
        "an inline script that is not listed",
    ),
    "script for those without scripts": ("<noscript><b onclick=x></b></noscript>", "an event handler"),
    # attributes and elements
    "event handler": ("<b OnClick=x>", "<b onclick>: an event handler"),
    "event handler behind a slash": ("<img/src=/base/assets/a.png/onerror=x><svg/onload=x>", "an event handler"),
    "srcdoc": ("<iframe srcdoc='x'></iframe>", "<iframe srcdoc>: this attribute has no place"),
    "formaction": ("<button formaction='../one/'>a</button>", "<button formaction>: this attribute has no"),
    "iframe": ("<iframe></iframe>", "<iframe>: this element has no place on a page"),
    "object": ("<object data='/base/assets/a.png'></object>", "<object>: this element has no place"),
    "embed": ("<embed src='/base/assets/a.png'>", "<embed>: this element has no place"),
    "base": ("<base target=_top>", "<base>: this element has no place"),
    "form elsewhere": ("<form action=https://x.org/></form>", "<form action>: `https://x.org/` is a request"),
    "animated link": (
        "<svg><a><animate attributeName=xlink:href values=javascript:x /></a></svg>",
        "<animate>: an animation of an address",
    ),
    "redirect elsewhere": ("<meta http-equiv=Refresh content='0;url=https://x.org'>", "it sends readers to"),
    "redirect to own host": (
        "<meta http-equiv=refresh content='0;url=https://example.org/base/'>",
        "it sends readers to `https://example.org/base/`",
    ),
    "redirect to a script": ("<meta http-equiv=refresh content='0;java&#9;script:x'>", "it sends readers to"),
    "redirect without a scheme": ("<meta http-equiv=refresh content='0 //x.org'>", "has a host and no scheme"),
    "redirect to nothing": ("<meta http-equiv=refresh content='5'>", "it sends readers to ``"),
    "redirect to a missing page": ("<meta http-equiv=refresh content='0;url=../no/'>", "is not on the site"),
    "other encoding": ("<meta charset=iso-2022-jp>", "<meta charset>: not UTF-8"),
    "other encoding, longhand": ("<meta http-equiv=content-type content='text/html;charset=x'>", "not UTF-8"),
    "id given twice": ("<p id=a></p><p id=a></p>", "id: `a` is used twice on the page"),
    # addresses
    "data": ("<img src='data:image/png;base64,xx'>", "an address with the scheme `data:`"),
    "vbscript": ("<a href='vbscript:x'>a</a>", "an address with the scheme `vbscript:`"),
    "xlink": ("<svg><a xlink:href='javascript:x'>a</a></svg>", "<a xlink:href>: an address with the scheme"),
    "no host": ("<a href='https:x.org'>a</a>", "`https:x.org` names no host"),
    "no scheme": ("<a href='//x.org/a'>a</a>", "`//x.org/a` has a host and no scheme"),
    "no scheme, backslashes": ("<a href='\\\\x.org/a'>a</a>", "has a host and no scheme"),
    "no scheme, after a tab": ("<a href='/&#9;/x.org/a'>a</a>", "has a host and no scheme"),
    "user information": ("<a href='https://arxiv.org@x.org/'>a</a>", "holds user information"),
    "picture elsewhere": ("<img src=https://x.org/a.png>", "a request to another host"),
    "picture from a neighbour": ("<img src=https://example.org/o.png>", "a request to another host"),
    "picture set elsewhere": (
        "<img srcset='/base/assets/a.png, https://x.org/a.png 2x'>",
        "<img srcset>: `https://x.org/a.png` is a request to another host",
    ),
    "preload set elsewhere": ("<link rel=preload imagesrcset='https://x.org/a 2x'>", "a request to another host"),
    "poster elsewhere": ("<video poster=https://x.org/a></video>", "a request to another host"),
    "use elsewhere": ("<svg><use href='https://x.org/a#b'/></svg>", "a request to another host"),
    "ping elsewhere": ("<a href='../one/' ping='https://x.org/'>a</a>", "<a ping>: `https://x.org/` is a"),
    "style sheet elsewhere": ("<link rel='alternate stylesheet' href=https://x.org/a>", "a request to another"),
    "preconnect": ("<link rel=preconnect href=https://x.org>", "a request to another host"),
    "dead link": ("<a href='../no/'>a</a>", "<a href>: `papers/no` is not on the site"),
    "dead link of another case": ("<a href='../ONE/'>a</a>", "`papers/ONE` is not on the site"),
    "dead link like one from the root": ("<a href='..//base/papers/one/'>a</a>", "is not on the site"),
    "dead link like one elsewhere": ("<a href='../https://x.org/'>a</a>", "is not on the site"),
    "dead picture": ("<img src=a.png>", "<img src>: `papers/two/a.png` is not on the site"),
    "dead canonical": (
        "<link rel=canonical href=https://example.org/base/no/>",
        "<link href>: `no` is not on the site",
    ),
    "dead og:url": ("<meta property=og:url content=https://example.org/base/no/>", "<meta og:url>: `no` is not"),
    "outside": ("<a href='/papers/one/'>a</a>", "`/papers/one/` is outside of the site"),
    "climbing out": ("<a href='../../../../base/'>a</a>", "climbs out of the site"),
    "climbing out, encoded": ("<a href='%2e%2e/%2E./../x'>a</a>", "climbs out of the site"),
    "dead anchor": ("<a href='../one/#no'>a</a>", "`../one/#no` names a place that papers/one/index.html does"),
    "dead anchor here": ("<a href='#no'>a</a>", "names a place that papers/two/index.html does not have"),
    "dead toggle": ("<a href='#__search'>a</a>", "names a place that papers/two/index.html does not have"),
    # style
    "import": ("<style>@import 'https://x.org/a.css';</style>", "<style>: `https://x.org/a.css` is a request"),
    "import, no scheme": ('<style>@import "//x.org/a.css"</style>', "has a host and no scheme"),
    "import, cut off": ('<style>@import "https://x.org/a.css</style>', "a request to another host"),
    "url": ("<style>a{b:URL( https://x.org/a )}</style>", "a request to another host"),
    "url, quoted": ("<style>a{b:url('//x.org/a')}</style>", "has a host and no scheme"),
    "url, escaped": ("<style>a{b:\\75\\72 l(\\68ttps://x.org/a)}</style>", "a request to another host"),
    "url, cut off": ("<style>a{b:url(https://x.org/a</style>", "a request to another host"),
    "url behind a comment": ("<style>/* ' */a{b:url(https://x.org/a)}</style>", "a request to another host"),
    "image set": ("<style>a{b:image-set('https://x.org/a' 1x)}</style>", "a request to another host"),
    "style sheet in data": ("<style>@import url(data:text/css,a)</style>", "the scheme `data:`"),
    "style attribute": ("<p style='b:url(https://x.org/a)'>a</p>", "<p style>: `https://x.org/a` is a request"),
    "style in SVG": ("<svg><path fill='url(https://x.org/a#b)'/></svg>", "<path fill>: `https://x.org/a#b`"),
}


@pytest.mark.parametrize(("body", "expected"), FAILING.values(), ids=FAILING.keys())
def test_what_may_not_be_published(tmp_path: Path, body: str, expected: str) -> None:
    said = messages(tmp_path, body)
    assert any(expected in message for message in said), said
    assert all(message.startswith("papers/two/index.html:") for message in said)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "&#x6A;avascript&colon;alert(1)",
        "java\tscript:alert(1)",
        "java&Tab;script:alert(1)",
        "java&NewLine;script:alert(1)",
        "java\r\nscript:alert(1)",
        " \x01\x1fjavascript:alert(1)",
        "&#1;javascript:alert(1)",
        "javascript&#58;alert(1)",
        "j&#10;a&#10;v&#10;a&#10;s&#10;c&#10;r&#10;i&#10;p&#10;t:alert(1)",
    ],
)
@pytest.mark.parametrize("markup", ['<a href="{}">a</a>', '<img src="{}">', '<form action="{}"></form>'])
def test_row_27_javascript_in_every_disguise(tmp_path: Path, markup: str, address: str) -> None:
    [message] = messages(tmp_path, markup.format(address))
    assert "an address with the scheme `javascript:`. Use an https address, or none." in message


@pytest.mark.parametrize(
    "payload",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "<svg/onload=alert(1)>",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "</textarea><script>alert(1)</script>",
        "<!--><script>alert(1)</script>-->",
        "<math><mtext></mtext><style><img src=x onerror=alert(1)></style></math>",
        '<a href="javascript:alert(1)">x</a>',
    ],
)
def test_row_31_payloads_fail_as_markup_and_pass_as_text(tmp_path: Path, payload: str) -> None:
    assert messages(tmp_path, f"<p>{payload}</p>")
    escaped = html.escape(payload)
    assert messages(tmp_path, f'<title>{escaped}</title><p title="{escaped}">{escaped}</p>') == []


def test_row_33_a_title_that_closes_itself(tmp_path: Path) -> None:
    [message] = messages(tmp_path, "<title>\n</title><script>alert(1)</script> - Papershelf</title>")
    assert message == (
        "papers/two/index.html:2: <script>: an inline script that is not listed "
        f"({csp_hash('alert(1)')}). Move it into a script of the theme, or list its hash in "
        "templates/scripts.sha256."
    )
    assert messages(tmp_path, "<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;</title>") == []


@pytest.mark.parametrize("markup", ["<![CDATA[" * 2000, "[" * 13_000, "<b>" * 10_000, "<q title='" * 10_000])
def test_row_35_deep_nesting_is_read(tmp_path: Path, markup: str) -> None:
    assert messages(tmp_path, markup) == []


def test_row_49_the_gate_only_reads(tmp_path: Path) -> None:
    assert messages(tmp_path, "<script>evil()</script>")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert messages(tmp_path, "<script>evil()</script>")
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


texts = st.text(st.characters(exclude_categories=["Cs"]))


@given(text=texts)
def test_escaped_text_passes(text: str) -> None:
    safe = html.escape(text)
    page = (
        f"<title>{safe}</title><meta name=description content='{safe}'><h1>{safe}</h1>"
        f'<p title="{safe}" class="{safe}" data-x="{safe}">{safe}</p><textarea>{safe}</textarea>'
    )
    with tempfile.TemporaryDirectory() as folder:
        assert messages(Path(folder), page) == []


def test_page_404_links_from_the_root_of_the_host(tmp_path: Path) -> None:
    body = '<h1 id=a>404</h1><a href="#a">a</a><img src="/base/assets/a.png"><a href="https://x.org">b</a>'
    assert messages(tmp_path, body, "404.html") == []
    [message] = messages(tmp_path, '<a href="papers/one/">a</a>', "404.html")
    assert message == (
        "404.html:1: <a href>: `papers/one/` is relative, and 404.html is shown at any address. "
        "Write the address from the root of the host."
    )


def test_a_site_without_an_address(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.html": '<a href="/papers/one/">a</a><link rel=canonical href="https://example.org/base/no/">',
    }
    assert found(tmp_path, files, own_host=None, base_path="/") == []


def test_a_fault_of_the_theme_is_told_once(tmp_path: Path) -> None:
    pages: dict[str, str | bytes] = {f"p{n}/index.html": "<a href='../no/'>a</a>" for n in range(3)}
    assert [str(problem) for problem in found(tmp_path, pages)] == [
        "p0/index.html:1: <a href>: `no` is not on the site, here and in 2 more files. "
        "Correct the address, or add the page."
    ]


def test_a_message_is_fit_for_a_terminal(tmp_path: Path) -> None:
    [message] = messages(tmp_path, f'<a href="\x1b[31m\u202e{"x" * 999}">a</a>')
    assert message.isprintable()
    assert len(message) < 250


XML_PASSING = {
    "feed.xml": '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" '
    'href="https://example.org/base/feed.xml"/><link href="https://x.org/"/><title>a &lt;b&gt;</title></feed>',
    "sitemap.xml": "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url/></urlset>",
    "a.svg": '<svg xmlns="http://www.w3.org/2000/svg"><style>a{fill:url(#g)}</style><use href="#g"/></svg>',
}
XML_FAILING = {
    "script": ("<svg><script>x</script></svg>", "<script>: a script in an XML file"),
    "script with a prefix": ("<x xmlns:s='http://w'><s:script>x</s:script></x>", "a script in an XML file"),
    "handler": ("<svg onload='x'/>", "<svg onload>: an event handler"),
    "address": ("<svg xmlns:x='http://w'><a x:href='javascript:x'/></svg>", "the scheme `javascript:`"),
    "picture": ("<svg><image href='https://x.org/a.png'/></svg>", "a request to another host"),
    "style": ("<svg><style>@import '//x.org/a'</style></svg>", "has a host and no scheme"),
    "animation": ("<svg><set attributeName='href' to='x'/></svg>", "<set>: an animation of an address"),
    "style sheet": ("<?xml-stylesheet href='a.xsl'?><a/>", "a processing instruction in an XML file"),
    "entities": ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "a document type in an XML file"),
    "dead link": ("<feed><link rel='self' href='no.xml'/></feed>", "`no.xml` is not on the site"),
    "not well-formed": ("<a>", "xml: not well-formed (no element found"),
    "markup let through": ("<a>\x01</a>", "xml: not well-formed"),
}


@pytest.mark.parametrize(("path", "text"), XML_PASSING.items())
def test_xml_that_may_be_published(tmp_path: Path, path: str, text: str) -> None:
    assert messages(tmp_path, text, path) == []


@pytest.mark.parametrize(("text", "expected"), XML_FAILING.values(), ids=XML_FAILING.keys())
@pytest.mark.parametrize("path", ["a.svg", "a.xml"])
def test_xml_that_may_not_be_published(tmp_path: Path, path: str, text: str, expected: str) -> None:
    said = messages(tmp_path, text, path)
    assert any(expected in message for message in said), said


def test_a_style_sheet_is_read(tmp_path: Path) -> None:
    css = '@import url("look.css");a{background:url(a.png)}'
    assert messages(tmp_path, css, "assets/more.css") == []
    said = messages(tmp_path, "a{b:url(https://x.org/a)}c{d:url(no.png)}", "assets/more.css")
    assert len(said) == 2
    assert "`https://x.org/a` is a request to another host" in said[1]
    assert "`assets/no.png` is not on the site" in said[0]


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    [problem] = found(tmp_path, {"a.html": b"<p>\xff"})
    assert str(problem) == "a.html: byte 3 is not UTF-8. Write the file as UTF-8."


def test_a_byte_order_mark_hides_nothing(tmp_path: Path) -> None:
    assert len(messages(tmp_path, "\ufeff<script>x</script>")) == 1


def test_a_file_beyond_all_measure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "MAX_BYTES", 1000)
    [problem] = found(tmp_path, {"feed.xml": "<a>" + "x" * 2000 + "</a>"})
    assert str(problem) == "feed.xml: the file has 2,007 bytes and the limit is 1,000. Split it into several."


def test_a_folder_that_cannot_be_read_is_no_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        inspect(tmp_path / "no", trusted=GOOD, own_host=None, base_path="/")


def test_trusted_hashes_are_those_of_script_files(tmp_path: Path) -> None:
    write(tmp_path, {"a/x.js": "x", "a/b/y.mjs": "y", "a/b/y.js.map": "z", "c/z.js": "z"})
    assert trusted_hashes([tmp_path / "a"]) == {csp_hash("x"), csp_hash("y")}


def test_a_hash_list_is_read(tmp_path: Path) -> None:
    file = tmp_path / "scripts.sha256"
    file.write_text(f"# why\n\n{csp_hash('a')}\n  {csp_hash('b')}  # b\n", encoding="utf-8")
    assert read_hash_list(file) == {csp_hash("a"), csp_hash("b")}


def test_a_hash_list_with_a_slip(tmp_path: Path) -> None:
    file = tmp_path / "scripts.sha256"
    file.write_text("# why\nsha256-short\n", encoding="utf-8")
    with pytest.raises(PapershelfError) as caught:
        read_hash_list(file)
    assert str(caught.value) == (f"{file}:2: `sha256-short` is no hash. Write sha256- and 44 characters of base64.")


@pytest.fixture(scope="module", params=["https://example.org/base/", None], ids=["address", "no address"])
def themed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of three depths in Material, with our overrides of its scripts."""
    root = tmp_path_factory.mktemp("themed")
    shutil.copytree(THEME / "partials" / "javascripts", root / "theme" / "partials" / "javascripts")
    # Material's header asks for this one, ours does not.
    (root / "theme" / "partials" / "javascripts" / "palette.html").touch()
    write(root / "docs", dict.fromkeys(("index.md", "a/index.md", "a/b/c.md"), "# A\n\n## B\n"))
    theme = {"name": "material", "custom_dir": "theme", "font": False}
    settings = {"site_name": "A", "site_url": request.param, "theme": theme, "plugins": []}
    # JSON is YAML.
    write(root, {"mkdocs.yml": json.dumps(settings)})
    build(load_config(str(root / "mkdocs.yml")))
    return root / "site"


def inline_scripts(site: Path) -> set[str]:
    return {
        node.text()
        for page in site.rglob("*.html")
        for node in LexborHTMLParser(page.read_text(encoding="utf-8")).css("script:not([src]):not([type])")
    }


def test_the_list_holds_the_scripts_that_material_writes_today(themed: Path) -> None:
    written = {csp_hash(text): text for text in inline_scripts(themed)}
    assert set(written) == read_hash_list(THEME.parent / "scripts.sha256"), (
        "The inline scripts of a page are not those of templates/scripts.sha256. Read these; leave out what this "
        f"site has no use for, as templates/theme/partials/javascripts does, and list the hash of the rest: {written}"
    )


def test_a_site_in_material_passes(themed: Path) -> None:
    with_address = "example.org/base" in (themed / "index.html").read_text(encoding="utf-8")
    trusted = trusted_hashes([MATERIAL]) | read_hash_list(THEME.parent / "scripts.sha256")
    own_host, base_path = ("example.org", "/base/") if with_address else (None, "/")
    assert inspect(themed, trusted=trusted, own_host=own_host, base_path=base_path) == []


POLICY = audit.state_policy({csp_hash("inline()")})
STATED = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'


def test_a_policy_allows_this_site_and_the_listed_scripts() -> None:
    assert (
        f"default-src 'none'; script-src 'self' '{csp_hash('inline()')}'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
    ) == POLICY


def guarded(site: Path, head: str, body: str = "<h1>Two</h1>") -> list[str]:
    """What the gate says about a page where all pages have to state the policy."""
    write(site, {"assets/good.js": "good()", "assets/look.css": "a{}", "a/index.html": f"<head>{head}</head>{body}"})
    return [str(each) for each in inspect(site, trusted=GOOD, own_host=None, base_path="/", policy=POLICY)]


@pytest.mark.parametrize(
    "head",
    [
        STATED,
        f"<meta charset=utf-8>{STATED}<script>inline()</script><link rel=stylesheet href=../assets/look.css>",
        "<meta http-equiv=content-security-policy content=\"default-src 'none'; img-src 'self'\">",
        "<meta http-equiv=Content-Security-Policy content=\"DEFAULT-SRC 'none'; script-src 'none';; \">",
    ],
)
def test_a_page_with_the_policy_or_a_stricter_one_passes(tmp_path: Path, head: str) -> None:
    assert guarded(tmp_path, head) == []


@pytest.mark.parametrize(
    ("head", "problem"),
    [
        ("<title>A</title>", "the page states no policy"),
        (STATED.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"), "allows more than"),
        (STATED.replace("default-src 'none'", "default-src 'self'"), "allows more than"),
        (STATED.replace("default-src 'none'; ", ""), "allows more than"),
        (STATED.replace("connect-src 'self'", "connect-src *"), "allows more than"),
        (STATED.replace("font-src 'self'", "font-src 'self' https://fonts.example"), "allows more than"),
        (STATED.replace("; base-uri 'none'", "; worker-src 'self' blob:"), "allows more than"),
        (f"<script>inline()</script>{STATED}", "something is loaded before"),
        (f"<link rel=stylesheet href=../assets/look.css>{STATED}", "something is loaded before"),
        (f"{STATED}<style>a{{color:red}}</style>", "an inline style"),
    ],
)
def test_a_page_without_the_policy_does_not_pass(tmp_path: Path, head: str, problem: str) -> None:
    (found,) = guarded(tmp_path, head)
    assert problem in found


def test_an_attribute_with_style_rules_is_stopped_by_the_policy(tmp_path: Path) -> None:
    (problem,) = guarded(tmp_path, STATED, '<p style="color: red">a')
    assert "an inline style, which the policy stops" in problem


def test_a_policy_in_the_body_is_none(tmp_path: Path) -> None:
    (problem,) = guarded(tmp_path, "<title>A</title>", f"<p>{STATED}")
    assert "the page states no policy" in problem
