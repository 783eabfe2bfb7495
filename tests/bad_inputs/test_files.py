"""Bad inputs, rows 27 to 43: links, names and files."""

# ruff: noqa: E501 (a message stays in one piece)

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from captures import about, bring, lasting, record, said, sparse
from crashes import failing_at
from fabricate import LIBRARY, assemble
from refusals import HEAD, TWO, problems, refused, told, with_paper
from repositories import Repository

from papershelf import content
from papershelf.errors import PapershelfError

SCHEME = (
    "an address that begins with neither https:// nor http://. Write a whole address such as https://example.org/page."
)


WHOLE = "Write a whole address such as https://example.org/page."


@pytest.mark.parametrize(
    ("url", "message"),
    [
        *((url, SCHEME) for url in (
            "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "&#106;avascript:x",
            "java\\tscript:x", " javascript:x", "file:///etc/passwd", "//host/x", "/x", "example.org/x",
        )),
        ("https:alert(1)", f"an address without a host. {WHOLE}"),
        ("https://me:secret@example.org/", "an address with user information before its host. Delete everything up to the @."),
        ("https://ex\u0430mple.org/", "an address whose host mixes scripts or imitates another. Type the host by hand."),
        ("https://xn--exmple-4nf.org/", "an address whose host mixes scripts or imitates another. Type the host by hand."),
        ("https://example.org/\\u200bx", "an address that holds the character U+200B. Percent-encode it."),
        ("https://example.org/a b", "an address that holds the character U+0020. Percent-encode it."),
        ("https://example.org/\\nx", "it must be on one line. Write `url: https://example.org/code`."),
        ("java\\0script:x", "a control character, U+0000. Delete this invisible character."),
        ("https://kettle/", f"an address whose host is not a full name. {WHOLE}"),
        (
            "https://localhost/",
            "an address that leads to the reader's own machine. Give an address that every reader can open.",
        ),
        ("https://example.org/" + "x" * 2_000, "it has more than 2,000 characters. Shorten it."),
    ],
)  # fmt: skip
def test_27_28_links_that_mislead(root: Path, url: str, message: str) -> None:
    with_paper(root, f'{HEAD}links:\n  - {{kind: code, url: "{url}"}}\n')
    assert problems(root) == [f"content/papers/a.md:6: links[1].url: {message}"]


def test_27_a_kind_of_link_that_is_none(root: Path) -> None:
    with_paper(root, f"{HEAD}links: [{{kind: coed, url: 'https://example.org/'}}]\n")
    assert problems(root) == [
        "content/papers/a.md:5: links[1].kind: 'coed' is not a kind of link. Did you mean 'code'? Known kinds: code, model, data, demo, video, project, paper, other."
    ]


PAGE_NAME = "Use lower-case letters, digits and single hyphens, such as `former-slug`."


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "%2e%2e", "a\\\\b", "..", "con", "x.", "A", "x" * 81])
def test_40_41_unsafe_former_slugs(root: Path, name: str) -> None:
    with_paper(root, f'{HEAD}aliases: ["{name}"]\n')
    shown = name.replace("\\\\", "\\")
    shown = shown if len(shown) <= 60 else shown[:59] + "…"
    assert problems(root) == [f"content/papers/a.md:5: aliases: '{shown}' is not a safe page name. {PAGE_NAME}"]


@pytest.mark.parametrize("name", ["../x", "/x", "%2e", "a\\\\b", "CON"])
def test_40_unsafe_ids_of_listings(root: Path, name: str) -> None:
    (root / "content" / "listings.yml").write_text(f'"{name}":\n  source: S\n', "utf-8")
    shown = name.replace("\\\\", "\\")
    assert problems(root) == [
        f"content/listings.yml:1: {shown}: '{shown}' cannot be part of an address. Use lower-case letters, digits, hyphens and underscores, such as `2026_11`."
    ]


@pytest.mark.parametrize("name", ["Index.md", "con.md", "x..md", "a b.md", "%2e.md", "x.txt", "é.md", "x" * 81 + ".md"])
def test_41_unsafe_names_of_files(root: Path, name: str) -> None:
    with_paper(root, HEAD, name)
    assert problems(root) == [
        f"content/papers/{name}: its name is not a safe page name. Name it with lower-case letters, digits and single hyphens, ending in `.md`."
    ]


def test_41_import_makes_safe_names(root: Path, listing: Callable[..., Path]) -> None:
    titles = ["Con", "AUX.", "../../etc/passwd", "..%2e\\x", "x" * 299, "spoons", "SPOONS", "深層学習", "学習"]
    told(
        root, listing(sparse([(title, about(f"one{n} two{n} three{n}")) for n, title in enumerate(titles)]), "CON.txt")
    )
    slugs = [paper.slug for paper in content.load(root).library.papers]
    assert len(slugs) == len(titles)
    assert {"con-paper", "aux-paper", "etc-passwd", "2e-x", "x" * 80, "spoons", "paper"} <= set(slugs)
    assert list(content.load(root).library.listings) == ["con-paper"]


PLAIN = "Keep plain files only: replace it by a file with its text."


def link(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def linked_folder(path: Path) -> None:
    path.symlink_to("/etc", target_is_directory=True)


def program(path: Path) -> None:
    path.write_text("#!/bin/sh\n", "utf-8")
    path.chmod(0o755)


@pytest.mark.parametrize(
    "name", ["tags.yml", "urls.txt", "papers/x.md", "abstracts/x.md", "pages/x.md", "papers", "more/x"]
)
@pytest.mark.parametrize(
    ("make", "what"),
    [
        (link, "a symbolic link"),
        (linked_folder, "a symbolic link"),
        (os.mkfifo, "a device, a pipe or a socket"),
        (program, "executable"),
    ],
)
def test_42_what_is_no_plain_file(root: Path, name: str, make: Callable[[Path], None], what: str) -> None:
    path = root / "content" / name
    path.parent.mkdir(exist_ok=True)
    make(path)
    with pytest.raises(PapershelfError) as caught:
        content.load(root)
    assert str(caught.value) == f"content/{name}: it is {what}. {PLAIN}"


def everybodys(content: Path) -> None:
    """Let every file look as it does on a file system without modes."""
    for path in (content, *content.rglob("*")):
        path.chmod(0o777)


def test_42_a_file_system_without_modes_is_read_like_any_other(tmp_path: Path) -> None:
    made = assemble(tmp_path / "list", LIBRARY)
    everybodys(made.root / "content")
    loaded = content.load(made.root)
    assert len(loaded.library.papers) == len(list((LIBRARY / "papers").glob("*.md")))
    with content.lock(made.root / "content"):
        content.write_files(made.root / "content", {"urls.txt": loaded.texts["urls.txt"]})
    assert content.load(made.root).texts == loaded.texts, "what was written since has a mode of its own"


def test_42_links_and_pipes_are_refused_on_it_too(tmp_path: Path) -> None:
    made = assemble(tmp_path / "list", LIBRARY)
    everybodys(made.root / "content")
    link(made.root / "content/papers/passwords.md")
    os.mkfifo(made.root / "content/papers/pipe.md")
    with pytest.raises(PapershelfError) as caught:
        content.load(made.root)
    assert [problem.path for problem in caught.value.problems] == [
        "content/papers/passwords.md",
        "content/papers/pipe.md",
    ]


def test_42_git_says_whether_a_single_executable_is_one(tmp_path: Path) -> None:
    made = assemble(tmp_path / "list", LIBRARY)
    program(made.root / "content/pages/x.md")
    with pytest.raises(PapershelfError, match="it is executable"):
        content.load(made.root)
    Repository.make(made.root).git("config", "core.fileMode", "false")
    content.load(made.root)


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EIO, "the disk reports an error"),
        (errno.EROFS, "the file system is read-only"),
        (errno.EACCES, "permission denied"),
    ],
)
def test_43_a_disk_that_fails(root: Path, listing: Callable[..., Path], code: int, cause: str) -> None:
    told(root, listing(sparse(TWO)))
    capture = listing(sparse([record("Teapots"), record("Spoons"), record("Bowls")]), "b.txt")
    before = lasting(root)
    kept = shutil.copytree(root, root.with_name("kept"))
    for step in range(100):
        with failing_at(step, code) as steps:
            result = bring(root, capture)
        if not steps.is_over:
            break
        after = lasting(root)
        after.pop(".lock-holder", None)  # whose removal may be what fails
        if result.exit_code == 0:
            # What only tidies up behind a change may fail.
            assert set(after) > set(before)
            shutil.rmtree(root)
            shutil.copytree(kept, root)
            continue
        (line,) = said(result)
        assert f": it cannot be written ({cause}). " in line
        assert after == before
    assert step > 20
    assert (result.exit_code, len(content.load(root).library.papers)) == (0, 4)


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind root")
def test_43_a_folder_that_is_read_only(root: Path, listing: Callable[..., Path]) -> None:
    (root / "content").chmod(0o555)
    try:
        assert "it cannot be written (permission denied)" in refused(root, listing(sparse(TWO)))[0]
    finally:
        (root / "content").chmod(0o755)
