"""What may be released: a tag that is the version, with a section of the changelog."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from fabricate import REPOSITORY

import papershelf

CHECK = REPOSITORY / ".ci" / "release.py"
DATED = "# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-11-21\n\n### Added\n\n- A kettle.\n"


def judge(root: Path, tag: str, version: str, changelog: str = DATED) -> tuple[int, str]:
    """Run the check in a folder that holds nothing but it, the version and the changelog."""
    for path, text in {
        ".ci/release.py": CHECK.read_text("utf-8"),
        "generator/papershelf/__init__.py": f'"""A teapot."""\n\n__version__ = "{version}"\n',
        "CHANGELOG.md": changelog,
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    words = [sys.executable, str(root / ".ci" / "release.py"), tag]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def test_a_tag_that_is_the_version_may_be_released(tmp_path: Path) -> None:
    assert judge(tmp_path, "v1.2.3", "1.2.3") == (0, "")


def test_a_candidate_may_be_released(tmp_path: Path) -> None:
    assert judge(tmp_path, "v1.2.3rc1", "1.2.3rc1", DATED.replace("1.2.3", "1.2.3rc1")) == (0, "")


@pytest.mark.parametrize("tag", ["v1.2.4", "1.2.3", "v1.2.3-rc1", "v1.2", "v"])
def test_another_tag_is_refused(tmp_path: Path, tag: str) -> None:
    code, said = judge(tmp_path, tag, "1.2.3")
    assert code == 1
    assert said == (
        f"generator/papershelf/__init__.py: the version is 1.2.3, and the tag is {tag}. "
        "Tag v1.2.3, or change the version.\n"
    )


@pytest.mark.parametrize("version", ["1.2", "1.2.3.dev0", "1.2.3+local", "", "x"])
def test_what_is_no_version_of_a_release_is_refused(tmp_path: Path, version: str) -> None:
    assert judge(tmp_path, f"v{version}", version)[0] == 1


@pytest.mark.parametrize(
    "changelog", [DATED.replace(" - 2026-11-21", ""), DATED.replace("1.2.3", "1.2.30"), "## [1x2.3] - 2026-11-21\n"]
)
def test_a_changelog_without_the_release_is_refused(tmp_path: Path, changelog: str) -> None:
    code, said = judge(tmp_path, "v1.2.3", "1.2.3", changelog)
    assert (code, "CHANGELOG.md: it has no section for 1.2.3." in said) == (1, True)


def test_the_version_is_in_one_place_and_the_changelog_keeps_its_form() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+((a|b|rc)\d+)?", papershelf.__version__)
    assert 'dynamic = ["version"]' in (REPOSITORY / "pyproject.toml").read_text("utf-8")
    changelog = (REPOSITORY / "CHANGELOG.md").read_text("utf-8")
    first, *others = re.findall(r"^## (.+)$", changelog, re.MULTILINE)
    assert first == "[Unreleased]"
    assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\S*\] - \d{4}-\d{2}-\d{2}", each) for each in others)
    parts = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert set(re.findall(r"^### (.+)$", changelog, re.MULTILINE)) <= parts
