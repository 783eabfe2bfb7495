"""The export for Zensical: settings that TOML reads, pages with their metadata, and the theme whole."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from fabricate import REPOSITORY, Project
from hypothesis import given
from hypothesis import strategies as st

from papershelf.publish.artifact import Artifact, Head
from papershelf.publish.page import Site
from papershelf.publish.zensical import to_project, to_settings

Fresh = Callable[[], Project]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
ADDRESSES = {"SITE_URL": "https://example.org/list/", "REPO_URL": "https://example.org/repository"}


@pytest.fixture(scope="module")
def exported(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("zensical") / "list"
    done = project.run("export", "markdown", "--out", str(out), **ADDRESSES)
    assert (done.returncode, done.stderr) == (0, "")
    return out


def front_matter(path: Path) -> dict[str, object]:
    data = yaml.safe_load(path.read_text("utf-8").split("---\n")[1])
    assert isinstance(data, dict)
    return data


def test_the_settings_say_what_mkdocs_yml_says(exported: Path) -> None:
    settings = tomllib.loads((exported / "zensical.toml").read_text("utf-8"))["project"]
    assert settings["site_name"] == "Papershelf"
    assert settings["site_url"] == ADDRESSES["SITE_URL"]
    assert settings["repo_url"] == ADDRESSES["REPO_URL"]
    assert "CC BY 4.0" in settings["copyright"]
    assert settings["nav"] == ["about/index.md"]
    assert settings["theme"]["font"] is False
    assert "default-src 'none'" in settings["extra"]["policy"]


def test_every_file_that_the_settings_and_the_theme_name_is_there(exported: Path) -> None:
    settings = tomllib.loads((exported / "zensical.toml").read_text("utf-8"))["project"]
    named = {*settings["extra_css"], settings["theme"]["favicon"]}
    main = (exported / "theme" / "main.html").read_text("utf-8")
    named |= set(re.findall(r"'(assets/[\w/.-]+\.(?:js|css|woff2))' \| url", main))
    assert len(named) > 5
    for path in named:
        assert (exported / "docs" / path).is_file() or (exported / "theme" / path).is_file(), path
    assert not list((exported / "theme").rglob("*.py"))


def test_pages_carry_what_the_plugin_would_have_told_the_theme(exported: Path) -> None:
    read = front_matter(exported / "docs" / "papers" / "con-paper" / "index.md")
    head = read["head"]
    assert isinstance(head, dict)
    assert head["url"] == "https://example.org/list/papers/con-paper/"
    assert head["of_paper"] is True
    assert read["edit_url"] == "https://example.org/repository/edit/main/content/papers/con-paper.md"


def test_without_addresses_nothing_points_anywhere(project: Project, tmp_path: Path) -> None:
    assert project.run("export", "markdown", "--out", str(tmp_path / "x")).returncode == 0
    settings = tomllib.loads((tmp_path / "x" / "zensical.toml").read_text("utf-8"))["project"]
    assert not {"site_url", "repo_url"} & settings.keys()
    assert "edit_url" not in front_matter(tmp_path / "x" / "docs" / "papers" / "con-paper" / "index.md")


def test_a_name_of_ones_own_and_a_folder_without_settings(fresh: Fresh, tmp_path: Path) -> None:
    project = fresh()
    (project.root / "mkdocs.yml").unlink()
    for words, name in (((), project.root.name), (("--name", 'Kettles "&" 水'), 'Kettles "&" 水')):
        assert project.run("export", "markdown", "--out", str(tmp_path / "x"), *words).returncode == 0
        assert tomllib.loads((tmp_path / "x" / "zensical.toml").read_text("utf-8"))["project"]["site_name"] == name


def test_a_written_page_in_the_place_of_a_generated_one_is_refused(fresh: Fresh, tmp_path: Path) -> None:
    project = fresh()
    project.write("content/pages/map.md", "---\ntitle: My map\n---\nx\n")
    done = project.run("export", "markdown", "--out", str(tmp_path / "x"))
    assert done.returncode == 1
    assert "Rename this page" in done.stderr
    assert not (tmp_path / "x").exists()


@given(TEXTS, TEXTS, TEXTS)
def test_any_text_survives_toml(name: str, description: str, page: str) -> None:
    text = to_settings(Site(name=name, description=description), [page], "default-src 'none'")
    project = tomllib.loads(text)["project"]
    assert project.get("site_name", "") == name
    assert project.get("site_description", "") == description
    assert project["nav"] == [page]


@given(st.text(st.characters(exclude_categories=["Cs", "Cn", "Co"])))
def test_any_text_survives_front_matter(text: str) -> None:
    page = Artifact(path="index.md", content="---\ntitle: x\n---\n", head=Head(site="s", title=text, description=text))
    first, *_ = to_project([page], Path("nowhere"), [REPOSITORY / "templates"], Site(name="s"))
    read = yaml.safe_load(str(first.content).split("\n---\n")[0].removeprefix("---\n"))
    assert (read["head"]["title"], read["title"]) == (text, "x")


@pytest.mark.skipif(shutil.which("zensical") is None, reason="Zensical is missing. To install it: pip install zensical")
def test_zensical_builds_it(exported: Path) -> None:
    done = subprocess.run(["zensical", "build", "--strict"], cwd=exported, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for page in (exported / "docs").rglob("index.md"):
        assert (exported / "site" / page.relative_to(exported / "docs")).with_suffix(".html").is_file()


def test_the_theme_calls_no_method_that_minijinja_lacks() -> None:
    """MiniJinja (https://docs.rs/minijinja) has none of Python's methods but `super`'s and those of loops."""
    for path in (REPOSITORY / "templates" / "theme").rglob("*.html"):
        code = re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)
        inside = " ".join(re.findall(r"\{[{%](.+?)[%}]\}", code, re.DOTALL))
        assert re.findall(r"\.\w+\(", inside) == [], path
