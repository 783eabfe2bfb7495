"""Templates to Markdown: every value is text, in any dialect of Markdown and in HTML."""

from __future__ import annotations

from pathlib import Path

import pytest
from fabricate import paper
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rendered import front_matter, one_space, page_of, to_html, unescaped

from papershelf.errors import PapershelfError
from papershelf.model import Link, LinkKind, Name
from papershelf.publish.templates import Renderer
from papershelf.text import Html, escape_markdown, plain_text

HOSTILE = (
    "<script>alert(1)</script>",
    "</title><script>alert(2)</script>",
    "</h1><img src=x onerror=alert(1)>",
    "a<b and b>a, $x<y$, <projektor>, <EOS>",
    "<![CDATA[ ]]> <!-- --> <?php ?>",
    "{: onclick=alert(1)} {{ 7*7 }} {% raw %} {# #}",
    "--8<-- 'x' !!! note [TOC] *[x]: y [^1]: z",
    "[x](javascript:alert(1)) ![y](z) <https://example.org> **b** _c_ `d` ~~e~~ ==f== ^^g^^",
    "# no heading",
    "1. no list",
    "- no list",
    "    no code",
    "&lt;b&gt; &#60; &amp;amp;",
    "back\\slash \\& \\\\",
    "double \" single ' back ` quotes",
    "| a | b |\n|---|---|\n| c | d |",
    ": no definition",
    "=====",
    "title: x\n---\nfoo: bar",
)

any_text = st.text(min_size=1, max_size=60) | st.text(
    alphabet="<>&\"'`[](){}*_#!:|\\-$%^~= \nab1", min_size=1, max_size=40
)


def templates(folder: Path, **files: str) -> Renderer:
    for name, text in (
        {"pages/ok.md.j2": "fine\n"} | {key.replace("__", "/") + ".j2": text for key, text in files.items()}
    ).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Renderer(folder)


def test_a_value_that_was_not_given_stops_the_page_and_names_it(tmp_path: Path) -> None:
    renderer = templates(tmp_path, pages__x="one\n{{ missing }}\n")
    with pytest.raises(PapershelfError) as caught:
        renderer.render("pages/x.j2", {})
    assert str(caught.value) == (
        f"{tmp_path}/pages/x.j2: the template cannot be rendered ('missing' is undefined). Correct the template."
    )


def test_a_field_that_does_not_exist_stops_the_page(tmp_path: Path) -> None:
    renderer = templates(tmp_path, pages__x="{{ paper.titel }}")
    with pytest.raises(PapershelfError, match=r"has no attribute 'titel'"):
        renderer.render("pages/x.j2", {"paper": paper("one")})


def test_a_template_that_is_broken_is_named_with_its_line(tmp_path: Path) -> None:
    renderer = templates(tmp_path, pages__x="one\ntwo\n{% if %}\n")
    with pytest.raises(PapershelfError) as caught:
        renderer.render("pages/x.j2", {})
    assert str(caught.value).startswith(f"{tmp_path}/pages/x.j2:3: the template cannot be rendered (")


def test_a_part_that_is_broken_is_named_and_not_the_page(tmp_path: Path) -> None:
    renderer = templates(tmp_path, pages__x='{% include "parts/y.j2" %}', parts__y="\n{% endif %}")
    with pytest.raises(PapershelfError) as caught:
        renderer.render("pages/x.j2", {})
    assert str(caught.value).startswith(f"{tmp_path}/parts/y.j2:2: ")


def test_a_template_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(PapershelfError, match=r"pages/none\.j2: the template cannot be rendered"):
        templates(tmp_path).render("pages/none.j2", {})


@pytest.mark.parametrize("value", ["<b>", "*x*", "&lt;", "{{ 7 }}", "a\nb"])
def test_a_value_is_escaped_wherever_it_stands(tmp_path: Path, value: str) -> None:
    renderer = templates(
        tmp_path, pages__x='{{ v }}|{{ v | upper }}|{{ "" ~ v }}|{% for w in [v] %}{{ w }}{% endfor %}'
    )
    parts = renderer.render("pages/x.j2", {"v": value}).split("|")
    expected = str(escape_markdown(value))
    assert parts == [expected, str(escape_markdown(value.upper())), expected, expected]


def test_only_html_of_prose_passes_as_it_is(tmp_path: Path) -> None:
    renderer = templates(tmp_path, pages__x="{{ html }}{{ number }}{{ nothing }}{{ mixed }}")
    written = renderer.render(
        "pages/x.j2",
        {"html": Html("<b>&amp;</b>"), "number": 1234, "nothing": None, "mixed": Html("<i>") + "<"},
    )
    assert written == "<b>&amp;</b>1234None<i>&lt;"


def test_the_filters_say_numbers_and_first_sentences(tmp_path: Path) -> None:
    renderer = templates(
        tmp_path,
        pages__x="{{ 0 | plural('paper') }}|{{ 1 | plural('paper') }}|{{ 1204 | plural('paper') }}|"
        "{{ text | sentence }}",
    )
    context = {"text": "*One* is said, e.g. here. Two is not."}
    parts = [unescaped(part) for part in renderer.render("pages/x.j2", context).split("|")]
    assert parts == ["0 papers", "1 paper", "1,204 papers", "One is said, e.g. here."]


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_is_shown_as_written(renderer: Renderer, title: str) -> None:
    assert_survives(renderer, title)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(any_text)
def test_any_title_survives_into_html_as_the_same_text(renderer: Renderer, title: str) -> None:
    assert_survives(renderer, title)


def assert_survives(renderer: Renderer, title: str) -> None:
    page = page_of(renderer, title)
    shown = one_space(plain_text(title))
    assert one_space(unescaped(str(front_matter(page)["title"]))) == shown
    tree = to_html(page)
    (heading,) = tree.css("h1")
    assert one_space(heading.text()) == shown
    assert heading.css_first("*:not(h1, span.ps-word)") is None
    assert tree.css("script, img, iframe, [onclick], [onerror]") == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(any_text)
def test_every_other_field_survives_too(renderer: Renderer, text: str) -> None:
    # A space on each side keeps texts apart that would be trimmed to nothing.
    page = page_of(renderer, "Title", withdrawn=f"w {text}", venue=f"v {text}", authors=(Name(family=f"a {text}"),))
    tree = to_html(page)
    plain = escape_markdown(text)
    notice, byline = tree.css_first(".ps-notice"), tree.css_first(".ps-byline")
    assert notice is not None
    assert byline is not None
    assert one_space(notice.text()) == one_space(f"Withdrawn from this list. w {unescaped(plain)}")
    assert [one_space(each.text()) for each in byline.css("p")] == [
        one_space(f"{kind} {unescaped(plain)}") for kind in "av"
    ]
    assert byline.css_first("*:not(div):not(p):not(span)") is None


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_summary_and_abstract_do_nothing(renderer: Renderer, text: str) -> None:
    tree = to_html(page_of(renderer, "Title", summary=text, abstract=text))
    assert tree.css("script, img, iframe, .admonition, .toc, abbr, table") == []
    assert [node for node in tree.css("*") if any(name.startswith("on") for name in node.attributes)] == []
    assert not any((node.attributes.get("href") or "").startswith("javascript") for node in tree.css("a"))


def test_an_address_is_the_same_address_on_the_page(renderer: Renderer) -> None:
    url = "https://example.org/a_b_c/*x*?q=1&copy=2&lt=3#s_t"
    tree = to_html(page_of(renderer, "Title", links=(Link(kind=LinkKind.CODE, url=url),)))
    links = [node.attributes["href"] for node in tree.css(".ps-links a")]
    assert links[0] == url
