"""Papers joined, renamed and removed, on real folders: what is written, what is refused, and which addresses stay."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from kitchen import Kitchen

from papershelf import addresses, content
from papershelf.cli import papers as commands
from papershelf.cli import papershelf


def run(kitchen: Kitchen, *words: str, **settings: str) -> Result:
    return CliRunner().invoke(papershelf, ["--root", str(kitchen.root), *words], **settings)  # type: ignore[arg-type]


@pytest.fixture
def kitchen(tmp_path: Path) -> Kitchen:
    """A list in git with two papers that are one, each of which was told of and drawn."""
    kitchen = Kitchen.furnish(tmp_path / "list")
    kitchen.write("listings.yml", 'one:\n  label: "One"\ntwo:\n  label: "Two"\n')
    kitchen.put(
        "steam",
        tags="[heat, teapots] # chosen by Ada",
        arxiv='"2306.14898"',
        authors='["Ada Kettle"]',
        listed='[{listing: "one", rank: 3}]',
        finding='"Steam rises."',
    )
    kitchen.put(
        "steam-again",
        summary="Steam rises twice. It does.",
        tags="[kettles]",
        links='[{kind: code, url: "https://github.com/invented/steam"}, {kind: paper, url: "https://arxiv.org/abs/2306.14898"}]',
        year='"2023"',
        doi='"10.1234/steam"',
        sources='[{source: "arXiv", facts: [year]}]',
        listed='[{listing: "two", rank: 1}]',
        finding='"Steam sinks."',
    )
    ids = sorted(paper.id for paper in kitchen.library().papers)
    kitchen.write("map.csv", "id,x,y\n" + "".join(f"{each},0.{n},0.5\n" for n, each in enumerate(ids, start=1)))
    kitchen.write("digests/2026-02-01.md", f'---\nsince: "2026-01-01"\npapers: [{", ".join(ids)}]\n---\n')
    kitchen.promise()
    kitchen.commit()
    return kitchen


def ids(kitchen: Kitchen) -> dict[str, str]:
    return {paper.slug: paper.id for paper in kitchen.library().papers}


def vanished(kitchen: Kitchen) -> list[str]:
    """The addresses of the ledger that a build would not publish, and what the rules say of them."""
    library = kitchen.library()
    gone = set(library.published) - addresses.addresses(library)
    return [*gone, *kitchen.said("vanished-address", base=True), *kitchen.said("import-owned", base=True)]


def committed(kitchen: Kitchen) -> dict[str, bytes]:
    content = kitchen.root / "content"
    files = (path for path in content.rglob("*") if path.is_file() and path.name != ".lock")
    return {str(path.relative_to(content)): path.read_bytes() for path in files}


def test_merging_takes_over_what_only_the_other_one_has(kitchen: Kitchen) -> None:
    gone = ids(kitchen)["steam-again"]
    done = run(kitchen, "merge", "steam", "steam-again")
    assert done.exit_code == 0, done.output
    assert kitchen.read("papers/steam.md").split("\n")[:-2] == [
        "---",
        f"id: {ids(kitchen)['steam']}",
        'title: "Steam"',
        "listed:",
        '  - {listing: "one", rank: 3}',
        '  - {listing: "two", rank: 1}',
        'added: "2026-01-02"',
        'links: [{kind: code, url: "https://github.com/invented/steam"}]',
        "tags: [heat, teapots, kettles] # chosen by Ada",
        'arxiv: "2306.14898"',
        'authors: ["Ada Kettle"]',
        'year: "2023"',
        'doi: "10.1234/steam"',
        'sources: [{source: "arXiv", facts: [year]}]',
        'finding: "Steam rises."',
        "aliases: [steam-again]",
        f"merged: [{{id: {gone}, slug: steam-again}}]",
        "---",
    ]
    assert not (kitchen.root / "content/papers/steam-again.md").exists()
    for field, said in (("title", "Steam-Again"), ("finding", "Steam sinks."), ("summary", "Steam rises twice.")):
        assert f"content/papers/steam.md: warning: {field}: it stays as it is" in done.stderr
        assert said in done.stderr


def test_every_address_of_a_merged_paper_leads_to_the_one_that_stays(kitchen: Kitchen) -> None:
    gone = ids(kitchen)["steam-again"]
    run(kitchen, "merge", "steam", "steam-again")
    led = dict(addresses.former_and_short(kitchen.library()))
    assert led["/papers/steam-again/"] == led[f"/p/{gone}/"] == "/papers/steam/"
    assert vanished(kitchen) == []
    digest = kitchen.library().digests[0]
    assert gone not in digest.papers
    assert len(digest.papers) == 2
    assert gone not in kitchen.read("map.csv")
    assert gone in kitchen.read("digests/2026-02-01.md")
    again = run(kitchen, "merge", "steam", "steam-again")
    assert (again.exit_code, again.stdout) == (0, "'steam-again' was merged into 'steam' already; nothing is changed\n")


def test_a_chain_of_merges_and_a_renaming_keep_every_address(kitchen: Kitchen) -> None:
    first = ids(kitchen)
    for words in (
        ("rename", "steam-again", "more-steam"),
        ("merge", "steam", "more-steam"),
        ("merge", "kettles", "steam"),
        ("rename", "kettles", "whistles"),
    ):
        assert run(kitchen, *words).exit_code == 0
    paper = next(paper for paper in kitchen.library().papers if paper.slug == "whistles")
    assert paper.aliases == ("kettles", "steam", "more-steam", "steam-again")
    assert [(each.id, each.slug) for each in paper.merged] == [
        (first["steam"], "steam"),
        (first["steam-again"], "more-steam"),
    ]
    assert paper.own_names == ("kettles", "whistles")
    assert vanished(kitchen) == []


def test_identifiers_that_differ_come_along_as_links(kitchen: Kitchen) -> None:
    kitchen.put("steam-again", arxiv='"2401.00001"', id=f'"{ids(kitchen)["steam-again"]}"')
    done = run(kitchen, "merge", "steam", "steam-again")
    assert '{kind: paper, url: "https://arxiv.org/abs/2401.00001"}' in kitchen.read("papers/steam.md")
    assert "neither title nor identifiers say that content/papers/steam-again.md is the same paper" in done.stderr


def test_the_place_on_the_map_is_taken_over_where_there_is_none(kitchen: Kitchen) -> None:
    own, gone = ids(kitchen)["steam"], ids(kitchen)["steam-again"]
    rows = [row for row in kitchen.read("map.csv").splitlines() if not row.startswith(own)]
    place = next(row for row in rows if row.startswith(gone)).removeprefix(gone)
    kitchen.write("map.csv", "".join(f"{row}\n" for row in rows))
    run(kitchen, "merge", "steam", "steam-again")
    assert f"{own}{place}" in kitchen.read("map.csv").splitlines()


def test_abstracts_go_along(kitchen: Kitchen) -> None:
    kitchen.write("abstracts/steam-again.md", "Of steam.\n")
    run(kitchen, "merge", "steam", "steam-again")
    run(kitchen, "rename", "steam", "vapour")
    assert kitchen.read("abstracts/vapour.md") == "Of steam.\n"
    assert [path.name for path in (kitchen.root / "content/abstracts").iterdir()] == ["vapour.md"]


OPEN = '---\nsource: "arXiv"\n---\n\nOf {}.\n'


def abstracts(kitchen: Kitchen) -> dict[str, str]:
    """The abstracts that are kept, by their paths under `content/`."""
    root = kitchen.root / "content"
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in root.glob("*abstracts/*")}


def test_an_open_abstract_goes_along_and_stays_open(kitchen: Kitchen) -> None:
    kitchen.write("open-abstracts/steam-again.md", OPEN.format("steam"))
    shown = run(kitchen, "rename", "steam-again", "fog", "--dry-run")
    assert "rename to content/open-abstracts/fog.md" in shown.output
    run(kitchen, "rename", "steam-again", "fog")
    assert abstracts(kitchen) == {"open-abstracts/fog.md": OPEN.format("steam")}
    run(kitchen, "merge", "steam", "fog")
    assert abstracts(kitchen) == {"open-abstracts/steam.md": OPEN.format("steam")}
    assert not [problem for problem in content.examine(kitchen.root).problems if "abstracts" in problem.path]


def test_of_two_abstracts_the_open_one_goes_first(kitchen: Kitchen) -> None:
    kitchen.write("abstracts/steam.md", "Of whistles and of nothing else.\n")
    kitchen.write("open-abstracts/steam-again.md", OPEN.format("steam"))
    done = run(kitchen, "merge", "steam", "steam-again")
    assert "content/papers/steam-again.md says 'Of steam.'" in done.stderr
    assert abstracts(kitchen) == {
        "abstracts/steam.md": "Of whistles and of nothing else.\n",
        "open-abstracts/steam.md": OPEN.format("steam"),
    }


def test_a_paper_that_was_never_published_takes_its_open_abstract_with_it(kitchen: Kitchen) -> None:
    kitchen.put("fog")
    kitchen.write("open-abstracts/fog.md", OPEN.format("fog"))
    assert run(kitchen, "remove", "fog", "--never-published").exit_code == 0
    assert abstracts(kitchen) == {}


def test_what_was_refused_for_one_paper_is_refused_for_the_joined_one(kitchen: Kitchen) -> None:
    own, gone = ids(kitchen)["steam"], ids(kitchen)["steam-again"]
    kitchen.write("rejected-facts.txt", f"# Refused.\n{gone}:arxiv:2401.00001\n{own}:arxiv:2401.00002\n")
    run(kitchen, "merge", "steam", "steam-again")
    assert kitchen.read("rejected-facts.txt") == f"# Refused.\n{own}:arxiv:2401.00001\n{own}:arxiv:2401.00002\n"


def test_too_many_tags_of_a_joined_paper_are_told(kitchen: Kitchen) -> None:
    more = [f"vessel-{n}" for n in range(6)]
    fields = '    label: "{0}"\n    topic: things\n    description: "One."\n'
    rows = "".join(f"  {key}:\n{fields.format(key.title())}" for key in more)
    kitchen.write("tags.yml", kitchen.read("tags.yml") + rows)
    kitchen.put("fog", tags=f"[{', '.join(more)}]")
    done = run(kitchen, "merge", "steam", "fog")
    assert "it has 8 tags now, over 7; there came vessel-0, vessel-1" in done.stderr


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("rename", "steam", "s" * 101), 2, "the name has 101 characters, over"),
        (("merge", "steam", "steam"), 2, "a paper cannot be merged into itself"),
        (("merge", "steam", "steem-again"), 2, "there is no paper 'steem-again' on the list. Did you mean"),
        (("rename", "steam", "kettles"), 2, "'kettles' belongs to content/papers/kettles.md already"),
        (("rename", "steam", "Steam Engines!"), 2, "such as 'steam-engines'"),
        (("rename", "nothing-of-the-sort", "x"), 2, "there is no paper 'nothing-of-the-sort'"),
        (("remove", "steam"), 2, "Give either --reason, or --never-published"),
        (("remove", "steam", "--reason", "x", "--never-published"), 2, "Give either"),
        (("remove", "steam", "--reason", " "), 1, "--reason: it is empty"),
        (("remove", "steam", "--never-published"), 1, "was published. Withdraw it"),
        (("remove", "steam", "--never-published", "--base", "nowhere"), 2, "--base:"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_is_written(
    kitchen: Kitchen, words: tuple[str, ...], code: int, said: str
) -> None:
    before = committed(kitchen)
    done = CliRunner().invoke(papershelf, ["--root", str(kitchen.root), *words])
    assert (done.exit_code, said in done.output + str(done.exception)) == (code if code == 2 else 1, True)
    assert committed(kitchen) == before


def test_a_withdrawn_paper_takes_over_no_other(kitchen: Kitchen) -> None:
    run(kitchen, "remove", "steam", "--reason", "It was invented.")
    done = run(kitchen, "merge", "steam", "steam-again")
    assert done.exit_code == 2
    assert "`papershelf merge steam-again steam`" in done.output


@pytest.mark.parametrize(
    "words",
    [
        ("merge", "steam", "steam-again"),
        ("rename", "steam", "vapour"),
        ("remove", "steam", "--reason", "It was invented."),
    ],
)
def test_a_preview_is_what_git_would_apply_and_writes_nothing(kitchen: Kitchen, words: tuple[str, ...]) -> None:
    before = committed(kitchen)
    shown = run(kitchen, *words, "--dry-run").stdout
    assert committed(kitchen) == before
    assert run(kitchen, *words).exit_code == 0
    after = committed(kitchen)
    kitchen.git("add", "-A")
    kitchen.git("stash")
    subprocess.run(["git", "apply"], cwd=kitchen.root, input=shown.encode(), check=True)
    assert committed(kitchen) == after


def test_a_terminal_is_asked_for_consent(kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "_is_terminal", lambda: True)
    before = committed(kitchen)
    refused = run(kitchen, "merge", "steam", "steam-again", input="n\n")
    assert refused.exit_code == 1
    assert "Merge them?" in refused.output
    assert committed(kitchen) == before
    assert run(kitchen, "merge", "steam", "steam-again", "--yes").exit_code == 0


def test_a_removed_paper_stays_with_its_reason(kitchen: Kitchen) -> None:
    done = run(kitchen, "remove", "steam", "--reason", "Its authors\nwithdrew it.")
    assert (done.exit_code, done.stdout) == (0, "steam is withdrawn; its page says so\n")
    assert 'withdrawn: "Its authors withdrew it."' in kitchen.read("papers/steam.md").split("\n")
    assert vanished(kitchen) == []
    again = run(kitchen, "remove", "steam", "--reason", "Its authors withdrew it.")
    assert "nothing is changed" in again.stdout


def test_a_paper_that_nobody_has_seen_is_deleted_with_its_traces(kitchen: Kitchen) -> None:
    before = committed(kitchen)
    assert run(kitchen, "new", "--title", "Cold steam").exit_code == 0
    assert run(kitchen, "remove", "cold-steam", "--never-published").exit_code == 0
    assert committed(kitchen) == before


def test_a_branch_may_delete_what_its_base_does_not_have(kitchen: Kitchen) -> None:
    run(kitchen, "new", "--title", "Cold steam")
    kitchen.git("add", "-A")
    kitchen.git("commit", "-qm", "A paper")
    assert run(kitchen, "remove", "cold-steam", "--never-published").exit_code == 1
    assert run(kitchen, "remove", "cold-steam", "--never-published", "--base", "HEAD~1").exit_code == 0
    assert vanished(kitchen) != [], "the last commit had it, and the rules compare with that"
    assert kitchen.said("vanished-address", base="HEAD~1") == []


def test_without_a_repository_the_ledger_counts(tmp_path: Path) -> None:
    kitchen = Kitchen.furnish(tmp_path / "list")
    done = run(kitchen, "remove", "kettles", "--never-published")
    assert done.exit_code == 1
    assert (kitchen.root / "content/papers/kettles.md").exists()


@pytest.mark.parametrize("command", ["merge", "rename", "remove"])
def test_help_has_an_example(kitchen: Kitchen, command: str) -> None:
    assert f"Example: papershelf {command} " in run(kitchen, command, "--help").output


@pytest.mark.parametrize(
    ("words", "link", "named"),
    [
        (("merge", "steam", "steam-again"), "[it](paper:steam)", ["steam", "kettles"]),
        (("rename", "steam-again", "vapour"), "[it](paper:vapour)", ["steam", "vapour", "kettles"]),
        (("remove", "steam-again", "--reason", "It was invented."), "[it](paper:steam-again)", ["steam", "kettles"]),
    ],
)
def test_where_to_begin_follows(kitchen: Kitchen, words: tuple[str, ...], link: str, named: list[str]) -> None:
    overview = '    overview: "Warm things rise. See [it](paper:steam-again) for more. It is cooler then."\n'
    start = "".join(f'      - {{paper: {slug}, why: "Read it."}}\n' for slug in ("steam", "steam-again", "kettles"))
    label = '    label: "Heat"\n'
    kitchen.write("tags.yml", kitchen.read("tags.yml").replace(label, f"{label}{overview}    start:\n{start}"))
    assert run(kitchen, *words).exit_code == 0
    heat = kitchen.library().vocabulary.tags["heat"]
    assert link in heat.overview
    assert [each.paper for each in heat.start] == named
