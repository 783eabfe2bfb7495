"""Places that no output goes to, under whatever name."""

from __future__ import annotations

from pathlib import Path

import pytest

from papershelf.errors import PapershelfError
from papershelf.publish import output

OWN = ["content", "templates", "tests", "generator", ".git", ".github"]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in somebody's home; its templates are a link, as where several lists share them."""
    home = tmp_path / "people" / "ada"
    root = home / "work" / "list"
    for name in OWN:
        if name != "templates":
            (root / name).mkdir(parents=True)
    (tmp_path / "shared" / "templates" / "theme").mkdir(parents=True)
    (root / "templates").symlink_to(tmp_path / "shared" / "templates")
    (root / "mkdocs.yml").write_text("site_name: L\n", "utf-8")
    monkeypatch.setenv("HOME", str(home))
    return root


def refuses(root: Path, folder: Path | str) -> None:
    for force in (False, True):
        with pytest.raises(PapershelfError, match="this folder holds more than a site, and would be emptied"):
            output.check_folder(root / folder, root, force=force)


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("form", ["{}", "{}/", "{}/new", "{}/../{}", "x/../{}/./new", "{}/deep/er"])
def test_what_is_the_projects_own(root: Path, name: str, form: str) -> None:
    refuses(root, form.format(name, name))
    refuses(root, form.format(name.upper(), name.title()))


@pytest.mark.parametrize("folder", [".", "..", "../..", "../../..", "/", "~", "~/", "~/..", "~/work", ""])
def test_the_project_the_home_and_what_is_above(root: Path, folder: str) -> None:
    refuses(root, Path(folder).expanduser() if folder.startswith("~") else folder)


def test_a_home_that_the_shell_has_not_spelled_out(root: Path) -> None:
    for name in ("~", "~/work", "~/work/list/content/new"):
        with pytest.raises(PapershelfError, match="this folder holds more than a site"):
            output.check_folder(Path(name), root)


@pytest.mark.parametrize("folder", ["", "theme", "new", ".."])
def test_where_a_link_leads(root: Path, tmp_path: Path, folder: str) -> None:
    refuses(root, tmp_path / "shared" / "templates" / folder)


def test_links_that_lead_there(root: Path, tmp_path: Path) -> None:
    for number, name in enumerate([*OWN, "."]):
        (tmp_path / str(number)).symlink_to(root / name)
        refuses(root, tmp_path / str(number))
        if name != ".":
            refuses(root, tmp_path / str(number) / "new")


def test_a_project_that_is_named_by_a_link(root: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(root)
    for folder in ("content", "templates", ".git"):
        with pytest.raises(PapershelfError, match="holds more than a site"):
            output.check_folder(root / folder, tmp_path / "link")
        with pytest.raises(PapershelfError, match="holds more than a site"):
            output.check_folder(tmp_path / "link" / folder, root)


def test_the_inside_of_somebody_elses_repository(root: Path, tmp_path: Path) -> None:
    refuses(root, tmp_path / "other" / ".git" / "hooks")
    refuses(root, tmp_path / "other" / ".GIT")


@pytest.mark.parametrize("folder", ["site", "dist/list", "../list-as-markdown", "contents", "my-tests", "~/site"])
def test_places_of_their_own(root: Path, folder: str) -> None:
    output.check_folder(Path(folder) if folder.startswith("~") else root / folder, root)


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("mkdocs.yml", "this file is the project's own. Write to another file."),
        ("MkDocs.yml", "this file is the project's own. Write to another file."),
        ("./x/../pyproject.toml", "this file is the project's own. Write to another file."),
        ("content/tags.yml", "this folder is the project's own. Write the file somewhere else."),
        (".github/papers.bib", "this folder is the project's own. Write the file somewhere else."),
        ("templates/papers.bib", "this folder is the project's own. Write the file somewhere else."),
        (".git", "this folder is the project's own. Write the file somewhere else."),
    ],
)
def test_files_that_are_the_projects_own(root: Path, file: str, said: str, force: bool) -> None:
    before = (root / "mkdocs.yml").read_bytes()
    with pytest.raises(PapershelfError) as caught:
        output.write_file(root / file, b"x", root, force=force)
    assert str(caught.value) == f"{root / file}: {said}"
    assert (root / "mkdocs.yml").read_bytes() == before


def test_a_link_to_a_file_of_the_project(root: Path, tmp_path: Path) -> None:
    (tmp_path / "papers.bib").symlink_to(root / "mkdocs.yml")
    with pytest.raises(PapershelfError, match="this file is the project's own"):
        output.write_file(tmp_path / "papers.bib", b"x", root, force=True)
