"""Names of authors: parted where that is certain, written so that reading gives them back. All are invented."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from papershelf.errors import Rejected
from papershelf.model import Name
from papershelf.text import names_in_a_row, parse_name, split_trailing_particle, write_name


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        # given, particle, family, suffix
        ("Ada Kettle", ("Ada", "", "Kettle", "")),
        ("Kettle, Ada", ("Ada", "", "Kettle", "")),
        ("Ada B. C. Kettle", ("Ada B. C.", "", "Kettle", "")),
        ("Chun-Fu (Ada) Kettle", ("Chun-Fu (Ada)", "", "Kettle", "")),
        ("  Ada \t Kettle ", ("Ada", "", "Kettle", "")),
        ("Plato", ("", "", "Plato", "")),
        # particles
        ("Ada van den Kettle", ("Ada", "van den", "Kettle", "")),
        ("van den Kettle, Ada", ("Ada", "van den", "Kettle", "")),
        ("van Kettle", ("", "van", "Kettle", "")),
        ("Ada von der Kettle", ("Ada", "von der", "Kettle", "")),
        ("Omar ibn al Kettle", ("Omar", "ibn al", "Kettle", "")),
        ("Omar al-Kettle", ("Omar", "", "al-Kettle", "")),
        ("Jean d'Alembert", ("Jean", "d'", "Alembert", "")),
        ("d’Alembert, Jean", ("Jean", "d’", "Alembert", "")),
        ("Anna dell'Orto", ("Anna", "dell'", "Orto", "")),
        ("D'Alembert, Jean", ("Jean", "", "D'Alembert", "")),
        ("Van Kettle, Ben", ("Ben", "", "Van Kettle", "")),
        ("Van den Kettle, Guy", ("Guy", "", "Van den Kettle", "")),
        ("De Kettle, Ada", ("Ada", "", "De Kettle", "")),
        ("Da Pan", ("Da", "", "Pan", "")),
        ("Quoc V. Le", ("Quoc V.", "", "Le", "")),
        ("Santiago Kettle y Spoon", ("Santiago", "", "Kettle y Spoon", "")),
        ("de la Kettle Spoon, Ana", ("Ana", "de la", "Kettle Spoon", "")),
        ("Kettle del Moral, Ana", ("Ana", "", "Kettle del Moral", "")),
        ("Maupassant, Guy de", ("Guy de", "", "Maupassant", "")),
        ("zur unknownword Kettle, Ada", ("Ada", "zur unknownword", "Kettle", "")),
        ("bell hooks", ("bell", "", "hooks", "")),
        # suffixes
        ("Kettle, Jr., Ada", ("Ada", "", "Kettle", "Jr.")),
        ("van Kettle, III, Ada", ("Ada", "van", "Kettle", "III")),
        ("Kettle, Ada, Jr.", ("Ada", "", "Kettle", "Jr.")),
        ("Ada Kettle, Jr.", ("Ada", "", "Kettle", "Jr.")),
        ("Ada Kettle Jr.", ("Ada", "", "Kettle", "Jr.")),
        ("Ada Kettle II", ("Ada", "", "Kettle", "II")),
        ("Nguyen Thi Vi", ("Nguyen Thi", "", "Vi", "")),
        # scripts with the family name first
        ("李明", ("", "", "李明", "")),
        ("李, 明", ("明", "", "李", "")),
        ("李，明", ("明", "", "李", "")),
        ("王 小明", ("小明", "", "王", "")),
        ("김철수", ("", "", "김철수", "")),
        ("김 철수", ("철수", "", "김", "")),
        ("山田 太郎", ("太郎", "", "山田", "")),
        # as bibliographies spell them
        ('G{\\"o}del-Test, Kurt', ("Kurt", "", "Gödel-Test", "")),
        ("Jos\\'e Ejemplo", ("José", "", "Ejemplo", "")),
        ('{\\"O}zg{\\"u}r {\\c C}elik', ("Özgür", "", "Çelik", "")),
        # no telling
        ("Balaji A J", ("", "", "Balaji A J", "")),
        ("Ada K.", ("", "", "Ada K.", "")),
        ("Li Ming (李明)", ("", "", "Li Ming (李明)", "")),
        ("Kettle Smith,", ("", "", "Kettle Smith", "")),
    ],
)
def test_a_name_has_parts(written: str, parts: tuple[str, str, str, str]) -> None:
    name = parse_name(written)
    assert (name.given, name.particle, name.family, name.suffix) == parts
    assert not name.literal
    assert parse_name(write_name(name)) == name


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Kettle, Ada", "Ada Kettle"),
        ("van den Kettle, Ada", "Ada van den Kettle"),
        ("d'Alembert, Jean", "Jean d'Alembert"),
        ("Kettle, Jr., Ada", "Ada Kettle Jr."),
        ("Maupassant, Guy de", "Guy de Maupassant"),
        ("王 小明", "王 小明"),
        ("李明", "李明"),
        ("Balaji A J", "Balaji A J"),
        ("{Kettle, Pot and Sons}", "Kettle, Pot and Sons"),
    ],
)
def test_a_name_is_shown_as_it_is_spoken(written: str, shown: str) -> None:
    assert parse_name(written).shown == str(parse_name(written)) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("{OpenKettle}", "OpenKettle"),
        ("{{Open Garden Initiative}}", "Open Garden Initiative"),
        ("{Kettle, Inc.}", "Kettle, Inc."),
        ('{G{\\"o}del Works}', "Gödel Works"),
        ("Kettle Research", "Kettle Research"),
        ("Kettle AI", "Kettle AI"),
        ("OpenAI", "OpenAI"),
        ("The Floating Teapot", "The Floating Teapot"),
        ("Tea and Spoon Group", "Tea and Spoon Group"),
        ("University of Kettles", "University of Kettles"),
    ],
)
def test_an_organisation_is_one_piece(written: str, shown: str) -> None:
    name = parse_name(written)
    assert name == Name(family=shown, literal=True)
    assert write_name(name) == f"{{{shown}}}"


@pytest.mark.parametrize("written", ["AI", "Wei Ai", "Bo Board", "{a}b}", "{half", "Ada Lambert"])
def test_what_only_looks_like_an_organisation_is_left_alone_or_kept_whole(written: str) -> None:
    name = parse_name(written)
    assert name.shown == written
    assert parse_name(write_name(name)) == name


@pytest.mark.parametrize("written", ["", "  ", ",", "{}", "{ }", ", Ada", "Doe, Jane, Roe, Richard", "a, b, c, d, e"])
def test_what_names_nobody_or_several_is_refused(written: str) -> None:
    with pytest.raises(Rejected, match="Write one name an item"):
        parse_name(written)


def test_a_name_that_no_line_can_hold_is_not_written() -> None:
    with pytest.raises(Rejected, match="no line of a file"):
        write_name(Name(family="Kettle, Pot", given="Ada"))


WORD = st.text(alphabet="aAbBéÉ'’-.{}王李김,JrIV ", max_size=12)
NAMES = st.lists(WORD | st.sampled_from(["van", "de", "y", "Jr.", "III", "and", "The", "Research"]), max_size=5)


@given(NAMES)
@example(["é' A", ","])
def test_writing_and_reading_is_the_identity(words: list[str]) -> None:
    try:
        name = parse_name(" ".join(words))
    except Rejected:
        return
    assert parse_name(write_name(name)) == name
    assert name.shown == " ".join(name.shown.split()) != ""


def test_names_in_a_row_are_told_apart() -> None:
    names = [parse_name(f"Kettle{n}, Ada") for n in range(11)]
    assert names_in_a_row(names[:2]) == "Ada Kettle0, Ada Kettle1"
    assert names_in_a_row(names, 8).endswith("Ada Kettle7 and 3 more")
    assert names_in_a_row(names[:8], 8).endswith("Ada Kettle6, Ada Kettle7")
    assert names_in_a_row([parse_name("{Kettle, Inc.}"), names[0]]) == "Kettle, Inc.; Ada Kettle0"
    assert names_in_a_row([]) == ""


@pytest.mark.parametrize(
    ("given_names", "parts"), [("Guy de", ("Guy", "de")), ("Ada", ("Ada", "")), ("de", ("de", "")), ("", ("", ""))]
)
def test_a_particle_behind_given_names_is_found(given_names: str, parts: tuple[str, str]) -> None:
    assert split_trailing_particle(given_names) == parts
