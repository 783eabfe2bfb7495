"""Rules for elements and their attributes, in HTML and XML alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from papershelf.audit.css import inspect_css
from papershelf.audit.inspection import DROP, Inspection
from papershelf.audit.report import Page, quote
from papershelf.audit.urls import clean, has_scheme

Attributes = Mapping[str, str | None]

ANIMATIONS = frozenset({"animate", "animateColor", "animateMotion", "animateTransform", "set"})

_FORBIDDEN_TAGS = frozenset({"applet", "base", "embed", "fencedframe", "frame", "iframe", "object", "portal"})
_FORBIDDEN_ATTRIBUTES = frozenset({"formaction", "srcdoc", "xml:base"})
_FOLLOWED_TAGS = frozenset({"a", "area"})
"""Elements whose `href` is an address for people, not one that the browser loads by itself."""
_QUIET_RELS = frozenset(
    {"alternate", "author", "bookmark", "canonical", "cite-as", "describedby", "edit", "enclosure"}
    | {"first", "help", "index", "last", "license", "me", "next", "prev", "privacy-policy"}
    | {"related", "search", "self", "terms-of-service", "up", "via"}
)
"""Relations of a `<link>` that load nothing; whatever is not among them is taken to load."""
_LINK_ATTRIBUTES = frozenset({"href", "xlink:href"})
_LOADED_ATTRIBUTES = frozenset({"action", "background", "data", "manifest", "poster", "src"})
_LIST_ATTRIBUTES = frozenset({"attributionsrc", "ping"})
"""Attributes that hold several addresses, parted by white space."""
_SET_ATTRIBUTES = frozenset({"imagesrcset", "srcset"})
_CSS_ATTRIBUTES = frozenset(
    {"clip-path", "cursor", "fill", "filter", "marker", "marker-end", "marker-mid", "marker-start", "mask"}
    | {"mask-image", "offset-path", "shape-inside", "shape-outside", "stroke", "style"}
)
_ANIMATED_ATTRIBUTES = ("by", "from", "to", "values")
"""What an animation writes into an attribute, which may be one of style."""

_SPACE = "\t\n\f\r "
"""What HTML takes for white space."""
_REFRESH = re.compile(rf"[{_SPACE}]*[\d.]*[{_SPACE}]*[;,]?[{_SPACE}]*(?:url[{_SPACE}]*=[{_SPACE}]*)?", re.IGNORECASE)
_DESCRIPTOR = re.compile(r"[\d.]+[hwx]")
"""What follows an address in `srcset`."""
_UTF8 = re.compile(
    rf"(?:text/html[{_SPACE}]*;[{_SPACE}]*charset[{_SPACE}]*=[{_SPACE}]*)?[\"']?utf-?8[\"']?", re.IGNORECASE
)

_NO_HANDLERS = "Attach the handler in a script of the theme"


def inspect_attributes(inspection: Inspection, page: Page, tag: str, attributes: Attributes) -> None:
    """An element and its attributes, one by one."""
    for question, field, name in rules_of(tag, *attributes):
        question(inspection, page, field, name, attributes)


def inspect_meta(inspection: Inspection, page: Page, attributes: Attributes) -> None:
    """A meta element: where it sends the reader, or what address it states."""
    content = attributes.get("content") or ""
    what = (attributes.get("http-equiv") or "").strip().lower()
    name = attributes.get("property") or attributes.get("name") or ""
    if what == "refresh":
        _inspect_refresh(inspection, page, content)
    if what == "content-type" or "charset" in attributes:
        encoding = attributes.get("charset") or content
        if not _UTF8.fullmatch(encoding.strip(_SPACE)):
            inspection.report.add(page, "<meta charset>", "not UTF-8", "Declare UTF-8", at=encoding)
    if name.endswith((":url", ":image")):
        inspection.inspect_address(page, f"<meta {name}>", content, loaded=False)


def _inspect_refresh(inspection: Inspection, page: Page, content: str) -> None:
    field = "<meta http-equiv=refresh>"
    match = _REFRESH.match(content)
    assert match is not None, "it also matches nothing"
    target = content[match.end() :]
    if target[:1] in ("'", '"'):
        target = target[1:].partition(target[0])[0]
    target = clean(target)
    if not target or has_scheme(target):
        problem = f"it sends readers to {quote(target)}, which is not an address within the site"
        inspection.report.add(page, field, problem, "Redirect to a page of this site by its path", at=content)
    else:
        inspection.inspect_address(page, field, target, loaded=True)


def inspect_animation(inspection: Inspection, page: Page, tag: str, attributes: Attributes) -> None:
    """An SVG animation, which may not change where a link leads, nor load what a style names."""
    if (attributes.get("attributeName") or "").strip().lower().endswith("href"):
        inspection.report.add(page, f"<{tag}>", "an animation of an address", DROP, at=f"<{tag}")
    for name in _ANIMATED_ATTRIBUTES:
        inspect_css(inspection, page, f"<{tag} {name}>", attributes.get(name) or "", is_sheet=False)


_Question = Callable[[Inspection, Page, str, str, Attributes], None]
Rule = tuple[_Question, str, str]
"""What is asked of an attribute, where it is, for a message, and its name."""


def _forbidden_element(inspection: Inspection, page: Page, field: str, _name: str, _all: Attributes) -> None:
    inspection.report.add(page, field, "this element has no place on a page", DROP, at=field.rstrip(">"))


def _forbidden(inspection: Inspection, page: Page, field: str, name: str, _all: Attributes) -> None:
    inspection.report.add(page, field, "this attribute has no place on a page", DROP, at=f"{name}=")


def _handling(inspection: Inspection, page: Page, field: str, name: str, _all: Attributes) -> None:
    inspection.report.add(page, field, "an event handler", _NO_HANDLERS, at=f"{name}=")


def _loaded(inspection: Inspection, page: Page, field: str, name: str, attributes: Attributes) -> None:
    inspection.inspect_address(page, field, attributes[name] or "", loaded=True)


def _cited(inspection: Inspection, page: Page, field: str, name: str, attributes: Attributes) -> None:
    inspection.inspect_address(page, field, attributes[name] or "", loaded=False)


def _related(inspection: Inspection, page: Page, field: str, name: str, attributes: Attributes) -> None:
    loaded = not _is_quiet(attributes.get("rel") or "")
    inspection.inspect_address(page, field, attributes[name] or "", loaded=loaded)


def _is_quiet(relations: str) -> bool:
    return _QUIET_RELS.issuperset(relations.lower().split())


def _listed(inspection: Inspection, page: Page, field: str, name: str, attributes: Attributes) -> None:
    for part in filter(None, re.split(f"[{_SPACE}]+", attributes[name] or "")):
        inspection.inspect_address(page, field, part, loaded=True)


def _candidates(inspection: Inspection, page: Page, field: str, name: str, attributes: Attributes) -> None:
    # An address that holds a comma is torn apart here: it then fails, which is the safe side.
    for part in filter(None, re.split(f"[{_SPACE},]+", attributes[name] or "")):
        if not _DESCRIPTOR.fullmatch(part):
            inspection.inspect_address(page, field, part, loaded=True)


def _styled(inspection: Inspection, page: Page, field: str, name: str, attributes: Attributes) -> None:
    inspect_css(inspection, page, field, attributes[name] or "", is_sheet=False)


_RULES: Mapping[str, _Question] = {
    "cite": _cited,
    **dict.fromkeys(_FORBIDDEN_ATTRIBUTES, _forbidden),
    **dict.fromkeys(_LOADED_ATTRIBUTES, _loaded),
    **dict.fromkeys(_LIST_ATTRIBUTES, _listed),
    **dict.fromkeys(_SET_ATTRIBUTES, _candidates),
    **dict.fromkeys(_CSS_ATTRIBUTES, _styled),
}


ADDRESS_RULES = frozenset({_loaded, _cited, _related})
"""Rules by which an attribute holds one address, which may lead anywhere on the site."""


# Most elements of a site have the same few attributes.
@lru_cache(maxsize=4_096)
def rules_of(tag: str, *names: str) -> tuple[Rule, ...]:
    """What is asked of an element with attributes of these names, in their order."""
    element = [(_forbidden_element, f"<{tag}>", "")] if tag in _FORBIDDEN_TAGS else []
    asked = [(question, f"<{tag} {name}>", name) for name in names if (question := _question_on(tag, name))]
    return (*element, *asked)


def _question_on(tag: str, name: str) -> _Question | None:
    if name in _LINK_ATTRIBUTES:
        return _cited if tag in _FOLLOWED_TAGS else _related if tag == "link" else _loaded
    return _RULES.get(name, _handling if name.startswith("on") else None)
