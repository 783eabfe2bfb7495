"""A new list: what is in it, and what keeps one from beginning."""

from __future__ import annotations

import errno
import re
import subprocess
from hashlib import sha256
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from click.testing import CliRunner, Result
from fabricate import REPOSITORY, tree

from papershelf import cli
from papershelf.errors import PapershelfError, Rejected
from papershelf.project import Project
from papershelf.skeleton import answers, begin, installed, record
from papershelf.skeleton.answers import Answers
from papershelf.skeleton.render import Tool, versions

TOOL = Tool(version="0.1.0", hashes=("a" * 64,))


def init(*words: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli.papershelf, ["init", *words], input=stdin)


def git(root: Path, *words: str) -> str:
    return subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def made(tmp_path: Path) -> Path:
    begin.begin(tmp_path / "kettles", Answers(name="Kettles"), TOOL)
    return tmp_path / "kettles"


# -- what is in it --------------------------------------------------------------------------------


def test_a_new_list_loads_and_breaks_no_rule(made: Path) -> None:
    project = Project(made)
    assert not project.library.papers
    assert not project.warnings
    assert {topic.key for topic in project.catalog.topics} == {"subject"}
    done = CliRunner().invoke(cli.papershelf, ["--root", str(made), "check"])
    assert (done.exit_code, "0 errors, 0 warnings" in done.output) == (0, True), done.output


def test_a_list_is_a_repository_with_everything_staged(made: Path) -> None:
    assert git(made, "symbolic-ref", "HEAD") == "refs/heads/main"
    staged = set(git(made, "diff", "--cached", "--name-only").splitlines())
    assert staged == {name for name in tree(made) if not name.startswith((".git/", "content/.lock"))}


def test_without_git_a_list_begins_and_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    files, notes = begin.begin(tmp_path / "kettles", Answers(name="Kettles"), TOOL)
    assert "mkdocs.yml" in files
    assert [str(note) for note in notes if "no git repository was made: git cannot be run" in str(note)]


def test_a_list_in_a_repository_makes_none_of_its_own(made: Path) -> None:
    _, notes = begin.begin(made / "inner", Answers(name="Inner"), TOOL)
    assert "it is in a git repository already" in str(notes[0])
    assert not (made / "inner" / ".git").exists()


def test_the_requirements_name_the_tool_once_and_everything_with_hashes(made: Path) -> None:
    text = (made / "requirements.txt").read_text("utf-8")
    assert text.count("papershelf==0.1.0") == 1
    wanted = re.split(r"\n(?=[a-z])", text.partition("\npapershelf")[2])
    assert len(wanted) > 40
    assert all("--hash=sha256:" in each for each in wanted)
    assert "://" not in text


def test_what_is_required_is_what_the_lock_has() -> None:
    """`make lock` writes both."""
    pins = [
        set(re.findall(r"^[\w.-]+==[^ ]+", path.read_text("utf-8"), re.MULTILINE))
        for path in (begin_folder() / "_locked.txt", REPOSITORY / "requirements.txt")
    ]
    assert pins[0] < pins[1]


def begin_folder() -> Path:
    return REPOSITORY / "generator/papershelf/skeleton/versions" / versions()[-1]


def test_no_file_names_a_host_of_packages(made: Path) -> None:
    for name, raw in tree(made).items():
        if not name.startswith(".git/"):
            assert not re.search(rb"pypi|pythonhosted|index-url", raw), name


@pytest.mark.parametrize(
    "name", ["Kettles", "R&D: *tea* [1] #2", 'it\'s "quoted" \\ {{ x }}', "Чайники", "قائمة", "yes", "1.0", "# no"]
)
def test_a_name_is_the_same_in_every_file(tmp_path: Path, name: str) -> None:
    begin.begin(tmp_path / "list", Answers(name=name), TOOL)
    settings = yaml.safe_load((tmp_path / "list/mkdocs.yml").read_text("utf-8"))
    assert settings["site_name"] == name
    assert record.read(tmp_path / "list").answers.name == name
    assert name in (tmp_path / "list/LICENSE").read_text("utf-8")


# -- the forms --------------------------------------------------------------------------------


def forms(root: Path) -> dict[str, list[str]]:
    """The fields of each form, by its name."""
    found = {path.name: yaml.safe_load(path.read_text("utf-8")) for path in (root / "ISSUE_TEMPLATE").iterdir()}
    return {name: [field["id"] for field in form.get("body", [])] for name, form in found.items()}


def test_a_new_list_has_every_form_that_its_pages_and_commands_know(made: Path) -> None:
    pages = "".join(path.read_text("utf-8") for path in (REPOSITORY / "templates").rglob("*.j2"))
    named = set(re.findall(r"template=([\w-]+\.yml)", pages))
    assert "suggest-changes.yml" in named
    mine, ours = forms(made / ".github"), forms(REPOSITORY / ".github")
    assert named <= mine.keys()
    assert mine == ours, "the forms of this repository and of a new list ask the same"


def test_the_readme_names_commands_and_options_that_exist(made: Path) -> None:
    calls = re.findall(r"papershelf ([a-z][^\n`#|]*)", (made / "README.md").read_text("utf-8"))
    assert len(calls) >= 8
    for call in calls:
        words = call.split()
        command: click.Command = cli.papershelf
        while isinstance(command, click.Group) and words and words[0] in command.commands:
            command = command.commands[words.pop(0)]
        assert command is not cli.papershelf, call
        known = {option for each in command.params for option in each.opts}
        assert {word for word in words if word.startswith("--")} <= known, call


# -- the workflows --------------------------------------------------------------------------------


def workflows(root: Path) -> dict[str, dict[Any, Any]]:
    return {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in (root / ".github/workflows").iterdir()}


def test_workflows_are_short_and_call_commands_that_exist(made: Path) -> None:
    found = 0
    for path in (made / ".github/workflows").iterdir():
        text = path.read_text("utf-8")
        assert len(text.splitlines()) <= 30, path
        for call in re.findall(r"papershelf ((?:--root merged )?[a-z][^&|;,\n}]*)", text.partition("jobs:")[2]):
            words = call.removeprefix("--root merged ").split()
            command: click.Command = cli.papershelf
            while isinstance(command, click.Group) and words[0] in command.commands:
                command = command.commands[words.pop(0)]
            known = {option for each in command.params for option in each.opts}
            assert {word for word in words if word.startswith("--")} <= known, call
            found += 1
    assert found >= 14


def test_jobs_have_the_rights_that_they_need_and_no_other(made: Path) -> None:
    rights = {
        f"{name}/{job}": {right for right, kind in facts["permissions"].items() if kind == "write"}
        for name, workflow in workflows(made).items()
        for job, facts in workflow["jobs"].items()
    }
    assert {job: given for job, given in rights.items() if given} == {
        "comment/comment": {"pull-requests", "statuses"},
        "digest/open": {"contents", "pull-requests", "statuses"},
        "enrich/open": {"contents", "pull-requests", "statuses"},
        "keep-up/open": {"contents", "pull-requests", "statuses"},
        "links/tell": {"issues"},
        "pages/deploy": {"pages", "id-token"},
        "suggest/open": {"contents", "issues", "pull-requests", "statuses"},
    }
    assert all(workflow["permissions"] == {} for workflow in workflows(made).values())


def test_actions_are_those_of_this_repository_and_pinned(made: Path) -> None:
    pin = re.compile(r"\buses: ([\w./-]+@[0-9a-f]{40})")
    ours = set(pin.findall("".join(p.read_text("utf-8") for p in (REPOSITORY / ".github/workflows").glob("*.yml"))))
    for path in (made / ".github/workflows").iterdir():
        text = path.read_text("utf-8")
        assert len(pin.findall(text)) == len(re.findall(r"^ +(?:- )?{?.*\buses: ", text, re.MULTILINE))
        assert set(pin.findall(text)) <= ours, path


def test_nothing_but_plain_words_is_in_a_script(made: Path) -> None:
    for workflow in workflows(made).values():
        for job in workflow["jobs"].values():
            for step in job["steps"]:
                assert "${{" not in step.get("run", "")
                if "checkout@" in step.get("uses", ""):
                    assert step["with"]["persist-credentials"] is False


# -- the command ----------------------------------------------------------------------------------


def test_nothing_is_asked_without_a_terminal_and_the_rest_has_defaults(tmp_path: Path) -> None:
    done = init(str(tmp_path / "on-kettles"), stdin="")
    assert done.exit_code == 0, done.output
    assert record.read(tmp_path / "on-kettles").answers == Answers(name="On kettles", licence="CC-BY-4.0")


def test_a_terminal_is_asked_for_what_no_flag_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("papershelf.cli.beginning._is_terminal", lambda: True)
    done = init(str(tmp_path / "k"), "--name", "Mine", stdin="ftp://no\nhttps://example.org/k\nno-such\nCC0-1.0\n")
    assert done.exit_code == 0, done.output
    assert record.read(tmp_path / "k").answers == Answers(name="Mine", url="https://example.org/k/", licence="CC0-1.0")
    quiet = init(str(tmp_path / "q"), "--yes", stdin="Never\n")
    assert "Name of the list" not in quiet.output


@pytest.mark.parametrize("content", [".hidden", "notes.txt", ".git/"])
def test_a_folder_that_holds_anything_is_refused_and_left(tmp_path: Path, content: str) -> None:
    folder = tmp_path / "list"
    folder.mkdir()
    (folder / content).mkdir() if content.endswith("/") else (folder / content).write_text("mine", "utf-8")
    before = tree(folder)
    done = init(str(folder), "--yes")
    assert isinstance(done.exception, PapershelfError)
    assert "a list begins in an empty one" in str(done.exception)
    assert tree(folder) == before


def test_an_empty_folder_and_one_whose_parents_are_missing_do(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "empty", tmp_path / "a/b/c"):
        assert init(str(folder), "--yes").exit_code == 0
        assert (folder / "mkdocs.yml").is_file()


def test_a_file_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")
    done = init(str(tmp_path / "file"), "--yes")
    assert isinstance(done.exception, PapershelfError)
    assert (tmp_path / "file").read_text("utf-8") == "mine"


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write, left = Path.write_bytes, iter(range(5))

    def write_some(path: Path, raw: bytes) -> int:
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, "full", str(path))
        return write(path, raw)

    monkeypatch.setattr(Path, "write_bytes", write_some)
    with pytest.raises(PapershelfError, match="the disk is full"):
        begin.begin(tmp_path / "a/list", Answers(name="Kettles"), TOOL)
    assert tree(tmp_path) == {}
    assert not (tmp_path / "a").exists()


# -- answers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "licence", "url"),
    [
        ("cc-by-4.0", "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC-BY-NC-SA-4.0", "CC-BY-NC-SA-4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
        ("cc0-1.0", "CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("mit", "MIT", "https://spdx.org/licenses/MIT.html"),
    ],
)
def test_a_licence_is_one_of_spdx(written: str, licence: str, url: str) -> None:
    assert answers.check_licence(written) == licence
    assert Answers(name="K", licence=licence).licence_url == url


@pytest.mark.parametrize(
    "written",
    ["", " ", "CC BY 4.0", "mine", "<b>", "MIT OR", "MIT OR Apache-2.0", "LicenseRef-Mine", "(" * 500, "CC-BY-4.0x"],
)
def test_another_licence_is_refused(written: str) -> None:
    with pytest.raises(Rejected):
        answers.check_licence(written)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "example.org", "https://", "https://a@example.org/", "https://example.org/?a"]
)
def test_another_address_is_refused(url: str) -> None:
    with pytest.raises(Rejected):
        answers.check_address(url)


def test_the_owner_is_the_one_whose_pages_they_are() -> None:
    assert Answers(name="K", url="https://ada.github.io/kettles/").owner == "ada"
    assert Answers(name="K", url="https://example.org/").owner == ""


@pytest.mark.parametrize("name", ["", " ", "\u200b", "a\u202eb", "x" * 200])
def test_another_name_is_refused(name: str) -> None:
    with pytest.raises(Rejected):
        answers.check_name(name)


@pytest.mark.parametrize(("folder", "name"), [("my-list", "My list"), ("--", "Reading list"), ("été_2026", "Été 2026")])
def test_a_folder_gives_a_name(folder: str, name: str) -> None:
    assert answers.name_of(Path("/nowhere") / folder) == name


# -- the hash of the tool -------------------------------------------------------------------------


class Found:
    """A distribution that is installed in some way."""

    version = "0.1.0"

    def __init__(self, **files: str) -> None:
        self.files = files

    def read_text(self, name: str) -> str | None:
        return self.files.get(name.partition(".")[0])


def test_a_wheel_from_a_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = tmp_path / "papershelf 1.whl"
    wheel.write_bytes(b"wheel")
    direct = f'{{"url": "{wheel.as_uri()}", "archive_info": {{}}}}'
    monkeypatch.setattr(installed, "distribution", lambda name: Found(direct_url=direct))
    monkeypatch.setattr(installed, "__version__", "0.1.0")
    assert installed.find_tool().hashes == (sha256(b"wheel").hexdigest(),)
    wheel.unlink()
    assert installed.find_tool().hashes == ()


@pytest.mark.parametrize(
    "direct", ['{"dir_info": {"editable": true}, "url": "file:///x"}', "[]", "{", '{"archive_info": 1}']
)
def test_a_checkout_has_no_hash(direct: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installed, "distribution", lambda name: Found(direct_url=direct))
    monkeypatch.setattr(installed, "__version__", "0.1.0")
    assert installed.find_tool().hashes == ()
    assert "the hash of papershelf 0.1.0 is not known" in str(begin.notes_on(installed.find_tool())[0])


def test_an_index_is_asked_by_what_installed_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    uv = tmp_path / "uv"
    uv.write_text(
        f"#!/bin/sh\ncat >/dev/null\nprintf 'papershelf==0.1.0 \\\\\\n    --hash=sha256:{'b' * 64}\\n'\n", "utf-8"
    )
    uv.chmod(0o755)
    monkeypatch.setenv("UV", str(uv))
    monkeypatch.setattr(installed, "distribution", lambda name: Found(INSTALLER="uv\n"))
    monkeypatch.setattr(installed, "__version__", "0.1.0")
    assert installed.find_tool().hashes == ("b" * 64,)
    uv.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    assert installed.find_tool().hashes == ()
