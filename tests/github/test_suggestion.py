"""Issues made into changes: good ones, wrong ones, and hostile ones. All invented."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from fabricate import REPOSITORY, tree
from issues import apply, change, issue, refusal
from proposals import SUMMARY, file, files

from papershelf.cli import papershelf
from papershelf.github.form import CHANGES_FORM, PAPER_FORM, TAGS_FORM, Field
from papershelf.github.suggestion import author
from papershelf.github.suggestion_formats import MARK

KETTLES = file("singing-kettles")


def test_an_invisible_character_is_said_with_its_field_and_words(root: Path) -> None:
    said = refusal(root, issue(paper="singing-kettles", summary="First line.\nKettles \u202esing."))
    assert "Summary" in said
    assert "Kettles  sing" in said or "Kettles sing" in said
    assert "U&#43;202E" in said
    assert "\u202e" not in said


def test_an_invisible_character_in_a_heading_is_not_repeated(root: Path) -> None:
    assert "\u202e" not in refusal(root, "### Ti\u202etle\n\nKettles")


def test_of_several_links_the_wrong_one_is_named(root: Path) -> None:
    said = refusal(root, issue(paper="singing-kettles", links="https://example.org/a\nkettles.example"))
    assert "kettles&#46;example" in said
    assert "org/a" not in said


def test_tags_are_changed_in_one_line_of_one_file(root: Path) -> None:
    data = change(root, issue(paper="singing-kettles", tags="survey, Spoons, #whistlers"))
    (only,) = data["files"]
    assert only["path"] == KETTLES
    assert only["content"] == files()[KETTLES].replace("[kettles, heat, survey]", "[spoons, kettles, survey]")
    assert data["branch"] == "suggestion/issue-12"
    assert data["title"] == "Improve singing-kettles: +spoons -heat"
    assert data["message"].endswith("\n\nCo-authored-by: ada <7+ada@users.noreply.github.com>\n")
    assert "- tags: + `spoons` − `heat`" in data["body"]
    assert data["body"].startswith("Closes #12, in which @ada suggested this.")


@pytest.mark.parametrize(
    "name",
    [
        "https://ada.github.io/list/papers/singing-kettles/",
        "https://ada.github.io/list/papers/singing-kettles/?x=1#top",
        "content/papers/singing-kettles.md",
        "`singing-kettles`",
        "  singing kettles  ",
        "aaaa22",
    ],
)
def test_a_paper_can_be_named_in_many_ways(root: Path, name: str) -> None:
    assert change(root, issue(paper=name, tags="kettles, spoons"))["files"][0]["path"] == KETTLES


def test_summary_links_and_facts_are_changed(root: Path) -> None:
    summary = SUMMARY.replace("organ pipe", "flute").replace(". ", ".\n\n", 1)
    data = change(
        root,
        issue(
            paper="singing-kettles",
            summary=summary,
            links="- https://github.com/invented/kettles\n",
            facts="year: 2023\n- authors: Ada Example; Bo Example\nvenue: Invented Letters",
        ),
    )
    text = data["files"][0]["content"]
    assert 'links: [{kind: code, url: "https://github.com/invented/kettles"}]' in text
    assert 'authors: ["Ada Example", "Bo Example"]\nyear: "2023"\nvenue: "Invented Letters"\n' in text
    assert text.endswith(f"---\n{SUMMARY.replace('organ pipe', 'flute')}\n")


def test_the_site_prefills_what_changes_nothing(root: Path) -> None:
    body = refusal(root, issue(paper="singing-kettles", tags="kettles,heat,survey"))
    assert "- **Paper:** nothing would change&#46;" in body


@pytest.mark.parametrize(
    ("answer", "tags"),
    [
        ("+spoons", "kettles, heat, spoons, survey"),
        ("+spoons -heat", "kettles, spoons, survey"),
        ("+spoons, -heat", "kettles, spoons, survey"),
        ("-heat", "kettles, survey"),
        ("-heat\n+spoons", "kettles, spoons, survey"),
        ("+ `spoons` − `heat`", "kettles, spoons, survey"),
        ("`+spoons` `-heat`", "kettles, spoons, survey"),
        ("- kettles\n- spoons", "kettles, spoons"),  # a list, and no minus
        ("kettles, spoons", "kettles, spoons"),
        ("spoons, -heat", "kettles, spoons, survey"),
        ("+word-1 -heat", "kettles, word-1, survey"),
    ],
)
def test_tags_are_named_whole_or_by_what_changes(root: Path, answer: str, tags: str) -> None:
    data = change(root, issue(paper="singing-kettles", tags=answer))
    (line,) = [row for row in data["files"][0]["content"].split("\n") if row.startswith("tags:")]
    assert sorted(line.removeprefix("tags: [").removesuffix("]").split(", ")) == sorted(tags.split(", "))


def test_a_request_names_the_text_that_was_accepted(root: Path) -> None:
    text = issue(paper="singing-kettles", tags="+spoons")
    data = change(root, text)
    assert data["accepted"] == hashlib.sha256(text.encode()).hexdigest()
    assert f"(SHA-256 {data['accepted'][:12]})" in data["body"]
    assert data["answer"].startswith(f"{MARK}\n\n### This can be applied")


def test_a_paper_is_added(root: Path) -> None:
    text = issue(
        title="A Study of Ladles",
        link="https://arxiv.org/abs/2401.00001",
        tags="spoons, heat",
        facts="authors: Ada Example, Bo Example\nyear: 2024",
    )
    data = change(root, text)
    paper, ledger = data["files"]
    assert paper["path"] == file("a-study-of-ladles")
    assert 'arxiv: "2401.00001"\nauthors: ["Ada Example", "Bo Example"]\nyear: "2024"\n' in paper["content"]
    assert 'added: "2026-11-21"' in paper["content"]
    (paper_id,) = (row.removeprefix("id: ") for row in paper["content"].splitlines() if row.startswith("id: "))
    # A file of its own, so that the requests of several suggestions do not conflict.
    assert ledger["path"] == f"content/urls/{paper_id}.txt"
    assert ledger["content"] == f"/p/{paper_id}/\n/papers/a-study-of-ladles/\n"
    assert data["title"] == "Add a-study-of-ladles"
    assert "has no summary yet" in data["body"]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"paper": "singing-ketles", "tags": "heat"}, "Did you mean &#39;singing-kettles&#39;?"),
        ({"paper": "singing-kettles", "tags": "haet, spoons"}, "**Tags:** the tag &#39;haet&#39; is not known"),
        ({"paper": "singing-kettles", "tags": "survey"}, "**Tags:**"),
        ({"paper": "singing-kettles", "tags": ", ".join(f"x{n}" for n in range(99))}, "more than 40 words"),
        ({"paper": "singing-kettles", "links": "javascript:alert(1)"}, "**More links:**"),
        ({"paper": "singing-kettles", "links": "https://user@example.org/"}, "user information"),
        ({"paper": "singing-kettles", "facts": "id: zzzzzz"}, "**Facts:**"),
        ({"paper": "singing-kettles", "facts": "withdrawn: yes"}, "states no fact of a paper"),
        ({"paper": "singing-kettles", "facts": "year: soon"}, "is not a year"),
        ({"paper": "singing-kettles", "facts": "year: 2023\nyear: 2024"}, "appears twice"),
        ({"paper": "singing-kettles", "summary": "x" * 6_000}, "**Summary:**"),
        ({"title": "Singing Kettles", "link": "https://example.org/x", "tags": "heat"}, "has the same title"),
        ({"title": "New", "link": "example.org", "tags": "heat, spoons"}, "**Link:**"),
        ({"title": "New", "link": "https://example.org/a", "links": "example.org", "tags": "heat"}, "**More links:**"),
        (
            {"title": "New", "link": "https://example.org/a", "tags": "+heat -spoons"},
            "removes a tag, and a new paper has none",
        ),
        ({"paper": "singing-kettles", "tags": "+spoons -word-1"}, "it does not have the tag &#39;word-1&#39;"),
        ({"paper": "singing-kettles", "tags": "+spoons, -spoons"}, "is to be added and removed"),
        ({"title": "\u202eNew", "link": "https://example.org/x", "tags": "heat"}, "bidirectional control"),
    ],
)
def test_what_is_wrong_is_said_by_the_forms_field(root: Path, answers: dict[str, str], said: str) -> None:
    assert said in refusal(root, issue(**answers))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Please add a tag.",
        "### Another form\n\nx",
        "### Paper\n\nsinging-kettles\n\n### Tags\n\nheat, spoons\n\n### Tags\n\nkettles",
        "Hello\n\n### Paper\n\nsinging-kettles\n\n### Tags\n\nheat, spoons",
        "### Paper\n\n_No response_\n\n### Tags\n\nheat, spoons",
        "### Paper\n\nsinging-kettles\n\n### Link\n\nhttps://example.org/",
        "### Title\n\nx\n\n### Paper\n\nsinging-kettles\n\n### Link\n\nhttps://example.org/x",
        "### Paper\n\nsinging-kettles\n\n### Summary\n\nx\n### id\n\nzzzz",
        "### Paper\n\nsinging-kettles\n\n### Why\n\n" + "x" * 80_000,
        "### Paper\n\nsinging-kettles\x00\n\n### Tags\n\nheat, spoons",
    ],
    ids=range(11),
)
def test_text_of_no_form_changes_nothing(root: Path, text: str) -> None:
    assert "### This cannot be applied as it stands" in refusal(root, text)


@pytest.mark.parametrize(
    "paper",
    [
        "../../../etc/passwd",
        "..",
        "/etc/passwd",
        "content/tags.yml",
        "../tags",
        "papers/../../tags.yml",
        "$(touch trap)",
        "; touch trap",
        "%2e%2e/tags",
        "https://example.org/..%2f..%2f",
        "\\..\\tags",
    ],
)
def test_no_paper_is_named_by_a_path(root: Path, paper: str) -> None:
    assert "there is no paper" in refusal(root, issue(paper=paper, tags="heat, spoons"))
    assert not list(root.rglob("trap"))


INJECTION = 'x"\ntags: [survey]\nid: zzzzzz\n---\n<script>alert(1)</script> $(touch trap) `touch trap` @everyone #1'


@pytest.mark.parametrize(
    "answers",
    [
        {"paper": "singing-kettles", "facts": 'venue: x"\\nid: zzzzzz'},
        {"paper": "singing-kettles", "facts": "venue: <script>alert(1)</script> $(touch trap) @everyone #1 {{ x }}"},
        {"paper": "singing-kettles", "summary": f"{SUMMARY} --- id: zzzzzz <script>alert(1)</script> @everyone"},
        {"title": INJECTION, "link": "https://example.org/x", "tags": "heat, spoons"},
        {"title": "$(touch trap) <img src=x>", "link": "https://example.org/x", "tags": "heat", "reason": INJECTION},
    ],
    ids=range(5),
)
def test_hostile_answers_stay_text_in_their_own_field(root: Path, answers: dict[str, str]) -> None:
    result = apply(root, issue(**answers))
    data = json.loads(result.output)
    for word in ("<script", "<img", "@everyone", "#1 "):
        assert word not in data.get("body", "").replace("Closes #12,", "")
        assert word not in data["answer"]
    if result.exit_code == 0:
        front = data["files"][0]["content"].split("---\n")[1]
        keys = [line.partition(":")[0] for line in front.splitlines() if not line.startswith(" ")]
        assert len(keys) == len(set(keys))
        assert "id: zzzzzz" not in front.splitlines()
        for text in (data["branch"], data["title"], data["message"].rpartition("Co-authored-by: ")[0]):
            assert all(word not in text for word in ("$", "`", "<", "@", "#"))
    assert not list(root.rglob("trap"))


def test_nothing_is_written_unless_asked_for(root: Path) -> None:
    before = tree(root / "content")
    assert apply(root, issue(paper="singing-kettles", tags="kettles, spoons")).exit_code == 0
    assert tree(root / "content") == before


@pytest.mark.parametrize("login", ["", "-ada", "ada example", "ada\n", "$(id)", "a" * 41, "ada--x", "<ada>", "ada@x"])
def test_a_name_that_is_no_account_is_refused(login: str, root: Path) -> None:
    words = ["apply-suggestion", str(root / "issue.md"), "--author", login, "--issue", "1"]
    result = CliRunner().invoke(papershelf, ["--root", str(root), *words])
    assert result.exit_code == 2


def test_a_robot_has_a_name() -> None:
    assert author("dependabot[bot]", None).trailer.endswith("<dependabot[bot]@users.noreply.github.com>")


@pytest.mark.parametrize(
    ("name", "form"), [("suggest-tags", TAGS_FORM), ("suggest-paper", PAPER_FORM), ("suggest-changes", CHANGES_FORM)]
)
def test_the_forms_on_github_have_the_fields_that_are_read(name: str, form: tuple[Field, ...]) -> None:
    import yaml

    raw = (REPOSITORY / ".github" / "ISSUE_TEMPLATE" / f"{name}.yml").read_text(encoding="utf-8")
    fields = yaml.safe_load(raw)["body"]
    assert [field["attributes"]["label"] for field in fields] == list(form)
    # The site fills these in by their names.
    assert {"paper", "tags", "changes"} & {field["id"] for field in fields}
