"""Rule `vanished-address`: what was published stays, or leads somewhere."""

from __future__ import annotations

from kitchen import Kitchen

from papershelf.errors import Severity


def test_addresses_that_stand_pass(kitchen: Kitchen) -> None:
    kitchen.commit()
    assert kitchen.said("vanished-address", base=True) == []


def test_a_deleted_paper_is_said_at_its_lines_of_the_ledger(kitchen: Kitchen) -> None:
    kitchen.put("spoons", id="spoon2")
    kitchen.promise()
    (kitchen.root / "content/papers/spoons.md").unlink()
    rows = kitchen.read("urls.txt").splitlines()
    lines = kitchen.said("vanished-address")
    assert [line.partition(" would")[0] for line in lines] == [
        f"urls.txt:{rows.index(address) + 1}: the published address {address}"
        for address in ("/p/spoon2/", "/papers/spoons/")
    ]
    assert "`aliases: [spoons]`" in lines[1]


def test_a_deleted_paper_is_said_at_the_file_that_promised_it(kitchen: Kitchen) -> None:
    kitchen.put("spoons", id="spoon2")
    kitchen.mend()
    (kitchen.root / "content/papers/spoons.md").unlink()
    assert [line.partition(" would")[0] for line in kitchen.said("vanished-address")] == [
        f"urls/spoon2.txt: the published address {address}" for address in ("/p/spoon2/", "/papers/spoons/")
    ]


def test_a_renamed_paper_that_keeps_its_former_name_passes(kitchen: Kitchen) -> None:
    text = kitchen.read("papers/kettles.md")
    (kitchen.root / "content/papers/kettles.md").unlink()
    kitchen.write("papers/pots.md", text.replace("tags:", "aliases: [kettles]\ntags:"))
    assert kitchen.said("vanished-address") == []


def test_a_renamed_paper_is_told_its_former_name_against_the_base_and_gets_it(kitchen: Kitchen) -> None:
    kitchen.commit()
    text = kitchen.read("papers/kettles.md")
    (kitchen.root / "content/papers/kettles.md").unlink()
    kitchen.write("papers/pots.md", text)
    assert ": the published address /papers/kettles/ would vanish" in kitchen.said("vanished-address")[0]
    assert kitchen.said("vanished-address", base=True) == [
        "papers/pots.md:2: id: the file was called kettles.md, and the address /papers/kettles/ would vanish. "
        "Add `aliases: [kettles]`."
    ]
    assert set(kitchen.mend(base=True)) == {"papers/pots.md", f"urls/{kitchen.library().papers[0].id}.txt"}
    assert kitchen.read("papers/pots.md") == text.replace("survey]\n", "survey]\naliases: [kettles]\n")
    assert kitchen.said("vanished-address", base=True) == []


def test_a_withdrawn_paper_keeps_its_address(kitchen: Kitchen) -> None:
    kitchen.put("kettles", withdrawn='"It was a joke."')
    assert kitchen.said("vanished-address") == []


def test_a_paper_that_cannot_be_read_has_not_vanished(kitchen: Kitchen) -> None:
    kitchen.commit()
    kitchen.write("papers/kettles.md", "no front matter")
    assert kitchen.said("vanished-address", base=True) == []


def test_a_tag_that_was_removed_by_hand_is_seen_against_the_base(kitchen: Kitchen) -> None:
    kitchen.write("urls.txt", "")  # as if nobody had written its address down yet
    kitchen.commit()
    text = kitchen.read("tags.yml")
    start = text.index("  teapots:")
    kitchen.write("tags.yml", text[:start] + text[text.index("  survey:") :])
    assert kitchen.said("vanished-address") == []
    (line,) = kitchen.said("vanished-address", base=True)
    assert line.startswith("tags.yml: the published address /tags/teapots/ would vanish.")


def test_a_topics_page_that_goes_is_a_warning(kitchen: Kitchen) -> None:
    kitchen.write("urls.txt", "")  # as if nobody had written its address down yet
    kitchen.commit()
    kitchen.write(
        "tags.yml", kitchen.read("tags.yml").replace("things:", "stuff:").replace("topic: things", "topic: stuff")
    )
    (problem,) = kitchen.problems("vanished-address", base=True)
    assert (problem.severity, problem.problem) == (Severity.WARNING, "the topic's page /topics/things/ would be gone")


def test_an_address_taken_out_of_the_ledger_with_its_paper_is_seen_against_the_base(kitchen: Kitchen) -> None:
    kitchen.put("spoons", id="spoon2")
    kitchen.promise()
    kitchen.commit()
    (kitchen.root / "content/papers/spoons.md").unlink()
    kitchen.promise()
    lines = kitchen.said("vanished-address", base=True)
    assert [line.partition(" would")[0] for line in lines] == [
        "urls.txt: the published address /p/spoon2/",
        "urls.txt: the published address /papers/spoons/",
    ]
