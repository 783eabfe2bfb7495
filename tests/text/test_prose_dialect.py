"""The Markdown of summaries: what it reads as CommonMark does not, and that no letter, digit or sign vanishes."""

from __future__ import annotations

import html
import re
import string

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from papershelf.text import (
    escape_commonmark,
    escape_markdown,
    summary_html,
    summary_plain_html,
    summary_text,
    unbroken,
)
from papershelf.text import markdown as markdown_text
from papershelf.text.characters import clean


def text_of(page: str) -> str:
    return html.unescape(re.sub("<[^>]+>", "", page))


def solid(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(
    ("markdown", "page"),
    [
        ("本文**强调**文字。**注意：**后面。", "本文<strong>强调</strong>文字。<strong>注意：</strong>后面。"),
        ("**“引用”**的", "<strong>“引用”</strong>的"),
        ("他说**“引用”**的", "他说<strong>“引用”</strong>的"),
        ("*（注）*と", "<em>（注）</em>と"),
        ("これは**「鍵」**です", "これは<strong>「鍵」</strong>です"),
        ("**한국어(조사)**를", "<strong>한국어(조사)</strong>를"),
        ("**Kettle (A)**は", "<strong>Kettle (A)</strong>は"),
        ("读**$n$**遍", None),
        ("葛\U000e0100**（注）**", "葛\U000e0100<strong>（注）</strong>"),
        # As CommonMark has it.
        ("_注意：_后面", "_注意：_后面"),
        ("**a:**b, **(a)**b, a_b_c", "**a:**b, **(a)**b, a_b_c"),
        ("*a*b **c** d * e", "<em>a</em>b <strong>c</strong> d * e"),
    ],
)
def test_emphasis_needs_no_space_in_scripts_without(markdown: str, page: str | None) -> None:
    shown = summary_html(markdown)
    assert "**" not in shown if page is None else shown == f"<p>{page}</p>"


AS_WRITTEN = [
    "2024. A year", "1. x", "1) x", "7. April was the day.\n8. May was not.", "1986. That was.\n\n1987. And that.",
    "- x", "+ x", "* x", "- a\n+ b", "- - - x", "# x", "> x", "***", "---", "===", "a\n===", "a\n---", "[x]: y",
    "[^1]: z", "*[x]: y", "<x>", "~~~", "`", "|a|b|\n|-|-|", ":smile:", "!!! note\n    x", "{: .x}", "x\\", "[](https://a.org)",
    "[x]()", "[ ](https://a.org)", "&#8238;", "&zwj;", "&#x200b;", "$", "$5", "--", "x.", "1.", "-",
]  # fmt: skip


@pytest.mark.parametrize("text", AS_WRITTEN)
def test_signs_alone_are_no_markup(text: str) -> None:
    for shown in (text_of(summary_html(text)), text_of(summary_plain_html(text)), summary_text(text)):
        assert solid(shown) == solid(text)


@pytest.mark.parametrize(
    ("markdown", "page", "text"),
    [
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>", "1. a\n\n2. b"),
        ("1. a\n2. b\n7. c", '<ol>\n<li>a</li>\n<li>b</li>\n<li value="7">c</li>\n</ol>', "1. a\n\n2. b\n\n7. c"),
        ("x:\n- a\n- b", "<p>x:</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "x:\n\n- a\n\n- b"),
        ("- a\n- b\n  - c", "<ul>\n<li>a</li>\n<li>b\n- c</li>\n</ul>", "- a\n\n- b\n- c"),
    ],
)
def test_a_list_has_two_items_and_keeps_its_marks(markdown: str, page: str, text: str) -> None:
    assert summary_html(markdown) == page
    assert summary_text(markdown) == text


def test_lists_in_lists_beyond_the_depth_of_the_parser_are_text() -> None:
    deep = "".join(f"{'  ' * n}- a{n}\n{'  ' * n}- b{n}\n" for n in range(20))
    for shown in (text_of(summary_html(deep)), summary_text(deep)):
        assert all(f"{letter}{n}" in shown for letter in "ab" for n in range(20))


SIGNS = ["2024. ", "1. ", "2. ", "1) ", "- ", "+ ", "# ", "> ", "    ", "---", "===", "~~~", "[x]: ", "[^1]: ", "<x>",
         "|", ":a:", "!!! ", "{: .x}", "$", "\n", "\n\n", "  \n", " ", "a", "é", "的", "：", "؟", "b.", "“",
         ","]  # fmt: skip


@given(st.lists(st.sampled_from(SIGNS), max_size=14).map("".join))
@example("${: .x}$")
def test_no_letter_digit_or_sign_of_a_summary_vanishes(text: str) -> None:
    # Dollars become mathematics, where a tilde is a space, braces group and a caret raises.
    # A list's marks are the browser's.
    assume("$" not in text or "^" not in text)
    spaces = "$~{}" if "$" in text else ""
    shown, written = (solid(each).translate(dict.fromkeys(map(ord, spaces))) for each in (summary_text(text), text))
    assert shown == written
    letters = [sign for sign in text_of(summary_html(text)) if sign.isalpha()]
    assert letters == [sign for sign in text if sign.isalpha()]


@given(st.text(st.sampled_from("1.)-+=#>*_`[]<>&|~\\!:$ ab的"), max_size=12).filter(str.strip))
def test_escaped_text_begins_no_block(text: str) -> None:
    for escape in (escape_commonmark, escape_markdown):
        page = MarkdownIt("gfm-like", {"linkify": False}).render(f"x\n{escape(text)}\n\n{escape(text)}")
        assert set(re.findall(r"<(\w+)", page)) == {"p"}
        assert solid(text_of(page)) == solid(f"x{text}{text}")


@given(st.text("ab 1-+.,;:'\"()?!%/=~^|{}#@\\`*_[<>&$\n\t\u00a0é中", max_size=12) | st.text(max_size=20))
@example("1. A kettle").via("a list")
@example("2024 was warm")
@example("Tea & cups")
@example(" a ")
def test_a_text_without_marks_is_what_the_parser_makes_of_it(text: str) -> None:
    html, plain = markdown_text._safe_html.__wrapped__, summary_text.__wrapped__
    quick = html(text), plain(text)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(markdown_text, "_as_it_is", lambda text: None)
        assert (html(text), plain(text)) == quick


def test_most_summaries_need_no_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown_text, "_PARSER", None)
    said = "It says: “tea” (80 °C) isn't well-known, e.g. at 3/4; why? A kettle's 50% = half!"
    assert summary_html(said) == f"<p>{said}</p>"
    assert summary_text(said) == said


@given(st.text("ab1_-,?.;#& \t\n\u00a0é中", max_size=12) | st.text(max_size=20))
def test_every_sign_but_a_comma_and_a_question_mark_is_escaped(text: str) -> None:
    line = re.sub(r"\s+", " ", clean(text))
    around = f" {line} "
    inner = [  # a hyphen between letters or digits is only that
        sign == "-" and around[place].isalnum() and around[place + 2].isalnum() for place, sign in enumerate(line)
    ]
    signs = set(string.punctuation) - set(",?")
    expected = [
        f"&#{ord(sign)};" if sign in signs and not is_inner else sign
        for sign, is_inner in zip(line, inner, strict=True)
    ]
    assert escape_markdown(text) == "".join(expected)
    assert text_of(unbroken(text)) == line
