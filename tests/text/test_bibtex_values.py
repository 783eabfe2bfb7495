"""Values of BibTeX as readers see them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.text import from_bibtex


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("{{kettles in tune}}", "kettles in tune"),
        ("{kettle} {T}eapots", "kettle Teapots"),
        (r"Gro{\ss}e by G{\"{o}}tz, {\v{C}}apek, Erd{\H o}s and {\L}ukasz", "Große by Götz, Čapek, Erdős and Łukasz"),
        (r"{$\mathbb{C}^2$} lines", r"$\mathbb{C}^2$ lines"),
        (r"$>$99\% of \textsuperscript{13}C", ">99% of ¹³C"),
        (r"{\textless}b{\textgreater} {\textbar} \{x\} {\textbraceleft}y{\textbraceright}", "<b> | {x} {y}"),
        (r"Tea {\&}amp; Pots, Tea\&\#39;s", "Tea & Pots, Tea's"),
        (r"\enquote{the {B} pot} and \mkbibquote{Tea}", "“the B pot” and “Tea”"),
        (r"\href{https://example.org}{Tea} \textsc{Kettle}{\relax x}", "Tea Kettlex"),
        (r"\textit{in {Vitro} study} {\textit{a} b} {\em c}", "in Vitro study a b c"),
        (r"{\textquoteright}tea{\textquoteright} {\AA}ngstr{\"o}m", "’tea’ Ångström"),
        (r"a\hyphen b \vphantom{}pre\-Columbian a\quad b\:c\hspace{1em}d", "a-b preColumbian a b c d"),
        (r"Tret\t{ia}kov", "Tretiakov"),
        (r"TGF-{\textbeta} and \textGamma{} at {\textinfty}, STRA{\SS}E", "TGF-β and Γ at ∞, STRAẞE"),
        (r"P\a'erez", "Pérez"),
        ("a   b\n  c", "a b c"),
        ("{" * 60 + "x" + "}" * 60, "x"),
        (r"unbalanced {x", "unbalanced x"),
        (r"\input{/etc/passwd} \def\x{y}", r"\input{/etc/passwd} \def\x{y}"),
    ],
)  # fmt: skip
def test_braces_only_group(written: str, shown: str) -> None:
    assert from_bibtex(written) == shown


def test_names_and_venues_hold_no_mathematics() -> None:
    assert from_bibtex(r"Journal of $\alpha$ {\&} Pots", mathematics=False) == "Journal of α & Pots"


@given(st.text(st.sampled_from("ab {}\\$'\"`~%&#_^-é"), max_size=60))
def test_any_text_is_read_and_stays_on_one_line(written: str) -> None:
    assert "\n" not in from_bibtex(written)
