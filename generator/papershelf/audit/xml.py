"""Feeds, sitemaps and pictures: well-formed, and inert when a browser opens them."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from xml.parsers import expat

from papershelf.audit.css import inspect_css
from papershelf.audit.elements import (
    ANIMATIONS,
    Attributes,
    inspect_animation,
    inspect_attributes,
    inspect_meta,
    rules_of,
)
from papershelf.audit.inspection import DROP, Inspection
from papershelf.audit.report import Page

_SCRIPTS = frozenset({"handler", "listener", "script"})


def inspect_xml(inspection: Inspection, page: Page) -> None:
    """An XML file, whatever its vocabulary: a browser knows elements by their namespace, wherever they are."""
    try:
        _Reader(inspection, page).read()
    except expat.ExpatError as error:
        inspection.report.add(page, "xml", f"not well-formed ({error})", "Write it with an XML writer")


class _Reader:
    """Feeds the elements of an XML file to the rules for elements and attributes."""

    def __init__(self, inspection: Inspection, page: Page) -> None:
        self._inspection = inspection
        self._page = page
        self._styles: list[list[str] | None] = []
        """For each open element the text that is its own, if it is one of style."""
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.XmlDeclHandler = self._declare
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.ProcessingInstructionHandler = self._instruction
        self._parser.StartDoctypeDeclHandler = self._doctype

    def read(self) -> None:
        """Parse the whole file."""
        self._parser.Parse(self._page.source.encode(), True)

    def _declare(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in ("utf-8", "utf8"):
            self._inspection.report.add(self._page, "<?xml?>", "not UTF-8", "Declare UTF-8", at="encoding")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if _is_asked(tag, *attributes):
            for layer in _by_local_name(attributes):
                self._inspect(tag, layer)
        self._styles.append([] if tag == "style" else None)

    def _inspect(self, tag: str, attributes: Attributes) -> None:
        if tag.lower() in _SCRIPTS:
            self._refuse(f"<{tag}>", "a script")
        elif tag in ANIMATIONS:
            inspect_animation(self._inspection, self._page, tag, attributes)
        elif tag == "meta":
            inspect_meta(self._inspection, self._page, attributes)
        inspect_attributes(self._inspection, self._page, tag, attributes)

    def _text(self, text: str) -> None:
        if self._styles and (style := self._styles[-1]) is not None:
            style.append(text)

    def _end(self, _name: str) -> None:
        if (style := self._styles.pop()) is not None:
            inspect_css(self._inspection, self._page, "<style>", "".join(style))

    def _instruction(self, target: str, _data: str) -> None:
        # A style sheet in XSLT can write scripts.
        self._refuse(f"<?{target}?>", "a processing instruction")

    def _doctype(self, name: str, *_rest: object) -> None:
        # Entities of its own could hide anything, or grow without bound.
        self._refuse(f"<!DOCTYPE {name}>", "a document type")

    def _refuse(self, field: str, problem: str) -> None:
        place = f"{problem} in an XML file"
        self._inspection.report.add(self._page, field, place, DROP, at=field.rstrip("?>"))


# Most elements of a feed have the same few attributes.
@lru_cache(maxsize=4_096)
def _is_asked(tag: str, *names: str) -> bool:
    """Whether anything is asked of an element with attributes of these names."""
    if tag == "meta" or tag in ANIMATIONS or tag.lower() in _SCRIPTS:
        return True
    return any(rules_of(tag, *layer) for layer in _by_local_name(dict.fromkeys(names, "")))


def _by_local_name(attributes: dict[str, str]) -> list[dict[str, str]]:
    """Attributes without their prefixes; a name that comes again, with another prefix, is in a layer of its own.

    Those without a prefix come first and stay together. What XML itself defines keeps its prefix.
    """
    if ":" not in "".join(attributes):
        return [attributes]
    layers: list[dict[str, str]] = [{}]
    seen: Counter[str] = Counter()
    for name, value in sorted(attributes.items(), key=lambda attribute: ":" in attribute[0]):
        local = name if name.startswith("xml:") else name.rpartition(":")[2]
        if seen[local] == len(layers):
            layers.append({})
        layers[seen[local]][local] = value
        seen[local] += 1
    return layers
