"""A console that can show little shows escapes, and no command ends in a traceback."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from captures import record, sparse
from fabricate import environment
from kitchen import VOCABULARY, Kitchen

NARROW = ["ascii", "cp1252", "cp437", "latin-1"]
TITLE = "Kettles → 茶壺 🫖 ł\u2003é"
EVERYTHING = """\
import json, sys
from papershelf import cli
for words in json.loads(sys.argv[1]):
    sys.argv = ["papershelf", *words]
    try:
        cli.main()
        code = 0
    except SystemExit as end:
        code = end.code
    sys.stdout.flush()
    sys.stdout.write(f"\\0{code}\\1")
"""


@pytest.fixture(scope="module")
def kitchen(tmp_path_factory: pytest.TempPathFactory) -> Kitchen:
    """A list whose every command has something to say that a narrow console cannot show."""
    made = Kitchen.furnish(tmp_path_factory.mktemp("narrow") / "茶壺")
    made.write("tags.yml", VOCABULARY.replace('"Teapots"', '"Teapots 茶壺"').replace('"Things"', '"Things →"'))
    made.put("kettles", title=json.dumps(TITLE, ensure_ascii=False), added='"2026-01-02"')
    made.promise()
    made.commit()
    made.git("checkout", "--quiet", "-b", "request")
    made.put("spoons", title=json.dumps(f"Spoons {TITLE}", ensure_ascii=False), tags="[]", summary="")
    made.put("forks", tags="[heat, 茶壺]")
    made.commit()
    made.put("forks", title=json.dumps(f"Forks {TITLE}", ensure_ascii=False), tags="[heat]")
    made.write("synonyms.txt", "kettle, 茶壺\n")
    made.write("pages/about.md", "---\ntitle: About\n---\n")
    made.write("../mkdocs.yml", 'site_name: "茶壺"\ndocs_dir: content/pages\nplugins: []\n')
    made.write("../captured→.txt", sparse([record(f"Cups {TITLE}"), record("Saucers")]))
    return made


def run(kitchen: Kitchen, encoding: str, *commands: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each command's exit code, and what it printed to the standard output; nothing may be a traceback."""
    asked = json.dumps([["--root", str(kitchen.root), *words] for words in commands])
    done = subprocess.run(
        [sys.executable, "-c", EVERYTHING, asked],
        env=environment(PYTHONIOENCODING=encoding),
        capture_output=True,
        timeout=120,
        check=False,
    )
    said = done.stderr.decode(encoding)  # which fails where it is another encoding's
    assert done.returncode == 0, said
    assert "Traceback" not in said
    assert "UnicodeEncodeError" not in said
    parts = done.stdout.decode(encoding).split("\1")[:-1]
    return [(code, text) for text, _, code in (part.rpartition("\0") for part in parts)]


@pytest.mark.parametrize("encoding", NARROW)
def test_every_command_says_what_it_has_to_say(kitchen: Kitchen, encoding: str) -> None:
    review = ("review", "--base", "main", "--head", "request")
    issues = str(kitchen.root.parent / "→")
    codes = {
        ("check",): 1,
        ("check", "--format", "github"): 1,
        ("tags", "list"): 0,
        ("suggest", "--new"): 0,
        (*review, "--format", "markdown"): 1,
        (*review, "--format", "github"): 1,
        ("import", str(kitchen.root / "captured→.txt"), "--dry-run"): 0,
        ("new", "--title", TITLE): 1,
        ("tags", "rename", "茶壺", "heat"): 2,
        ("digest", "--since", "2026-01-01", "--date", f"2026-01-1{NARROW.index(encoding)}", "--out", issues): 0,
        ("map",): 0,
        ("nowhere→",): 2,
        ("check", "--format", "→"): 2,
    }
    found = dict(zip(codes, run(kitchen, encoding, *codes), strict=True))
    assert {words: int(code) for words, (code, _) in found.items()} == codes
    listed = found["tags", "list"][1]
    assert "Things \\u2192" in listed
    assert "Teapots \\u8336\\u58fa" in listed
    if encoding != "ascii":
        shown = "".join(output for _, output in found.values())
        assert "\xe9" in shown, "what the console can show is shown as it is"


@pytest.mark.parametrize("encoding", NARROW)
def test_data_is_the_same_data(kitchen: Kitchen, encoding: str) -> None:
    review = ("review", "--base", "main", "--head", "request", "--format")
    commands = (("check", "--format", "json"), (*review, "json"), (*review, "suggestions"))
    checked, reviewed, suggestions = run(kitchen, encoding, *commands)
    assert any("\u8336" in str(row) for row in json.loads(checked[1])["problems"])
    assert f"Spoons {TITLE}" in [paper["title"] for paper in json.loads(reviewed[1])["papers"]]
    assert json.loads(suggestions[1])["event"] == "COMMENT"


def test_data_in_the_standard_output_is_utf_8_on_every_console(kitchen: Kitchen) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "papershelf.cli", "--root", str(kitchen.root), "export", "csv", "--out", "-"],
        env=environment(PYTHONIOENCODING="cp1252"),
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert "茶壺" in done.stdout.decode("utf-8")
