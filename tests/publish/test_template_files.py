"""Where templates come from, and what a project's own do. Every template here is invented."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from fabricate import REPOSITORY, tree

from papershelf.errors import PapershelfError, Severity
from papershelf.publish import template_files
from papershelf.publish.template_files import Folders, merged, overrides, own, packaged, places
from papershelf.publish.templates import Renderer

TAG = "pages/tag.md.j2"


def write(root: Path, name: str, text: str | bytes = "own") -> Path:
    path = root / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def said(root: Path, *base_themes: Path) -> list[str]:
    return [str(problem) for problem in overrides(root, base_themes)]


def test_a_checkout_has_the_packages_templates_and_none_of_its_own() -> None:
    assert packaged() == REPOSITORY / "templates"
    assert own(REPOSITORY) is None
    assert places(REPOSITORY) == (packaged(),)
    assert said(REPOSITORY) == []


def test_a_link_to_the_packages_templates_is_no_folder_of_ones_own(tmp_path: Path) -> None:
    try:
        (tmp_path / "templates").symlink_to(packaged(), target_is_directory=True)
    except OSError:
        pytest.skip("this system lets nobody make a link")
    assert own(tmp_path) is None


def test_a_project_without_templates_has_those_of_the_package(tmp_path: Path) -> None:
    assert places(tmp_path) == (packaged(),)
    (tmp_path / "templates").write_text("a file", encoding="utf-8")
    assert places(tmp_path) == (packaged(),)
    assert said(tmp_path) == []


def test_an_installed_package_has_them_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "papershelf"
    (package / "templates" / "pages").mkdir(parents=True)
    (tmp_path / "templates" / "pages").mkdir(parents=True)
    monkeypatch.setattr(template_files, "files", lambda _: package)
    assert packaged() == package / "templates"


def test_templates_that_are_missing_are_missed_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "generator" / "papershelf"
    monkeypatch.setattr(template_files, "files", lambda _: package)
    with pytest.raises(PapershelfError) as caught:
        packaged()
    assert str(caught.value) == f"{package / 'templates'}: the templates are missing. Install Papershelf anew."


def test_a_template_of_ones_own_goes_before_the_packages(tmp_path: Path) -> None:
    write(tmp_path, "parts/row.html.j2", "my row\n")
    write(tmp_path, "pages/new.md.j2", '{% include "parts/row.html.j2" %}')
    rendered = Renderer(*places(tmp_path))
    assert rendered.render("pages/new.md.j2", {}) == "my row\n"
    with pytest.raises(PapershelfError) as caught:
        rendered.render(TAG, {})
    assert str(caught.value).startswith(f"{packaged() / TAG}: the template cannot be rendered (")


def test_each_override_is_named_as_what_it_is(tmp_path: Path) -> None:
    write(tmp_path, TAG)
    write(tmp_path, "mail/digest.html.j2", (packaged() / "mail/digest.html.j2").read_bytes())
    write(tmp_path, "theme/main.html")
    write(tmp_path, "fonts/fallback/tea.ttf")
    write(tmp_path, "scripts.sha256")
    assert said(tmp_path) == [
        "templates/fonts/fallback/tea.ttf: note: it is added to Papershelf's fonts. Keep its licence beside it.",
        "templates/mail/digest.html.j2: warning: it is the same as Papershelf's, and will hide later changes of that. "
        "Remove it.",
        "templates/pages/tag.md.j2: note: it overrides Papershelf's. After an upgrade, compare the two.",
        "templates/scripts.sha256: note: its hashes are added to Papershelf's. Remove those that no page needs.",
        "templates/theme/main.html: note: it overrides Papershelf's. After an upgrade, compare the two.",
    ]


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("pages/tags.md.j", "Did you mean templates/pages/tags.md.j2?"),
        ("pages/papper.md.j2", "Did you mean templates/pages/paper.md.j2?"),
        ("Pages/paper.md.j2", "Did you mean templates/pages/paper.md.j2?"),
        ("paper.md.j2", "Did you mean templates/pages/paper.md.j2?"),
        ("pages/row.html.j2", "Did you mean templates/parts/row.html.j2?"),
        ("theme/partials/foter.html", "Did you mean templates/theme/partials/footer.html?"),
        ("footer.html", "Did you mean templates/theme/partials/footer.html?"),
        ("theme/assets/images/kettle.webp", "Remove it, unless another file here uses it."),
        ("theme/mkdocs_theme.yml", "Remove it, unless another file here uses it."),
        ("Ünïcode/☕", "Remove it, unless another file here uses it."),
    ],
)
def test_a_file_that_overrides_nothing_is_named_with_the_nearest(tmp_path: Path, name: str, remedy: str) -> None:
    write(tmp_path, name)
    (problem,) = overrides(tmp_path)
    assert str(problem) == f"templates/{name}: warning: it overrides nothing. {remedy}"
    assert problem.severity is Severity.WARNING


def test_the_files_of_the_theme_below_can_be_overridden(tmp_path: Path) -> None:
    write(tmp_path, "theme/partials/kettle.html")
    base = tmp_path / "material"
    (base / "partials").mkdir(parents=True)
    assert "overrides nothing" in said(tmp_path, base)[0]
    (base / "partials" / "kettle.html").write_text("theirs", encoding="utf-8")
    assert "it overrides Papershelf's" in said(tmp_path, base)[0]


def test_files_that_systems_leave_behind_are_passed_over(tmp_path: Path) -> None:
    for name in (".DS_Store", "pages/.swp", "theme/__pycache__/x.pyc", ".git/config"):
        write(tmp_path, name)
    assert said(tmp_path) == []


def test_earlier_folders_hide_what_later_ones_have(tmp_path: Path) -> None:
    for folder, names in {"a": ("2.ttf", "x/1.ttf"), "b": ("1.ttf", "2.ttf")}.items():
        for name in names:
            write(tmp_path / folder, name)
    mine, theirs = tmp_path / "a" / "templates", tmp_path / "b" / "templates"
    assert merged([mine, theirs]) == {"1.ttf": theirs / "1.ttf", "2.ttf": mine / "2.ttf", "x/1.ttf": mine / "x/1.ttf"}
    assert merged([tmp_path / "none"]) == {}


def test_folders_arrive_on_another_machine(tmp_path: Path) -> None:
    """Those of the package are where that is; others come along, whatever is in them."""
    write(tmp_path, TAG, "an own tag")
    write(tmp_path, "fonts/.hidden/kettle.ttf", b"\xff\x00")
    mine, ours = pickle.loads(pickle.dumps(Folders(*places(tmp_path)))).paths
    assert ours == packaged()
    assert mine != tmp_path / "templates"
    assert tree(mine) == {TAG: b"an own tag", "fonts/.hidden/kettle.ttf": b"\xff\x00"}
    (fonts,) = pickle.loads(pickle.dumps(Folders(packaged() / "fonts"))).paths
    assert fonts == packaged() / "fonts"
