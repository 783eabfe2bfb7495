"""Former states of a project, read from real repositories that are made here. All invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from repositories import Repository

from papershelf import git
from papershelf.errors import PapershelfError


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository.make(tmp_path / "list")
    made.commit({"content/papers/a.md": "first\n", "content/urls.txt": "/a/\n", "other.txt": "x"})
    return made


def test_a_tree_is_read_as_it_was(repository: Repository) -> None:
    repository.commit({"content/papers/a.md": "second\n", "content/papers/é x.md": "\r\n\0ä"})
    assert git.read_tree(repository.root, "HEAD~1", "content") == {
        "content/papers/a.md": b"first\n",
        "content/urls.txt": b"/a/\n",
    }
    now = git.read_tree(repository.root, "HEAD", "content")
    assert now["content/papers/a.md"] == b"second\n"
    assert now["content/papers/é x.md"] == "\r\n\0ä".encode()


def test_what_is_not_committed_is_not_seen(repository: Repository) -> None:
    (repository.root / "content/papers/a.md").write_text("edited\n", encoding="utf-8")
    assert git.read_tree(repository.root, "HEAD", "content")["content/papers/a.md"] == b"first\n"


def test_a_project_in_a_folder_of_its_repository_has_its_own_paths(repository: Repository) -> None:
    repository.commit({"lists/content/tags.yml": "topics:\n"})
    assert git.read_tree(repository.root / "lists", "HEAD", "content") == {"content/tags.yml": b"topics:\n"}


def test_a_folder_that_was_not_there_has_no_files(repository: Repository) -> None:
    assert git.read_tree(repository.root, "HEAD", "nowhere") == {}


def test_a_folder_is_no_pattern(repository: Repository) -> None:
    assert git.read_tree(repository.root, "HEAD", "con*") == {}


def test_a_symbolic_link_is_refused_by_name(repository: Repository) -> None:
    (repository.root / "content/papers/passwords.md").symlink_to("/etc/passwd")
    repository.commit({})
    with pytest.raises(PapershelfError) as caught:
        git.read_tree(repository.root, "HEAD", "content")
    assert [(p.path, p.problem) for p in caught.value.problems] == [
        ("content/papers/passwords.md", "at HEAD it is a symbolic link")
    ]


def test_a_folder_that_is_a_symbolic_link_is_refused(repository: Repository) -> None:
    (repository.root / "linked").symlink_to("content")
    repository.commit({})
    with pytest.raises(PapershelfError, match="linked: at HEAD it is a symbolic link"):
        git.read_tree(repository.root, "HEAD", "linked")


def test_a_folder_of_too_many_files_is_refused(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git, "MAX_FILES", 1)
    with pytest.raises(PapershelfError, match="content: at HEAD it has 2 files, over 1"):
        git.read_tree(repository.root, "HEAD", "content")


def test_a_submodule_is_refused_by_name(repository: Repository) -> None:
    commit = git.resolve(repository.root, "HEAD")
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{commit},content/sub")
    repository.git("commit", "--quiet", "--message", "A submodule")
    with pytest.raises(PapershelfError, match="content/sub: at HEAD it is a submodule"):
        git.read_tree(repository.root, "HEAD", "content")


def test_a_tree_that_is_too_large_is_refused_before_it_is_read(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git, "MAX_TREE", 9)
    monkeypatch.setattr(git, "_blobs", lambda *_: pytest.fail("it was read"))
    with pytest.raises(PapershelfError, match="over 0 MB"):
        git.read_tree(repository.root, "HEAD", "content")


@pytest.mark.parametrize("revision", ["nowhere", "--output=/tmp/x", "", " ", "a\nb", "HEAD:content", "HEAD; touch x"])
def test_what_is_no_revision_is_refused(repository: Repository, revision: str) -> None:
    with pytest.raises(PapershelfError, match=r"is not a revision|knows no commit"):
        git.resolve(repository.root, revision)


def test_a_folder_outside_of_a_repository_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PapershelfError, match="knows no commit"):
        git.resolve(tmp_path, "HEAD")


def test_the_environment_cannot_name_another_repository(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Repository.make(tmp_path / "other")
    other.commit({"content/papers/b.md": "b"})
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    assert "content/papers/a.md" in git.read_tree(repository.root, "HEAD", "content")


def test_a_missing_git_is_said_in_a_sentence(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(PapershelfError, match="git cannot be run"):
        git.resolve(repository.root, "HEAD")


def test_a_branch_is_compared_with_where_it_parted(repository: Repository) -> None:
    parted = git.resolve(repository.root, "HEAD")
    repository.git("branch", "work")
    repository.commit({"content/urls.txt": "/a/\n/b/\n"})
    assert git.fork(repository.root, "HEAD", "work") == parted


def test_branches_that_never_met_are_compared_as_they_are(repository: Repository) -> None:
    first = git.resolve(repository.root, "HEAD")
    repository.git("checkout", "--quiet", "--orphan", "island")
    repository.commit({"x": "y"})
    assert git.fork(repository.root, first, "island") == first


def test_git_says_whether_modes_mean_anything(repository: Repository, tmp_path: Path) -> None:
    assert git.keeps_modes(repository.root / "content")
    repository.git("config", "core.fileMode", "false")
    assert not git.keeps_modes(repository.root / "content")
    assert git.keeps_modes(tmp_path / "nowhere")


def test_programs_are_those_of_the_index(repository: Repository) -> None:
    (repository.root / "content/papers/a.md").chmod(0o755)
    assert git.programs(repository.root, "content") == (), "it is on this disk only"
    repository.commit({"lists/content/é.md": "x"})
    repository.git("update-index", "--chmod=+x", "lists/content/é.md")
    assert git.programs(repository.root, "content") == ("content/papers/a.md",)
    assert git.programs(repository.root / "lists", "content") == ("content/é.md",)


def test_without_a_repository_git_records_no_programs(tmp_path: Path) -> None:
    assert git.programs(tmp_path, "content") == ()
