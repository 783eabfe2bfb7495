"""Rule `proposed-tag`: what is proposed waits for a person, and not once it was confirmed."""

from __future__ import annotations

import pytest
from kitchen import Kitchen

from papershelf.errors import Severity


def test_a_paper_without_proposals_passes(kitchen: Kitchen) -> None:
    assert kitchen.said("proposed-tag") == []


def test_proposals_beside_tags_wait_for_a_word(kitchen: Kitchen) -> None:
    kitchen.put("spoons", proposed="[teapots]")
    (problem,) = kitchen.problems("proposed-tag")
    assert problem.severity is Severity.WARNING
    assert problem.line == 8
    assert problem.problem == "nobody has confirmed teapots"
    assert "`papershelf suggest --confirm spoons`" in problem.remedy
    kitchen.promise()
    assert kitchen.mend() == [], "nobody but a person confirms"


def test_proposals_alone_do_not_make_a_paper_tagged(kitchen: Kitchen) -> None:
    kitchen.put("spoons", tags="[]", proposed="[teapots, survey]")
    (said,) = kitchen.said("no-tags")
    assert "Choose among the proposed ones, teapots, survey: move them to `tags`, or run" in said
    assert kitchen.said("proposed-tag") == kitchen.said("number-of-tags") == []


@pytest.mark.parametrize(
    ("proposed", "left"), [("[heat]", None), ("[warmth]", None), ("[heat, teapots, kettles]", "[teapots]")]
)
def test_what_was_confirmed_is_proposed_no_more(kitchen: Kitchen, proposed: str, left: str | None) -> None:
    kitchen.put("spoons", proposed=proposed)
    kitchen.promise()
    said = kitchen.problems("proposed-tag")
    assert said[0].problem == "'heat' is among its tags already"
    assert said[0].severity is Severity.ERROR
    before = kitchen.read("papers/spoons.md")
    assert kitchen.mend() == ["papers/spoons.md"]
    after = f"proposed: {left}\n" if left else ""
    assert kitchen.read("papers/spoons.md") == before.replace(f"proposed: {proposed}\n", after)
    assert not [each for each in kitchen.problems("proposed-tag") if each.severity is Severity.ERROR]


def test_a_proposal_that_is_no_tag_is_refused(kitchen: Kitchen) -> None:
    kitchen.put("spoons", proposed="[spanners]")
    (said,) = kitchen.said("unknown-tag")
    assert said.startswith("papers/spoons.md:8: proposed: the tag 'spanners' is not known")
