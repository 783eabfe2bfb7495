"""What readers see of half-stripped TeX, on real fragments and on any text at all."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.text import (
    capture_text,
    from_hand,
    from_listing,
    inline_html,
    plain_text,
)
from papershelf.text.tex import symbols

DATA = Path(__file__).parent.parent / "data"


def show(raw: str) -> str:
    """What readers see of a line of a listing."""
    return plain_text(from_listing(raw))


def rows(name: str) -> list[tuple[str, str]]:
    lines = (DATA / name).read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("# "))
    return [(raw, expected) for raw, expected in pairs]


@pytest.mark.parametrize(("raw", "expected"), rows("repair.tsv"))
def test_real_fragments_are_shown(raw: str, expected: str) -> None:
    assert show(raw) == expected
    assert show(expected) == expected
    readable = from_listing(raw)
    assert from_listing(readable) == from_hand(readable) == readable


@pytest.mark.parametrize(("raw", "expected"), rows("formulas.tsv"))
def test_certain_mathematics_becomes_mathml(raw: str, expected: str) -> None:
    assert inline_html(from_listing(raw)) == expected


def test_the_table_is_large_enough() -> None:
    repaired = [raw for raw, expected in rows("repair.tsv") if raw != expected]
    assert len(repaired) >= 100
    assert all(len(raw.split()) < 8 for raw, _ in rows("repair.tsv"))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("combination of ell predictors, a ratio of O(ell^2)", "combination of ℓ predictors, a ratio of O(ℓ²)"),
        ("1/lambda bounds; where lambda is", "1/λ bounds; where λ is"),
        ("1/lambda bounds, in lambda calculus", "1/λ bounds, in lambda calculus"),
    ],
)
def test_one_formula_proves_a_name_for_its_whole_text(raw: str, expected: str) -> None:
    assert show(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (r"\$5 or $5, 0.002$", "$5 or $5, 0.002$"),
        ("$10^3$ for $20", "10³ for $20"),
        ("from $5 to $10", "from $5 to $10"),
        ("$x<y$, then $a_1$.", "x<y, then a₁."),
        (r"$\alpha$ and \(\beta\)", "α and β"),
        (r"a $\nosuchmacro{x}$ b", r"a $\nosuchmacro{x}$ b"),
        ("unclosed $x", "unclosed $x"),
        (r"R$^2$ of CO$_2$, $\sim$4$\times$ less", "R² of CO₂, ∼4× less"),
        (r"$\|x\|_2 \in [0,1]$, $\hat{y}$, $n$-gram", "‖x‖₂ ∈ [0,1], ŷ, n-gram".replace("ŷ", "y\u0302")),
        ("a rate of 10^-3, and GPT_4 of CO_2", "a rate of 10⁻³, and GPT_4 of CO_2"),
    ],
)
def test_dollars_are_money_or_mathematics(raw: str, expected: str) -> None:
    assert show(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (r"Erd\H{o}s, \'{e}t\'e, Fran\c{c}ois, \v{S}ar", "Erdős, été, François, Šar"),
        (r"M{\"u}ller and na{\"\i}ve", "Müller and naïve"),
        (r"{\"a quotation\"}", r"{\"a quotation\"}"),
        (r"Stra\ss e, \o re", "Straße, øre"),
        (r"e.g.\ this, \eg that, \ie.", "e.g. this, e.g. that, i.e."),
        (r"50\% \& \#1 \_x\_", "50% & #1 _x_"),
        ("``a'' and `b' and ```c```", "“a” and ‘b’ and ```c```"),
        ("f''(x) ---- don't", "f''(x) ---- don't"),
    ],
)
def test_text_macros_accents_and_quotes(raw: str, expected: str) -> None:
    assert show(raw) == expected


@pytest.mark.parametrize(
    "raw",
    ["", "a<b", "<EOS>", "{: onclick}", "--8<-- x", "{{ x }} {% y %}", "!!! note", "[TOC]", "*[x]: y", "x" * 9, "]]>"],
)
def test_other_dialects_are_text(raw: str) -> None:
    assert show(raw) == raw


@given(st.text(alphabet=st.sampled_from("ab1O x_^{}()[]$\\'`~-=<>/|.,\"") | st.characters()))
def test_any_text_can_be_shown(raw: str) -> None:
    assert isinstance(show(raw), str)


PIECES = ["$", "\\", "{", "}", "^", "_", "(", ")", "frac", "sqrt[3]", "mathcal{", "log", "varepsilon", "1{",
          "|", " ", "x", "min", "lambda", "textit{",
          "\\url{", "https://a.org/", "``", "''", "\\left(", "\\'", "~"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_tangle_of_tex_can_be_shown(raw: str) -> None:
    assert isinstance(show(raw), str)
    assert isinstance(inline_html(from_listing(raw)), str)


TABLES = (symbols.SYMBOLS, symbols.FUNCTIONS, symbols.FONTS, symbols.STRUCTURES, symbols.SIZES, symbols.OPENERS)
NAMES = [name for table in TABLES for name in table if len(name) > 2]


@given(
    st.text(
        alphabet=st.characters(exclude_characters="\\{}^_$~`'-/", exclude_categories=["Cc", "Cs", "Cn", "Cf", "Co"])
    )
)
def test_text_without_a_mark_of_tex_stays(raw: str) -> None:
    # Names of signs that lost their backslash are read as those signs; hypothesis takes them from the tables, too.
    assert capture_text(show(raw)) == capture_text(raw) or any(name in raw for name in (*NAMES, "O(", "o("))


@pytest.mark.parametrize(
    "unit",
    ["[", "{", "$", "$x", "1{", "(", "`", "``a", "''", "\\", "x_{", "^{", "O(", "https://", "\\url{", "a.io/x)",
     "sqrt{", "\\frac{", "lambda ", "varepsilon", "log ", "<![CDATA[", "x^2 ", "sim", "-", "~", "| x |", ")" ],
)  # fmt: skip
def test_cost_grows_linearly(unit: str) -> None:
    # Steps are counted, not seconds: the same on every machine, however busy it is.
    short, long = (steps(unit * (length // len(unit))) for length in (2_000, 8_000))
    assert long <= 6 * short + 2_000


def steps(raw: str) -> int:
    """How many calls it takes to show a text."""
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        show(raw)
    finally:
        sys.setprofile(None)
    return count


def test_the_whole_of_a_hostile_formula_stays_text() -> None:
    for raw in (r"$\href{javascript:alert(1)}{x}$", r"$\def\a{\a\a}\a$", r"$\includegraphics{x}$", r"$\input{x}$"):
        assert show(raw) == raw
        assert "<math" not in inline_html(from_listing(raw))
