"""The command line: what it prints, where, and with which exit code."""

from __future__ import annotations

import datetime as dt
import errno
import gc
import subprocess
import sys
from pathlib import Path

import click
import pytest
from captures import DAY, SUMMARY_LINE, bring, lasting, project, record, run, sparse
from click.testing import CliRunner
from fabricate import Project

from papershelf import __version__, cli


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path / "list")


@pytest.fixture
def capture(tmp_path: Path) -> Path:
    path = tmp_path / "autumn.txt"
    path.write_text(sparse([record("Spoons")]), "utf-8")
    return path


def commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], click.Command]]:
    found = []
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            found += commands(command, (*path, name))
        else:
            found.append(((*path, name), command))
    return found


@pytest.mark.parametrize(("path", "command"), commands(cli.papershelf), ids=lambda each: str(each))
def test_every_command_has_help_with_an_example_of_itself(path: tuple[str, ...], command: click.Command) -> None:
    result = CliRunner().invoke(cli.papershelf, [*path, "--help"])
    assert result.exit_code == 0
    assert command.help
    assert f"Example: papershelf {' '.join(path)}" in " ".join(result.output.split())


def test_a_command_is_imported_only_when_it_runs() -> None:
    program = "import sys, papershelf.cli; print([each for each in sys.modules if each.startswith('papershelf.cli.')])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['papershelf.cli.console', 'papershelf.cli.conventions']"


def test_the_version_is_that_of_the_package() -> None:
    assert CliRunner().invoke(cli.papershelf, ["--version"]).output == f"papershelf, version {__version__}\n"


def test_an_import_ends_with_its_numbers(root: Path, capture: Path) -> None:
    result = bring(root, capture)
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{SUMMARY_LINE}\n", "")
    again = bring(root, capture)
    assert again.output == "1 record read, 0 papers new, 1 seen again, 0 set aside\n"


def test_what_is_said_of_records_goes_to_standard_error(root: Path, capture: Path) -> None:
    capture.write_text(capture.read_text("utf-8") + "\nForks\n", "utf-8")
    result = bring(root, capture)
    assert result.exit_code == 1
    assert result.stdout == "2 records read, 1 paper new, 0 seen again, 1 set aside\n"
    assert result.stderr.startswith(f"{capture}:15: record 2: the title 'Forks' has no abstract. ")


def test_a_dry_run_names_the_files_and_writes_none(root: Path, capture: Path) -> None:
    result = run(root, "import", "--dry-run", capture)
    assert result.exit_code == 0
    head, row, *files = result.output.splitlines()
    assert (head.split(), row.split()[1:]) == (["record", "becomes", "paper", "title"], ["new", "spoons", "Spoons"])
    assert row.split()[0].endswith("autumn.txt:11")
    assert files == [
        "would write content/listings.yml",
        "would write content/abstracts/spoons.md",
        "would write content/papers/spoons.md",
        "would write content/urls.txt",
        SUMMARY_LINE,
    ]
    assert list((root / "content").iterdir()) == []


def test_new_papers_are_marked_with_the_day(root: Path, capture: Path) -> None:
    bring(root, capture)
    assert f'added: "{DAY}"\n'.encode() in lasting(root)["papers/spoons.md"]


def test_without_a_date_the_day_is_today_in_utc(root: Path, capture: Path) -> None:
    before = dt.datetime.now(dt.UTC).date().isoformat()
    run(root, "import", capture)
    after = dt.datetime.now(dt.UTC).date().isoformat()
    text = lasting(root)["papers/spoons.md"].decode()
    assert any(f'added: "{day}"\n' in text for day in (before, after))


def test_a_capture_with_an_odd_name_gets_a_safe_one(root: Path, capture: Path) -> None:
    odd = capture.rename(capture.with_name("My Capture (1).txt"))
    result = bring(root, odd)
    assert result.stderr == (
        f"{odd}: note: its name cannot be part of an address; the listing is called 'my-capture-1'. "
        "Nothing to do, unless you prefer another name.\n"
    )
    assert lasting(root)["listings.yml"].startswith(b'"my-capture-1":\n')


def test_a_failure_of_the_system_ends_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(**_: object) -> None:
        raise OSError(errno.EACCES, "Permission denied", "content/papers")

    monkeypatch.setattr(cli, "papershelf", failing)
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert caught.value.code == 1
    assert capsys.readouterr().err == (
        "content/papers: the system refuses (permission denied). Check who owns it, and its permissions.\n"
    )


@pytest.mark.parametrize("code", [0, 2])
def test_the_end_of_a_command_is_no_time_to_look_for_garbage(code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(cli, "papershelf", lambda **_: sys.exit(code))
    monkeypatch.setattr(gc, "freeze", lambda: told.append("frozen"))
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert caught.value.code == code
    assert told == ["frozen"]


def test_a_failed_command_prints_every_problem_and_no_traceback(tmp_path: Path, capture: Path) -> None:
    done = Project(project(tmp_path / "list")).run("import", str(capture), str(tmp_path / "a.txt"), str(tmp_path / "b"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        f"{tmp_path}/{name}: it cannot be read (there is no such file or folder). Name a file to import."
        for name in ("a.txt", "b")
    ]
