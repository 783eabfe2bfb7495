"""What the words of a link in a list say of what is behind it: `[paper]`, `Official Code`, `arXiv:2301.01234`."""

from __future__ import annotations

import re

from papershelf.model import Link, LinkKind
from papershelf.text import identify, is_url, link_kind

_WORDS: dict[LinkKind, str] = {
    LinkKind.CODE: "code codes github gitlab git implementation implementations pytorch tensorflow tf jax keras repo "
    "repository source 代码 源码",
    LinkKind.MODEL: "model models weights checkpoint checkpoints huggingface hf 模型",
    LinkKind.DATA: "data dataset datasets benchmark 数据 数据集",
    LinkKind.DEMO: "demo demos colab notebook playground space spaces",
    LinkKind.VIDEO: "video videos youtube talk recording bilibili 视频",
    LinkKind.PROJECT: "project homepage website webpage web site page 项目 主页",
    LinkKind.PAPER: "paper papers pdf arxiv abs abstract doi openreview acl anthology preprint report article journal "
    "proceedings html semantic scholar bib 论文",
    LinkKind.OTHER: "other blog blogs tweet tweets twitter slides slide poster notes note post docs doc documentation "
    "wiki appendix supplementary supplement review reviews bibtex zhihu medium news 博客 知乎",
}
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_FILLERS = frozenset(
    (  # noqa: SIM905 (a text is read more easily)
        "a an and the of in on for by with official unofficial full text tech technical link links url here pre print "
        "short long main new old version v1 v2 v3 extended conference camera ready star stars online view read "
        "download original author authors s our this their see 链接 地址"
    ).split()
)
_WORD = re.compile(r"[^\W_]+")
_ORDER = tuple(_WORDS)


def is_label(words: str) -> bool:
    """Whether the words of a link say what is behind it, and are no title."""
    if not (found := _WORD.findall(words.casefold())):
        return True
    if is_url(words.strip()) or identify(words) is not None:
        return True
    return all(word in _KINDS or word in _FILLERS or word.isdigit() for word in found)


def has_kind(words: str) -> bool:
    """Whether a label says what is behind a link: `[link]` and `[here]` do not."""
    return is_label(words) and not _KINDS.keys().isdisjoint(_WORD.findall(words.casefold()))


def kind_of(words: str, url: str) -> LinkKind:
    """What is behind a link: what its words say, where they are a label; else what its address says."""
    if identify(url) is not None:
        return LinkKind.PAPER
    if is_label(words):
        stated = {_KINDS[word] for word in _WORD.findall(words.casefold()) if word in _KINDS}
        # `project page` and `paper page` are what their first words say; the page is only how it comes.
        if len(stated) > 1:
            stated -= {LinkKind.PROJECT}
        if stated:
            return min(stated, key=_ORDER.index)
    return link_kind(url)


def to_link(words: str, url: str) -> Link:
    """A link of a paper.

    Args:
        words: What the list calls it.
        url: Its address, of which `text.is_url` holds.
    """
    return Link(kind=kind_of(words, url), url=url)
