"""The style sheets: one file for each component in `templates/styles/`, joined into the few that pages load."""

from __future__ import annotations

from collections.abc import Iterator

from papershelf.publish.artifact import Artifact
from papershelf.publish.look import THEMES, Colours, to_style
from papershelf.publish.templates import Renderer

FOLDER = "assets/stylesheets"
_OF_EVERY_PAGE = "papershelf"

SHEETS: dict[str, tuple[str, ...]] = {
    # Every page. Of two rules that are equally specific the later one wins, so the order matters.
    "papershelf": (
        "tokens",
        "fonts",
        "frame",
        "type",
        "chip",
        "list",
        "group",
        "card",
        "section",
        "facts",
        "button",
        "notice",
        "glossary",
        "toolbar",
        "search-box",
        "home",
        "paper",
        "trail",
        "index",
        "narrow",
        "motion",
        "suggestions",
        "contribute",
        "cite",
        "related",
        "print",
        "reading",
        "row-marks",
        "reading-page",
        "note",
        "menu",
        "reading-narrow",
    ),
    # One page each, after the sheet above.
    "search": ("search", "facets", "search-sheet", "search-narrow", "search-print"),
    "map": ("map",),
    "statistics": ("statistics",),
    "propose": ("propose",),
}
"""The name of each served sheet, with its components in their order."""


def join(sheet: str, renderer: Renderer) -> str:
    """The text of a served sheet.

    Raises:
        PapershelfError: A component is missing or is no text.
    """
    return "\n".join(renderer.read(f"styles/{component}.css") for component in SHEETS[sheet])


def publish(renderer: Renderer, colours: Colours = THEMES) -> Iterator[Artifact]:
    """Every served sheet, but for the colours of topics, which come from the vocabulary.

    Args:
        renderer: Reads the components.
        colours: A list's own, behind the theme's on every page.
    """
    for sheet in SHEETS:
        own = to_style(colours) if sheet == _OF_EVERY_PAGE else ""
        yield Artifact(path=f"{FOLDER}/{sheet}.css", content=join(sheet, renderer) + own)
