"""Rule `reference`: links within the list lead somewhere, and by the present name."""

from __future__ import annotations

import pytest
from kitchen import SUMMARY, VOCABULARY, Kitchen

PLACE = 'description: "Warm things."'


def overview(text: str) -> str:
    return VOCABULARY.replace(PLACE, f'{PLACE}\n    overview: "{text}"')


def test_links_to_what_is_there_pass(kitchen: Kitchen) -> None:
    kitchen.put("spoons", f"{SUMMARY} [More](tag:heat).", note='"As [kettles](paper:kettles) do."')
    kitchen.write(
        "tags.yml", overview("[Kettles](paper:kettles) and [pots](tag:teapots), [elsewhere](https://a.org/).")
    )
    assert kitchen.said("reference") == []


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("paper:nothing", "the link 'paper:nothing' leads to no paper of the list. Name a paper by its file."),
        (
            "tag:nothing",
            "the link 'tag:nothing' leads to no tag of the list. Name a tag by its key in content/tags.yml.",
        ),
        ("paper:Kettles", "the link 'paper:Kettles' leads to no paper of the list. Name a paper by its file."),
        ("paper:", "the link 'paper:' leads to no paper of the list. Name a paper by its file."),
    ],
)
def test_a_link_that_leads_nowhere_is_refused(kitchen: Kitchen, link: str, said: str) -> None:
    kitchen.write("tags.yml", overview(f"[Kettles]({link})."))
    assert kitchen.said("reference")[0] == f"tags.yml:13: tags.heat.overview: {said}"


def test_former_names_are_told_in_notes_and_summaries(kitchen: Kitchen) -> None:
    kitchen.put("kettles", aliases="[pots]")
    kitchen.put("spoons", f"{SUMMARY} [More](tag:warmth).", note='"As [kettles](paper:pots) do."')
    kitchen.promise()
    assert kitchen.said("reference") == [
        "papers/spoons.md:8: warning: note: 'paper:pots' is not the name that it has now. Write 'paper:kettles'.",
        "papers/spoons.md:10: warning: summary: 'tag:warmth' is not the name that it has now. Write 'tag:heat'.",
    ]


def test_a_paper_whose_file_cannot_be_read_is_there_all_the_same(kitchen: Kitchen) -> None:
    kitchen.put("spoons", title='"Spoons"')
    linked = '    overview: "[Spoons](paper:spoons) are warm."\n'
    kitchen.write("tags.yml", VOCABULARY.replace('"Warm things."\n', f'"Warm things."\n{linked}'))
    assert kitchen.said("reference") == []
    kitchen.write("papers/spoons.md", "---\ntitle: Spoons\n")
    assert kitchen.said("reference") == []
    (kitchen.root / "content/papers/spoons.md").unlink()
    assert len(kitchen.said("reference")) == 1
