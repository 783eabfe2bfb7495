"""The summary of a paper's file, replaced; its front matter stays as it is."""

from __future__ import annotations

from generator.content.fields import Report
from generator.content.papers import split


def update_summary(text: str, summary: str) -> str:
    """The file with another summary.

    Args:
        text: A file that loads without a problem, with whatever line ends it has.
        summary: Markdown, with its line ends as LF.
    """
    plain = text.replace("\r\n", "\n")
    if (parts := split(Report(path=""), plain)) is None:
        raise ValueError("only a file that loads can be updated")
    front = plain[: len(plain) - len(parts.body.lstrip())].rstrip("\n")
    written = f"{front}\n{summary}\n" if summary else f"{front}\n"
    return written.replace("\n", "\r\n") if "\r\n" in text else written
