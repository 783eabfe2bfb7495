"""Pages, in every reading that a browser may make of them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from papershelf.audit.css import inspect_css
from papershelf.audit.elements import ANIMATIONS, Attributes, inspect_animation, inspect_attributes, inspect_meta
from papershelf.audit.hashes import SCRIPTS, sha256
from papershelf.audit.inspection import Inspection
from papershelf.audit.policy import is_within, parse_policy
from papershelf.audit.report import Page, quote
from papershelf.audit.urls import Internal, clean

_POLICY_META = "meta[http-equiv='content-security-policy' i]"
_DATA_TYPES = frozenset({"application/json", "application/ld+json"})
"""Types of script block that no browser runs. Any other type has to be trusted."""
_SCRIPT_SOURCES = ("src", "href", "xlink:href")
"""The attributes that name a script's file; the latter two in SVG."""
_NOSCRIPT = re.compile("<noscript", re.IGNORECASE)

_LIST_IT = "Move it into a script of the theme, or list its hash in templates/scripts.sha256"
_STATE_POLICY = "Build the page with the theme's main.html, which states the site's policy first"


def inspect_page(inspection: Inspection, page: Page) -> None:
    """An HTML file."""
    ids: set[str] = set()
    for scripting in _readings(page.source):
        ids.update(_inspect_reading(inspection, page, LexborHTMLParser(page.source, scripting=scripting)))
    inspection.end_page(page, ids)


def _inspect_reading(inspection: Inspection, page: Page, tree: LexborHTMLParser) -> list[str]:
    if inspection.policy is not None:
        _inspect_policy(inspection, page, tree, inspection.policy)
    ids: list[str] = []
    for node in _elements(tree):
        tag, attributes = node.tag or "", node.attributes
        special = _ELEMENTS.get(tag)
        if special is not None:
            special(inspection, page, node, attributes)
        inspect_attributes(inspection, page, tag, attributes)
        if "id" in attributes or "name" in attributes:
            ids += _ids(tag, attributes)
    if len(ids) != len(set(ids)):
        for name in sorted({name for name, count in Counter(ids).items() if count > 1}):
            inspection.report.add(page, "id", f"{quote(name)} is used twice on the page", "Give each its own")
    return ids


def _inspect_policy(
    inspection: Inspection, page: Page, tree: LexborHTMLParser, required: Mapping[str, frozenset[str]]
) -> None:
    """A page's policy: as strict as the site's, in force before anything loads, and with nothing that it stops."""
    field = "<meta http-equiv=Content-Security-Policy>"
    # A policy says nothing about what comes before it.
    first = tree.css_first(f"head > :is({_POLICY_META}, script, style, link)")
    is_first = first is not None and first.tag == "meta"
    stated = first if is_first else tree.css_first(f"head > {_POLICY_META}")
    if stated is None:
        inspection.report.add(page, field, "the page states no policy", _STATE_POLICY)
        return
    content = stated.attributes.get("content") or ""
    if not is_within(parse_policy(content), required):
        problem = f"{quote(content)} allows more than the site's policy does"
        inspection.report.add(page, field, problem, _STATE_POLICY, at=content)
    if not is_first:
        inspection.report.add(page, field, "something is loaded before the policy is stated", _STATE_POLICY)
    for node in tree.css("style, [style]"):
        problem = "an inline style, which the policy stops"
        remedy = "Give it a class, and the style sheet a rule"
        inspection.report.add(page, f"<{node.tag}>", problem, remedy, at="style=")


def _inspect_script(inspection: Inspection, page: Page, node: LexborNode, attributes: Attributes) -> None:
    """A script: data that parses, or code that is known by its hash."""
    # HTML reads the file from `src` and SVG from `href`; each runs the text if its own is missing.
    sources = [attributes[name] or "" for name in _SCRIPT_SOURCES if name in attributes]
    for source in sources:
        _inspect_script_source(inspection, page, source)
    text = node.text(deep=False)
    kind = (attributes.get("type") or "").strip().lower()
    if kind in _DATA_TYPES:
        _inspect_json(inspection, page, kind, text)
    elif (text.strip() or not sources) and sha256(text.encode()) not in inspection.trusted:
        problem = f"an inline script that is not listed ({sha256(text.encode())})"
        inspection.report.add(page, "<script>", problem, _LIST_IT, at=text[:80])


def _inspect_script_source(inspection: Inspection, page: Page, source: str) -> None:
    # That the file exists on this site is the rule of the attribute; files of scripts are all judged
    # by themselves, but a browser runs a file of any other ending, too.
    place = inspection.site.locate(page, clean(source))
    if isinstance(place, Internal) and not place.file.lower().endswith(SCRIPTS):
        inspect_script_file(inspection, page, place.file, "<script src>", source)


def inspect_script_file(
    inspection: Inspection, page: Page, file: str, field: str | None = None, source: str = ""
) -> None:
    """A file of the site that runs: it must be known by its hash."""
    if (found := inspection.hash_of(file)) not in inspection.trusted:
        problem = f"{file} is not a script of the theme ({found})"
        inspection.report.add(page, field, problem, "Put it into templates/theme/assets", at=source)


def _inspect_json(inspection: Inspection, page: Page, kind: str, text: str) -> None:
    try:
        json.loads(text)
    except (ValueError, RecursionError) as error:
        problem = f"a block of {kind} that does not parse ({error})"
        inspection.report.add(page, "<script>", problem, "Write it with a JSON writer", at=text[:80])


def _inspect_style(inspection: Inspection, page: Page, node: LexborNode, _attributes: Attributes) -> None:
    inspect_css(inspection, page, "<style>", node.text(deep=False))


def _inspect_meta(inspection: Inspection, page: Page, _node: LexborNode, attributes: Attributes) -> None:
    inspect_meta(inspection, page, attributes)


def _inspect_animation(inspection: Inspection, page: Page, node: LexborNode, attributes: Attributes) -> None:
    inspect_animation(inspection, page, node.tag or "", attributes)


_ELEMENTS: Mapping[str, Callable[[Inspection, Page, LexborNode, Attributes], None]] = {
    "script": _inspect_script,
    "style": _inspect_style,
    "meta": _inspect_meta,
    **dict.fromkeys(ANIMATIONS, _inspect_animation),
}


def _readings(source: str) -> tuple[bool, ...]:
    """How browsers may read a page: what `<noscript>` holds is markup only where scripts are off."""
    return (True, False) if _NOSCRIPT.search(source) else (True,)


def _elements(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """Every element of a page; the contents of a `<template>` are outside of its tree."""
    pending = [tree.root] if tree.root is not None else []
    while pending:
        scope = pending.pop()
        yield from scope.traverse()
        pending += scope.template_fragments()


def _ids(tag: str, attributes: Attributes) -> list[str]:
    """What a link's fragment may name here."""
    names = {attributes.get("id"), attributes.get("name") if tag == "a" else None}
    return [name for name in names if name]
