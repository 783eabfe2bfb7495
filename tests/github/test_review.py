"""Requests on real git repositories: a good one, each kind of bad one, and hostile ones. All invented."""

from __future__ import annotations

import hashlib
import zlib
from pathlib import Path

import pytest
from proposals import SUMMARY, Proposal, file, make, paper

from papershelf import git as revisions
from papershelf.check import run
from papershelf.content import naming
from papershelf.errors import PapershelfError, Severity
from papershelf.github import request, review
from papershelf.github.comment import place as place_of
from papershelf.github.comment import to_markdown
from papershelf.github.result import Event, Flag, Result, to_json
from papershelf.project import Project
from papershelf.text import identity_of

KETTLES = file("singing-kettles")


@pytest.fixture
def proposal(tmp_path: Path) -> Proposal:
    return make(tmp_path / "list")


def said(result: Result, rule: str) -> list[tuple[str, int | None]]:
    """Where a rule is broken."""
    return [(finding.path, finding.line) for finding in result.findings if finding.rule == rule]


def test_a_good_request_is_told_what_it_changes(proposal: Proposal) -> None:
    proposal.change((KETTLES, "[kettles, heat, survey]", "[kettles, spoons, survey]"))
    result = proposal.review()
    assert result.is_sound
    assert (result.findings, result.refused, result.notices, result.corrections) == ((), (), (), ())
    (change,) = result.papers
    assert (change.event, change.title) == (Event.CHANGED, "Singing Kettles")
    assert (change.tags_added, change.tags_removed, change.summary) == (("spoons",), ("heat",), None)
    text = to_markdown(result)
    assert "### All is well: thank you" in text
    assert "- Singing Kettles<br>tags: + `spoons` − `heat`" in text


def test_a_new_paper_a_summary_and_the_vocabulary_are_told(proposal: Proposal) -> None:
    new = {
        file("new-ladles"): paper("new-ladles", "aaaa55", "[spoons, heat]"),
        file("warm-spoons"): paper("warm-spoons", "aaaa33").replace("organ pipe", "flute"),
        "content/urls.txt": (proposal.root / "content/urls.txt").read_text() + "/p/aaaa55/\n/papers/new-ladles/\n",
    }
    proposal.repository.commit(new)
    proposal.change(("content/tags.yml", '"Small shovels."', '"Small shovels, held by the handle."'))
    result = proposal.review()
    assert result.is_sound
    assert [(each.event, each.path, each.summary) for each in result.papers] == [
        (Event.ADDED, file("new-ladles"), Event.ADDED),
        (Event.CHANGED, file("warm-spoons"), Event.CHANGED),
    ]
    assert [(each.event, each.kind, each.key) for each in result.words] == [(Event.CHANGED, "tag", "spoons")]
    text = to_markdown(result)
    assert "- **New:** New Ladles<br>tags: + `spoons` + `heat`<br>with a summary" in text
    assert "- tag changed: `spoons`, Spoons" in text


def test_the_other_files_of_the_list_are_judged_and_told(proposal: Proposal) -> None:
    proposal.repository.commit(
        {
            "content/synonyms.txt": "pot, pan\nspoon, ladle, spoon\n",
            "content/map.csv": "id,x,y\naaaa22,0.5,2\n",
            "content/digests/2026-02-02.md": '---\nsince: "2026-01-01"\npapers: [aaaa22]\n---\n',
            "content/digests/sent.txt": "2026-02-02 sent\n",
        }
    )
    result = proposal.review()
    assert {finding.path: finding.line for finding in result.findings} == {
        "content/synonyms.txt": 2,
        "content/map.csv": 2,
    }
    text = to_markdown(result)
    assert "- **New:** `content/synonyms.txt`: 2 groups added." in text
    assert "- **New:** `content/digests/2026-02-02.md`: 4 lines added." in text
    assert "`content/digests/sent.txt`: 1 delivery added. It is not a file to edit by hand" in text


def test_a_contributor_is_not_asked_for_what_only_commands_write(proposal: Proposal) -> None:
    proposal.repository.commit({file("new-ladles"): paper("new-ladles", "aaaa55", title="Ladles")})
    assert not {finding.rule for finding in proposal.review().findings} & {"ledger", "map-current"}


def test_a_wrong_tag_comes_with_the_line_that_mends_it(proposal: Proposal) -> None:
    proposal.change((KETTLES, "[kettles, heat, survey]", "[survey, whistlers, haet]"))
    result = proposal.review()
    assert not result.is_sound
    assert said(result, "unknown-tag") == [(KETTLES, 6)]
    (correction,) = result.corrections
    assert (correction.first, correction.last, correction.on_diff) == (6, 6, True)
    assert correction.lines == ("tags: [kettles, heat, survey]",)
    place = place_of("https://github.com/ada/list", "a branch (1)")
    text = to_markdown(result, place)
    assert "  ```yaml\n  tags: [kettles, heat, survey]\n  ```" in text
    assert f"([edit](https://github.com/ada/list/edit/a%20branch%20%281%29/{KETTLES}))" in text


def test_what_no_rule_can_mend_is_not_mended(proposal: Proposal) -> None:
    proposal.change((KETTLES, "heat", "zzzzzz"))
    assert proposal.review().corrections == ()


def test_a_field_of_the_import_is_given_back(proposal: Proposal) -> None:
    proposal.change((KETTLES, "aaaa22", "bbbb22"))
    result = proposal.review()
    assert said(result, "import-owned") == [(KETTLES, 2)]
    assert [each.lines for each in result.corrections] == [("id: aaaa22",)]


def test_an_address_that_would_vanish_is_named(proposal: Proposal) -> None:
    (proposal.root / KETTLES).unlink()
    proposal.repository.commit({})
    result = proposal.review()
    assert not result.is_sound
    text = to_markdown(result)
    section = text.partition("#### Addresses that would vanish")[2].partition("####")[0]
    assert "&#47;papers&#47;singing-kettles&#47;" in section
    assert "- **Removed:** Singing Kettles" in text


def test_a_file_that_does_not_load_is_explained_and_the_rest_still_reviewed(proposal: Proposal) -> None:
    proposal.change(
        (KETTLES, "tags: [", "tags: [["), (file("cold-spoons"), "[kettles, heat, survey]", "[spoons, heat]")
    )
    result = proposal.review()
    assert {finding.path for finding in result.findings} == {KETTLES}
    # It is neither changed nor removed: nobody knows what it says.
    assert [(each.event, each.path) for each in result.papers] == [(Event.CHANGED, file("cold-spoons"))]


def test_what_was_wrong_before_is_not_held_against_a_request(proposal: Proposal) -> None:
    proposal.repository.git("switch", "--quiet", "main")
    proposal.change((file("cold-spoons"), SUMMARY[-30:], ""))
    proposal.change((file("warm-spoons"), "[kettles, heat, survey]", "[unheard-of, heat]"))
    proposal.repository.git("branch", "--force", "request", "main")
    proposal.repository.git("switch", "--quiet", "request")
    proposal.change((KETTLES, "[kettles, heat, survey]", "[kettles, heat]"))
    assert proposal.review().findings == ()


def test_the_request_is_judged_as_it_would_be_merged(proposal: Proposal) -> None:
    proposal.change((KETTLES, "[kettles, heat, survey]", "[kettles, spoons]"))
    proposal.repository.git("switch", "--quiet", "main")
    proposal.change((file("cold-spoons"), "[kettles, heat, survey]", "[spoons, heat]"))
    result = proposal.review()
    assert [each.path for each in result.papers] == [KETTLES]
    assert result.base == proposal.repository.git("rev-parse", "main").strip()


def test_a_conflict_is_said_and_the_request_reviewed_as_it_was_written(proposal: Proposal) -> None:
    proposal.change((KETTLES, "[kettles, heat, survey]", "[kettles, spoons]"))
    proposal.repository.git("switch", "--quiet", "main")
    proposal.change((KETTLES, "[kettles, heat, survey]", "[heat, spoons]"))
    result = proposal.review()
    assert [notice.flag for notice in result.notices] == [Flag.CONFLICT]
    assert result.papers[0].tags_removed == ("heat", "survey")


# Rows 50 to 52 and 26 of the catalogue of bad inputs, and files that are none.


def test_a_branch_and_a_title_with_shell_in_them_stay_words(proposal: Proposal, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    name = f"x;touch${{IFS}}{trap}$(touch${{IFS}}{trap})"
    title = f"$(touch {trap}) `touch {trap}` & <img src=x onerror=alert(1)> @everyone #1"
    proposal.repository.commit({file("a-trap"): paper("a-trap", "aaaa66", title=title)})
    proposal.repository.git("branch", name)
    result = review.review(proposal.root, request.read(proposal.root, "main", name))
    text = to_markdown(result, place_of("https://github.com/ada/list", name))
    assert not trap.exists()
    assert "<img" not in text
    assert "@everyone" not in text
    assert "#1" not in text
    assert "&#60;img src&#61;x" in text


@pytest.mark.parametrize("name", ["--help", "-x", "main --output=x", "", "no-such-branch", "a\nb"])
def test_what_is_no_revision_is_refused(proposal: Proposal, name: str) -> None:
    with pytest.raises(PapershelfError):
        request.read(proposal.root, "main", name)


def test_content_and_workflows_in_one_request_are_flagged_workflows_first(proposal: Proposal) -> None:
    proposal.change((KETTLES, "heat", "spoons"))
    proposal.repository.commit({"README.md": "x", "requirements.txt": "x", ".github/workflows/check.yml": "x"})
    (notice,) = proposal.review().notices
    assert (notice.flag, notice.count) == (Flag.MIXED, 3)
    assert notice.paths[0] == ".github/workflows/check.yml"


def test_files_outside_of_the_list_are_flagged_and_never_read(proposal: Proposal) -> None:
    proposal.repository.commit({"mkdocs.yml": "x", "content-too/papers/x.md": "x"})
    result = proposal.review()
    assert [notice.flag for notice in result.notices] == [Flag.OUTSIDE]
    assert result.papers == ()


def test_very_many_files_and_deletions_are_flagged(proposal: Proposal) -> None:
    many = {file(f"paper-{n}"): paper(f"paper-{n}", f"bb{n:04d}") for n in range(210)}
    proposal.repository.git("switch", "--quiet", "main")
    proposal.repository.commit(many)
    proposal.repository.git("branch", "--force", "request", "main")
    proposal.repository.git("switch", "--quiet", "request")
    for name in many:
        (proposal.root / name).unlink()
    proposal.repository.commit({})
    flags = {notice.flag: notice.count for notice in proposal.review().notices}
    assert flags == {Flag.FILES: 210, Flag.DELETIONS: 210}


def test_a_large_request_is_flagged_and_a_file_of_a_megabyte_is_not_read(proposal: Proposal) -> None:
    large = paper("a-giant", "aaaa77") + "x" * 1024 * 1024
    proposal.repository.commit({file("a-giant"): large})
    result = proposal.review()
    assert [notice.flag for notice in result.notices] == [Flag.SIZE]
    (refusal,) = result.refused
    assert refusal.path == file("a-giant")
    assert "bytes" in refusal.reason
    assert not result.is_sound
    assert result.papers == ()


def test_a_request_without_end_is_read_up_to_a_limit(proposal: Proposal, monkeypatch: pytest.MonkeyPatch) -> None:
    proposal.repository.commit({file(f"ladle-{n}"): paper(f"ladle-{n}", f"bb{n:04d}") for n in range(9)})
    monkeypatch.setattr(request, "MAX_FILES", 5)
    found = request.read(proposal.root, "main", "request")
    assert (len(found.changed), len(found.refused)) == (5, 4)
    monkeypatch.setattr(request, "MAX_BYTES", 1_100)
    found = request.read(proposal.root, "main", "request")
    assert (len(found.changed), len(found.refused)) == (2, 7)


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
