"""Pages: each rule with a page that breaks it and one that keeps it."""

from __future__ import annotations

import html
import tempfile
from pathlib import Path

import pytest
from auditing import GOOD, ORDINARY, csp_hash, messages, write
from hypothesis import example, given
from hypothesis import strategies as st

from papershelf.audit import Verdict, inspect, state_policy
from papershelf.audit.files import inspect_file
from papershelf.audit.inspection import Inspection
from papershelf.audit.report import Report
from papershelf.audit.urls import Site

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
    "anchors without an id": '<a href="#">a</a><a href="#top">b</a><a href="#:~:text=x">d</a>',
    "encoded path": '<a href="../%6Fne/index.html">a</a>',
    "own host": '<link rel=canonical href="https://example.org/base/papers/one/">'
    '<meta property="og:url" content="https://EXAMPLE.org/base/papers/one/#one">'
    '<link rel=alternate hreflang=en href="https://example.org/base">',
    "a neighbour on the same host": '<a href="https://example.org/other/">a</a>',
    "canonical elsewhere": '<link rel=canonical href="https://elsewhere.org/x">',
    "citation": '<blockquote cite="https://elsewhere.org/x">a</blockquote>',
    "pictures": '<img src="../../assets/a.png" srcset="/base/assets/a.png 1x, ../../assets/b.png 2.5x">',
    "style sheet": '<link rel="stylesheet" href="../../assets/look.css"><style>a{b:url(#x)}</style><p id=x>',
    "several pings": '<a href="../one/" ping="../one/ ../../">a</a>',
    "redirect in quotes": "<meta http-equiv=refresh content=\"0; url='../one/'more\">",
    "animated paint": "<svg><rect id=g><animate attributeName=fill values='red;url(#g)' to='blue'/></rect></svg>",
    "declared encoding, longhand": "<meta http-equiv=content-type content='text/html; charset=utf-8'>",
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
    "script file in SVG": (
        "<svg><script href=/base/assets/a.png /></svg>",
        "assets/a.png is not a script of the theme",
    ),
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
    "link to nothing": ("<p><a href=''>a</a>", "<a href>: an empty address"),
    "link to nothing but spaces": ("<p><a href=' &#9; '>a</a>", "<a href>: an empty address"),
    "picture of nothing": ("<img src>", "<img src>: an empty address"),
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
    "second ping elsewhere": ("<a href='../one/' ping='?a https://x.org/'>a</a>", "<a ping>: `https://x.org/` is a"),
    "attribution elsewhere": ("<img src=/base/assets/a.png attributionsrc='? //x.org'>", "has a host and no scheme"),
    "set parted by commas": ("<img srcset='?a,https://x.org/a.png 1x'>", "`https://x.org/a.png` is a request"),
    "animated paint": (
        "<svg><rect><animate attributeName=fill values='red;url(//x.org/a#b)'/></rect></svg>",
        "<animate values>: `//x.org/a#b` has a host and no scheme",
    ),
    "other base in SVG": ("<svg><g xml:base='https://x.org/'></g></svg>", "<g xml:base>: this attribute has no"),
    "redirect in quotes": ("<meta http-equiv=refresh content='0;url=\"//x.org\"'>", "has a host and no scheme"),
    "redirect behind white space": ("<meta http-equiv=refresh content=' 1.5 url = /&#9;/x.org'>", "has a host and no"),
    "other encoding in disguise": (
        "<meta http-equiv=content-type content='text/html;charset=iso-2022-jp;x=utf-8'>",
        "<meta charset>: not UTF-8",
    ),
    "other encoding beside a redirect": ("<meta charset=x http-equiv=refresh content='0;url=../one/'>", "not UTF-8"),
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


HREFS = (
    *("../../", "../../assets/a.png", "../../papers/one/", "../../no/", "../one/", "../one/#no", "", "#x"),
    "../../index.html#top-of-it",
)
READ = ("papers/a/index.html", "papers/b/index.html", "c/index.html", "topics/d/index.html")
elements = st.builds(
    lambda tag, name, href, more: f"<{tag} {name}='{href}' {more}></{tag}>",
    st.sampled_from(["a", "img", "link", "script", "form", "p", "area"]),
    st.sampled_from(["href", "src", "action", "cite", "srcset", "data-x"]),
    st.sampled_from(HREFS),
    st.sampled_from(["", "rel=next", "id=x", "name=y", "onclick=x", "style='color:red'"]),
)


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("ordinary")
    write(root, ORDINARY | dict.fromkeys(READ, ""))
    return root


@example(bodies=["".join(f"<a href='{href}'></a><script src='{href}'></script>" for href in HREFS)] * len(READ))
@given(bodies=st.lists(st.lists(elements, max_size=4).map("".join), min_size=2, max_size=len(READ)))
def test_what_was_read_before_changes_nothing(ordinary: Path, bodies: list[str]) -> None:
    pages = dict(zip(READ, (body.encode() for body in bodies), strict=False))
    site = Site(ordinary, None, "/", frozenset({*ORDINARY, *pages}))

    def read(inspection: Inspection, path: str) -> Verdict:
        inspection.begin()
        inspect_file(inspection, path, pages[path])
        return inspection.end("")

    one_for_all, report = Inspection(site, GOOD, POLICY), Report()
    for path in pages:
        one = Inspection(site, GOOD, POLICY)
        assert read(one_for_all, path) == read(one, path)
        report.join(one.report)
    assert one_for_all.report.problems() == report.problems()


POLICY = state_policy({csp_hash("inline()")})
STATED = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'


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
