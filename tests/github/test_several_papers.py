"""Proposals for several papers at once: one issue, one request. All invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from issues import change, issue, refusal
from proposals import file, files

from papershelf.model import MOST_PROPOSED


def test_each_line_changes_the_tags_of_one_paper(root: Path) -> None:
    address = "https://ada.github.io/list/papers/warm-spoons/"
    lines = f"- singing-kettles: +spoons -heat\n\n{address}: +spoons\naaaa44: +whistlers"
    data = change(root, issue(changes=lines))
    assert {each["path"] for each in data["files"]} == {file("singing-kettles"), file("warm-spoons")}
    assert data["title"] == "Improve the tags of 2 papers"
    texts = {each["path"]: each["content"] for each in data["files"]}
    assert texts[file("singing-kettles")] == files()[file("singing-kettles")].replace(
        "[kettles, heat, survey]", "[kettles, spoons, survey]"
    )
    assert "- tags: + `spoons` − `heat`" in data["body"]
    assert "**Warm Spoons**" in data["body"]
    assert "Cold Spoons" not in data["body"], "it has these tags already"


def test_one_line_is_one_paper_fenced_or_not(root: Path) -> None:
    data = change(root, issue(changes="```text\nsinging-kettles: spoons, kettles\n```"))
    assert data["title"] == "Improve singing-kettles: +spoons -heat -survey"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("singing-kettles +spoons", "does not name a paper and its tags"),
        ("singing-kettle: +spoons", "Did you mean"),
        ("singing-kettles: +spoons\naaaa22: -heat", "appears twice"),
        ("singing-kettles: +spoon5s", "not known"),
        ("singing-kettles: -spoons", "does not have the tag"),
        ("singing-kettles: -heat +heat", "added and removed"),
        ("singing-kettles: +kettles", "nothing would change"),
        ("\n".join(f"{n}: +heat" for n in range(MOST_PROPOSED + 1)), "Make two proposals"),
    ],
)
def test_what_cannot_be_applied_is_said_and_nothing_is(root: Path, lines: str, said: str) -> None:
    answer = refusal(root, issue(changes=f"warm-spoons: +spoons\n{lines}" if "nothing" not in said else lines))
    assert said in answer.replace("&#39;", "'")
    assert "**Changes:**" in answer


def test_a_rule_that_the_change_would_break_names_the_paper(root: Path) -> None:
    words = " ".join(f"+word-{n}" for n in range(12))
    said = refusal(root, issue(changes=f"singing-kettles: {words}\nwarm-spoons: +spoons"))
    assert "singing-kettles&#58; it has 15 tags" in said
    assert "warm" not in said


def test_everything_that_is_wrong_is_said_at_once(root: Path) -> None:
    said = refusal(root, issue(changes="singing-kettles: +nonsense\nwarm-spoons: -spoons"))
    assert "singing-kettles" in said
    assert "warm-spoons" in said
