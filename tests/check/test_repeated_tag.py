"""Rule `repeated-tag`: no tag appears twice on a paper."""

from __future__ import annotations

import pytest
from kitchen import Kitchen


def test_different_tags_pass(kitchen: Kitchen) -> None:
    assert kitchen.said("repeated-tag") == []


@pytest.mark.parametrize(
    ("tags", "said"),
    [
        ("[heat, kettles, heat]", "papers/spoons.md:7: tags: 'heat' appears twice. Remove one of the two."),
        ("[heat, kettles, warmth]", "papers/spoons.md:7: tags: two of its tags are one tag under two names."),
    ],
)
def test_a_repeated_tag_is_refused_and_mended(kitchen: Kitchen, tags: str, said: str) -> None:
    kitchen.put("spoons", tags=f"{tags} # a remark")
    kitchen.promise()
    (line,) = kitchen.said("repeated-tag")
    assert line.startswith(said)
    before = kitchen.read("papers/spoons.md")
    assert kitchen.mend() == ["papers/spoons.md"]
    assert kitchen.read("papers/spoons.md") == before.replace(tags, "[heat, kettles]")
    assert kitchen.said("repeated-tag") == []
