"""Rule `import-owned`: id, listed and added stay as the import wrote them."""

from __future__ import annotations

import pytest
from kitchen import Kitchen

LISTED = '[{listing: "autumn", rank: 2}]'


@pytest.fixture
def imported(kitchen: Kitchen) -> Kitchen:
    """The list with a paper of a listing, committed."""
    kitchen.write("listings.yml", "autumn:\n  source: Invented\n")
    kitchen.put("spoons", id="spoon2", listed=LISTED)
    kitchen.promise()
    kitchen.commit()
    return kitchen


def test_what_people_own_may_change(imported: Kitchen) -> None:
    imported.put("spoons", id="spoon2", listed=LISTED, title='"Spoons, corrected"', tags="[heat, teapots]", summary="")
    assert imported.said("import-owned", base=True) == []


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("id", "other4", "papers/spoons.md:2: id: it was 'spoon2', and belongs to the import. Write `id: \"spoon2\"`"),
        ("added", '"2025-01-01"', "papers/spoons.md:5: added: it was '2026-01-02', and belongs to the import."),
        (
            "listed",
            "[]",
            "papers/spoons.md:4: listed: it was changed, and belongs to the import. Write `listed: [{listing:",
        ),
        ("listed", '[{listing: "autumn", rank: 1}]', "papers/spoons.md:4: listed: it was changed"),
        (
            "listed",
            '[{listing: "autumn", rank: 2}, {listing: "autumn", rank: 9}]',
            "papers/spoons.md:4: listed: it was",
        ),
    ],
)
def test_a_field_of_the_import_that_was_changed_is_refused_and_brought_back(
    imported: Kitchen, field: str, value: str, said: str
) -> None:
    before = imported.read("papers/spoons.md")
    imported.put("spoons", **{"id": "spoon2", "listed": LISTED} | {field: value})
    assert imported.said("import-owned") == [], "without a base it cannot be seen"
    (line,) = imported.said("import-owned", base=True)
    assert line.startswith(said)
    imported.mend(base=True)
    assert imported.said("import-owned", base=True) == []
    assert imported.read("papers/spoons.md").replace('"spoon2"', "spoon2") == before


def test_another_error_in_the_file_does_not_hide_it(imported: Kitchen) -> None:
    imported.put("spoons", id="spoon2", listed="[{listing: autum, rank: 2}]", added='"2020-01-01"', tags="[kettle]")
    (line,) = imported.said("import-owned", base=True)
    assert line.startswith("papers/spoons.md:5: added:"), "where it was listed cannot be read, and is another error"
    imported.mend(base=True)
    assert 'added: "2026-01-02"' in imported.read("papers/spoons.md")
    assert "{listing: autum, rank: 2}" in imported.read("papers/spoons.md")


def test_a_renamed_paper_is_known_by_its_id(imported: Kitchen) -> None:
    (imported.root / "content/papers/spoons.md").unlink()
    imported.put("forks", id="spoon2", listed=LISTED, added='"2020-01-01"', aliases="[spoons]")
    (line,) = imported.said("import-owned", base=True)
    assert line.startswith("papers/forks.md:5: added: it was '2026-01-02'")


def test_a_new_listing_may_bring_new_places(imported: Kitchen) -> None:
    imported.write("listings.yml", imported.read("listings.yml") + "winter:\n  source: Invented\n")
    places = '[{listing: "autumn", rank: 2}, {listing: "winter", rank: 1}]'
    imported.put("spoons", id="spoon2", listed=places)
    assert imported.said("import-owned", base=True) == []


def test_a_new_paper_has_no_former_state(imported: Kitchen) -> None:
    imported.put("bowls", added='"2026-05-05"')
    assert imported.said("import-owned", base=True) == []


def test_what_the_base_did_meanwhile_is_not_laid_to_the_branch(imported: Kitchen) -> None:
    imported.git("checkout", "--quiet", "-b", "work")
    imported.git("checkout", "--quiet", "main")
    imported.put("spoons", id="spoon2", listed=LISTED, added='"2026-01-09"')
    imported.commit()
    imported.git("checkout", "--quiet", "work")
    assert imported.said("import-owned", base="main") == []


def test_a_copy_of_a_paper_that_is_still_there_is_not_taken_for_it(kitchen: Kitchen) -> None:
    kitchen.commit()
    text = kitchen.read("papers/kettles.md")
    kitchen.write("papers/spoons.md", text.replace("2026-01-02", "2026-03-04").replace("Kettles", "Spoons", 1))
    assert kitchen.said("import-owned", base=True) == []
