"""Contents within the frame of MkDocs' theme, which renders it once for all pages that have it in common.

The page of a tag is that of any other tag but for a few texts. So the theme renders one page of each kind with marks
in the place of these, and they are filled in for the others. Nobody has to believe that this is right: the first
pages of a kind are rendered whole as well, and where one differs, so is every page of the kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from papershelf.audit import Framed
from papershelf.publish.mkdocs.files import GeneratedPage

PROOFS = 2
"""So many pages of a kind are rendered whole, too."""

_METADATA = "partials/metadata.html"
"""The part of the frame that is another on every page."""
_EDIT_LINK = 'rel="edit">'
"""What the theme looks for in contents, to add no link of its own."""
_VARIABLE = frozenset({"title", "description", "card", "head"})
"""What the front matter of each page says anew."""


@dataclass(slots=True)
class _Frame:
    """A page as texts, and between them the names of what is filled in."""

    parts: tuple[str, ...]
    context: dict[str, Any]
    """What its metadata are made from, besides the page."""
    proofs: int = 0


class Framing:
    """The frames of one site."""

    def __init__(self, env: Any, context: Callable[[GeneratedPage], Mapping[str, Any]], single: frozenset[str]) -> None:
        """Prepare to frame.

        Args:
            env: MkDocs' Jinja environment.
            context: What templates are given for a page.
            single: The addresses by which the theme knows single pages, such as the search: each has its own frame.
        """
        self._env = env
        self._context = context
        self._single = single
        self._frames: dict[tuple[object, ...], _Frame | None] = {}

    def render(self, page: GeneratedPage) -> tuple[str, Framed | None]:
        """A page as the theme renders it, with the contents and the front matter that it has now.

        Returns:
            The page, and of what it was put together; None, where it was rendered whole.
        """
        kind = self._kind_of(page)
        if kind is not None and kind not in self._frames:
            self._frames[kind] = self._frame_of(page)
        frame = None if kind is None else self._frames[kind]
        if kind is None or frame is None:
            return self._render_whole(page), None
        framed = Framed(frame.parts, self._texts_of(page, frame.context))
        filled = framed.whole()
        if frame.proofs < PROOFS:
            frame.proofs += 1
            if filled != (whole := self._render_whole(page)):
                self._frames[kind] = None
                return whole, None
        return filled, framed

    def _render_whole(self, page: GeneratedPage) -> str:
        """A page in the frame of the theme that its front matter names, as MkDocs does it."""
        return self._render(page.meta.get("template", "main.html"), self._context(page))

    def _render(self, template: str, context: Mapping[str, Any]) -> str:
        rendered: str = self._env.get_template(template).render(context)
        return rendered

    @cached_property
    def _metadata(self) -> Any:
        return self._env.get_template(_METADATA)

    def _kind_of(self, page: GeneratedPage) -> tuple[object, ...] | None:
        """What pages of the same frame have in common; None: no other page has the frame of this one."""
        folder = page.url.rstrip("/").rpartition("/")[0]
        head, content = page.meta.get("head"), page.content or ""
        if not folder or f"/{page.url}" in self._single or head is None:
            return None
        common = sorted((key, repr(value)) for key, value in page.meta.items() if key not in _VARIABLE)
        return folder, head.of_paper, bool(page.edit_url), _EDIT_LINK in content, *common

    def _texts_of(self, page: GeneratedPage, context: dict[str, Any]) -> dict[str, str]:
        """What is filled in for a page, by name."""
        # Not as `render` does it, which would put the context and the globals together anew for each page.
        metadata = "".join(self._metadata.root_render_func(self._metadata.new_context(context, True, {"page": page})))
        return self._both_ways(page.meta.get("title", ""), page.content or "", page.edit_url or "", metadata)

    def _both_ways(self, title: str, content: str, edit: str, metadata: str) -> dict[str, str]:
        """Texts by name; those that a template may also escape are there in both ways."""
        escape = self._env.filters["e"]
        escaped = {"title, escaped": str(escape(title)), "edit, escaped": str(escape(edit))}
        return {"title": title, "content": content, "edit": edit, "metadata": metadata, **escaped}

    def _frame_of(self, page: GeneratedPage) -> _Frame | None:
        """The frame of a page; None, if the theme does more with a text than to write it."""
        context = {**self._metadata.globals, **self._context(page)}
        texts = self._texts_of(page, context)
        # Whatever else a template did with them would leave one of the signs, or take one away.
        title, content, edit = (
            "\0<title>&\0",
            f"\0<content>&{_EDIT_LINK * (_EDIT_LINK in texts['content'])}\0",
            "\0<edit>&\0",
        )
        marks = self._both_ways(title, content, edit, texts["metadata"])
        kept = page.meta, page.content, page.edit_url
        page.meta, page.content, page.edit_url = {**page.meta, "title": title}, content, edit if page.edit_url else None
        try:
            marked = self._render_whole(page)
        finally:
            page.meta, page.content, page.edit_url = kept
        names = {mark: name for name, mark in marks.items()}
        parts = re.split(f"({'|'.join(map(re.escape, names))})", marked)
        found = [names[mark] for mark in parts[1::2]]
        if any("\0" in text for text in parts[::2]) or not found.count("content") == found.count("metadata") == 1:
            return None
        parts[1::2] = found
        return _Frame(tuple(parts), context)
