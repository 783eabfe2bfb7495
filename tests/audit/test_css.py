"""Style rules: what in them is an address, and what only looks like one."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest
from auditing import found, messages
from growth import assert_linear

from papershelf.audit import css
from papershelf.audit.css import Kind, find_mentions


def addresses(rules: str, *, is_sheet: bool = True) -> list[str]:
    return [text for kind, text in find_mentions(rules, is_sheet) if kind is Kind.ADDRESS]


def strings(rules: str) -> list[str]:
    return [text for kind, text in find_mentions(rules, True) if kind is Kind.TEXT]


def test_a_style_sheet_is_read(tmp_path: Path) -> None:
    rules = '@import url("look.css");a{background:url(a.png)}'
    assert messages(tmp_path, rules, "assets/more.css") == []
    said = messages(tmp_path, "a{b:url(https://x.org/a)}c{d:url(no.png)}", "assets/more.css")
    assert len(said) == 2
    assert "`https://x.org/a` is a request to another host" in said[1]
    assert "`assets/no.png` is not on the site" in said[0]


@pytest.mark.parametrize(
    "rules",
    [
        "@import 'a/b';",
        '@import "a/b" screen;',
        "@import url(a/b) layer(c);",
        "@IMPORT/**/'a/b'",
        r"@\49 mport '\61/b';",
        "x{y:url( a/b )}",
        "x{y:url( 'a/b' )}",
        "x{y:uRl('a/b'",
        "x{y:url(a/b",
        r"x{y:\55\52\4c(a/b)}",
        "x{y:src('a/b')}",
        "x{y:image('a/b', red)}",
        "x{y:image-set('a/b' 1x)}",
        "x{y:-WEBKIT-image-set('a/b' 1x)}",
        "x{y:cross-fade(url(a/b), red)}",
        "x{--y:{z:url(a/b)}}",
        "@font-face{src:local('z'),url('a/b') format('woff2')}",
        "@property --x{syntax:'<url>';initial-value:url(a/b)}",
        "@media all{@supports (display:grid){x{y:url(a/b)}}}",
        "x{y:attr(z, url(a/b))}",
        "x{y:if(style(--z): url(a/b))}",
        "x{y:[(url(a/b))]}",
        "x{y:'\n;url(a/b)}",
        "} x{y:url(a/b)}",
        "<!-- @import 'a/b'; -->",
        "x{@namespace y; z:url(a/b)}",
        "x @namespace url(a/b);",
    ],
)
def test_an_address_is_found_wherever_a_browser_would_read_it(rules: str) -> None:
    assert addresses(rules) == ["a/b"]


@pytest.mark.parametrize(
    "rules",
    [
        "/* url(a) @import 'b' */",
        "x::after{content:'url(a)'}",
        "x{y:curl(a)}",
        "@namespace url(a);@NameSpace b 'c';",
        "x{color:red;width:calc(1px + 2px)}",
        "@charset 'utf-8';x{quotes:'a' 'b'}",
    ],
)
def test_what_a_browser_loads_nothing_from_is_no_address(rules: str) -> None:
    assert addresses(rules) == []


def test_an_attribute_has_no_rules_with_a_name() -> None:
    assert addresses("@namespace url(a)") == []
    assert addresses("@namespace url(a)", is_sheet=False) == ["a"]


def test_a_string_may_become_an_address_but_for_what_selectors_compare() -> None:
    assert strings("a[href='b'],c:is([d^='e']){--f:'g';content:'h' counter(i, 'j')}") == ["g", "h", "j"]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ("a{--b:'//x.org/a'}", "has a host and no scheme"),
        ("a{--b:'HTTPS://x.org/a'}", "is a request to another host"),
        (r"a{--b:'\\\\x.org'}", "has a host and no scheme"),
        ("a{--b:'https:x.org'}", "names no host"),
        ("a{--b:'wss://x.org'}", "an address with the scheme `wss:`"),
        ("a{b:url(x'y)}", "an address or a string that is cut off"),
        ("a{b:'x\n}", "an address or a string that is cut off"),
        ("a{b:url(x\ny)}", "an address or a string that is cut off"),
        ("a{b:image-set(attr(c) 1x)}", "an attribute's value is taken for an address"),
        ("a{b:src(attr(c type(<string>)))}", "an attribute's value is taken for an address"),
        ("@import url(DATA:text/css,a)", "an address with the scheme `data:`"),
        ("a{b:url(javascript:c)}", "an address with the scheme `javascript:`"),
    ],
)
@pytest.mark.parametrize("markup", ["<style>{}</style>", '<b style="{}">a</b>', '<svg><rect fill="{}"/></svg>'])
def test_what_rules_may_not_hold(tmp_path: Path, rules: str, expected: str, markup: str) -> None:
    [message] = messages(tmp_path, markup.format(rules))
    assert expected in message


@pytest.mark.parametrize(
    "rules",
    [
        "a{content:'Note: b'}",
        "a{content:'// '}",
        r"a{content:'\\'}",
        "a{content:'mailto:a@b.org'}",
        "a{content:'data:x'}",
    ],
)
def test_a_string_that_leads_to_no_host_passes(tmp_path: Path, rules: str) -> None:
    assert messages(tmp_path, f"<style>{rules}</style>") == []


def test_an_import_is_judged_as_it_is_written_too(tmp_path: Path) -> None:
    """Chromium asks for imports before it reads escapes; `tests/browser/test_audit.py` shows it."""
    rules = r"<style>@import '\/x.org/a.css'</style>"
    [problem] = found(tmp_path, {"x.org/a.css": "", "a.html": rules}, base_path="/")
    assert "`\\/x.org/a.css` has a host and no scheme" in str(problem)


def test_rules_beyond_all_measure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(css, "MAX_RULES", 1000)
    said = messages(tmp_path, "a{b:url(a.png)}" + " " * 1000, "assets/more.css")
    assert said == [
        "assets/more.css: css: style rules of 1,015 characters, and the limit is 1,000. Split them into several files."
    ]


@pytest.mark.parametrize("piece", ["{", "f(", "url(", '"a\n', "a{b:c(d[e", 'a{b:url("c")}', "@import 'a';", "/*", "\\"])
def test_reading_takes_time_in_proportion(piece: str) -> None:
    # Each text is another: the texts of one that was read before are remembered.
    numbers = count()
    assert_linear(lambda size: lambda: list(find_mentions(f"{next(numbers)}{piece * size}", True)), size=1_000)
