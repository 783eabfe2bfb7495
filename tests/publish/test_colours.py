"""The colours of topics, for eyes of every kind: told apart by lightness or mark, and seen on their ground."""

from __future__ import annotations

import math
import re
from itertools import combinations

import pytest
from fabricate import REPOSITORY

from papershelf.catalog import topic_colours

STYLES = (REPOSITORY / "templates/styles/tokens.css").read_text(encoding="utf-8")
SCHEMES = ("light", "dark")

Colour = tuple[float, float, float]
"""Linear red, green and blue, from 0 to 1."""

EYES = {
    # Machado, Oliveira and Fernandes, 'A Physiologically-based Model for Simulation of Color Vision
    # Deficiency' (2009), at full severity; they act on linear light.
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
APART = 0.045
"""A distance in OKLab: more than twice what is just seen between small patches."""


def parse(hexadecimal: str) -> Colour:
    values = (int(hexadecimal[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values)
    return red, green, blue


def pair(name: str) -> dict[str, Colour]:
    """A colour of the style sheet in both schemes."""
    match = re.search(rf"^  {name}: light-dark\((#\w{{6}}), (#\w{{6}})\);", STYLES, re.MULTILINE)
    assert match, name
    return dict(zip(SCHEMES, map(parse, match.groups()), strict=True))


def seen(colour: Colour, eyes: str) -> Colour:
    red, green, blue = (
        min(1.0, max(0.0, sum(part * value for part, value in zip(row, colour, strict=True)))) for row in EYES[eyes]
    )
    return red, green, blue


def oklab(colour: Colour) -> Colour:
    """Björn Ottosson's OKLab (https://bottosson.github.io/posts/oklab/)."""
    red, green, blue = colour
    cones = (
        0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue,
        0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue,
        0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue,
    )
    one, two, three = (max(0.0, value) ** (1 / 3) for value in cones)
    return (
        0.2104542553 * one + 0.793617785 * two - 0.0040720468 * three,
        1.9779984951 * one - 2.428592205 * two + 0.4505937099 * three,
        0.0259040371 * one + 0.7827717662 * two - 0.808675766 * three,
    )


def luminance(colour: Colour) -> float:
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def contrast(one: Colour, other: Colour) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


TOPICS = [pair(f"--ps-colour-{number}") for number in range(topic_colours.TOPIC_COLOURS)]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_mark_is_seen_on_the_page(scheme: str) -> None:
    ground = pair("--md-default-bg-color")[scheme]
    assert min(contrast(topic[scheme], ground) for topic in TOPICS) >= 3, "WCAG 1.4.11"
    assert contrast(pair("--ps-neutral")[scheme], ground) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("eyes", EYES)
def test_two_topics_with_one_mark_differ_in_colour_for_all_eyes(scheme: str, eyes: str) -> None:
    shown = [oklab(seen(topic[scheme], eyes)) for topic in TOPICS]
    alike = [
        (one, other)
        for one, other in combinations(range(len(shown)), 2)
        if (other - one) % topic_colours.TOPIC_MARKS == 0 and math.dist(shown[one], shown[other]) < APART
    ]
    assert alike == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", ["--md-default-fg-color", "--md-default-fg-color--light", "--md-typeset-a-color"])
def test_text_is_read_on_every_ground(scheme: str, name: str) -> None:
    for ground in ("--md-default-bg-color", "--ps-soft", "--ps-surface"):
        assert contrast(pair(name)[scheme], pair(ground)[scheme]) >= 4.5, f"WCAG 1.4.3: {name} on {ground}"


def test_every_rule_of_the_style_sheet_is_closed_before_the_next_begins() -> None:
    """CSS nests rules, so that a brace lost in a merge is not an error: it silently narrows all that follows."""
    plain = re.sub(r"/\*.*?\*/", lambda match: "\n" * match[0].count("\n"), STYLES, flags=re.DOTALL)
    depth, late = 0, []
    for number, line in enumerate(plain.splitlines(), start=1):
        if depth and re.match(r"\S.*\{$", line):
            late.append(number)
        depth += line.count("{") - line.count("}")
    assert (late, depth) == ([], 0)
