"""Readers of citations, and what they read."""

from __future__ import annotations

from typing import Any

from fabricate import paper
from pybtex.database import BibliographyData, parse_string
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from papershelf.model import Paper

SITE = "https://example.org/repo"


# What the decoder lacks of the text symbols that LaTeX itself defines (ltoutenc.dtx).
_KERNEL = {"textbraceleft": "{", "textbraceright": "}", "textless": "<", "textgreater": ">", "textbar": "|"}


def _decoder() -> LatexNodes2Text:
    # Its specials are TeX's ligatures: `--` is a dash in print, and two hyphens in the title.
    known = get_default_latex_context_db().filter_context(exclude_categories=["nonascii-specials"])
    macros = [MacroTextSpec(name, text) for name, text in (_KERNEL | {"textasciicircum": "^"}).items()]
    known.add_context_category("kernel", prepend=True, macros=macros)
    return LatexNodes2Text(latex_context=known, strict_latex_spaces=True)


DECODER = _decoder()


def plain(latex: str) -> str:
    return str(DECODER.latex_to_text(latex))


def read_bibtex(text: str) -> BibliographyData:
    return parse_string(text, "bibtex")


BARE = paper("bare", "Bare")


def whole(**facts: Any) -> Paper:
    known = {
        "id": "q7x2kd",
        "authors": ("Invented, Ada", "Bjørn O'Nobody", "王 小明", "Tea and Spoon Group"),
        "year": "1999",
        "venue": "Proceedings of <Nothing> & Sons, 50%",
        "arxiv": "9901.00002v3",
        "doi": "10.9999/spoon_(1999)<1>",
    }
    return paper("the-complete-record-of-a-spoon", "The Complete Record", **known | facts)
