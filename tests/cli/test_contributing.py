"""The commands for contributors: check with all its options, and new. Run on invented lists."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from captures import DAY, lasting
from click.testing import CliRunner, Result
from fabricate import REPOSITORY
from kitchen import Kitchen
from repositories import Repository

from papershelf import cli
from papershelf.cli import contributing
from papershelf.errors import PapershelfError


@pytest.fixture
def kitchen(tmp_path: Path) -> Kitchen:
    return Kitchen.furnish(tmp_path / "kitchen")


def run(kitchen: Kitchen, *words: str, answers: str | None = None) -> Result:
    return CliRunner().invoke(cli.papershelf, ["--root", str(kitchen.root), *words], input=answers)


def path(kitchen: Kitchen, name: str) -> str:
    return str(kitchen.root / "content" / name)


def test_check_says_what_is_wrong_with_rule_and_count(kitchen: Kitchen) -> None:
    kitchen.put("spoons", tags="[kettle, heat]", summary="")
    result = run(kitchen, "check")
    *_, warning, error = result.stderr.splitlines()
    assert warning.endswith("[no-summary]")
    assert error.startswith("content/papers/spoons.md:7: tags: the tag 'kettle' is not known.")
    assert error.endswith("[unknown-tag]")
    assert result.stdout == "1 error, 2 warnings\n"
    assert result.exit_code == 1


def test_warnings_alone_are_no_failure(kitchen: Kitchen) -> None:
    for number in range(15):  # So many papers say whether tags are in balance.
        kitchen.put(f"spoons-{number}", id=f"spoons{number}", tags="[heat, kettles]")
    kitchen.promise()
    assert run(kitchen, "check").exit_code == 0
    assert run(kitchen, "check", "--release").exit_code == 1


def test_a_folder_stands_for_the_files_in_it(kitchen: Kitchen) -> None:
    kitchen.put("spoons", tags="[kettle, heat]")
    assert "spoons" in run(kitchen, "check", path(kitchen, "papers")).stderr
    assert "spoons" not in run(kitchen, "check", path(kitchen, "tags.yml")).stderr
    assert "spoons" in run(kitchen, "check", str(kitchen.root)).stderr


@pytest.mark.parametrize(
    ("named", "said"), [("content/papers/nowhere.md", "there is no file or folder"), ("outside.md", "is not in")]
)
def test_a_path_that_names_nothing_of_the_list_is_wrong_usage(kitchen: Kitchen, named: str, said: str) -> None:
    (kitchen.root / "outside.md").write_text("", "utf-8")
    result = run(kitchen, "check", str(kitchen.root / named))
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_list_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PapershelfError, match="there is no folder `content` in it"):
        CliRunner().invoke(cli.papershelf, ["--root", str(tmp_path), "check"], catch_exceptions=False)


def test_annotations_name_the_file_from_where_git_stands_and_come_errors_first(kitchen: Kitchen) -> None:
    kitchen.put("bowls", summary="")
    kitchen.put("spoons", tags="[kettle, heat]")
    result = run(kitchen, "check", "--format", "github")
    lines = result.stdout.splitlines()
    assert lines[0] == (
        f"::error file={kitchen.root.as_posix()}/content/papers/spoons.md,line=7,title=tags (unknown-tag)"
        "::the tag 'kettle' is not known. Did you mean 'kettles'?"
    )
    assert lines[1].startswith("::warning file=")
    assert result.exit_code == 1


def test_json_is_one_object_and_nothing_else(kitchen: Kitchen) -> None:
    kitchen.put("spoons", tags="[kettle, warmth]")
    result = run(kitchen, "check", "--format", "json", "--fix", path(kitchen, "papers/spoons.md"))
    found = json.loads(result.stdout)
    assert (found["version"], found["errors"], result.stderr) == ("1.0", 1, "")
    assert [row["rule"] for row in found["problems"]] == ["unknown-tag"]


def test_an_unknown_format_is_wrong_usage(kitchen: Kitchen) -> None:
    assert run(kitchen, "check", "--format", "xml").exit_code == 2


def test_fix_mends_names_what_it_mended_and_says_what_is_left(kitchen: Kitchen) -> None:
    kitchen.put("spoons", tags="[survey, warmth]", summary="")
    result = run(kitchen, "check", "--fix", path(kitchen, "papers/spoons.md"))
    assert result.stdout.splitlines() == [
        "fixed content/papers/spoons.md",
        "fixed content/urls/id00674.txt",
        "0 errors, 1 warning",
    ]
    assert "it has no summary yet" in result.stderr
    assert "tags: [heat, survey]" in kitchen.read("papers/spoons.md")


def test_without_fix_nothing_is_written(kitchen: Kitchen) -> None:
    kitchen.put("spoons", tags="[survey, warmth]")
    before = lasting(kitchen.root)
    run(kitchen, "check")
    assert lasting(kitchen.root) == before


def test_a_disk_that_refuses_leaves_every_file_as_it_was(kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch) -> None:
    kitchen.put("spoons", tags="[survey, warmth]")
    before = lasting(kitchen.root)

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    result = run(kitchen, "check", "--fix")
    assert isinstance(result.exception, PapershelfError)
    assert lasting(kitchen.root) == before


def test_an_unknown_base_is_wrong_usage(kitchen: Kitchen) -> None:
    kitchen.commit()
    result = run(kitchen, "check", "--base", "nowhere")
    assert result.exit_code == 2
    assert "--base: git knows no commit 'nowhere'." in result.stderr


def test_the_base_is_compared_with(kitchen: Kitchen) -> None:
    kitchen.commit()
    kitchen.put("kettles", added='"2020-01-01"')
    assert run(kitchen, "check").exit_code == 0
    result = run(kitchen, "check", "--base", "main")
    assert "[import-owned]" in result.stderr
    assert result.exit_code == 1


def test_what_git_records_as_executable_is_found_where_the_disk_has_no_modes(kitchen: Kitchen) -> None:
    kitchen.commit()
    repository = Repository(kitchen.root)
    repository.git("config", "core.fileMode", "false")
    repository.git("update-index", "--chmod=+x", "content/papers/kettles.md")
    assert run(kitchen, "check").exit_code == 0
    result = run(kitchen, "check", "--base", "main")
    assert result.exit_code == 1
    assert result.stderr == (
        "content/papers/kettles.md: git records it as executable. "
        "Run `git update-index --chmod=-x content/papers/kettles.md`. [form]\n"
    )
    repository.git("update-index", "--chmod=-x", "content/papers/kettles.md")
    assert run(kitchen, "check", "--base", "main").exit_code == 0


def test_the_lists_own_content_keeps_its_rules() -> None:
    result = CliRunner().invoke(cli.papershelf, ["--root", str(REPOSITORY), "check", "--release"])
    assert result.stderr == ""
    assert result.stdout.splitlines()[-1] == "0 errors, 0 warnings"


def test_new_writes_a_paper_of_its_flags(kitchen: Kitchen) -> None:
    words = ["--title", "Spoons in tune", "--link", "https://arxiv.org/abs/2501.01234", "--author", "Ada Example"]
    words += ["--author", "Bo Invented", "--year", "2025", "--tag", "warmth", "--tag", "survey", "--venue", "Kitchens"]
    result = run(kitchen, "new", *words, "--doi", "10.1234/x", "--date", DAY)
    assert result.stdout.splitlines()[0] == "content/papers/spoons-in-tune.md written"
    text = kitchen.read("papers/spoons-in-tune.md")
    assert text.split("\n")[2:] == [
        'title: "Spoons in tune"',
        "listed: []",
        f'added: "{DAY}"',
        "links: []",
        "tags: [heat, survey]",
        'arxiv: "2501.01234"',
        'authors: ["Ada Example", "Bo Invented"]',
        'year: "2025"',
        'venue: "Kitchens"',
        'doi: "10.1234/x"',
        "---",
        "",
    ]
    assert run(kitchen, "check", path(kitchen, "papers/spoons-in-tune.md")).stdout == "0 errors, 1 warning\n"


def test_new_refuses_what_the_list_has_and_a_wrong_tag(kitchen: Kitchen) -> None:
    before = lasting(kitchen.root)
    result = run(kitchen, "new", "--title", "KETTLES", "--tag", "kettle")
    assert "content/papers/kettles.md has the same title" in str(result.exception)
    assert "Did you mean 'kettles'?" in str(result.exception)
    assert lasting(kitchen.root) == before


def test_new_in_a_pipe_needs_a_title(kitchen: Kitchen) -> None:
    result = run(kitchen, "new", "--year", "2025", answers="Spoons\n")
    assert result.exit_code == 2
    assert "--title" in result.stderr


def test_new_refuses_a_day_that_is_none(kitchen: Kitchen) -> None:
    assert run(kitchen, "new", "--title", "Spoons", "--date", "2026-02-30").exit_code == 2


def test_new_on_a_terminal_asks_one_by_one_and_again_after_a_wrong_answer(
    kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contributing, "_is_terminal", lambda: True)
    answers = ["", "Spoons in tune", "nonsense", "https://example.org/s https://doi.org/10.1234/x"]
    answers += ["Ada Example; Bo Invented", "soon", "2025", "", "kettle, survey", "kettles, survey"]
    result = run(kitchen, "new", "--date", DAY, answers="\n".join([*answers, ""]))
    assert result.exit_code == 0, result.output
    assert "Did you mean 'kettles'?" in result.output
    assert "'soon' is not a year" in result.output
    text = kitchen.read("papers/spoons-in-tune.md")
    assert 'links: [{kind: project, url: "https://example.org/s"}]' in text
    assert 'authors: ["Ada Example", "Bo Invented"]' in text
    assert "tags: [kettles, survey]" in text
    assert "venue" not in text


def test_new_on_a_terminal_stops_before_the_rest_is_typed_when_the_list_has_it(
    kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contributing, "_is_terminal", lambda: True)
    result = run(kitchen, "new", answers="Kettles\n\n")
    assert "content/papers/kettles.md has the same title" in str(result.exception)
    assert "Authors" not in result.output
