"""What a list has of its own: the licence of its texts, and the colours of links and marks."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from papershelf.errors import Rejected
from papershelf.lazy_import import lazy_import

if TYPE_CHECKING:
    from packaging import licenses
else:
    licenses = lazy_import("packaging.licenses")


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """What others may do with the summaries of a list."""

    identifier: str
    """SPDX's (https://spdx.org/licenses/)."""
    name: str
    """What people call it."""
    url: str
    """Where it can be read."""


_CREATIVE_COMMONS = re.compile(r"CC-(BY(?:-NC)?(?:-SA|-ND)?)-([0-9]\.[0-9])")
_LISTED = "https://spdx.org/licenses/"


def licence_of(identifier: str) -> Licence:
    """A licence by its identifier, in any mix of capitals.

    Raises:
        Rejected: SPDX lists none of that name.
    """
    remedy = f"Write one of {_LISTED}, such as CC-BY-4.0 or CC0-1.0"
    try:
        known = str(licenses.canonicalize_license_expression(identifier))
    except (licenses.InvalidLicenseExpression, IndexError):
        raise Rejected(f"'{identifier[:60]}' is not an identifier of a licence", remedy) from None
    if " " in known or "LicenseRef-" in known:
        raise Rejected(f"'{identifier[:60]}' is not one licence of SPDX's list", remedy)
    return _named(known)


def _named(known: str) -> Licence:
    if found := _CREATIVE_COMMONS.fullmatch(known):
        url = f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/"
        return Licence(identifier=known, name=f"CC {found[1]} {found[2]}", url=url)
    if known == "CC0-1.0":
        return Licence(identifier=known, name="CC0 1.0", url="https://creativecommons.org/publicdomain/zero/1.0/")
    return Licence(identifier=known, name=known, url=f"{_LISTED}{known.removesuffix('+')}.html")


CC_BY = _named("CC-BY-4.0")
"""The licence of summaries where the settings name none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """Colours instead of the theme's, each as `#rrggbb`; empty: the theme's."""

    link: str = ""
    link_dark: str = ""
    """That on a dark page; it is made of the other where it is not given."""
    accent: str = ""
    """Of what is pointed at, chosen or marked, and of the band of cards without a topic."""
    accent_dark: str = ""


THEMES = Colours()
"""No colours but the theme's."""

LEAST_CONTRAST = 4.5
"""Of text on its ground, by WCAG 2.2 (https://www.w3.org/TR/WCAG22/#contrast-minimum), level AA."""

LIGHT = ("#fdfcfa", "#ffffff", "#f3f1eb")
"""The grounds of a light page: templates/styles/tokens.css."""
DARK = ("#14181e", "#1c2129", "#20262f")
"""Those of a dark one."""

_WRITTEN = re.compile(r"#[0-9a-fA-F]{6}")
_STEPS = 400
"""How finely a lightness is looked for that holds."""


def check_colour(colour: str, *, dark: bool) -> str:
    """A colour that can be read on every ground of a page.

    Raises:
        Rejected: It is not a colour, or its contrast is too low; the remedy names the nearest one that holds.
    """
    if not _WRITTEN.fullmatch(colour):
        raise Rejected(f"'{colour[:60]}' is not a colour", 'Write one such as "#1d4e89", in quotes')
    grounds = DARK if dark else LIGHT
    worst, ground = min((contrast(colour, ground), ground) for ground in grounds)
    if worst < LEAST_CONTRAST:
        page = "dark" if dark else "light"
        # Cut and not rounded: 4.496 is not 4.5.
        problem = f"its contrast on the {page} {ground} is {int(worst * 10) / 10} to 1, and 4.5 are needed"
        raise Rejected(problem, f'The nearest colour that holds is "{nearest(colour, dark=dark)}"')
    return colour.lower()


def nearest(colour: str, *, dark: bool) -> str:
    """A colour of the same hue that is just dark, or light, enough to be read."""
    red, green, blue = _parts(colour)
    hue, light, full = colorsys.rgb_to_hls(red, green, blue)
    end = 1.0 if dark else 0.0
    for step in range(_STEPS + 1):
        tried = _written(colorsys.hls_to_rgb(hue, light + (end - light) * step / _STEPS, full))
        if all(contrast(tried, ground) >= LEAST_CONTRAST for ground in (DARK if dark else LIGHT)):
            return tried
    return "#ffffff" if dark else "#000000"


def contrast(one: str, other: str) -> float:
    """WCAG's contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def to_style(colours: Colours) -> str:
    """The rule that puts a list's own colours in the place of the theme's; nothing if it has none."""
    lines = "".join(f"  {name}: {value};\n" for name, value in _properties(colours))
    return f"\n:root {{\n{lines}}}\n" if lines else ""


def _properties(colours: Colours) -> Iterator[tuple[str, str]]:
    if colours.link or colours.link_dark:
        yield "--md-typeset-a-color", _pair(colours.link, colours.link_dark)
    if colours.accent or colours.accent_dark:
        light, dark = _both(colours.accent, colours.accent_dark)
        yield "--md-accent-fg-color", f"light-dark({light}, {dark})"
        # As faint as the theme's own: 8 per cent on light, 12 on dark.
        yield "--md-accent-fg-color--transparent", f"light-dark({light}14, {dark}1f)"


def _pair(light: str, dark: str) -> str:
    return "light-dark({}, {})".format(*_both(light, dark))


def _both(light: str, dark: str) -> tuple[str, str]:
    """The colours of both pages; one that is not given is the other one, made readable."""
    return light or nearest(dark, dark=False), dark or nearest(light, dark=True)


def _luminance(colour: str) -> float:
    """WCAG's relative luminance, from 0 for black to 1 for white."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = bytes.fromhex(colour[1:])
    return red / 255, green / 255, blue / 255


def _written(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
