"""Make the site's fonts, small enough for a first visit, from the packages that publish them.

    npm pack @fontsource-variable/inter@5.3.0 @fontsource-variable/source-serif-4@5.3.1
    pip install fonttools brotli
    python make.py FOLDER    # where both packages were unpacked, as `inter` and `source-serif-4`

Inter sets text; Source Serif 4 sets titles, at the optical size of headings. Both keep the weights from
regular to bold. Letters of Western Europe are in one file; those of its neighbours in a second, which
a browser asks for when a page has one of them. Under the Open Font License a changed font may not bear
the name `Source`: the serif is named after this project.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

_LATIN = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    *(0x131, 0x152, 0x153, 0x2BC, 0x2C6, 0x2DA, 0x2DC),  # dotless i, oe, accents by themselves
    *range(0x300, 0x305),  # accents that are put on any letter
    *(0x308, 0x2009),
    *range(0x2010, 0x2016),  # dashes
    *range(0x2018, 0x201F),  # quotation marks
    *(0x2020, 0x2021, 0x2022, 0x2026, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044),
    *(0x20AC, 0x2122, 0x2191, 0x2193, 0x2212),  # euro, trade mark, arrows, minus
)
_EXTENDED = tuple(code for code in (*range(0x100, 0x180), *range(0x218, 0x21C)) if code not in _LATIN)

_FONTS = (
    ("sans.woff2", "inter/files/inter-latin-wght-normal.woff2", {}, _LATIN),
    ("sans-extended.woff2", "inter/files/inter-latin-ext-wght-normal.woff2", {}, _EXTENDED),
    ("serif.woff2", "source-serif-4/files/source-serif-4-latin-opsz-normal.woff2", {"opsz": 20}, _LATIN),
    (
        "serif-extended.woff2",
        "source-serif-4/files/source-serif-4-latin-ext-opsz-normal.woff2",
        {"opsz": 20},
        _EXTENDED,
    ),
)
_FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "calt", "tnum"]
_NAMES = (1, 3, 4, 6)
"""The entries of a font's name table that hold its name; the notice of copyright is another."""


def make(source: Path, axes: dict[str, int], letters: tuple[int, ...]) -> TTFont:
    """A font with only the weights, features and letters that the site uses."""
    limited = BytesIO()
    instantiateVariableFont(TTFont(source), {"wght": (400, 700), **axes}).save(limited)
    font = TTFont(limited, recalcTimestamp=False)  # the same bytes from every run
    options = Options()
    options.layout_features = _FEATURES
    options.flavor = "woff2"
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    for entry in font["name"].names:
        if entry.nameID in _NAMES and "Source" in str(entry):
            font["name"].setName("Papershelf Serif", entry.nameID, entry.platformID, entry.platEncID, entry.langID)
    font.flavor = "woff2"
    font["head"].modified = font["head"].created
    return font


def main(packages: Path) -> None:
    """Write the files beside this script."""
    for name, source, axes, letters in _FONTS:
        make(packages / source, axes, letters).save(Path(__file__).parent / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
