"""What the gate says, and how often."""

from __future__ import annotations

from pathlib import Path

from auditing import found, messages


def test_a_fault_of_the_theme_is_told_once(tmp_path: Path) -> None:
    pages: dict[str, str | bytes] = {f"p{n}/index.html": "<a href='../no/'>a</a>" for n in range(3)}
    assert [str(problem) for problem in found(tmp_path, pages)] == [
        "p0/index.html:1: <a href>: `no` is not on the site, here and in 2 more files. "
        "Correct the address, or add the page."
    ]


def test_a_message_is_fit_for_a_terminal(tmp_path: Path) -> None:
    [message] = messages(tmp_path, f'<a href="\x1b[31m\u202e{"x" * 999}">a</a>')
    assert message.isprintable()
    assert len(message) < 250
