"""Real builds: what they count, what a killed one leaves, cards, and templates of one's own."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from building import Fresh
from fabricate import Project, assemble, environment, library, paper, tree

from papershelf import content
from papershelf.catalog.catalog import arrange
from papershelf.errors import PapershelfError
from papershelf.publish import output
from papershelf.publish.artifact import Artifact
from papershelf.publish.list_state import describe
from papershelf.publish.site import compose

# -- counting -------------------------------------------------------------------------------------


def test_a_build_says_what_is_missing() -> None:
    papers = [
        paper("whole", tags=("sheep",), summary="Said.", abstract="Theirs."),
        paper("untagged", summary="Said."),
        paper("bare"),
        paper("gone", withdrawn="Empty."),
    ]
    assert describe(arrange(library(*papers, tags={"sheep": "animals"}))) == (
        "3 papers: 2 without tags, 1 without a summary, 2 without an abstract at hand (abstracts published: 1)"
    )


def test_a_build_prints_it(fresh: Fresh) -> None:
    assert fresh().build().splitlines()[-1] == (
        "12 papers: 1 without tags, 1 without a summary, 9 without an abstract at hand (abstracts published: 3)"
    )


def test_a_list_without_a_paper_is_a_site(tmp_path: Path) -> None:
    project = assemble(tmp_path / "list", None)
    assert project.build().splitlines()[-1].startswith("0 papers: ")
    assert (project.site / "index.html").is_file()


# -- killed builds --------------------------------------------------------------------------------


def test_leftovers_of_a_killed_build_are_cleaned_up(fresh: Fresh, built: Project) -> None:
    """Row 45: killed while building."""
    project = fresh()
    project.build()
    shutil.copytree(project.site, project.site.with_name(".site.former"))
    shutil.copytree(project.site, output.building(project.site))
    (output.building(project.site) / "half.html").write_text("<h1>Half", encoding="utf-8")
    project.build()
    assert project.files() == built.files()
    there = {path.name for path in project.root.iterdir()}
    assert there == {".cache", ".site.spare", "content", "mkdocs.yml", "site"}


def test_a_build_killed_between_its_two_renames_is_recovered_even_if_the_next_one_fails(
    fresh: Fresh, built: Project
) -> None:
    """Row 45: the old site stands aside, and the new one is not there yet."""
    project = fresh()
    project.build()
    project.site.rename(project.site.with_name(".site.former"))
    project.write("content/pages/note.md", "---\ntitle: A note\n---\n<script>alert(1)</script>\n")
    project.fail()
    assert project.files() == built.files()
    assert not project.site.with_name(".site.former").exists()


@pytest.mark.parametrize("share", [0.3, 0.6, 0.8, 0.95])
def test_a_killed_build_leaves_the_old_site_or_the_new_one(fresh: Fresh, built: Project, share: float) -> None:
    """Row 45."""
    project = fresh()
    began = time.monotonic()
    project.build()
    whole = time.monotonic() - began
    old = project.files()
    project.replace("content/papers/con-paper.md", 'title: "Con"', 'title: "Pro"')
    process = subprocess.Popen(
        [sys.executable, "-m", "papershelf.cli", "--root", str(project.root), "build"],
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        process.wait(timeout=whole * share)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    process.wait()
    after = project.files() if project.site.exists() else tree(project.site.with_name(".site.former"))
    if after != old:
        assert b"Pro" in after["papers/con-paper/index.html"]
        assert after.keys() == old.keys()
    project.build()
    renewed = project.files()
    assert renewed.keys() == old.keys()
    assert renewed != old
    assert not output.building(project.site).exists()


def test_a_full_disk_leaves_the_old_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 43, for `export markdown`, which writes a plain tree."""
    folder = tmp_path / "out"
    output.write(folder, [Artifact(path="a/b.md", content="one")])
    before = tree(folder)

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(
        PapershelfError,
        match=r"it cannot be written \(the disk is full\)\. Free some space, and try again; the old one is as it was",
    ):
        output.write(folder, [Artifact(path="a/b.md", content="two")])
    assert tree(folder) == before
    assert not output.building(folder).exists()


# -- cards ----------------------------------------------------------------------------------------


def test_pages_have_cards_where_they_are_asked_for(fresh: Fresh) -> None:
    project = fresh()
    printed = project.build(PAPERSHELF_CARDS="build")
    with_cards = project.files()
    pictures = {path for path in with_cards if path.endswith("card.png")}
    expected = {page.picture for page in compose(arrange(content.load(project.root).library))}
    assert pictures == expected
    # A paper whose title cannot be set has the list's picture, which is drawn once.
    drawn = len({with_cards[path] for path in pictures})
    assert f"{len(pictures)} cards, {drawn} of them newly drawn" in printed
    assert f"{len(pictures)} cards, 0 of them newly drawn" in project.build(PAPERSHELF_CARDS="build")
    assert project.files() == with_cards
    done = project.mkdocs("build", "--quiet", PAPERSHELF_CARDS="always")
    assert done.returncode == 0, done.stderr
    assert project.files() == with_cards
    done = project.run("build", "--no-cards", PAPERSHELF_CARDS="build")
    assert done.returncode == 0, done.stderr
    assert not any(path.endswith("card.png") for path in project.files())


def test_a_card_that_cannot_be_set_is_named_with_its_paper(fresh: Fresh) -> None:
    printed = fresh().build(PAPERSHELF_CARDS="build")
    assert "content/papers/parrots-and-in-one-title.md: warning: its card is the list's, for it cannot set" in printed


def test_a_setting_that_is_unknown_is_refused(fresh: Fresh) -> None:
    done = fresh().run("build", PAPERSHELF_CARDS="sometimes")
    assert done.returncode == 1
    assert "PAPERSHELF_CARDS: 'sometimes' is not a known value" in done.stderr


# -- theme, defaults, and templates of one's own ----------------------------------------------------


def test_a_build_names_what_the_projects_own_templates_do(fresh: Fresh) -> None:
    project = fresh()
    project.replace("templates/theme/partials/footer.html", "ps-footer__inner", "ps-footer__inner teapots")
    project.replace("templates/parts/row.html.j2", "", "")
    project.write("templates/theme/partials/icons/kettel.html", "unused")
    project.write("templates/theme/assets/javascripts/mine.js", "export const kettle = 1;\n")
    project.write("templates/theme/assets/javascripts/lists.js", "export const kettle = 2;\n")
    printed = project.build()
    assert [line for line in printed.splitlines() if line.startswith("templates/")] == [
        "templates/parts/row.html.j2: warning: it is the same as Papershelf's, and will hide later changes of that. "
        "Remove it.",
        "templates/theme/assets/javascripts/lists.js: note: it overrides Papershelf's. "
        "After an upgrade, compare the two.",
        "templates/theme/assets/javascripts/mine.js: warning: it overrides nothing. "
        "Remove it, unless another file here uses it.",
        "templates/theme/partials/footer.html: note: it overrides Papershelf's. After an upgrade, compare the two.",
        "templates/theme/partials/icons/kettel.html: warning: it overrides nothing. "
        "Remove it, unless another file here uses it.",
    ]
    assert "ps-footer__inner teapots" in (project.site / "tags/kettles/index.html").read_text(encoding="utf-8")
    assert (project.site / "assets/javascripts/lists.js").read_text(encoding="utf-8") == "export const kettle = 2;\n"


def test_hashes_of_ones_own_are_added_to_the_packages(fresh: Fresh) -> None:
    project = fresh()
    own = "sha256-" + "A" * 43 + "="
    project.write("templates/scripts.sha256", f"{own} # invented\n")
    project.build()
    page = (project.site / "index.html").read_text(encoding="utf-8")
    assert own in page
    assert "sha256-m7uc5" in page


def test_another_theme_is_refused_with_the_right_one(fresh: Fresh) -> None:
    project = fresh()
    project.replace("mkdocs.yml", "theme: papershelf", "theme: material")
    assert project.fail().splitlines()[0] == (
        "mkdocs.yml: theme: 'material' is not the theme of a list. "
        "Write `theme: papershelf`; your own files go into templates/theme/."
    )


def test_what_the_settings_add_comes_behind_what_every_list_has(fresh: Fresh) -> None:
    project = fresh()
    project.write("content/pages/mine.css", "h1 { color: teal }\n")
    project.write("content/pages/note.md", "---\ntitle: Note\n---\n\n# Note\n\nA kettle[^1].\n\n[^1]: Of tin.\n")
    added = "extra_css: [mine.css]\nmarkdown_extensions: [footnotes]\n"
    project.write("mkdocs.yml", (project.root / "mkdocs.yml").read_text(encoding="utf-8") + added)
    project.build()
    page = (project.site / "note/index.html").read_text(encoding="utf-8")
    sheets = re.findall(r'href="\.\./([^"]+\.css)"', page)
    assert sheets[-3:] == ["assets/stylesheets/papershelf.css", "assets/stylesheets/topics.css", "mine.css"]
    assert "Of tin." in page
    assert "footnote" in page


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            {"SITE_URL": "example.org"},
            "mkdocs.yml: site_url: 'example.org' is not an address of a site (from the environment, ",
        ),
        (
            {"REPO_URL": "https://ada:x@example.org/a"},
            "mkdocs.yml: repo_url: 'https://ada:x@example.org/a' names a user",
        ),
        (
            {"PAPERSHELF_CARDS": "alwys"},
            "PAPERSHELF_CARDS: 'alwys' is not a known value. Write one of build, always, never.",
        ),
    ],
)
def test_a_wrong_value_of_the_environment_is_named(fresh: Fresh, settings: dict[str, str], message: str) -> None:
    assert fresh().fail(**settings).splitlines()[0].startswith(message)


def test_a_folder_of_pages_that_is_named_must_be_there(fresh: Fresh) -> None:
    project = fresh()
    project.write("mkdocs.yml", "site_name: A\ntheme: papershelf\nplugins: [papershelf]\ndocs_dir: pagse\n")
    assert (
        "mkdocs.yml:4: docs_dir: there is no folder 'pagse'. Remove it; pages are in content/pages/." in project.fail()
    )
