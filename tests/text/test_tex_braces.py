"""Braces and spelled letters of bibliographies: gone where BibTeX put them, kept where a text means them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.text import from_tex, plain_text

READABLE = [
    ("{BERT}: {P}re-training of {D}eep {{B}idirectional} Kettles", "BERT: Pre-training of Deep Bidirectional Kettles"),
    (
        r"Gro{\ss}e Kessel by G{\"{o}}tz, {\v{C}}apek, Erd{\H o}s and {\L}ukasz",
        "Große Kessel by Götz, Čapek, Erdős and Łukasz",
    ),
    (r"{$\mathbb{C}^2$} lines", "ℂ² lines"),
    (r"$>$99\% of \textsuperscript{13}C", ">99% of ¹³C"),
    (r"H\textsubscript{2}O on the 5\textsuperscript{th}", "H₂O on the 5th"),
    (r"{\"U}ber {B}ayesian {O}ptimization", "Über Bayesian Optimization"),
    (r"{\'E}cole \'{E}cole na{\"\i}ve na\"{\i}ve {\'{\i}}", "École École naïve naïve í"),
    (r"Fran\c cois Fran{\c c}ois Fran\c{c}ois Dvo{\v r}{\'a}k", "François François François Dvořák"),
    (r"{\AA}ngstr{\"o}m, {\o}re, {\ae}on, \L{}ukasz, {\DH}, {\dj}, {\ng}", "Ångström, øre, æon, Łukasz, Ð, đ, ŋ"),
    (r"{\d s} {\b o} {\k a} {\r a} {\=a} {\.z}", "ṣ o̱ ą å ā ż"),
    ("{{Whole Title: of a Paper}}", "Whole Title: of a Paper"),
    ("{GPT-4}, {K}-means, {$k$}-means, {Bayesian} kettles", "GPT-4, K-means, k-means, Bayesian kettles"),
    ("{m}RNA, {e}Bay, {A} kettle, {TCP}/{IP}, {P}{D}{E}s", "mRNA, eBay, A kettle, TCP/IP, PDEs"),
    ("1{,}000 kettles{:} a survey", "1,000 kettles: a survey"),
    (r"{\emph{in situ}}, {\textsc{Kettle}}, {\&}", "in situ, Kettle, &"),
    (r"{\LaTeX} by {Kettles, Teapots and Spoons}", "LaTeX by Kettles, Teapots and Spoons"),
    (r"\copyright\ 2020, {\textquotedblleft}x, kettle\texttrademark", "© 2020, “x, kettle™"),
]


@pytest.mark.parametrize(("tex", "text"), READABLE)
def test_a_title_of_a_bibliography_is_readable(tex: str, text: str) -> None:
    assert plain_text(from_tex(tex)) == text
    assert from_tex(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "{0, 1} and {A, B} and {ASDiv-A, MAWPS, SVAMP}", "{ x } {{ x }} {{name}} {% y %} {: .x}", "{name} f{x} {}",
        "/users/{ID}/x", '{"a": 1}', "tilde{O}(n) of hat{Y}", r"\foo{Bar}", "{BERT", "BERT}", "{n} choose", "{x}-ray",
        r"C:\d test", "`{Name}`", r"don\'t",
    ],
)  # fmt: skip
def test_braces_that_a_text_means_stay(text: str) -> None:
    assert from_tex(text) == text


@given(st.text(st.sampled_from("{}ABab, -:"), max_size=40))
def test_no_letter_is_lost_with_a_brace(text: str) -> None:
    kept = [sign for sign in text if sign not in "{} "]
    shown = [sign for sign in plain_text(from_tex(text)).replace("–", "--").replace("—", "---") if sign not in "{} "]
    assert shown == kept
