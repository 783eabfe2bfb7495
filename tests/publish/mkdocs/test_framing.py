"""A frame that many pages have is rendered once, and every page is what the theme would have made of it."""

from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import DictLoader, Environment

from papershelf.publish.mkdocs.framing import PROOFS, Framing

_METADATA = '<meta content="{{ page.meta.head.title | e }}">\n{% if page.meta.card %}<meta name="card">{% endif %}'
_MAIN = (
    "<title>{{ page.meta.title }} - Kettles</title>{% include 'partials/metadata.html' %}"
    "<a href='{{ '../' * page.url.count('/') }}'>Kettles</a>{{ page.content }}"
    "{% if page.edit_url and 'rel=\"edit\">' not in page.content %}"
    "<a href='{{ page.edit_url | e }}'>Edit</a>{% endif %}"
)


class _Theme:
    """A theme, and pages of one kind within its frame."""

    def __init__(self, main: str) -> None:
        templates = {"main.html": main, "plain.html": "{{ page.content }}", "partials/metadata.html": _METADATA}
        self._env = Environment(loader=DictLoader(templates))
        self.rendered: list[str] = []
        self._framing = Framing(self._env, self._context, frozenset({"/tags/"}))

    def _context(self, page: Any) -> dict[str, Any]:
        self.rendered.append(page.content)
        return {"page": page}

    def framed(self, page: Any) -> str:
        written, framed = self._framing.render(page)
        assert framed is None or framed.whole() == written
        return written

    def whole(self, page: Any) -> str:
        return self._env.get_template("main.html").render(page=page)


def _page(number: int, url: str = "") -> Any:
    title = f"Kettle <i>{number}</i> &amp; “tea”"
    return SimpleNamespace(
        url=url or f"tags/kettle-{number}/",
        content=f"<p>{title}</p>" + '<a rel="edit">Edit</a>' * (number % 2),
        edit_url=f"https://example.org/edit?kettle&{number}" if number % 3 else None,
        meta={
            "title": title,
            "card": number % 2 and "cards/kettle.png",
            "head": SimpleNamespace(title=title, of_paper=False),
        },
    )


@pytest.mark.parametrize(
    "main",
    [
        _MAIN,
        _MAIN.replace("page.meta.title", "page.meta.title | e"),
        _MAIN.replace("page.meta.title", "page.meta.title | upper"),
        _MAIN.replace("page.meta.title", "page.meta.title | striptags"),
        _MAIN.replace("page.meta.title", "page.meta.title | truncate(8)"),
        _MAIN.replace("{{ page.content }}", "{{ page.content }}{{ page.content }}"),
        _MAIN.replace("page.content }}", "page.content | e }}"),
        _MAIN.replace("Kettles</a>", "{{ page.url }}</a>"),
        _MAIN.replace("{% include 'partials/metadata.html' %}", ""),
    ],
)
def test_every_page_is_as_the_theme_renders_it(main: str) -> None:
    theme = _Theme(main)
    pages = [_page(number) for number in range(30)]
    assert [theme.framed(page) for page in pages] == [theme.whole(page) for page in pages]
    assert pages == [_page(number) for number in range(30)], "nothing is left of the marks"


def test_a_frame_is_rendered_for_the_first_pages_only() -> None:
    theme = _Theme(_MAIN)
    for number in range(0, 600, 6):  # of one kind
        theme.framed(_page(number))
    context, frame = 1, 1
    assert len(theme.rendered) == context + frame + PROOFS


def test_a_page_that_the_theme_knows_by_its_address_has_its_own_frame() -> None:
    theme = _Theme("{{ 'all tags' if page.url == 'tags/' else 'a tag' }} " + _MAIN)
    urls = ["tags/a/", "tags/b/", "tags/c/", "tags/d/", "tags/", "search/", ""]
    pages = [_page(number, url) for number, url in enumerate(urls)]
    assert [theme.framed(page) for page in pages] == [theme.whole(page) for page in pages]


def test_a_page_may_name_another_template_of_the_theme() -> None:
    theme = _Theme(_MAIN)
    pages = [_page(number) for number in range(12)]
    for page in pages[6:]:
        page.meta["template"] = "plain.html"
    framed = [theme.framed(page) for page in pages]
    assert framed == [*map(theme.whole, pages[:6]), *(page.content for page in pages[6:])]
