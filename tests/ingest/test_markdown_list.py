"""Lists in Markdown: what is a paper, what is its title, and under which headings it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import samples
from growth import assert_linear
from hypothesis import given
from hypothesis import strategies as st

from papershelf.errors import PapershelfError
from papershelf.ingest import markdown_list, readers
from papershelf.ingest.capture import Candidate, Capture
from papershelf.ingest.source import Source
from papershelf.model import Link, LinkKind

ARXIV = "https://arxiv.org/abs/2301.00002"


def read(text: str) -> Capture:
    return readers.read("list.md", "list", text.encode(), as_format="markdown-list")


def only(text: str) -> Candidate:
    (candidate,) = read(f"# Kettles\n\n{text}\n").candidates
    return candidate


def told(each: Candidate) -> tuple[object, ...]:
    return each.rank, each.line, each.title, each.arxiv or each.doi, each.proposed


def test_a_list_with_every_form() -> None:
    capture = read(samples.README)
    assert [told(each) for each in capture.candidates] == [
        (1, 16, "Boiling Water in Three Ways", "2301.00002", ("Brewing", "Hot water")),
        (2, 17, "Water That Never Boils", "10.5555/tea.2", ("Brewing", "Hot water")),
        (3, 19, "Steam without Heat", None, ("Brewing", "Hot water")),
        (4, 25, "Spouts: A Study", None, ("Pouring",)),
        (5, 26, "Lids", "2001.00005", ("Pouring",)),
        (7, 29, "Laminar Flow of Tea", "2302.00006", ("Pouring", "Theory of pouring", "flow", "laminar")),
        (8, 35, "Whistling as Speech", "1903.00007", ("Pouring",)),
    ]
    names = [[name.shown for name in each.authors] for each in capture.candidates]
    assert names == [
        [],
        ["Ada Kettle", "Bo van den Spoon"],
        [],
        ["Cy Pot", "Dee Cup"],
        [],
        ["Fay Flow", "Gus Pour"],
        [],
    ]
    assert [(each.venue, each.year) for each in capture.candidates] == [
        (None, None), ("Teapot Symposium", "2022"), (None, None), (None, "2021"), (None, "2020"), (None, None),
        ("Journal of Tea", "2019"),
    ]  # fmt: skip
    assert [[(link.kind.value, link.url) for link in each.links] for each in capture.candidates] == [
        [("code", "https://github.com/example/boil")],
        [("project", "https://boil.example.org")],
        [("paper", "https://example.org/steam.pdf")],
        [("paper", "https://openreview.net/forum?id=abcdef"), ("code", "https://gitlab.com/s")],
        [],
        [("code", "https://github.com/example/flow")],
        [("paper", "https://t.example.org/w.pdf")],
    ]
    assert [(each.line, each.field) for each in capture.set_aside] == [(33, "record 6")]


@pytest.mark.parametrize(
    "line",
    [
        f"- [Boiling Water in Three Ways]({ARXIV})",
        f"1. **Boiling Water in Three Ways.** *A. Kettle et al.* [[paper]({ARXIV})]",
        f"- **[Boiling Water in Three Ways]({ARXIV})** - A note on NeurIPS 1999.",
        f"- [2023/01] Boiling Water in Three Ways [[pdf]]({ARXIV}v2) 🔥",
        f"* :star: [Kettle-3] Boiling Water in Three Ways (@KettleWorks) [[arXiv]]({ARXIV})",
        f'Kettle, A. "Boiling Water in Three Ways." *Tea* [pdf]({ARXIV})',
        f"- *Boiling Water in Three Ways*, A. Kettle, [link]({ARXIV})",
        f"- Boiling Water in Three Ways. {ARXIV}",
        "- **Boiling Water in Three Ways**, arXiv:2301.00002",
        f'- <a href="{ARXIV}"><b>Boiling Water in Three Ways</b></a>',
        f'<ul><li><a href="{ARXIV}">Boiling Water in Three Ways</a> <img src="x.png" alt="badge"></li></ul>',
        f"- Boiling Water in Three Ways [![arXiv](https://img.shields.io/badge/a-b-red)]({ARXIV})",
        f"- Boiling Water in Three Ways, A. Kettle et al.\n  - Paper: {ARXIV}",
        f"- Boiling Water in Three Ways (2023), A. Kettle et al. [[pdf]]({ARXIV})",
        f"| Name | Paper |\n|--|--|\n| K3 | [Boiling Water in Three Ways]({ARXIV}) |",
        f"| Paper | Links |\n|--|--|\n| 1) **Boiling Water in Three Ways** - so | [Paper]({ARXIV}), [x](http://x.io) |",
        f"### Boiling Water in Three Ways\n\n[[paper]({ARXIV})]",
        f"### [Boiling Water in Three Ways]({ARXIV})\n\nA summary.",
        f"- [x] Boiling Water in Three Ways &ndash; [abs]({ARXIV})",
        f"- [Boiling Water in Three Ways][1]\n\n[1]: {ARXIV}",
    ],
)  # fmt: skip
def test_a_title_is_told_from_what_is_around_it(line: str) -> None:
    candidate = only(line)
    assert (candidate.title, candidate.arxiv) == ("Boiling Water in Three Ways", "2301.00002")
    assert candidate.year in (None, "2023")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[code](https://x.example.org/a/b)", LinkKind.CODE),
        ("[Official PyTorch Code](https://x.example.org/a/b)", LinkKind.CODE),
        ("Code: [here](https://x.example.org/a/b)", LinkKind.CODE),
        ("[anything](https://github.com/a/b)", LinkKind.CODE),
        ("[dataset](https://github.com/a/b)", LinkKind.DATA),
        ("[project page](https://x.example.org/a/b)", LinkKind.PROJECT),
        ("[Colab](https://x.example.org/a/b)", LinkKind.DEMO),
        ("[video](https://x.example.org/a/b)", LinkKind.VIDEO),
        ("[weights](https://x.example.org/a/b)", LinkKind.MODEL),
        ("[blog](https://x.example.org/)", LinkKind.OTHER),
        ("[![Star](https://img.shields.io/x)](https://github.com/a/b)", LinkKind.CODE),
    ],
)
def test_links_are_of_the_kind_that_their_words_say(text: str, kind: LinkKind) -> None:
    (link,) = only(f"- [Boiling Water Twice]({ARXIV}) {text}").links
    assert link.kind is kind


@pytest.mark.parametrize(
    "address", ["javascript:alert%281%29", "JaVaScRiPt:x", "data:text/html,x", "ftp://pots.example"]
)
def test_an_item_whose_only_address_is_not_of_the_web_is_set_aside(address: str) -> None:
    items = f"- [Lids for All]({address})\n- [Mail us](mailto:pots@kettles.example)\n- [Above](#pots)\n"
    capture = read(f"# Pots\n\n- [Spades](https://arxiv.org/abs/2001.00099)\n{items}")
    assert [each.title for each in capture.candidates] == ["Spades"]
    assert [(each.line, each.problem) for each in capture.set_aside] == [
        (4, "no link of it begins with https:// or http://")
    ]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:x", "vbscript:x"])
def test_an_address_that_runs_is_left_out_and_named(address: str) -> None:
    capture = read(f"# K\n\n- [Boiling Water Twice]({ARXIV}) [[code]({address})]\n- **Pots** [[paper]({address})]\n")
    (candidate,) = capture.candidates
    assert candidate.links == ()
    assert [(each.line, each.field) for each in capture.notes] == [(3, "links")]
    assert [each.line for each in capture.set_aside] == [4]


def test_a_line_with_several_papers_is_several() -> None:
    text = f"- [Boiling Water Once]({ARXIV}), [Boiling Water Twice](https://arxiv.org/abs/2301.00003)"
    assert [each.title for each in read(text).candidates] == ["Boiling Water Once", "Boiling Water Twice"]
    text = (
        f"**Boiling Water Once** [pdf]({ARXIV})\n**Boiling Water Twice** [pdf](https://arxiv.org/abs/2301.00003)\n\n- a"
    )
    assert [each.title for each in read(text).candidates] == ["Boiling Water Once", "Boiling Water Twice"]


def test_what_only_has_an_address_waits_for_its_title() -> None:
    assert told(only(f"- <{ARXIV}>"))[2:4] == ("", "2301.00002")
    description = "This paper is about kettles and much else. " * 20
    assert told(only(f"- {description} [pdf]({ARXIV})"))[2:4] == ("", "2301.00002")
    assert [each.line for each in read(f"- {description} [pdf](https://x.example.org/a.pdf)").set_aside] == [1]


@pytest.mark.parametrize(
    "text",
    [
        "- [Brewing](#brewing)\n- [Guide](CONTRIBUTING.md)",
        "## Citation\n\n- [A survey of all kettles](https://arxiv.org/abs/2301.00001)",
        "Read [our survey of all kettles](https://arxiv.org/abs/2301.00001) first.\n\n- a",
        "- [Mail](mailto:a@example.org) **bold**",
    ],
)
def test_what_is_about_the_list_is_no_paper(text: str) -> None:
    with pytest.raises(PapershelfError, match="no paper was found"):
        read(text)


def test_a_bibliography_in_a_list_is_an_example() -> None:
    entry = "@article{k, title={Kettles}}"
    text = f"# K\n\n- [Boiling Water Twice]({ARXIV})\n\n```bibtex\n{entry}\n```\n\nTY  - JOUR\n"
    assert readers.read("a.md", "a", text.encode()).candidates[0].title == "Boiling Water Twice"


def test_lists_that_are_nested_too_deep_are_named() -> None:
    deep = "\n".join(f"{'  ' * level}- [Boiling Water {level}]({ARXIV}{level})" for level in range(70))
    capture = read(deep)
    assert capture.set_aside
    assert "too deep" in capture.set_aside[-1].problem


def test_brackets_that_are_left_open_are_text() -> None:
    found = read(
        f"# K\n\n- {'[' * 60}\n- **A Kettle** [pdf]({ARXIV})\n- [x [y [z] A Pot]] [pdf](https://arxiv.org/abs/2301.00009)\n"
    )
    assert found.candidates[0].title == "A Kettle"
    assert [each.arxiv for each in found.candidates][-1] == "2301.00009"


def test_headings_of_the_first_level_are_sections_but_for_the_first() -> None:
    text = f"# K\n\n# News recommendation\n\n- [Boiling Water Twice]({ARXIV})\n\n# News\n\n- [Kettles Came]({ARXIV})"
    assert [told(each)[2:] for each in read(text).candidates] == [
        ("Boiling Water Twice", "2301.00002", ("News recommendation",))
    ]


def test_front_matter_is_no_list() -> None:
    capture = read(f"---\ntitle: [x](y)\n---\n- [Boiling Water Twice]({ARXIV})\n")
    assert [told(each)[1:3] for each in capture.candidates] == [(4, "Boiling Water Twice")]


@given(st.text(st.sampled_from("-*[](){}<>|#`\n \"'“”:.!abK12年")), st.booleans())
def test_no_text_stops_the_reader(noise: str, is_inside: bool) -> None:
    text = f"- [Boiling {noise}]({ARXIV})" if is_inside else f"{noise}\n\n- [Boiling Water Twice]({ARXIV})"
    source = Source(path="a", listing="a", text=text, lines=text.split("\n"))
    assert markdown_list.read(source) == markdown_list.read(source)


@pytest.mark.parametrize(
    "make",
    [
        lambda count: f"- [Boiling Water]({ARXIV})\n" * count,
        lambda count: f"- {'[' * count} [pdf]({ARXIV})",
        lambda count: f"- {'- ' * count} [pdf]({ARXIV})",
        lambda count: f"- {'**a** ' * count} [pdf]({ARXIV})",
        lambda count: f"- {'[a b c](http://x.yz/) ' * count} [pdf]({ARXIV})",
        lambda count: f"- {chr(34)}{'a ' * count}{chr(34)} [pdf]({ARXIV})",
        lambda count: f"- {'“a' * count} [pdf]({ARXIV})",
        lambda count: f"- Kettles. {'Tea ' * count} 2020 [pdf]({ARXIV})",
        lambda count: f"- *{'Ada Kettle, ' * count}* **Boiling Water** [pdf]({ARXIV})",
        lambda count: f"- a {ARXIV}\n" + f"  - b {ARXIV}\n" * count,
        lambda count: f"|Title|Paper|\n|-|-|\n{f'|a b c|[pdf]({ARXIV})|{chr(10)}' * count}",
        lambda count: f"<ul>{'<ul><li>a' * count}",
        lambda count: f"{'## a' + chr(10)}" * count,
        lambda count: f"{'a ' + ARXIV + chr(10)}" * count + "\n- a",
        lambda count: "<a " * (10 * count),
        lambda count: "\n" * (10 * count) + "a",
        lambda count: f"- {'[' * (10 * count)} [pdf]({ARXIV})",
        lambda count: "![\n" * (10 * count) + "a",
        lambda count: f"## {'(' * (10 * count)}\n\n- a",
        lambda count: f"|{' ' * (10 * count)}",
    ],
    ids=range(20),
)
def test_work_grows_with_the_list(make: Callable[[int], str]) -> None:
    def work(count: int) -> Callable[[], object]:
        text = f"# K\n\n{make(count)}\n"
        source = Source(path="a", listing="a", text=text, lines=[])
        return lambda: (markdown_list.recognise(source), read(text))

    assert_linear(work)


def test_the_links_of_a_paper_are_told_once() -> None:
    candidate = only(
        f"- [Boiling Water Twice]({ARXIV}) [pdf](https://arxiv.org/pdf/2301.00002) [c](https://github.com/a/b) [c](https://github.com/a/b)"
    )
    assert candidate.links == (Link(kind=LinkKind.CODE, url="https://github.com/a/b"),)
