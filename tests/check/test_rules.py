"""The table of rules itself: named, explained, tested and documented."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from fabricate import REPOSITORY
from kitchen import Kitchen

from papershelf.check import RULES, Rule, run, table
from papershelf.project import Project

HERE = Path(__file__).parent
NAMES = {rule.name for rule in RULES}


def test_no_two_rules_have_one_name() -> None:
    assert len(NAMES) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_has_a_sentence_and_a_test_file_of_cases_that_pass_and_fail(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert re.fullmatch(r"[A-Z`].*\.", rule.sentence)
    text = (HERE / f"test_{rule.name.replace('-', '_')}.py").read_text("utf-8")
    assert f'"{rule.name}"' in text
    tests = [node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    assert len([name for name in tests if name.startswith("test_")]) >= 2
    assert re.search(
        rf'(said|problems)\("{rule.name}"[^)]*\)( == \[\]| == \(\[\])|of_teapots\(shelf\) == \[\]', text
    ), "passes"


def test_the_rules_that_loading_finds_are_in_the_table() -> None:
    package = REPOSITORY / "generator" / "papershelf"
    files = (path for room in ("content", "curate", "ingest") for path in (package / room).rglob("*.py"))
    content = "".join(path.read_text("utf-8") for path in files)
    named = set(re.findall(r'rule="([^"]+)"', content)) | set(re.findall(r'rule = "([^"]+)"', content))
    assert named <= NAMES
    assert {rule.name for rule in RULES if rule.find is None} == {
        "form",
        *(named - {"duplicate-paper", "link", "number-of-tags", "proposed-tag", "start", "summary-length"}),
    }


def test_the_contributors_guide_has_the_table_as_it_is() -> None:
    guide = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")
    assert table() in guide, f"paste into CONTRIBUTING.md:\n\n{table()}"


def test_what_is_said_has_a_rule_and_stands_in_the_order_of_reading(kitchen: Kitchen) -> None:
    kitchen.put("spoons", tags="[warmth, kettle, nothing]", summary="", links="[{kind: code, url: x}]")
    kitchen.write("papers/x.md", "nothing")
    problems = run.inspect(Project(kitchen.root)).problems
    assert {problem.rule for problem in problems} <= NAMES
    assert [problem.sort_key() for problem in problems] == sorted(problem.sort_key() for problem in problems)


def test_a_list_without_a_word_is_possible(kitchen: Kitchen) -> None:
    for n in range(20):
        tag = ("heat", "kettles", "teapots", "survey")[n % 4]
        kitchen.put(f"cup-{n}", id=f"cup{n}x", tags=f"[{tag}, {'kettles' if tag == 'survey' else 'survey'}]")
    problems = run.inspect(Project(kitchen.root)).problems
    assert {problem.rule for problem in problems} == {"balance", "ledger", "tag-order"}


def test_mending_twice_is_mending_once(kitchen: Kitchen) -> None:
    for n, tags in enumerate(("[survey, warmth]", "[kettle, warmth, heat]", "[]", "[heat, heat]", "heat")):
        path = kitchen.put(f"cup-{n}", id=f"cup{n}x", tags=tags)
        path.write_text(path.read_text("utf-8") + "\n \n", "utf-8")
    kitchen.mend()
    once = {path.name: path.read_bytes() for path in kitchen.papers()}
    assert kitchen.mend() == []
    assert {path.name: path.read_bytes() for path in kitchen.papers()} == once
