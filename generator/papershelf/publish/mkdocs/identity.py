"""What `mkdocs.yml` says of a list's identity: language, logo, colours, licence, foot and home page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

import material
from mkdocs.config.defaults import MkDocsConfig

from papershelf.content import read_bounded
from papershelf.content.yaml.fields import nearest
from papershelf.errors import Rejected, stop
from papershelf.publish import cards
from papershelf.publish.language import SOURCE, check_language, known, load
from papershelf.publish.look import Colours, check_colour, licence_of
from papershelf.publish.mkdocs.theme import PAGES
from papershelf.publish.page import FAVICON
from papershelf.publish.template_files import THEME, places
from papershelf.text import check_summary, is_blank

HOME = "content/home.md"
"""What the home page says below the list's name, if it is there."""
LONGEST_FOOTER = 500
LONGEST_HOME = 4_000

_PICTURES = (".avif", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp")
_PLUGIN = ("plugins", "papershelf")
_QUOTE = "Write a value in quotes, for # begins a comment; or remove the key"

Fault = tuple[tuple[str, ...], str, str]
"""The keys of a value, what is wrong with it, and what to do."""


def faults(raw: Mapping[str, Any], options: object, root: Path) -> Iterator[Fault]:
    """What is wrong with the values that make a list's identity.

    Args:
        raw: What is written in the settings.
        options: Those of the plugin, as they are written there.
        root: The project's folder.
    """
    theme = raw.get("theme")
    for key, check in _of_theme(root).items():
        if isinstance(theme, Mapping) and key in theme:
            yield from _judge(("theme", key), theme[key], check)
    for key, check in _of_plugin(root).items():
        if isinstance(options, Mapping) and key in options:
            yield from _judge((*_PLUGIN, key), options[key], check)


def _judge(keys: tuple[str, ...], value: object, check: Callable[[str], object]) -> Iterator[Fault]:
    if not isinstance(value, str) or is_blank(value):
        yield keys, "it is empty" if value is None or value == "" else "it is not a text", _QUOTE
        return
    try:
        check(value)
    except Rejected as rejected:
        yield keys, rejected.problem, rejected.remedy


def _of_theme(root: Path) -> dict[str, Callable[[str], object]]:
    picture = partial(_check_picture, root)
    return {"language": partial(_check_known, root), "logo": picture, "favicon": picture}


def _of_plugin(root: Path) -> dict[str, Callable[[str], object]]:
    colours = {
        f"{each.name}_colour" if not each.name.endswith("_dark") else f"{each.name[:-5]}_colour_dark": partial(
            check_colour, dark=each.name.endswith("_dark")
        )
        for each in fields(Colours)
    }
    return {
        "content_language": check_language,
        "licence": licence_of,
        "footer": partial(_check_text, LONGEST_FOOTER),
        "card_logo": partial(_read_card_logo, root),
        **colours,
    }


def _check_known(root: Path, language: str) -> None:
    """Hold a language to a catalogue of ours, or of the project's, and to Material's words."""
    check_language(language)
    names = known(places(root))
    if language not in names:
        wider = language.partition("-")[0]
        near = wider if wider in names else nearest(language, names)
        remedy = f"Did you mean '{near}'?" if near else f"Write one of {', '.join(names)}"
        problem = f"there are no words for '{language[:30]}'"
        raise Rejected(problem, f"{remedy}, or add templates/languages/{language[:30]}.po")
    if not (Path(material.__file__).parent / "templates" / "partials" / "languages" / f"{language}.html").is_file():
        raise Rejected(f"Material for MkDocs does not know '{language[:30]}'", "Write a language that both know")


def _check_picture(root: Path, path: str) -> None:
    """Hold a picture to a path below the pages written by hand or the theme, and to an ending that browsers show."""
    parts = PurePosixPath(path)
    if "://" in path or parts.is_absolute() or ".." in parts.parts:
        raise Rejected(f"'{path[:60]}' is not a path within the site", f"Put the picture into {PAGES}/, and name it")
    if parts.suffix.lower() not in _PICTURES:
        raise Rejected(f"'{path[:60]}' is not a picture", f"Name one that ends in {', '.join(_PICTURES)}")
    folders = [root / PAGES, *(folder / THEME for folder in places(root))]
    if not any((folder / path).is_file() for folder in folders):
        raise Rejected(f"there is no picture '{path[:60]}'", f"Put it into {PAGES}/, and name it from there")


def _check_text(longest: int, text: str) -> None:
    if len(text) > longest:
        raise Rejected(f"it has {len(text):,} characters, over {longest:,}", "Shorten it")
    check_summary(text)


def _read_card_logo(root: Path, path: str) -> bytes:
    """The picture at the foot of cards."""
    try:
        raw = read_bounded(root / path, cards.LARGEST_LOGO)
    except OSError as error:
        remedy = "Name a PNG file, from the project's folder"
        raise Rejected(f"'{path[:60]}' cannot be read ({error.strerror})", remedy) from None
    cards.check_logo(raw)
    return raw


def identity_of(config: MkDocsConfig) -> dict[str, Any]:
    """What a site has of its own, as the fields of `Site`.

    Raises:
        PapershelfError: The catalogue of its language or the text of its home page is faulty.
    """
    root = Path(config.config_file_path).parent
    own = config.plugins.get("papershelf")
    options: Mapping[str, Any] = own.config if own is not None else {}
    content = options.get("content_language") or SOURCE
    colours = {
        each.name: options.get(f"{each.name.removesuffix('_dark')}_colour{'_dark' * each.name.endswith('_dark')}") or ""
        for each in fields(Colours)
    }
    return {
        "words": load(config.theme.get("language") or SOURCE, content, places(root)),
        "licence": licence_of(options["licence"]) if options.get("licence") else None,
        "footer": options.get("footer") or "",
        "home": read_home(root),
        # MkDocs' own theme, of a project without a site, names no icon.
        "icon": f"/{(config.theme.get('favicon') or FAVICON).lstrip('/')}",
        "logo": config.theme.get("logo") or "",
        "colours": Colours(**colours),
        "card_logo": _read_card_logo(root, options["card_logo"]) if options.get("card_logo") else b"",
    }


def read_home(root: Path) -> str:
    """What the home page says below the list's name, or nothing.

    Raises:
        PapershelfError: The text cannot be read, is too long, or has front matter.
    """
    path = root / HOME
    if not path.exists():
        return ""
    try:
        text = read_bounded(path, 4 * LONGEST_HOME).decode("utf-8-sig").replace("\r\n", "\n").strip()
    except OSError as error:
        raise stop(HOME, f"it cannot be read ({error.strerror})", "Check the file and its permissions") from None
    except UnicodeDecodeError:
        raise stop(HOME, "it is not UTF-8", "Save it as UTF-8") from None
    if text.startswith("---\n"):
        raise stop(HOME, "it begins with front matter", "Remove that: the file is a text and no page", line=1)
    try:
        _check_text(LONGEST_HOME, text)
    except Rejected as rejected:
        raise stop(HOME, rejected.problem, rejected.remedy) from None
    return text
