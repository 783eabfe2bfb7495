"""The review of a pull request: what it says of changes, and what it flags."""

from __future__ import annotations

from pathlib import Path

import pytest
from proposals import KETTLES, SUMMARY, Proposal, file, paper

from papershelf.errors import PapershelfError
from papershelf.github import request, review
from papershelf.github.comment import place as place_of
from papershelf.github.comment import to_markdown
from papershelf.github.result import Event, Flag, Result


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
