"""The site as a project of Zensical's (https://zensical.org/docs/setup/basics/): settings, pages and our theme.

Zensical has no plugins of ours and reads no content, so everything that the plugin tells MkDocs is written down:
pages below `docs/`, with what they say to machines in their front matter, our theme in `theme/`, and `zensical.toml`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path, PurePosixPath

from papershelf import addresses, audit
from papershelf.errors import stop
from papershelf.publish import template_files
from papershelf.publish.artifact import Artifact
from papershelf.publish.frame import frame_of, frame_words
from papershelf.publish.page import Site
from papershelf.publish.template_files import HASHES, merged

SETTINGS = "zensical.toml"
PAGES = "docs"
THEME = "theme"

_FENCE = "---\n"
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
"""What JSON leaves as it is, and a text in TOML or YAML may not hold."""
_PAGE = re.compile(r"(?:.*/)?index\.md")


def to_project(
    published: Iterable[Artifact], written: Path, templates: Sequence[Path], site: Site
) -> Iterator[Artifact]:
    """Everything that `zensical build` needs in one folder.

    Args:
        published: What `publish` yields.
        written: The folder of pages written by hand; it need not be there.
        templates: The folders of templates, each with a theme; an earlier one's files hide those of later ones.
        site: What the settings say of the site.

    Raises:
        PapershelfError: A page written by hand has the place of a generated file.
    """
    taken = set()
    for artifact in published:
        taken.add(artifact.path)
        yield _placed(artifact, site)
    by_hand = list(_written(written))
    for artifact in by_hand:
        if artifact.path in taken:
            remedy = "Rename this page"
            raise stop(str(written / artifact.path), f"Papershelf writes a page of its own at /{artifact.path}", remedy)
        yield replace(artifact, path=f"{PAGES}/{artifact.path}")
    for name, path in merged(folder / template_files.THEME for folder in templates).items():
        if path.suffix not in (".py", ".yml"):
            yield Artifact(path=f"{THEME}/{name}", content=path.read_bytes())
    lists = [folder / HASHES for folder in templates if (folder / HASHES).is_file()]
    policy = audit.state_policy(frozenset().union(*map(audit.read_hash_list, lists)))
    pages = [artifact.path for artifact in by_hand if _PAGE.fullmatch(artifact.path)]
    yield Artifact(path=SETTINGS, content=to_settings(site, pages, policy))


_OF_EVERY_LIST = (
    "[project.plugins.search]",
    "enabled = false  # the site has a search of its own",
    "",
    "[project.markdown_extensions.admonition]",
    "[project.markdown_extensions.attr_list]",
    "[project.markdown_extensions.tables]",
    "use_align_attribute = true",
    "[project.markdown_extensions.toc]",
)
"""The last tables: no search but ours, and what written pages may use, as `mkdocs.yml` has it."""


def _look(site: Site) -> list[str]:
    """The table of the theme, which is in the folder."""
    return [
        "[project.theme]",
        'variant = "classic"',
        f"custom_dir = {_quoted(THEME)}",
        "font = false",
        f"language = {_quoted(site.words.code)}",
        f"favicon = {_quoted(site.icon.lstrip('/'))}",
    ]


def to_settings(site: Site, pages: Collection[str], policy: str) -> str:
    """The text of `zensical.toml`.

    Args:
        site: Name, addresses and texts of the site.
        pages: Paths of the pages in the navigation. Were it left out, Zensical would put every paper into it.
        policy: The content security policy of every page.
    """
    project = {
        "site_name": site.name,
        "site_description": site.description,
        "site_url": f"{site.url}/" if site.url else None,
        "repo_url": site.repository,
        "copyright": site.copyright,
    }
    lines = [
        "# Written by `papershelf export markdown`. To build the site into site/: zensical build",
        "[project]",
        *(f"{key} = {_quoted(value)}" for key, value in project.items() if value),
        'edit_uri = ""  # each page names its file itself',
        f"docs_dir = {_quoted(PAGES)}",
        'site_dir = "site"',
        'extra_css = ["assets/stylesheets/papershelf.css", "assets/stylesheets/topics.css"]',
        "extra_javascript = []  # the theme names the scripts of each kind of page",
        f"nav = [{', '.join(_quoted(page) for page in pages)}]",
        "",
        *_look(site),
        "",
        "[project.extra]",
        "generator = false",
        f"policy = {_quoted(policy)}",
        f"addresses = {_quoted(addresses.for_scripts(shares=site.anthology))}",
        f"has_about = {'true' if 'about/index.md' in pages else 'false'}",
        "",
        *_table("urls", addresses.for_theme()),
        *_table("words", frame_words(site.words)),
        *_table("frame", frame_of(site)),
        *_OF_EVERY_LIST,
    ]
    return "\n".join(lines) + "\n"


def _table(name: str, values: Mapping[str, str]) -> list[str]:
    return [f"[project.extra.{name}]", *(f"{key} = {_quoted(value)}" for key, value in values.items()), ""]


def _placed(artifact: Artifact, site: Site) -> Artifact:
    """An artifact below `docs/`, with its metadata where the theme finds it."""
    path = f"{PAGES}/{artifact.path}"
    if artifact.head is None or not isinstance(artifact.content, str):
        return replace(artifact, path=path)
    fields = {"head": json.dumps(asdict(artifact.head), ensure_ascii=False)}
    if site.edit and artifact.edit:
        fields["edit_url"] = json.dumps(f"{site.edit}{artifact.edit}", ensure_ascii=False)
    # JSON is YAML, but for characters that YAML takes for the end of a line.
    added = "".join(f"{key}: {_escaped(value)}\n" for key, value in fields.items())
    assert artifact.content.startswith(_FENCE), "every template begins with front matter"
    return replace(artifact, path=path, content=f"{_FENCE}{added}{artifact.content.removeprefix(_FENCE)}")


def _written(folder: Path) -> Iterator[Artifact]:
    """The pages written by hand, each where its links are made for, and the files beside them."""
    for path in _files(folder):
        name = PurePosixPath(path.relative_to(folder).as_posix())
        if name.suffix == ".md" and name.stem != "index":
            name = name.with_suffix("") / "index.md"
        yield Artifact(path=str(name), content=path.read_bytes())


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _quoted(text: str) -> str:
    """A text as one of TOML's basic strings, which JSON's nearly are."""
    return _escaped(json.dumps(text, ensure_ascii=False))


def _escaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
