"""Bad inputs, rows 44 to 58: commands, folders of output, and any bytes at all."""

# ruff: noqa: E501 (a message stays in one piece)

from __future__ import annotations

import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from captures import DAY, about, bring, dense, lasting, project, record, run, said, sparse
from fabricate import LIBRARY, REPOSITORY, Project, assemble, environment, tree
from hypothesis import given, settings
from hypothesis import strategies as st
from refusals import DONE, HEAD, TWO, problems, refused, told, with_paper

from papershelf import content
from papershelf.errors import PapershelfError

HOLDER = """
import sys, time
from pathlib import Path
from papershelf import content
with content.lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_44_two_imports_at_once(root: Path, listing: Callable[..., Path]) -> None:
    capture = listing(sparse(TWO))
    command = [sys.executable, "-c", HOLDER, str(root / "content")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert refused(root, capture) == [
            f"{root}/content: process {holder.pid} is changing it at this moment. Wait until that ends, and try again.".replace(
                f"{root.parent}/", ""
            )
        ]
        holder.communicate("")
    assert told(root, capture) == [DONE]


def test_45_an_import_killed_at_any_moment(tmp_path: Path, listing: Callable[..., Path]) -> None:
    capture = listing(sparse([record(f"Spoon Number {n}") for n in range(150)]))
    whole = project(tmp_path / "whole")
    bring(whole, capture)
    command = [sys.executable, "-m", "papershelf.cli", "--root"]
    words = ["import", str(capture), "--date", DAY]
    chance, caught = random.Random(45), 0
    for attempt in range(5):
        root = project(tmp_path / f"killed-{attempt}")
        with subprocess.Popen([*command, str(root), *words], env=environment(), stdout=subprocess.DEVNULL) as victim:
            # Most moments before the first file is staged are alike: wait for that.
            while victim.poll() is None and not list((root / "content").glob(".tmp-*")):
                time.sleep(0.0005)
            time.sleep(chance.random() * 0.03 if attempt else 0)
            victim.send_signal(signal.SIGKILL)
        caught += victim.returncode == -signal.SIGKILL
        content.load(root)
        assert bring(root, capture).exit_code == 0
        assert lasting(root) == lasting(whole)
        assert {path.name for path in (root / "content").glob(".*")} <= {".lock"}
    assert caught >= 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["imprt", "x"], "Error: No such command 'imprt'. Did you mean 'import'?"),
        (["tags", "lsit"], "Error: No such command 'lsit'. Did you mean 'list'?"),
        (["import", "--dryrun", "x"], "Error: No such option '--dryrun'. Did you mean '--dry-run'?"),
        (["--rot", "x", "build"], "Error: No such option '--rot'. Did you mean '--root'?"),
        (["import"], "Error: Missing argument 'FILE...'."),
        (["import", "x", "--date", "2026-13-01"], "Error: Invalid value for --date: '2026-13-01' is not a day of the calendar; write YYYY-MM-DD"),
        (["import", "x", "--date", "20260101"], "Error: Invalid value for --date: '20260101' is not a day of the calendar; write YYYY-MM-DD"),
        (["--root", "nowhere", "build"], "Error: --root: there is no folder 'nowhere'"),
    ],
)  # fmt: skip
def test_46_wrong_words_on_the_command_line(root: Path, words: list[str], message: str) -> None:
    result = run(root, *words)
    assert (result.exit_code, result.output.splitlines()[-1]) == (2, message)
    assert lasting(root) == {}


def test_46_a_command_that_resembles_none(root: Path) -> None:
    result = run(root, "zzzzzz")
    assert result.exit_code == 2
    assert result.output.splitlines()[-1].startswith("Error: No such command 'zzzzzz'. Known commands: ")


def test_46_files_that_are_none(root: Path, tmp_path: Path) -> None:
    assert refused(root, tmp_path / "missing.txt", tmp_path) == [
        f"{tmp_path}: it cannot be read (it is a folder). Name a file to import.",
        "missing.txt: it cannot be read (there is no such file or folder). Name a file to import.",
    ]


def test_46_two_files_of_one_name(root: Path, tmp_path: Path, listing: Callable[..., Path]) -> None:
    first = listing(sparse(TWO))
    (tmp_path / "other").mkdir()
    second = tmp_path / "other" / "a.text"
    second.write_text(sparse(TWO), "utf-8")
    assert refused(root, first, second) == [
        f"other/a.text: {first} has the same name, which is the listing's id. Give each capture a name of its own.".replace(
            f"{tmp_path}/", ""
        )
    ]


EMPTIED = "this folder holds more than a site, and would be emptied. Choose a folder of its own."


@pytest.mark.parametrize("out", ["content", "content/pages", ".", "..", "/", "~", "templates", "content/../content"])
def test_47_output_folders_that_hold_something_else(tmp_path: Path, out: str) -> None:
    made = assemble(tmp_path / "list", LIBRARY)
    before = tree(tmp_path)
    folder = Path(out).expanduser() if out.startswith(("/", "~")) else made.root / out
    result = run(made.root, "export", "markdown", "--out", folder)
    assert (result.exit_code, said(result)) == (1, [f"{folder}: {EMPTIED}"])
    assert tree(tmp_path) == before


NESTED = "Config value 'site_dir': The 'docs_dir' should not be within the 'site_dir'"


@pytest.mark.parametrize(
    ("out", "message"),
    [("content", EMPTIED), (".", NESTED), ("/", NESTED), ("content/papers", EMPTIED), ("templates", EMPTIED)],
)
def test_47_a_site_folder_that_holds_something_else(tmp_path: Path, out: str, message: str) -> None:
    made = assemble(tmp_path / "list", LIBRARY)
    made.replace("mkdocs.yml", "theme:", f"site_dir: {out}\ntheme:")
    before = tree(tmp_path)
    printed = made.fail()
    assert message in printed
    assert tree(tmp_path) == before


def test_48_no_site_url(tmp_path: Path) -> None:
    made: Project = assemble(tmp_path / "list", LIBRARY)
    missing = "site_url: it is not set: pages have no canonical link, and feeds and data hold site-relative addresses. Set it, or SITE_URL, to the address at which the site is published."
    assert f"mkdocs.yml: warning: {missing}" in made.build().splitlines()
    before = made.files()
    assert (
        "mkdocs.yml: site_url is not set, and this build would be deployed. Set it, or SITE_URL, to the address at which the site is published."
        in made.fail(GITHUB_ACTIONS="true").splitlines()
    )
    assert made.files() == before


LINE_ENDS = ["\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]


@pytest.mark.parametrize("sign", LINE_ENDS)
@pytest.mark.parametrize("field", ["title", "authors", "venue", "withdrawn", "summary"])
def test_58_other_line_ends_are_refused(root: Path, field: str, sign: str) -> None:
    escaped = f'"a\\u{ord(sign):04X}b"'
    front = {"authors": f"authors: [{escaped}]", "summary": ""}.get(field, f"{field}: {escaped}")
    head = "".join(f"{line}\n" for line in HEAD.split("\n") if line and not line.startswith(f"{field}:"))
    path = with_paper(root, f"{head}{front}\n")
    if field == "summary":
        path.write_bytes(path.read_bytes() + f"a{sign}b\n".encode())
    (problem,) = problems(root)
    assert f"a line end of another kind, U+{ord(sign):04X}. End lines with LF, and write a space within one." in problem


def test_58_other_line_ends_are_spaces_in_a_listing(root: Path, listing: Callable[..., Path]) -> None:
    for n, sign in enumerate(LINE_ENDS[1:]):
        bring(root, listing(dense([(f"Kettle{sign}{n}", about(f"kettles {n}")), TWO[1]]), f"l{n}.txt"))
    titles = [text for name, text in lasting(root).items() if name.startswith("papers/kettle-")]
    assert len(titles) == len(LINE_ENDS) - 1
    assert all(f'title: "Kettle {n}"'.encode() in b"".join(titles) for n in range(len(LINE_ENDS) - 1))


@pytest.mark.parametrize("digits", ["٢٠٢٣", "２０２３", "𝟚𝟘𝟚𝟛", "२०२३"])
@pytest.mark.parametrize(
    "field",
    ["year: {0}", "arxiv: {0}.12345", "doi: 10.{0}/x", "listed: [{{listing: l, rank: {0}}}]", 'added: "{0}-01-01"', "id: a{0}"],
)  # fmt: skip
def test_58_digits_of_other_scripts_are_refused(root: Path, field: str, digits: str) -> None:
    name = field.partition(":")[0]
    head = "".join(f"{line}\n" for line in HEAD.split("\n") if line and not line.startswith(f"{name}:"))
    with_paper(root, f"{head}{field.format(digits)}\n")
    assert any(f" {name}" in problem and digits in problem for problem in problems(root))


@settings(max_examples=60)
@given(
    st.binary(max_size=200),
    st.sampled_from(
        ["papers/a.md", "tags.yml", "listings.yml", "urls.txt", "digests/2026-01-01.md", "digests/sent.txt"]
    ),
)
def test_any_bytes_in_any_file_end_in_sentences(data: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = project(Path(folder) / "list")
        (root / "content" / name).parent.mkdir(exist_ok=True)
        (root / "content" / name).write_bytes(b"---\n" + data + b"\n---\n" if name.endswith(".md") else data)
        try:
            content.load(root)
        except PapershelfError as error:
            lines = str(error).split("\n")
            assert all(line.startswith(f"content/{name}") for line in lines)


def test_no_failure_prints_a_traceback(tmp_path: Path) -> None:
    root = project(tmp_path / "list")
    (root / "content" / "papers").write_text("a file where a folder belongs", "utf-8")
    capture = tmp_path / "a.txt"
    capture.write_text(sparse(TWO), "utf-8")
    done = Project(root).run("import", str(capture))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"{root}/content/papers: it cannot be written (something of that name is there already). "
        "Move it away; nothing was half-written.\n"
    )


def test_the_repository_itself_is_in_order() -> None:
    assert content.load(REPOSITORY).library.papers
