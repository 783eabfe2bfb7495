"""Text into HTML: nothing deleted, nothing executed, nothing but the allow-lists."""

import html
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markupsafe import Markup

from papershelf.errors import Rejected
from papershelf.text import (
    Html,
    abstract_html,
    check_summary,
    escape_html,
    escape_markdown,
    inline_html,
    plain_text,
    references,
    sentences,
    summary_faults,
    summary_html,
    summary_plain_html,
    summary_text,
    unbroken,
)
from papershelf.text.characters import clean

PAYLOADS = [
    "</title><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "{: onclick=x }",
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](java\tscript:alert(1))", "[x](&#106;avascript:a)",
    "[x](javascript&colon;alert(1))", "[x](data:text/html,<script>)", "[x](vbscript:x)", "[x](//evil.com)",
    "<javascript:alert(1)>", "![x](https://evil.com/y.png)", "[x]: javascript:alert(1)\n\n[x]",
    "[x](https://a.org/ \"onmouseover=alert(1)\")", "<a href=javascript:x>y</a>", "<iframe src=//evil.com>",
    r"$\href{javascript:alert(1)}{x}$", r"$\url{javascript:x}$", r"$\def\a{\a\a}\a$", r"$\text{<img src=x onerror=y>}$",
    r"$\includegraphics{http://evil.com/x.png}$", r"$\input{/etc/passwd}$", r"$\style{x}{y}$", r"$\cssId{x}{y}$",
    r"$\html{<script>}$", r"$\require{x}$", r"$\class{x}{y}$", "$<script>alert(1)</script>$",
    "</math><script>x</script>",
    "<var></var> $x$", "--8<-- x", "{{ x }} {% y %}", "!!! note\n    x", "[TOC]", "*[x]: y", "]]><!--", "<!DOCTYPE x>",
    "&lt;script&gt;", "`<script>`", "    <script>", "```\n<script>\n```", "<https://a.org/\"onclick=x>",
]  # fmt: skip

INLINE = {"p", "a", "math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "msup", "msub", "msubsup", "mfrac", "msqrt",
          "mroot", "mover", "munder", "munderover", "mstyle"}  # fmt: skip
SUMMARY = INLINE | {"em", "strong", "code", "ul", "ol", "li", "br"}
ATTRIBUTES = {"href", "rel", "display", "mathvariant", "stretchy", "fence", "form", "accent", "movablelimits", "width",
              "lspace"}  # fmt: skip


class Reader(HTMLParser):
    """Collects what a browser would see."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.strange = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.strange += data

    handle_decl = handle_pi = unknown_decl = handle_comment


def assert_inert(page: str, elements: set[str]) -> Reader:
    seen = Reader(page)
    assert seen.elements <= elements
    assert {name for name, _ in seen.attributes} <= ATTRIBUTES
    assert all(re.match("https?://", value or "") for name, value in seen.attributes if name == "href")
    assert not seen.strange
    return seen


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_is_inert(payload: str) -> None:
    assert_inert(abstract_html(payload), INLINE)
    assert_inert(summary_html(payload), SUMMARY)
    assert_inert(inline_html(payload), INLINE)
    assert not Reader(escape_html(payload)).elements
    assert squeezed(Reader(f'<p title="{escape_html(payload)}">').attributes[0][1] or "") == squeezed(payload)
    rendered = MarkdownIt("gfm-like", {"linkify": False}).render(f"# {escape_markdown(payload)}")
    assert Reader(rendered).elements == {"h1"}
    assert squeezed(Reader(rendered).text) == squeezed(payload)


@pytest.mark.parametrize("text", ["a<b", "<projektor> and <EOS>", "MNIST < CIFAR10 < Imagenet", "x & y; AT&T; &amp;"])
def test_angle_brackets_stay_visible(text: str) -> None:
    assert Reader(abstract_html(text)).text == text
    assert html.unescape(escape_html(text)) == text
    assert html.unescape(escape_markdown(text)) == text


def test_a_comparison_between_dollars_is_mathematics() -> None:
    page = '<p><math display="inline"><mrow><mi>x</mi><mo>&lt;</mo><mi>y</mi></mrow></math></p>'
    assert abstract_html("$x<y$") == page
    assert summary_html("$x<y$") == page
    assert summary_text("$x<y$") == "x<y"


def test_html_is_left_alone_by_templates() -> None:
    assert Html is Markup
    assert Markup("{}").format(escape_markdown("a.b")) == "a&#46;b"


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("state-of-the-art, yes?", "state-of-the-art, yes?"),
        ("a -b- c--d", "a &#45;b&#45; c&#45;&#45;d"),
        ("1. x\n\n# y\t z", "1&#46; x &#35; y z"),
        ("a_b*c", "a&#95;b&#42;c"),
        ("a\x00\x02b\u202e", "ab"),
        ("\ud800", "\ufffd"),
    ],
)
def test_markdown_is_escaped_by_numbers(text: str, escaped: str) -> None:
    assert escape_markdown(text) == escaped


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Cn"])).map(clean))
def test_escaping_keeps_the_text(text: str) -> None:
    assert squeezed(html.unescape(escape_markdown(text))) == squeezed(text)
    assert html.unescape(escape_html(text)) == text
    assert not re.search(r"[^\w\s,?;&#-]|&(?!#\d+;)", re.sub(r"[^\x00-\x7f]", "", escape_markdown(text)))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Cn", "Zl", "Zp"])).map(clean))
def test_escaped_markdown_survives_a_dialect(text: str) -> None:
    rendered = MarkdownIt("commonmark").render(f"# {escape_markdown(text)} .")
    assert squeezed(Reader(rendered).text) == squeezed(f"{text} .")


MARKS = ["$", "\\", "<", ">", "[", "]", "(", ")", "{", "}", "`", "*", "_", "&", ";", "!", "script", "href", "\n",
         " ", "https://a.org", "javascript:", "x", "1", "^", "\\frac",
         "\\text", "<var></var>", "#", "-", '"', "'"]  # fmt: skip


@given(st.lists(st.sampled_from(MARKS) | st.text(max_size=3)).map("".join))
def test_no_text_leaves_the_allow_list(text: str) -> None:
    assert_inert(abstract_html(text), INLINE)
    assert_inert(summary_html(text), SUMMARY)
    assert isinstance(summary_text(text), str)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Cn"], exclude_characters="^_|$\\{}")))
def test_an_abstract_keeps_its_text(text: str) -> None:
    if plain_text(text) == text.strip():
        seen = re.sub("[\u2212\u2032-]", "", squeezed(Reader(abstract_html(text)).text))
        assert seen == re.sub("[\u2212\u2032-]", "", squeezed(text))


def test_an_abstract_has_paragraphs_links_and_mathematics() -> None:
    assert abstract_html("We get $R^2$ <EOS>.\n\nCode: \\url{https://a.org/x?y=1&z=2}.") == (
        '<p>We get <math display="inline"><mrow><msup><mi>R</mi><mrow><mn>2</mn></mrow></msup></mrow></math>'
        " &lt;EOS&gt;.</p>\n"
        '<p>Code: <a href="https://a.org/x?y=1&amp;z=2" rel="nofollow noopener">https://a.org/x?y=1&amp;z=2</a>.</p>'
    )


@pytest.mark.parametrize(
    ("markdown", "page", "text"),
    [
        ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>", "a b c"),
        (
            "[x](https://a.org/b)",
            '<p><a href="https://a.org/b" rel="nofollow noopener">x</a></p>',
            "x",
        ),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "- a\n\n- b"),
        ("# a", "<p># a</p>", "# a"),
        ("a\n===", "<p>a\n===</p>", "a\n==="),
        ("> a", "<p>&gt; a</p>", "> a"),
        ("$5 and $6", "<p>$5 and $6</p>", "$5 and $6"),
        (r"$\nosuch x$", r"<p>$\nosuch x$</p>", r"$\nosuch x$"),
        ("", "", ""),
    ],
)
def test_a_summary_is_small_markdown(markdown: str, page: str, text: str) -> None:
    assert summary_html(markdown) == page
    assert summary_text(markdown) == text


def test_a_formula_of_a_summary_is_put_in_after_sanitising() -> None:
    page = summary_html(r"The rate $\mathcal{O}(1/k^2)$ and $\frac{a}{b}$.")
    assert page.count("<math") == 2
    assert "<mi>𝒪</mi>" in page
    assert summary_text(r"The rate $\mathcal{O}(1/k^2)$.") == "The rate 𝒪(1/k²)."


@pytest.mark.parametrize(
    "bomb",
    ["<![CDATA[" * 2000, "[" * 13_000, ">" * 10_000, "> " * 9_000, "*a_" * 5000, "`" * 10_001, "- " * 9000,
     "$" * 20_000,
     "![" * 9000, "[a](" * 4000, "{" * 19_000, "$" + "{" * 900 + "}" * 900 + "$", "&" * 20_000, "<" * 20_000,
     "a$" * 9000, "\\" * 19_999, "x " * 200_000, "[a](https://a.org) " * 390, "**a" * 150 + "$\\frac{" * 100],
)  # fmt: skip
def test_bombs_are_inert(bomb: str) -> None:
    assert_inert(summary_html(bomb), SUMMARY)
    summary_text(bomb)
    assert_inert(abstract_html(bomb[:20_000]), INLINE)
    escape_markdown(bomb)


@pytest.mark.parametrize(
    ("markdown", "message"),
    [
        ("x" * 20_001, "a summary of 20001 characters, over 20000. Shorten it."),
        ("[" * 401, "a summary with over 400 marks of Markdown. Write plain sentences."),
    ],
)
def test_a_summary_has_caps(markdown: str, message: str) -> None:
    with pytest.raises(Rejected) as caught:
        check_summary(markdown)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four", ("One.", "Two!", "Three?", "Four")),
        (
            "See e.g. Fig. 3 of A. Smith et al. 2020. It has 3.5.",
            ("See e.g. Fig. 3 of A. Smith et al. 2020.", "It has 3.5."),
        ),
        ("He said “Yes.” Then i.e. No.", ("He said “Yes.”", "Then i.e. No.")),
        ("", ()),
    ],
)
def test_sentences_end_where_they_end(text: str, expected: tuple[str, ...]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("It *works*.", "<p>It <em>works</em>.</p>"),
        ("In $n^2$ steps, *a<b*.\n\nAlways.", "<p>In n² steps, a&lt;b.</p>\n<p>Always.</p>"),
        ("", ""),
    ],
)
def test_a_summary_for_readers_without_mathml(markdown: str, html: str) -> None:
    assert str(summary_plain_html(markdown)).strip() == html


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("A [pot]() here.", "A [pot]() here."),
        ("A [pot](\n) here.", "A [pot](\n) here."),
        ("A [pot](<>) here.", "A [pot](<>) here."),
        ("A [pot](#) here.", "A [pot](#) here."),
        ("A ![pot]() here.", "A ![pot]() here."),
        ("A [*big* pot]() here.", "A [big pot]() here."),
        ("A [pot](http://127.1/) here.", "A [pot](http://127.1/) here."),
        ("A [pot](https://[::1]/) here.", "A [pot](https://[::1]/) here."),
        ("A [](https://example.org/pot) here.", "A [](https://example.org/pot) here."),
    ],
)
def test_a_link_that_leads_nowhere_is_shown_as_it_is_written(markdown: str, shown: str) -> None:
    page = Reader(summary_html(markdown))
    assert ("href", "") not in page.attributes
    assert page.text.strip() == shown
    assert summary_text(markdown) == shown


@pytest.mark.parametrize(
    ("markdown", "words", "problem"),
    [
        ("A [pot]() here.", "", "a link without an address"),
        ("A [pot](<>) here.", "", "a link without an address"),
        ("A [pot](#) here.", "#", "an address that begins with neither https:// nor http://"),
        ("A [pot](../lid/) here.", "../lid/", "an address that begins with neither https:// nor http://"),
        ("A [pot](javascript:boil) here.", "javascript:boil", "an address that begins with neither"),
        ("A [pot](https://pot.local/) here.", "https://pot.local/", "an address that leads into a private network"),
        ("A <http://localhost:8000> here.", "http://localhost:8000", "leads to the reader's own machine"),
        ("A ![pot]() here.", "pot", "a picture, which a summary cannot show"),
        ("A ![pot](https://example.org/pot.png) here.", "pot", "a picture, which a summary cannot show"),
        ("A [](https://example.org/pot) here.", "https://example.org/pot", "a link without words"),
    ],
)
def test_a_link_that_leads_nowhere_is_named(markdown: str, words: str, problem: str) -> None:
    [(found, fault)] = summary_faults(markdown)
    assert found == words
    assert problem in fault.problem


@pytest.mark.parametrize(
    "markdown",
    ["A [pot](https://example.org/pot).", "Pots[1] (of tin), a < b.", "<https://example.org/>", "$a[i](x)$", "`[a]()`"],
)
def test_a_summary_with_sound_links_has_no_faults(markdown: str) -> None:
    assert list(summary_faults(markdown)) == []


def somewhere(reference: str) -> str | None:
    """Where references lead in these tests: one paper's name is unknown."""
    return None if reference == "paper:gone" else f"../{reference.replace(':', 's/')}/?a&b"


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("[Kettles](paper:kettles) sing.", '<p><a href="../papers/kettles/?a&amp;b">Kettles</a> sing.</p>'),
        ("[*heat* $n^2$](tag:heat)", '<p><a href="../tags/heat/?a&amp;b"><em>heat</em> <math'),
        ("[Gone](paper:gone) is gone.", "<p>Gone is gone.</p>"),
        ("[up](paper:../admin)", "<p>[up](paper:../admin)</p>"),
        ("[Up](paper:KETTLES)", "<p>[Up](paper:KETTLES)</p>"),
        ('[x](tag:a"onclick=1)', "<p>[x](tag:a"),
        ("[x](topic:heat)", "<p>[x](topic:heat)</p>"),
        ('<a href="paper:kettles">x</a>', '<p>&lt;a href="paper:kettles"&gt;x&lt;/a&gt;</p>'),
        ("[x](javascript:paper:kettles)", "<p>[x](javascript:paper:kettles)</p>"),
        ("[out](https://a.org/)", '<p><a href="https://a.org/" rel="nofollow noopener">out</a></p>'),
        ("<paper:kettles>", '<p><a href="../papers/kettles/?a&amp;b">paper:kettles</a></p>'),
    ],
)
def test_links_to_papers_and_tags_lead_where_the_page_says(markdown: str, html: str) -> None:
    assert summary_html(markdown, somewhere).replace('"onclick', "").startswith(html)


def test_without_a_page_their_words_stay() -> None:
    markdown = "As [kettles](paper:kettles) do, [heat](tag:heat)."
    assert summary_html(markdown) == "<p>As kettles do, heat.</p>"
    assert summary_text(markdown) == "As kettles do, heat."
    assert references(f"{markdown} [again](tag:heat) [odd](paper:A)") == ("paper:kettles", "tag:heat", "paper:A")
    assert list(summary_faults(markdown)) == []


@pytest.mark.parametrize(
    "link",
    [
        "<paper:kettles>",
        "[words](<paper:kettles>)",
        "[words]( paper:kettles)",
        "[words](\npaper:kettles)",
        "[words](&#112;aper:kettles)",
        "![words](paper:kettles)",
    ],
)
def test_whatever_becomes_a_link_to_a_paper_is_told(link: str) -> None:
    assert "href" in summary_html(f"See {link}.", somewhere)
    assert references(f"See {link}.") == ("paper:kettles",)


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_reference_brings_an_address_that_the_page_did_not_give(words: str, name: str) -> None:
    html = summary_html(f"[{words}](paper:{name})", lambda reference: "../papers/x/")
    for address in re.findall(r'href="([^"]*)"', html):
        assert address == "../papers/x/" or address.startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("title", "html"),
    [
        ("Multi-Task Tea", '<span class="ps-word">Multi-Task</span> Tea'),
        ("(State-of-the-Art)", '&#40;<span class="ps-word">State-of-the-Art</span>&#41;'),
        ("A Tea-Cup: x", 'A <span class="ps-word">Tea-Cup</span>&#58; x'),
        ("Antidisestablishment-arianism", "Antidisestablishment-arianism"),
        ("<b>-x", "&#60;b&#62;&#45;x"),
        ("plain", "plain"),
    ],
)
def test_short_words_with_hyphens_stay_on_one_line(title: str, html: str) -> None:
    assert unbroken(title) == html


@given(st.text())
def test_an_unbroken_title_is_the_same_text(title: str) -> None:
    shown = html.unescape(re.sub(r'<span class="ps-word">|</span>', "", unbroken(title)))
    assert shown == html.unescape(escape_markdown(title))
