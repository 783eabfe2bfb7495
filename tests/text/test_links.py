"""Addresses: found whole, freed of punctuation, typed, and refused where they could harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.errors import Rejected
from papershelf.text import check_url, find_links


def urls(text: str) -> list[str]:
    return [link.url for link in find_links(text)]


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("at https://github.com/a/b.", "https://github.com/a/b"),
        ("at https://github.com/a/b .", "https://github.com/a/b"),
        ("(https://github.com/a/b), is", "https://github.com/a/b"),
        ("(see https://github.com/a/b.)", "https://github.com/a/b"),
        ("https://a.org/wiki/X_(y)", "https://a.org/wiki/X_(y)"),
        (r"\url{https://github.com/a/b}", "https://github.com/a/b"),
        ("url{https://github.com/a/b}.", "https://github.com/a/b"),
        ("https://github.com/a/b{https://github.com/a/b}.", "https://github.com/a/b"),
        ("https://a.github.io/{https://a.github.io/}.", "https://a.github.io/"),
        (r"\href{https://github.com/a/b{https://github.com/a/b}.}. More", "https://github.com/a/b"),
        ("https://github.com/a/b/{URL}.", "https://github.com/a/b/"),
        ("online:~https://github.com/a/b.", "https://github.com/a/b"),
        (r"https://github.com/a/b\_c", "https://github.com/a/b_c"),
        ("https://a.org/%7Eme;", "https://a.org/%7Eme"),
        ("https://github.com/a/b.In this", "https://github.com/a/b"),
        ("from github.com/a/b.", "https://github.com/a/b"),
        ("Code: someone.me/Tool", "https://someone.me/Tool"),
        ("http://a.org/x", "http://a.org/x"),
        ("https://hf-mirror.1.workers.dev/org .", "https://huggingface.co/org"),
        ("https://hf-mirror.1.workers.dev./org/m.n-4.", "https://huggingface.co/org/m.n-4"),
        ("https://hf-mirror.com/datasets/a/b", "https://huggingface.co/datasets/a/b"),
    ],
)
def test_an_address_is_found_whole(text: str, url: str) -> None:
    assert urls(text) == [url]


@pytest.mark.parametrize(
    "text",
    ["wikipedia.org)", "en.wikipedia.org", "and/or", "e.g./i.e.", "ASP.NET/C#", "train.py/test", "a@b.com/x",
     "https://", "https://x", "javascript:alert(1)", "//evil.com/x", "https://user@evil.com/"],
)  # fmt: skip
def test_what_is_no_address_stays_text(text: str) -> None:
    assert urls(text) == []


def test_links_are_distinct_and_in_order() -> None:
    assert urls("https://b.org/1 https://a.org/2, https://b.org/1.") == ["https://b.org/1", "https://a.org/2"]


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://www.github.com/a/b", "code"),
        ("https://anonymous.4open.science/r/x-67C9/", "code"),
        ("https://huggingface.co/datasets/a/b", "data"),
        ("https://huggingface.co/a/b", "model"),
        ("https://huggingface.co/a", "data"),
        ("https://ollama.com/library/a", "model"),
        ("https://www.youtube.com/watch?v=x", "video"),
        ("https://vimeo.com/1", "video"),
        ("https://huggingface.co/collections/a/b-67", "data"),
        ("https://zenodo.org/records/1", "data"),
        ("https://www.kaggle.com/datasets/a/b", "data"),
        ("https://huggingface.co/spaces/a/b", "demo"),
        ("https://1234.gradio.live/", "demo"),
        ("https://colab.research.google.com/drive/1", "demo"),
        ("https://demo.example.org", "demo"),
        ("https://a.github.io/b/", "project"),
        ("https://sites.google.com/view/a", "project"),
        ("https://molmo.example.org", "project"),
        ("https://arxiv.org/abs/1706.03762", "paper"),
        ("https://doi.org/10.1/x", "paper"),
        ("https://openreview.net/forum?id=x", "paper"),
        ("https://a.org/files/paper.pdf", "paper"),
        ("https://huggingface.co/papers/1706.03762", "paper"),
        ("https://aka.ms/x", "other"),
        ("https://a.org/b/c", "other"),
    ],
)
def test_a_link_is_typed(url: str, kind: str) -> None:
    (link,) = find_links(url)
    assert link.kind == kind


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("javascript:alert(1)", "begins with neither https:// nor http://"),
        ("JaVaScRiPt:alert(1)", "begins with neither"),
        ("java\tscript:alert(1)", "begins with neither"),
        ("java\nscript:alert(1)", "begins with neither"),
        ("\x01javascript:alert(1)", "begins with neither"),
        (" javascript:alert(1)", "begins with neither"),
        ("javascript&colon;alert(1)", "begins with neither"),
        ("&#106;avascript:alert(1)", "begins with neither"),
        ("data:text/html,<script>", "begins with neither"),
        ("vbscript:x", "begins with neither"),
        ("ftp://a.org", "begins with neither"),
        ("//evil.com", "begins with neither"),
        ("/papers/", "begins with neither"),
        ("", "begins with neither"),
        ("https:evil.com", "without a host"),
        ("https:///evil.com", "without a host"),
        ("https://", "without a host"),
        ("https://?x", "without a host"),
        ("https://github.com@evil.com/", "user information"),
        ("https://user:pass@evil.com/", "user information"),
        ("https://git\u04bbub.com/a", "mixes scripts"),
        ("https://\u0430pple.com/", "mixes scripts"),
        ("https://\u0430\u0440\u0440\u04cf\u0435.com/", "imitates another"),
        ("https://xn--pple-43d.com/", "mixes scripts"),
        ("https://a b.org/", "U+0020"),
        ("https://a.org/\t", "U+0009"),
        ("https://a.org\\@evil.com", "U+005C"),
        ("https://a.org/\u202egpj", "U+202E"),
        ("https://a.org/\u200b", "U+200B"),
        ("https://a.org/\x00", "U+0000"),
        ("https://a.org/\ud800", "U+D800"),
        ('https://a.org/"onclick', "U+0022"),
        ("https://a.org:0/", "port"),
        ("https://a.org:99999/", "port"),
        ("https://a.org:8x/", "port"),
        ("https://a.org:/", "port"),
        ("https://kettle/", "not a full name"),
        ("https://a..org/", "no host may hold"),
        ("https://a.org./", "no host may hold"),
        ("https://a%2eorg/", "a browser reads as another"),
        ("https://[x/", "cannot be read"),
        ("https://a.org/" + "x" * 2000, "2014 characters"),
    ],
)
def test_a_misleading_address_is_rejected(url: str, problem: str) -> None:
    with pytest.raises(Rejected) as caught:
        check_url(url)
    assert problem in caught.value.problem


def test_a_rejection_reads_as_a_sentence() -> None:
    with pytest.raises(Rejected) as caught:
        check_url("javascript:alert(1)")
    assert str(caught.value) == (
        "an address that begins with neither https:// nor http://. "
        "Write a whole address such as https://example.org/page."
    )


@pytest.mark.parametrize(
    "url",
    ["https://a.org", "http://a.org:8080/x?y=z#w", "https://bücher.de/", "https://例え.jp/", "https://пример.рф/x",
     "https://xn--bcher-kva.de/", "https://1.2.3.4/x", "HTTPS://A.ORG/", "https://a_b.a.org/~x/(y),%20"],
)  # fmt: skip
def test_a_good_address_passes(url: str) -> None:
    check_url(url)


@given(st.text())
def test_a_url_passes_or_is_rejected(url: str) -> None:
    for candidate in (url, f"https://{url}", f"https://a.org/{url}"):
        try:
            check_url(candidate)
        except Rejected:
            continue


@given(st.text())
def test_every_link_that_is_found_stands(text: str) -> None:
    for link in find_links(f"{text} https://{text} a.io/{text}"):
        check_url(link.url)
