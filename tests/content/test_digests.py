"""`content/digests/`: strict files, a ledger of what was sent, and a library that knows both."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fabricate import Project

from papershelf import content
from papershelf.content import digests
from papershelf.content.yaml.fields import Report
from papershelf.errors import PapershelfError
from papershelf.model import Delivery, Digest

Fresh = Callable[[], Project]


def read(text: str, day: str = "2026-03-02") -> tuple[Digest | None, list[str]]:
    report = Report(path="content/digests/x.md")
    return digests.read(report, day, text), [str(problem) for problem in report.problems]


def test_a_digest_comes_back_as_it_was_written() -> None:
    told = Digest(date="2026-03-02", since="2026-02-23", papers=("a1b2", "0123", "9zzz"), introduction="Some *words*.")
    assert read(digests.write(told)) == (told, [])


def test_ids_that_look_like_numbers_stay_texts() -> None:
    text = digests.write(Digest(date="2026-03-02", since="2026-02-23", papers=("1e10", "0777")))
    assert '"1e10"' in text
    assert '"0777"' in text


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("papers: [abcd]", "since: it is missing"),
        ('since: "2026-02-30"\npapers: [abcd]', "since: '2026-02-30' is not a day of the calendar. Write `since:"),
        ('since: "1969-12-31"\npapers: [abcd]', "since: '1969-12-31' is before 1970-01-01"),
        ('since: "0999-12-31"\npapers: [abcd]', "since: '0999-12-31' is before 1970-01-01"),
        ('since: "2101-01-01"\npapers: [abcd]', "since: '2101-01-01' is after 2100-12-31"),
        ('since: "2026-03-03"\npapers: [abcd]', "'2026-03-03' is not a day up to 2026-03-02"),
        ('since: "2026-02-01"\npapers: abcd', "papers: it must be a list"),
        ('since: "2026-02-01"\npapers: [abcd, abcd]', "'abcd' appears twice"),
        ('since: "2026-02-01"\npapers: [abcd]\ntemplate: x', "this key is not known"),
    ],
)
def test_what_is_wrong_is_named(text: str, problem: str) -> None:
    _, problems = read(f"---\n{text}\n---\n")
    assert any(problem in found for found in problems), problems


def test_an_introduction_has_a_cap() -> None:
    told, problems = read('---\nsince: "2026-02-01"\npapers: [abcd]\n---\n\n' + "[" * 9000)
    assert told is None
    assert problems[0].startswith("content/digests/x.md:6: ")


def test_deliveries_come_back_as_they_were_written() -> None:
    deliveries = {"2026-03-02": Delivery.SENT, "2026-02-23": Delivery.BEGUN, "2026-01-01": Delivery.NONE}
    text = digests.write_sent(deliveries)
    assert text == "2026-02-23 begun\n2026-03-02 sent\n"
    report = Report(path="")
    assert digests.read_sent(report, text) == {
        "2026-02-23": Delivery.BEGUN,
        "2026-03-02": Delivery.SENT,
    }
    assert not report.problems


@pytest.mark.parametrize("row", ["2026-03-02", "sent 2026-03-02", "2026-03-02 sent\n2026-03-02 begun", "x@example.org"])
def test_a_strange_line_among_the_deliveries_is_named(row: str) -> None:
    report = Report(path="content/digests/sent.txt")
    digests.read_sent(report, f"{row}\n")
    assert "Leave this file to `papershelf digest send`" in str(report.problems[0])


def test_a_record_promises_its_page() -> None:
    told = Digest(date="2026-03-02", since="2026-02-23", papers=("abcd",))
    files = digests.record({"urls.txt": "/papers/kettle/\n"}, told)
    assert files["urls/digest.txt"] == "/digest/\n"
    assert files["urls/digest-2026-03-02.txt"] == "/digest/2026-03-02/\n"
    again = digests.record(files, told)
    assert again.keys() == {"digests/2026-03-02.md"}


def test_the_library_knows_its_digests(project: Project) -> None:
    first, second = content.load(project.root).library.digests
    assert (first.date, first.delivery, len(first.papers)) == ("2026-01-04", Delivery.SENT, 6)
    assert (second.date, second.delivery, second.introduction) == ("2026-01-08", Delivery.NONE, "")


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("2026-02-30.md", "", "its name is not a day"),
        ("notes.txt", "", "its name is not a day"),
        ("2026-01-09.md", "since", "does not begin with front matter"),
        ("sent.txt", "sent!", "is not `YYYY-MM-DD sent`"),
    ],
)
def test_a_digest_that_cannot_stand_is_named_with_its_file(fresh: Fresh, name: str, text: str, problem: str) -> None:
    project = fresh()
    project.write(f"content/digests/{name}", text)
    with pytest.raises(PapershelfError, match="content/digests/") as error:
        content.load(project.root)
    assert problem in str(error.value)


def test_a_paper_that_is_gone_is_named_at_its_line(fresh: Fresh) -> None:
    project = fresh()
    text = '---\nsince: "2026-01-08"\npapers:\n  - aaaab3\n  - nobody\n  - aaab3\n---\n'
    project.write("content/digests/2026-01-09.md", text)
    with pytest.raises(PapershelfError) as raised:
        content.load(project.root)
    assert [str(problem) for problem in raised.value.problems] == [
        "content/digests/2026-01-09.md:5: papers: no paper has the id 'nobody'. "
        "Bring the paper back, with `withdrawn` if it is to go; else take its id out of the digest.",
        "content/digests/2026-01-09.md:6: papers: no paper has the id 'aaab3'. "
        f"Did you mean 'aaaab3', {paper_of(project, 'aaaab3')}?",
    ]


def test_while_a_paper_cannot_be_read_nobody_says_that_it_is_gone(fresh: Fresh) -> None:
    project = fresh()
    project.write("content/digests/2026-01-09.md", '---\nsince: "2026-01-08"\npapers: [nobody]\n---\n')
    project.write("content/papers/broken.md", "no front matter\n")
    with pytest.raises(PapershelfError) as raised:
        content.load(project.root)
    assert [problem.path for problem in raised.value.problems] == ["content/papers/broken.md"]


def paper_of(project: Project, paper_id: str) -> str:
    """The file of a paper."""
    return next(
        f"content/papers/{path.name}"
        for path in (project.root / "content" / "papers").iterdir()
        if f"id: {paper_id}" in path.read_text("utf-8")
    )
