"""The comment's words and the review's suggestions: within GitHub's limits, whatever a stranger wrote."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from papershelf.errors import PapershelfError, Problem, Severity
from papershelf.github.api_formats import MOST_SUGGESTIONS, read_changed, read_posted, to_suggestions
from papershelf.github.comment import LONGEST, MARK, place, to_markdown
from papershelf.github.result import (
    VERSION,
    Correction,
    Event,
    Flag,
    Notice,
    PaperChange,
    Refusal,
    Result,
    WordChange,
    from_json,
    to_json,
)

HEAD = "a" * 40
EMPTY = Result(version=VERSION, base="b" * 40, head=HEAD)
HOSTILE = "<img src=x> @everyone fixes #1 ![x](https://example.org/x) | `x` $(id) \n\n# head " + "y" * 400


def finding(line: int | None = 6, severity: Severity = Severity.ERROR, problem: str = "it is wrong") -> Problem:
    return Problem(
        path="content/papers/x.md",
        line=line,
        field="tags",
        problem=problem,
        remedy="Mend it",
        severity=severity,
        rule="unknown-tag",
    )


def correction(first: int = 6, last: int = 6, *, on_diff: bool = True, text: str = "tags: [a]") -> Correction:
    return Correction(path="content/papers/x.md", first=first, last=last, lines=(text,), on_diff=on_diff)


def large(text: str) -> Result:
    """A result with everything in it, as large as a result may be."""
    change = PaperChange(
        event=Event.CHANGED,
        path=text,
        title=text,
        tags_added=(text,) * 50,
        tags_removed=(text,) * 50,
        proposed=(text,) * 50,
        summary=Event.CHANGED,
        fields=(text,) * 9,
    )
    return replace(
        EMPTY,
        refused=(Refusal(path=text, reason=text),) * 900,
        notices=tuple(Notice(flag=flag, count=10**6, paths=(text,) * 30) for flag in Flag),
        findings=tuple(finding(line, problem=text) for line in range(900)),
        corrections=tuple(correction(line, line, text=text) for line in range(900)),
        papers=(change,) * 900,
        words=(WordChange(event=Event.ADDED, kind=text, key=text, label=text),) * 900,
    )


@pytest.mark.parametrize("text", [HOSTILE, "漢" * 5000, "`" * 3000, "🦜" * 3000, "\u202e@x " * 500])
def test_a_comment_is_never_too_long_for_github(text: str) -> None:
    written = to_markdown(large(text))
    assert len(written.encode("utf-8")) <= LONGEST + 1 < 65_536
    assert written.startswith(MARK)


def test_no_section_pushes_another_out() -> None:
    written = to_markdown(large(HOSTILE))
    for section in ("To mend", "Files that were not read", "What changes", "The vocabulary"):
        assert f"#### {section}\n" in written


def test_no_word_of_a_stranger_is_acted_on() -> None:
    written = to_markdown(large(HOSTILE))
    # Code is inert; what is not code is escaped.
    blocks = re.sub(r"^  (`{3,})yaml\n.*?^  \1$", "", written, flags=re.DOTALL | re.MULTILINE)
    outside = re.sub(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", "", blocks)
    for word in ("<img", "@everyone", "#1 ", "![", "](https://example.org"):
        assert word not in outside


def test_problems_of_one_line_are_said_together_errors_first() -> None:
    warning = finding(severity=Severity.WARNING, problem="it is odd")
    result = replace(EMPTY, findings=(warning, finding()), corrections=(correction(),))
    written = to_markdown(result)
    assert "### 1 thing to mend before this can be merged, and 1 warning" in written
    assert written.count("line 6") == 1
    assert written.index("It is wrong") < written.index("It is odd")
    assert "Mend it" not in written  # the corrected line says it


def test_warnings_alone_are_in_nobodys_way() -> None:
    result = replace(EMPTY, findings=(finding(severity=Severity.WARNING),))
    assert result.is_sound
    assert "### Nothing is in the way of this, and there is 1 warning" in to_markdown(result)


def test_proposed_tags_are_said_to_be_proposals_with_the_way_to_confirm() -> None:
    change = PaperChange(
        event=Event.CHANGED, path="content/papers/spoons.md", title="Spoons", proposed=("heat", "survey")
    )
    written = to_markdown(replace(EMPTY, papers=(change,)))
    said = "proposed, and no tags before a person moves them to `tags` or runs `papershelf suggest --confirm spoons`"
    assert f"{said}: `heat` `survey`" in written
    assert "tags:" not in written


def test_a_preview_is_named_where_there_is_one() -> None:
    change = PaperChange(event=Event.CHANGED, path="content/papers/x.md", title="X")
    run = "https://github.com/ada/list/actions/runs/1"
    assert run in to_markdown(replace(EMPTY, papers=(change,)), None, run)
    assert run not in to_markdown(EMPTY, None, run)


def test_a_request_that_changes_what_checks_it_is_not_believed() -> None:
    listed = [{"filename": ".github/workflows/check.yml"}, {"filename": "content/papers/x.md"}]
    changed = read_changed("x", json.dumps(listed).encode())
    written = to_markdown(EMPTY, None, None, changed)
    assert written.index("**This request changes what checks it.**") < written.index("`.github/workflows/check.yml`")
    assert "CAUTION" not in to_markdown(EMPTY, None, None, changed[1:])
    with pytest.raises(PapershelfError):
        read_changed("x", b"{1}")


def test_no_suggestion_is_made_outside_of_the_list() -> None:
    elsewhere = replace(correction(), path=".github/workflows/check.yml")
    assert suggestions(replace(EMPTY, corrections=(elsewhere,)))["comments"] == []


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://x", "//x.org", "https://a@x.org"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(PapershelfError):
        place(url, "main")
    with pytest.raises(PapershelfError):
        to_markdown(EMPTY, None, url)


def suggestions(result: Result, posted: Any = ()) -> Any:
    return json.loads(to_suggestions(result, posted))


def test_a_suggestion_stands_on_the_lines_of_the_difference_only() -> None:
    result = replace(
        EMPTY,
        findings=(finding(),),
        corrections=(correction(), correction(9, 11), correction(20, 20, on_diff=False), correction(30, 29)),
    )
    data = suggestions(result)
    assert (data["commit_id"], data["event"]) == (HEAD, "COMMENT")
    one, several = data["comments"]
    assert (one["line"], one["side"], "start_line" in one) == (6, "RIGHT", False)
    assert one["body"] == "It is wrong&#46;\n\n```suggestion\ntags: [a]\n```"
    assert (several["start_line"], several["line"]) == (9, 11)


def test_what_stands_there_is_not_suggested_again() -> None:
    result = replace(EMPTY, corrections=(correction(),))
    (comment,) = suggestions(result)["comments"]
    listed = [{"path": comment["path"], "body": comment["body"], "line": 6}]
    assert suggestions(result, read_posted("x", json.dumps(listed).encode()))["comments"] == []
    listed[0]["line"] = None  # its lines have changed since, so it is out of date
    assert len(suggestions(result, read_posted("x", json.dumps(listed).encode()))["comments"]) == 1


def test_there_are_only_so_many_suggestions() -> None:
    result = replace(EMPTY, corrections=tuple(correction(n, n, text=f"x{n}") for n in range(1, 99)))
    assert len(suggestions(result)["comments"]) == MOST_SUGGESTIONS


@pytest.mark.parametrize("raw", [b"", b"\xff", b"{}", b"[1]", b'[{"line": 1}]', b"[" * 100_000])
def test_a_list_of_comments_that_is_none_is_refused(raw: bytes) -> None:
    if raw == b"{}":
        assert read_posted("x", raw) == ()
        return
    with pytest.raises(PapershelfError):
        read_posted("x", raw)


# The result, which a stranger may have written.


def test_a_result_survives_the_way_through_json() -> None:
    result = replace(EMPTY, findings=(finding(None),), corrections=(correction(),), notices=(Notice(flag=Flag.MIXED),))
    assert from_json("x", to_json(result).encode(), HEAD) == result


def test_what_is_too_much_is_cut_and_counted() -> None:
    result = replace(EMPTY, refused=tuple(Refusal(path=str(n), reason="x") for n in range(1_003)))
    read = from_json("x", to_json(result).encode(), HEAD)
    assert (len(read.refused), read.left_out) == (1_000, 3)


def test_a_result_is_never_larger_than_what_is_read() -> None:
    result = replace(EMPTY, refused=(Refusal(path="x", reason="x" * 4_000),) * 900, findings=(finding(),))
    read = from_json("x", to_json(result).encode(), HEAD)
    assert read.left_out == 900 - len(read.refused) > 0
    assert read.findings == result.findings


def broken(**changed: Any) -> bytes:
    return json.dumps(json.loads(to_json(EMPTY)) | changed).encode()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"[" * 100_000,
        b'{"version": 1}',
        broken(head="c" * 40),
        broken(version=VERSION + 1),
        broken(version=True),
        broken(extra=1),
        broken(refused={}),
        broken(refused=[1]),
        broken(refused=[{"path": "x"}]),
        broken(refused=[{"path": "x", "reason": None}]),
        broken(refused=[{"path": "x", "reason": "x" * 9_000}]),
        broken(refused=[{"path": "x", "reason": "x"}] * 1_001),
        broken(notices=[{"flag": "another", "count": 1, "paths": []}]),
        broken(notices=[{"flag": "files", "count": -1, "paths": []}]),
        broken(notices=[{"flag": "files", "count": 1.5, "paths": []}]),
        broken(notices=[{"flag": ["files"], "count": 1, "paths": []}]),
        broken(notices=[{"flag": {}, "count": 1, "paths": []}]),
        b'{"version": ' + b"1" * 5_000 + b"}",
        b" " * 2_000_001,
    ],
    ids=range(22),
)
def test_a_result_of_another_form_is_refused_in_a_sentence(raw: bytes) -> None:
    with pytest.raises(PapershelfError) as error:
        from_json("review.json", raw, HEAD)
    assert "review.json: " in str(error.value)
