"""Pages as the templates write them, and what tests look up in them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import markdown
import yaml
from fabricate import library, paper
from selectolax.lexbor import LexborHTMLParser

from papershelf.catalog.catalog import arrange
from papershelf.publish.page import Site
from papershelf.publish.site import publish
from papershelf.publish.templates import Renderer
from papershelf.text import plain_text


def skeleton_of(tree: LexborHTMLParser) -> list[str]:
    """Elements with their attributes, and text without regard to white space between elements."""
    assert tree.body is not None
    found: list[str] = []
    for node in tree.body.traverse(include_text=True):
        if node.tag == "-text":
            found += one_space(node.text_content or "").split()
        else:
            # The table of contents gives headings an id.
            facts = sorted(
                (name, value) for name, value in node.attributes.items() if not (node.tag or "").startswith("h")
            )
            found.append(f"<{node.tag} {facts}>")
    return found


EXTENSIONS = ["admonition", "attr_list", "tables", "toc", "abbr", "def_list", "footnotes", "md_in_html", "fenced_code"]
"""More than the site turns on: a value must be inert in whatever reads the exported pages."""


def to_html(page: str) -> LexborHTMLParser:
    """What Markdown makes of a page behind its front matter."""
    _, _, body = page.split("---\n", 2)
    return LexborHTMLParser(markdown.markdown(body, extensions=EXTENSIONS))


def front_matter(page: str) -> dict[str, object]:
    loaded = yaml.safe_load(page.split("---\n", 2)[1])
    assert isinstance(loaded, dict)
    return loaded


def unescaped(text: str) -> str:
    """What a browser shows of escaped text."""
    tree = LexborHTMLParser(f"<p>{text}</p>")
    node = tree.css_first("p")
    assert node is not None
    assert len(tree.css("body *")) == 1, "the text became markup"
    return node.text()


def one_space(text: str) -> str:
    return " ".join(text.split())


def page_of(renderer: Renderer, title: str, **facts: Any) -> str:
    one = paper("one", "Anything", **facts)
    arranged = arrange(library(replace(one, title=plain_text(title))))
    pages = {each.path: each.content for each in publish(arranged, Site(name="Papershelf"), renderer)}
    content = pages["papers/one/index.md"]
    assert isinstance(content, str)
    return content
