"""What the review says of requests that were made with the maintainers' commands, and of removals beside warnings."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from proposals import Proposal, file, make

from papershelf.cli import papershelf
from papershelf.github.comment import to_markdown
from papershelf.github.result import Result

KETTLES = file("singing-kettles")
ASKED = "a maintainer is asked whether what it removes may go"


@pytest.fixture
def proposal(tmp_path: Path) -> Proposal:
    return make(tmp_path)


def commanded(proposal: Proposal, *words: str) -> Result:
    """The review of a request that one command made."""
    done = CliRunner().invoke(papershelf, ["--root", str(proposal.root), *words])
    assert done.exit_code == 0, done.output
    proposal.repository.commit({})
    return proposal.review()


def lost(result: Result) -> list[tuple[str, str, str]]:
    return [(each.field, each.before, each.after) for each in result.losses]


def errors(result: Result) -> list[str]:
    return [str(each) for each in result.findings if each.severity.value == "error"]


def test_a_merged_paper_is_said_to_be_merged(proposal: Proposal) -> None:
    result = commanded(proposal, "merge", "singing-kettles", "warm-spoons")
    assert errors(result) == []
    assert lost(result) == [("paper", "Warm Spoons", f"merged into {KETTLES}")]


def test_places_in_listings_come_along_with_a_merged_paper(proposal: Proposal) -> None:
    proposal.repository.git("switch", "--quiet", "main")
    listings = {"content/listings.yml": 'one:\n  label: "One"\n'}
    for rank, slug in enumerate(("singing-kettles", "warm-spoons"), start=1):
        text = (proposal.root / file(slug)).read_text(encoding="utf-8")
        added = 'added: "2026-01-02"'
        listings[file(slug)] = text.replace(added, f'listed: [{{listing: "one", rank: {rank}}}]\n{added}')
    proposal.repository.commit(listings)
    proposal.repository.git("switch", "--quiet", "request")
    proposal.repository.git("merge", "--quiet", "main")
    assert errors(commanded(proposal, "merge", "singing-kettles", "warm-spoons")) == []


def test_renamed_words_are_said_with_their_new_keys_and_no_paper_loses_a_tag(proposal: Proposal) -> None:
    assert lost(commanded(proposal, "tags", "rename", "heat", "warmth")) == [("tag", "Heat", "warmth")]
    proposal.repository.git("reset", "--quiet", "--hard", "main")
    assert lost(commanded(proposal, "topics", "rename", "kitchen", "galley")) == [("topic", "Kitchen", "galley")]


def test_a_tag_that_moves_is_said(proposal: Proposal) -> None:
    assert lost(commanded(proposal, "tags", "move", "heat", "kind")) == [("tag topic", "kitchen", "kind")]


@pytest.mark.parametrize(
    ("tags", "is_lost"),
    [
        ("[kettles, heat, survey, spoons]", False),
        ("[kettles, spoons, survey]", False),
        ("[spoons, word-1]", True),
        ("[kettles, spoons]", True),
        ("[kettles, survey]", True),
        ("[]", True),
        ("[spoons, word-1, word-2]", True),
    ],
)
def test_tags_that_make_room_for_others_are_lost_only_where_fewer_or_none_is_left(
    proposal: Proposal, tags: str, is_lost: bool
) -> None:
    proposal.change((KETTLES, "[kettles, heat, survey]", tags))
    result = proposal.review()
    assert [field for field, _, _ in lost(result)] == (["tags"] if is_lost else [])
    assert (ASKED in to_markdown(result)) == is_lost


@pytest.mark.parametrize("slip", ["  heat\n", "  heat: [\n", '  heat: "Heat\n'])
def test_nothing_is_removed_from_a_vocabulary_that_cannot_be_read(proposal: Proposal, slip: str) -> None:
    proposal.change(("content/tags.yml", "  heat:\n", slip))
    result = proposal.review()
    assert (result.words, result.losses) == ((), ())
    assert {each.path for each in result.findings} == {"content/tags.yml"}
