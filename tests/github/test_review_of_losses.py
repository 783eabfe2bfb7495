"""The review of a pull request: paths that are refused, what is taken away, and what a click mends."""

from __future__ import annotations

import hashlib
import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner
from proposals import KETTLES, Proposal, file, make, paper

from papershelf import git as revisions
from papershelf.check import run
from papershelf.cli import papershelf
from papershelf.content import naming
from papershelf.errors import Severity
from papershelf.github import request, review
from papershelf.github.comment import to_markdown
from papershelf.github.result import Event, Flag, Result, to_json
from papershelf.project import Project
from papershelf.text import identity_of


def test_a_symbolic_link_is_refused_and_what_it_points_at_is_not_read(proposal: Proposal, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(paper("secret", "aaaa88", title="The Secret Title"), encoding="utf-8")
    (proposal.root / file("a-link")).symlink_to(secret)
    (proposal.root / KETTLES).unlink()
    (proposal.root / KETTLES).symlink_to(secret)
    proposal.repository.commit({})
    found = request.read(proposal.root, "main", "request")
    assert sorted(refusal.path for refusal in found.refused) == sorted([file("a-link"), KETTLES])
    assert found.after[KETTLES] == found.before[KETTLES]
    assert "Secret" not in to_json(review.review(proposal.root, found))


def test_a_program_and_a_submodule_are_refused(proposal: Proposal) -> None:
    proposal.repository.git("update-index", "--chmod=+x", KETTLES)
    commit = proposal.repository.git("rev-parse", "main").strip()
    proposal.repository.git("update-index", "--add", "--cacheinfo", f"160000,{commit},content/papers/module")
    proposal.repository.git("commit", "--quiet", "--message", "x")
    reasons = {refusal.path: refusal.reason for refusal in proposal.review().refused}
    assert reasons[KETTLES] == "it is executable"
    assert "content/papers/module" in reasons


@pytest.mark.parametrize(
    "name",
    [
        "content/papers/Capital.md",
        "content/papers/con.md",
        "content/papers/deep/er.md",
        "content/papers/a b.md",
        "content/papers/a\\..\\b.md",
        "content/papers/trailing.md.",
        "content/papers/-rf.md",
        "content/papers/\u202egnp.md",
        "content/pages/.hidden.md",
        "content/pages/page.html",
        "content/__init__.py",
        "content/.gitattributes",
        "content/.lock",
    ],
)
def test_odd_names_are_refused(proposal: Proposal, name: str) -> None:
    proposal.repository.commit({name: paper("odd", "aaaa99")})
    found = request.read(proposal.root, "main", "request")
    assert [refusal.path for refusal in found.refused] == [name]
    assert name not in found.after
    assert "not read" in to_markdown(review.review(proposal.root, found))


def write_tree(root: Path, entries: list[tuple[str, str, str]]) -> str:
    """Write a tree that git's own commands would refuse, entry by entry: mode, name, hash."""
    body = b"".join(f"{mode} {name}\0".encode() + bytes.fromhex(blob) for mode, name, blob in entries)
    raw = f"tree {len(body)}\0".encode() + body
    name = hashlib.sha1(raw).hexdigest()
    path = root / ".git" / "objects" / name[:2] / name[2:]
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(zlib.compress(raw))
    return name


@pytest.mark.parametrize("name", ["..", ".", ".git"])
def test_a_path_that_leads_out_is_refused_and_nothing_is_written_there(
    proposal: Proposal, tmp_path: Path, name: str
) -> None:
    git = proposal.repository.git
    (tmp_path / "evil").write_text("evil", encoding="utf-8")
    blob = git("hash-object", "-w", str(tmp_path / "evil")).strip()
    inner = write_tree(proposal.root, [("100644", "evil.md", blob)])
    papers = write_tree(proposal.root, [("40000", name, inner), ("100644", "singing-kettles.md", blob)])
    content = write_tree(proposal.root, [("40000", "papers", papers)])
    tree = write_tree(proposal.root, [("40000", "content", content)])
    commit = git("commit-tree", tree, "-p", "main", "-m", "x").strip()
    before = sorted(path.name for path in tmp_path.iterdir())
    found = request.read(proposal.root, "main", commit)
    assert f"content/papers/{name}/evil.md" in {refusal.path for refusal in found.refused}
    out = tmp_path / "out"
    out.mkdir()
    revisions.write_tree(out, found.after, "content")
    written = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert written == {KETTLES}
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*before, "out"])


def test_a_file_that_is_no_text_is_explained(proposal: Proposal) -> None:
    (proposal.root / KETTLES).write_bytes(b"---\nid: \xff\xfe\n---\n")
    proposal.repository.commit({})
    result = proposal.review()
    assert any(finding.path == KETTLES and finding.severity is Severity.ERROR for finding in result.findings)


def lost(result: Result) -> list[tuple[str, str, str]]:
    return [(each.field, each.before, each.after) for each in result.losses]


@pytest.mark.parametrize(
    ("old", "new", "loss"),
    [
        ("tags: [kettles, heat, survey]", "tags: []", ("tags", "kettles, heat, survey", "")),
        ("tags: [kettles, heat, survey]", "tags: [kettles, heat]", ("tags", "kettles, heat, survey", "kettles, heat")),
        ("links: []", 'links: []\nwithdrawn: "Gone."', ("withdrawn", "", "Gone.")),
        ('title: "Singing Kettles"', 'title: "Silent Kettles"', ("title", "Singing Kettles", "Silent Kettles")),
    ],
)
def test_what_a_request_takes_away_is_said_with_both_values_and_a_maintainer_is_asked(
    proposal: Proposal, old: str, new: str, loss: tuple[str, str, str]
) -> None:
    proposal.change((KETTLES, old, new))
    result = proposal.review()
    assert lost(result) == [loss]
    text = to_markdown(result)
    assert "All is well" not in text
    assert "#### What this removes or replaces" in text
    before, after = (value or "*nothing*" for value in loss[1:])
    assert f"<br>was: {before}<br>becomes: {after}".replace(".", "&#46;") in text.replace(".", "&#46;")


FACTS = 'links: [{kind: code, url: "https://example.org/a"}]\ntags: [kettles, heat, survey]\narxiv: "2401.00001"\n'
FACTS += 'authors: ["Ada Example"]\nyear: "2024"\ndoi: "10.1234/kettles"\naliases: [old-kettles]\n'


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("https://example.org/a", "https://example.org/b", "links"),
        ('{kind: code, url: "https://example.org/a"}', "", "links"),
        ("2401.00001", "2401.00002", "arxiv"),
        ('arxiv: "2401.00001"\n', "", "arxiv"),
        ('["Ada Example"]', '["Bo Example"]', "authors"),
        ('"2024"', '"2023"', "year"),
        ("10.1234/kettles", "10.1234/spoons", "doi"),
        ("aliases: [old-kettles]\n", "", "aliases"),
        ("organ pipe", "flute", "summary"),
    ],
)
def test_each_fact_that_is_replaced_or_removed_is_said(tmp_path: Path, old: str, new: str, field: str) -> None:
    made = make(tmp_path / "facts")
    made.change((KETTLES, "links: []\ntags: [kettles, heat, survey]\n", FACTS))
    made.repository.git("branch", "--force", "main", "request")
    made.change((KETTLES, old, new))
    result = made.review()
    assert [each.field for each in result.losses] == [field]
    assert "All is well" not in to_markdown(result)


def test_what_only_adds_is_thanked_for(proposal: Proposal) -> None:
    proposal.change((KETTLES, "[kettles, heat, survey]", "[kettles, heat, spoons, survey]"))
    proposal.change((KETTLES, "links: []", 'links: [{kind: code, url: "https://example.org/a"}]'))
    result = proposal.review()
    assert lost(result) == []
    assert "### All is well: thank you" in to_markdown(result)


@pytest.mark.parametrize("markup", ["[here](https://example.org/buy)", "**the best**", "<https://example.org/buy>"])
def test_links_and_bold_text_in_summaries_are_for_a_maintainer(proposal: Proposal, markup: str) -> None:
    proposal.change((KETTLES, "by five.", f"by five, see {markup}."))
    result = proposal.review()
    assert [each.flag for each in result.notices] == [Flag.MARKUP]
    assert [field for field, _, _ in lost(result)] == ["summary"]
    new = paper("new-ladles", "aaaa55", "[spoons, heat]").replace("by five.", f"by five, see {markup}.")
    proposal.repository.git("reset", "--quiet", "--hard", "main")
    proposal.repository.commit({file("new-ladles"): new})
    result = proposal.review()
    assert [each.flag for each in result.notices] == [Flag.MARKUP]
    assert "All is well" not in to_markdown(result)


def test_a_deleted_paper_and_a_word_that_goes_are_said(proposal: Proposal) -> None:
    (proposal.root / KETTLES).unlink()
    proposal.change(("content/tags.yml", "    aliases: [whistlers]\n", ""), ("content/urls.txt", "/p/zz0007/\n", ""))
    proposal.change(("content/tags.yml", '"Small shovels."', '"Large shovels."'))
    assert lost(proposal.review()) == [
        ("paper", "Singing Kettles", ""),
        ("tag aliases", "whistlers", ""),
        ("tag description", "Small shovels.", "Large shovels."),
        ("addresses", "/p/zz0007/", ""),
    ]


def test_an_overview_and_a_beginning_that_go_are_said(proposal: Proposal) -> None:
    path, place = "content/tags.yml", '    description: "Small shovels."\n'
    rows = '    overview: "They dig."\n    start: [{paper: singing-kettles, why: "First"}]\n'
    text = (proposal.root / path).read_text("utf-8")
    proposal.repository.commit({path: text.replace(place, place + rows)})
    proposal.repository.git("branch", "--force", "main", "request")
    proposal.repository.commit({path: text})
    result = proposal.review()
    assert lost(result) == [("tag overview", "They dig.", ""), ("tag start", "singing-kettles", "")]
    assert [change.event for change in result.words] == [Event.CHANGED]


def test_a_renamed_paper_is_no_loss_of_what_leads_to_it(proposal: Proposal) -> None:
    path, place = "content/tags.yml", '    description: "Small shovels."\n'
    rows = '    overview: "[They](paper:singing-kettles) dig."\n    start: [{paper: singing-kettles, why: "First"}]\n'
    text = (proposal.root / path).read_text("utf-8")
    proposal.repository.commit({path: text.replace(place, place + rows)})
    proposal.repository.git("branch", "--force", "main", "request")
    words = ["--root", str(proposal.root), "rename", "singing-kettles", "loud"]
    assert CliRunner().invoke(papershelf, words).exit_code == 0
    proposal.repository.commit({})
    assert "(paper:loud)" in (proposal.root / path).read_text("utf-8")
    assert lost(proposal.review()) == []


def test_a_release_of_the_ledger_loses_nothing(proposal: Proposal) -> None:
    proposal.repository.commit({"content/urls/aaaa22.txt": "/papers/older-kettles/\n"})
    proposal.repository.git("branch", "--force", "main", "request")
    run.gather_ledger(Project(proposal.root))
    proposal.repository.commit({})
    assert lost(proposal.review()) == []


def test_a_renamed_file_is_one_paper_under_another_name(proposal: Proposal) -> None:
    proposal.repository.git("mv", KETTLES, file("whistling-kettles"))
    proposal.repository.commit({})
    result = proposal.review()
    (change,) = result.papers
    assert (change.event, change.former, change.path) == (Event.RENAMED, KETTLES, file("whistling-kettles"))
    assert "- **Renamed:** Singing Kettles<br>file: `singing-kettles.md` → `whistling-kettles.md`" in to_markdown(
        result
    )
    assert lost(result) == []


def test_a_journal_never_comes_in_by_a_request(proposal: Proposal) -> None:
    proposal.repository.commit({"content/.journal": "{}\n"})
    result = proposal.review()
    (refusal,) = result.refused
    assert refusal.path == "content/.journal"
    assert "must never come from somebody else" in refusal.reason
    assert not result.is_sound
    assert "/content/.journal" in (Path(__file__).parents[2] / ".gitignore").read_text("utf-8").split()


@pytest.mark.parametrize(
    ("tags", "right"),
    [
        ("[ketles, heat, survey]", "[kettles, heat, survey]"),
        ("[kettles heat survey]", "[kettles, heat, survey]"),
        ("kettles, heat, survey", "[kettles, heat, survey]"),
        ("[whistlers, heat, survey]", "[kettles, heat, survey]"),
        ("[kitchen, heat, survey]", None),  # a topic
        ("[whistler-models, heat, survey]", None),
        ("[word-13, heat, survey]", None),
    ],
)
def test_a_click_corrects_only_what_has_one_meaning(proposal: Proposal, tags: str, right: str | None) -> None:
    proposal.change((KETTLES, "[kettles, heat, survey]", tags))
    result = proposal.review()
    assert [each.lines for each in result.corrections] == ([] if right is None else [(f"tags: {right}",)])
    if right is None:
        (finding,) = [each for each in result.findings if each.rule == "unknown-tag"]
        assert finding.remedy.count("'") >= 4, "two or three are named"
        assert finding.remedy.split("'")[1] in to_markdown(result)


def test_a_tag_with_a_broken_entry_is_taken_from_no_paper(proposal: Proposal) -> None:
    proposal.change(
        ("content/tags.yml", '    description: "Small shovels."\n', ""),
        (KETTLES, "[kettles, heat, survey]", "[kettles, spoons, survey]"),
    )
    result = proposal.review()
    assert result.corrections == ()
    assert {each.path for each in result.findings} == {"content/tags.yml"}
    assert [each.field for each in result.losses] == []


def test_a_file_made_in_the_web_page_is_completed_with_a_click(proposal: Proposal) -> None:
    text = (
        paper("new-ladles", "aaaa55", "[spoons, heat]").replace("id: aaaa55\n", "").replace('added: "2026-01-02"\n', "")
    )
    proposal.repository.commit({file("new-ladles"): text})
    result = proposal.review()
    lines = [line for each in result.corrections for line in each.lines]
    own = naming.digest(identity_of("New Ladles"))[:6]
    assert lines[:1] == ["---"]
    assert lines[1].removeprefix("id: ").strip('"') == own
    assert 'added: "2026-01-02"' in lines  # the day of the commit
    assert all(each.on_diff and each.first <= each.last for each in result.corrections)
