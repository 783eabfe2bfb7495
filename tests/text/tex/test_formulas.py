"""Formulas between dollars as plain text: what a reader would read out, in titles, feeds and the search."""

from __future__ import annotations

import html
import re

import pytest

from papershelf.text import inline_html, plain_text, summary_html, summary_text

PLAIN = [
    (r"$O(n\log n)$ kettles", "O(n log n) kettles"),
    (r"$O(N\!\log N)$", "O(N log N)"),
    (r"$x\log\log n$", "x log log n"),
    (r"$2\sin x\cos\theta$", "2 sin x cos θ"),
    (r"$\sin^2x+\cos^2x$", "sin² x+cos² x"),
    (r"$n\log(n)$", "n log(n)"),
    (r"$\log|x| + \log\{x\}$", "log|x| + log{x}"),
    (r"$\log\frac{a}{b}$", "log(a/b)"),
    (r"$\max_{x} f(x)$", "max_x f(x)"),
    (r"$\min_{x\in X}\max_{y} f(x,y)$", "min_{x∈X} max_y f(x,y)"),
    (r"$\max\limits_x f$", "max_x f"),
    (r"$\arg\max_x$", "arg max_x"),
    (r"$2\operatorname{argmax}_x f$", "2 argmax_x f"),
    (r"$2\operatorname*{arg\,max}_\theta L$", "2 arg max_θ L"),
    (r"$3\mathrm{rank} A$", "3 rank A"),
    (r"$\Pr[X=1]$ and $\Pr(X)$", "Pr[X=1] and Pr(X)"),
    (r"$\exp(-x)$", "exp(-x)"),
    (r"$\limsup_n x_n$", "limsup_n x_n"),
    (r"$\arcsin x$, $\sinh x$", "arcsin x, sinh x"),
    (r"$1{,}000$ of $10{,}000{,}000$", "1,000 of 10,000,000"),
    (r"$1{:}2$, $2{\times}2$, $x{=}y$", "1:2, 2×2, x=y"),
    (r"$x\text{ if } y$", "x if y"),
    (r"$\text{it is (naïve; a+b), 50\%}$", "it is (naïve; a+b), 50%"),
    (r"$k\text{-means}$", "k-means"),
    (r"$\mbox{if}$", "if"),
    (r"$\int f\,\mathrm{d}x$", "∫ f dx"),
    (r"$a~b$, $a\,b$, $a\quad b$, $n\!$", "a b, a b, a b, n"),
    (r"$n\bmod m$, $a\pmod b$", "n mod m, a (mod b)"),
    (r"$\big(x\big)$, $\lvert x\rvert$", "(x), |x|"),
    (r"$\binom{n}{k}$", "(n choose k)"),
    (r"$a\le b$, $a \le b$, $n\to\infty$", "a≤b, a ≤ b, n→∞"),
    (r"${}^{13}C$", "¹³C"),
    (r"$α+β$", "α+β"),
    (r"$$x^2$$ and $$ \alpha $$", "x² and α"),
    (r"$>$99% and 5$<$6", ">99% and 5<6"),
]


@pytest.mark.parametrize(("tex", "plain"), PLAIN)
def test_a_formula_is_plain_text(tex: str, plain: str) -> None:
    assert plain_text(tex) == plain
    assert summary_text(tex) == plain


@pytest.mark.parametrize("text", ["I paid $$ or $$$", "$$5 and $$6", "a $$ b $$ c", "x$$y$$z", "$ $$ $ $$$$"])
def test_dollars_that_enclose_nothing_stay(text: str) -> None:
    assert plain_text(text) == text
    assert summary_text(text) == text


def test_a_formula_between_two_dollars_may_take_lines_of_its_own() -> None:
    assert summary_text("It takes\n$$\nn^2\n$$\nsteps.") == "It takes\nn²\nsteps."


@pytest.mark.parametrize(
    ("tex", "text"),
    [(r"n\log n", "n log n"), (r"2\log_2 x", "2 log2 x"), (r"\log(n)", "log(n)"), (r"1{,}000", "1,000")],
)
def test_a_function_stands_apart_in_mathml(tex: str, text: str) -> None:
    # Browsers put no space around an identifier of several letters.
    for page in (summary_html(f"${tex}$"), inline_html(f"${tex}$")):
        assert "<math" in page
        assert html.unescape(re.sub("<[^>]+>", "", page)).replace("\u2009", " ") == text


def test_a_binomial_is_no_fraction() -> None:
    assert 'linethickness="0"' in summary_html(r"$\binom{n}{k}$")
