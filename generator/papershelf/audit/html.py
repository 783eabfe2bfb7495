"""Pages, in every reading that a browser may make of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from papershelf.audit.css import inspect_css
from papershelf.audit.elements import (
    ADDRESS_RULES,
    ANIMATIONS,
    Attributes,
    Rule,
    inspect_animation,
    inspect_meta,
    rules_of,
)
from papershelf.audit.hashes import SCRIPTS, sha256
from papershelf.audit.inspection import Inspection
from papershelf.audit.report import Page, quote

_DATA_TYPES = frozenset({"application/json", "application/ld+json"})
"""Types of script block that no browser runs. Any other type has to be trusted."""
_SCRIPT_SOURCES = frozenset({"src", "href", "xlink:href"})
"""The attributes that name a script's file; the latter two in SVG."""

_LIST_IT = "Move it into a script of the theme, or list its hash in templates/scripts.sha256"
_STATE_POLICY = "Build the page with the theme's main.html, which states the site's policy first"


class _Questions(NamedTuple):
    """What is asked of an element."""

    link: str
    """The attribute that holds an address, if that is all that is asked."""
    special: _Special | None
    rules: tuple[Rule, ...]
    names_place: bool
    """Whether it may be where a link's fragment leads."""
    is_styled: bool
    """Whether it is, or has, a style of its own."""


def inspect_page(inspection: Inspection, page: Page) -> None:
    """An HTML file."""
    ids = set(_inspect_reading(inspection, page, LexborHTMLParser(page.source, scripting=True)))
    if "noscript" in inspection.met:  # what it holds is markup only where scripts are off
        ids.update(_inspect_reading(inspection, page, LexborHTMLParser(page.source, scripting=False)))
    inspection.end_page(page, ids)


def _inspect_reading(inspection: Inspection, page: Page, tree: LexborHTMLParser) -> list[str]:
    ids = [] if tree.root is None else inspect_elements(inspection, page, tree.root)
    if inspection.policy is not None:
        inspect_policy(inspection, page, tree.head)
    pending = tree.root.template_fragments() if tree.root is not None and "template" in inspection.met else []
    while pending:  # what a `<template>` holds is outside of the tree
        scope = pending.pop()
        ids += inspect_elements(inspection, page, scope, is_inert=True)
        pending += scope.template_fragments()
    if len(ids) != len(set(ids)):
        for name in sorted({name for name, count in Counter(ids).items() if count > 1}):
            inspection.report.add(page, "id", f"{quote(name)} is used twice on the page", "Give each its own")
    return ids


def inspect_elements(inspection: Inspection, page: Page, scope: LexborNode, *, is_inert: bool = False) -> list[str]:
    """The elements of a tree, one by one; their ids.

    Args:
        inspection: That of the page.
        page: The page.
        scope: The root of the tree.
        is_inert: Whether it is the contents of a template, which no browser styles.
    """
    ids: list[str] = []
    has_policy = inspection.policy is not None and not is_inert
    near, far = inspection.links_known(page)
    followed = set()
    for node in scope.traverse():
        tag, attributes = node.tag or "", node.attributes
        if (questions := _questions_for(tag, tuple(attributes))) is None:
            continue
        link, special, rules, names_place, is_styled = questions
        if link:
            address = attributes[link]
            if file := far.get(address) or near.get(address):
                followed.add(file)
                continue
        if special is not None:
            special(inspection, page, node, attributes)
        for rule, field, name in rules:
            rule(inspection, page, field, name, attributes)
        if names_place:
            ids += _ids(tag, attributes)
        if is_styled and has_policy:
            problem = "an inline style, which the policy stops"
            remedy = "Give it a class, and the style sheet a rule"
            inspection.report.add(page, f"<{tag}>", problem, remedy, at="style=")
    inspection.follow(followed)
    return ids


# Most elements of a site have the same few attributes.
@lru_cache(maxsize=4_096)
def _questions_for(tag: str, names: tuple[str, ...]) -> _Questions | None:
    """What is asked of an element with attributes of these names; None: nothing."""
    special, rules = _ELEMENTS.get(tag), rules_of(tag, *names)
    if tag == "script":
        rules = tuple(
            (_inspect_source if name in _SCRIPT_SOURCES else rule, field, name) for rule, field, name in rules
        )
    names_place = "id" in names or (tag == "a" and "name" in names)
    if not (special or rules or names_place):
        return None
    is_link = len(rules) == 1 and rules[0][0] in ADDRESS_RULES and not (special or names_place)
    is_styled = tag == "style" or "style" in names
    return _Questions(rules[0][2] if is_link else "", special, rules, names_place, is_styled)


def inspect_policy(inspection: Inspection, page: Page, head: LexborNode | None) -> None:
    """A page's policy: as strict as the site's, in force before anything loads, and with nothing that it stops."""
    field = "<meta http-equiv=Content-Security-Policy>"
    is_first, content = True, None
    for node in () if head is None else head.iter():
        if node.tag == "meta" and (node.attributes.get("http-equiv") or "").lower() == "content-security-policy":
            content = node.attributes.get("content") or ""
            break
        # A policy says nothing about what comes before it.
        is_first = is_first and node.tag not in ("script", "style", "link")
    if content is None:
        inspection.report.add(page, field, "the page states no policy", _STATE_POLICY)
        return
    if not inspection.is_strict(content):
        problem = f"{quote(content)} allows more than the site's policy does"
        inspection.report.add(page, field, problem, _STATE_POLICY, at=content)
    if not is_first:
        inspection.report.add(page, field, "something is loaded before the policy is stated", _STATE_POLICY)


def _inspect_script(inspection: Inspection, page: Page, node: LexborNode, attributes: Attributes) -> None:
    """What a script holds: data that parses, or code that is known by its hash."""
    text = node.text(deep=False)
    kind = (attributes.get("type") or "").strip().lower()
    if kind in _DATA_TYPES:
        _inspect_json(inspection, page, kind, text)
        return
    # HTML reads the file from `src` and SVG from `href`; each runs the text if its own is missing.
    is_code = text.strip() or _SCRIPT_SOURCES.isdisjoint(attributes)
    if is_code and (found := sha256(text.encode())) not in inspection.trusted:
        problem = f"an inline script that is not listed ({found})"
        inspection.report.add(page, "<script>", problem, _LIST_IT, at=text[:80])


def _inspect_source(inspection: Inspection, page: Page, field: str, name: str, attributes: Attributes) -> None:
    """The file of a script. Those of scripts are all judged by themselves, but a browser runs any other, too."""
    source = attributes[name] or ""
    file = inspection.inspect_address(page, field, source, loaded=True)
    if file is not None and not file.lower().endswith(SCRIPTS):
        inspect_script_file(inspection, page, file, "<script src>", source)


def inspect_script_file(
    inspection: Inspection, page: Page, file: str, field: str | None = None, source: str = ""
) -> None:
    """A file of the site that runs: it must be known by its hash."""
    if (found := inspection.hash_of(file)) not in inspection.trusted:
        problem = f"{file} is not a script of the theme ({found})"
        inspection.report.add(page, field, problem, "Put it into templates/theme/assets", at=source)


def _inspect_json(inspection: Inspection, page: Page, kind: str, text: str) -> None:
    if (fault := _fault_of_json(text)) is not None:
        problem = f"a block of {kind} that does not parse ({fault})"
        inspection.report.add(page, "<script>", problem, "Write it with a JSON writer", at=text[:80])


# Some blocks are the same on all pages.
@lru_cache(maxsize=16)
def _fault_of_json(text: str) -> str | None:
    """Why a text is no JSON; None: it is."""
    try:
        json.loads(text)
    except (ValueError, RecursionError) as error:
        return str(error)
    return None


def _inspect_style(inspection: Inspection, page: Page, node: LexborNode, _attributes: Attributes) -> None:
    inspect_css(inspection, page, "<style>", node.text(deep=False))


def _inspect_meta(inspection: Inspection, page: Page, _node: LexborNode, attributes: Attributes) -> None:
    inspect_meta(inspection, page, attributes)


def _inspect_animation(inspection: Inspection, page: Page, node: LexborNode, attributes: Attributes) -> None:
    inspect_animation(inspection, page, node.tag or "", attributes)


def _meet(inspection: Inspection, _page: Page, node: LexborNode, _attributes: Attributes) -> None:
    """An element that is read in two ways, or one whose contents are outside of the tree."""
    inspection.met.add(node.tag or "")


def _note_comment(inspection: Inspection, _page: Page, node: LexborNode, _attributes: Attributes) -> None:
    """A comment: by itself nothing, but where one is tells what is open around it."""
    if node.parent is not None:
        inspection.comments.append((node.comment_content or "", node.parent.mem_id))


_Special = Callable[[Inspection, Page, LexborNode, Attributes], None]

_ELEMENTS: Mapping[str, _Special] = {
    "script": _inspect_script,
    "style": _inspect_style,
    "meta": _inspect_meta,
    **dict.fromkeys(("noscript", "template"), _meet),
    **dict.fromkeys(ANIMATIONS, _inspect_animation),
    "-comment": _note_comment,  # as the parser calls it
}


def _ids(tag: str, attributes: Attributes) -> list[str]:
    """What a link's fragment may name here."""
    names = {attributes.get("id"), attributes.get("name") if tag == "a" else None}
    return [name for name in names if name]
