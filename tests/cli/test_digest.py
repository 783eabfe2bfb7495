"""`papershelf digest` and `digest send`: what is written, what is sent, and that nothing is sent twice."""

from __future__ import annotations

import email
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
import yaml
from aiosmtpd.controller import Controller
from fabricate import REPOSITORY, Project, environment, tree
from mail_server import Mailbox, free_port, hang_up_after

Fresh = Callable[[], Project]

ADDRESSED = {"SITE_URL": "https://example.org/list/"}
RECIPIENT = "kettles@lists.example.org"


@pytest.fixture
def list_of(fresh: Fresh) -> Project:
    """A project with two digests, of which the second was not sent."""
    return fresh()


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def post_office(mailbox: Mailbox) -> Iterator[dict[str, str]]:
    """A mail server, and the environment that leads to it."""
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield settings(controller.port)
    controller.stop()


def settings(port: int) -> dict[str, str]:
    return ADDRESSED | {
        "PAPERSHELF_SMTP_HOST": "127.0.0.1",
        "PAPERSHELF_SMTP_PORT": str(port),
        "PAPERSHELF_SMTP_TLS": "none",
        "PAPERSHELF_MAIL_FROM": "shelf@example.org",
        "PAPERSHELF_MAIL_TO": RECIPIENT,
    }


def add(project: Project, slug: str, day: str) -> None:
    number = sum(map(ord, slug))
    front = f'id: new{number}\ntitle: "{slug.title()}"\nlisted: []\nadded: "{day}"\nlinks: []\ntags: [sheep]'
    project.write(f"content/papers/{slug}.md", f"---\n{front}\n---\nIt whistles.\n")


def sent(project: Project) -> str:
    file = project.root / "content/digests/sent.txt"
    return file.read_text(encoding="utf-8")


# -- writing --------------------------------------------------------------------------------------


def test_what_is_new_since_a_day_becomes_a_page_markdown_and_a_mail(list_of: Project) -> None:
    add(list_of, "kettle", "2026-01-20")
    add(list_of, "too-early", "2026-01-18")
    add(list_of, "too-late", "2026-01-22")
    done = list_of.run("digest", "--since", "2026-01-19", "--date", "2026-01-21", **ADDRESSED)
    assert done.returncode == 0, done.stderr
    assert "content/digests/2026-01-21.md: 1 paper since 2026-01-19" in done.stdout
    markdown = (list_of.root / "dist/digest/2026-01-21.md").read_text(encoding="utf-8")
    assert "- [Kettle](https://example.org/list/papers/kettle/)" in markdown
    assert "Too" not in markdown
    mail = email.message_from_bytes((list_of.root / "dist/digest/2026-01-21.eml").read_bytes(), policy=default)
    assert mail["Subject"] == "Papershelf: 1 new paper, 21 January 2026"
    assert mail["To"] is None
    list_of.build()
    assert b"Kettle" in list_of.files()["digest/2026-01-21/index.html"]
    assert b"21 January 2026" in list_of.files()["digest/index.html"]
    written = {path.name: path.read_text(encoding="utf-8") for path in (list_of.root / "content/urls").iterdir()}
    assert written == {"digest.txt": "/digest/\n", "digest-2026-01-21.txt": "/digest/2026-01-21/\n"}


def test_last_means_what_no_digest_has_told_of(list_of: Project) -> None:
    before = list_of.run("digest", "--since", "last", "--date", "2026-01-21", **ADDRESSED)
    assert "2026-01-21.md: " in before.stdout, "four papers of the fabricated list were never told of"
    add(list_of, "kettle", "2026-01-20")
    assert list_of.run("digest", "--since", "last", "--date", "2026-01-28", **ADDRESSED).returncode == 0
    assert "kettle" in (list_of.root / "dist/digest/2026-01-28.md").read_text(encoding="utf-8")
    again = list_of.run("digest", "--since", "LAST", "--date", "2026-01-28", **ADDRESSED)
    assert (again.returncode, again.stdout) == (0, "Nothing is new up to 2026-01-28, and there is no digest.\n")
    later = list_of.run("digest", "--since", "LAST", "--date", "2026-02-04", **ADDRESSED)
    assert "Nothing is new" in later.stdout
    assert not (list_of.root / "content/digests/2026-02-04.md").exists()


def test_a_day_has_one_digest(list_of: Project) -> None:
    done = list_of.run("digest", "--since", "2026-01-01", "--date", "2026-01-08", **ADDRESSED)
    assert done.returncode == 1
    assert "content/digests/2026-01-08.md: there is a digest of this day already" in done.stderr


def test_a_file_that_is_in_the_way_is_kept_and_nothing_is_recorded(list_of: Project) -> None:
    """Row 54."""
    add(list_of, "kettle", "2026-01-20")
    mine = list_of.write("dist/digest/2026-01-21.md", "notes of my own")
    words = ("digest", "--since", "2026-01-19", "--date", "2026-01-21")
    done = list_of.run(*words, **ADDRESSED)
    assert (done.returncode, done.stdout) == (1, "")
    assert "dist/digest/2026-01-21.md: it is there, and Papershelf did not write it" in done.stderr
    assert mine.read_text(encoding="utf-8") == "notes of my own"
    assert not (list_of.root / "content/digests/2026-01-21.md").exists()
    assert list_of.run(*words, "--force", **ADDRESSED).returncode == 0
    assert "Kettle" in mine.read_text(encoding="utf-8")
    # From here on the file is ours.
    source = list_of.root / "content/digests/2026-01-21.md"
    list_of.write("content/digests/2026-01-21.md", source.read_text(encoding="utf-8") + "A *calm* week.\n")
    done = list_of.run("digest", "show", **ADDRESSED)
    assert done.returncode == 0, done.stderr
    assert "calm" in mine.read_text(encoding="utf-8")
    mine.write_text("notes of my own", encoding="utf-8")
    assert list_of.run("digest", "show", **ADDRESSED).returncode == 1
    assert list_of.run("digest", "show", "--force", **ADDRESSED).returncode == 0


@pytest.mark.parametrize("out", ["content/digests", ".github/new", "templates", "."])
def test_a_digest_is_not_written_among_the_projects_own_files(list_of: Project, out: str) -> None:
    """Row 47."""
    before = tree(list_of.root)
    done = list_of.run("digest", "show", "--out", out, "--force", **ADDRESSED)
    assert (done.returncode, done.stdout) == (1, "")
    assert "this folder holds more than a site" in done.stderr
    assert tree(list_of.root) == before


def test_a_first_digest_needs_a_day(list_of: Project) -> None:
    for file in (list_of.root / "content/digests").iterdir():
        file.unlink()
    done = list_of.run("digest", "--since", "last", **ADDRESSED)
    assert done.returncode == 1
    assert "Begin with `--since YYYY-MM-DD`" in done.stderr


@pytest.mark.parametrize(
    "words", [(), ("--since", "yesterday"), ("--since", "LAST", "--date", "2026-02-30"), ("--since", "LAST", "send")]
)
def test_wrong_usage_is_told_apart(list_of: Project, words: tuple[str, ...]) -> None:
    done = list_of.run("digest", *words, **ADDRESSED)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_dry_run_prints_and_writes_nothing(list_of: Project) -> None:
    add(list_of, "kettle", "2026-01-20")
    before = {path: path.read_bytes() for path in list_of.root.rglob("content/**/*") if path.is_file()}
    done = list_of.run("digest", "--since", "2026-01-19", "--date", "2026-01-21", "--dry-run", **ADDRESSED)
    assert done.stdout.startswith("# Papershelf: 1 new paper\n")
    assert before == {path: path.read_bytes() for path in list_of.root.rglob("content/**/*") if path.is_file()}
    assert not (list_of.root / "dist").exists()


def test_without_an_address_there_is_markdown_and_no_mail(list_of: Project) -> None:
    add(list_of, "kettle", "2026-01-20")
    done = list_of.run("digest", "--since", "2026-01-19", "--date", "2026-01-21", "--out", str(list_of.root / "out"))
    assert done.returncode == 0
    assert "site_url is not set" in done.stderr
    assert [path.name for path in (list_of.root / "out").iterdir()] == ["2026-01-21.md"]


def test_an_introduction_reaches_the_mail(list_of: Project) -> None:
    list_of.write("content/digests/2026-01-08.md", '---\nsince: "2026-01-04"\npapers: [aaaab3]\n---\nA *calm* week.\n')
    assert list_of.run("digest", "show", **ADDRESSED).returncode == 0
    mail = email.message_from_bytes((list_of.root / "dist/digest/2026-01-08.eml").read_bytes(), policy=default)
    rich = mail.get_body(("html",))
    assert rich is not None
    assert "A <em>calm</em> week." in rich.get_content()


# -- sending --------------------------------------------------------------------------------------


def test_the_latest_digest_is_sent_once(list_of: Project, mailbox: Mailbox, post_office: dict[str, str]) -> None:
    first = list_of.run("digest", "send", **post_office)
    assert (first.returncode, first.stdout) == (0, "The digest of 2026-01-08 was sent.\n"), first.stderr
    assert sent(list_of) == "2026-01-04 sent\n2026-01-08 sent\n"
    again = list_of.run("digest", "send", **post_office)
    assert (again.returncode, again.stdout) == (0, "The digest of 2026-01-08 was sent before; nothing is sent.\n")
    assert len(mailbox.mails) == 1
    assert list_of.run("digest", "send", "--again", **post_office).returncode == 0
    assert len(mailbox.mails) == 2
    one, other = (email.message_from_bytes(mail.content or b"", policy=default) for mail in mailbox.mails)
    assert one["Message-ID"] == other["Message-ID"]


def test_a_digest_that_was_left_out_is_named(list_of: Project, post_office: dict[str, str]) -> None:
    list_of.write("content/digests/2026-01-09.md", '---\nsince: "2026-01-08"\npapers: [aaaaa2]\n---\n')
    done = list_of.run("digest", "send", **post_office)
    assert "The digest of 2026-01-09 was sent." in done.stdout
    assert "The digest of 2026-01-08 was not: `papershelf digest send --date 2026-01-08`" in done.stderr


def test_no_address_is_kept_or_printed(list_of: Project, mailbox: Mailbox, post_office: dict[str, str]) -> None:
    mailbox.refused = "550 no mailbox {address} here"
    refused = list_of.run("digest", "send", **post_office)
    mailbox.refused = None
    done = list_of.run("digest", "send", **post_office)
    printed = refused.stdout + refused.stderr + done.stdout + done.stderr
    assert "answered 550" in printed
    assert RECIPIENT not in printed
    for path in list_of.root.rglob("*"):
        assert not path.is_file() or RECIPIENT.encode() not in path.read_bytes(), path


def test_a_refused_digest_is_not_marked(list_of: Project, mailbox: Mailbox, post_office: dict[str, str]) -> None:
    mailbox.answers = ["554 no"]
    done = list_of.run("digest", "send", **post_office)
    assert done.returncode == 1
    assert sent(list_of) == "2026-01-04 sent\n"
    assert list_of.run("digest", "send", **post_office).returncode == 0
    assert len(mailbox.mails) == 1


def test_an_end_that_nobody_saw_is_left_to_a_person(
    list_of: Project, mailbox: Mailbox, post_office: dict[str, str]
) -> None:
    for port in hang_up_after(5):
        lost = list_of.run("digest", "send", **settings(port))
        assert lost.returncode == 1
        assert "before the mail server confirmed the mail" in lost.stderr
    assert sent(list_of).endswith("2026-01-08 begun\n")
    held = list_of.run("digest", "send", **post_office)
    assert held.returncode == 1
    assert "nobody wrote down how it ended" in held.stderr
    assert mailbox.mails == []
    assert list_of.run("digest", "send", "--mark-sent").returncode == 0
    assert sent(list_of).endswith("2026-01-08 sent\n")


def test_a_run_that_is_killed_has_left_its_note(list_of: Project) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        words = ["--root", str(list_of.root), "digest", "send"]
        process = subprocess.Popen([sys.executable, "-m", "papershelf.cli", *words], env=environment(**settings(port)))
        connection, _ = silent.accept()  # it waits for a greeting that never comes
        process.kill()
        process.wait()
        connection.close()
    assert sent(list_of).endswith("2026-01-08 begun\n")
    assert not list(Path(list_of.root / "content").glob(".tmp-*"))


def test_nothing_is_noted_where_settings_are_missing(list_of: Project) -> None:
    done = list_of.run("digest", "send", **ADDRESSED)
    assert done.returncode == 1
    assert "PAPERSHELF_SMTP_HOST: it is not set" in done.stderr
    assert sent(list_of) == "2026-01-04 sent\n"


def test_a_mail_needs_an_address_of_the_site(list_of: Project) -> None:
    reachable = {name: value for name, value in settings(9).items() if name != "SITE_URL"}
    done = list_of.run("digest", "send", **reachable)
    assert done.returncode == 1
    assert "a mail's links need it" in done.stderr


def test_an_unknown_day_is_named(list_of: Project) -> None:
    done = list_of.run("digest", "send", "--date", "2025-01-01", **ADDRESSED)
    assert done.returncode == 1
    assert "there is no digest of the day '2025-01-01'. The latest is of 2026-01-08." in done.stderr


# -- the workflow of the documentation ------------------------------------------------------------


def workflow() -> dict[Any, Any]:
    page = (REPOSITORY / "docs" / "pages" / "digest.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```yaml\n(name: digest\n.*?)```", page, re.DOTALL)
    data = yaml.safe_load(block)
    assert isinstance(data, dict)
    return data


def test_the_documented_workflow_pins_its_actions_and_keeps_secrets_out_of_scripts() -> None:
    assert workflow()["permissions"] == {}
    for step in (step for job in workflow()["jobs"].values() for step in job["steps"]):
        assert "uses" not in step or re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", step["uses"])
        assert "${{" not in step.get("run", "")
        if "secrets." in str(step):
            assert step["run"] == ".venv/bin/papershelf digest send"


GUARD = '#!/bin/sh\nwhile read old new ref; do [ "$ref" != refs/heads/main ] || exit 1; done\n'


def test_the_documented_workflow_does_what_it_says_where_main_is_protected(
    list_of: Project, mailbox: Mailbox, post_office: dict[str, str], tmp_path: Path
) -> None:
    remote, tools, handed_on = tmp_path / "remote.git", tmp_path / "tools", tmp_path / "env"
    tools.mkdir()
    for name in ("gh", "curl"):
        (tools / name).write_text(f'#!/bin/sh\necho "{name} $*" >> "{tmp_path}/calls"\n', encoding="utf-8")
        (tools / name).chmod(0o755)
    (list_of.root / ".venv/bin").mkdir(parents=True)
    (list_of.root / ".venv/bin/papershelf").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m papershelf.cli "$@"\n')
    (list_of.root / ".venv/bin/papershelf").chmod(0o755)
    list_of.write(".gitignore", "/.venv/\n/dist/\n/content/.lock*\n")
    shell = environment(**post_office) | {
        "PATH": f"{tools}:/usr/bin:/bin", "GITHUB_ENV": str(handed_on), "HOME": str(tmp_path),
        "GITHUB_RUN_ID": "1", "GITHUB_RUN_ATTEMPT": "1",
        "GIT_AUTHOR_NAME": "x", "GIT_AUTHOR_EMAIL": "x@example.org",
        "GIT_COMMITTER_NAME": "x", "GIT_COMMITTER_EMAIL": "x@example.org",
    }  # fmt: skip

    def run(script: str) -> bool:
        words = ["bash", "-eo", "pipefail", "-c", script]
        return subprocess.run(words, cwd=list_of.root, env=shell, capture_output=True, check=False).returncode == 0

    def run_job(name: str) -> bool:
        """Run a job's scripts as GitHub does; whether all of them went well."""
        handed_on.write_text("", encoding="utf-8")
        well = True
        for step in workflow()["jobs"][name]["steps"]:
            shell.update(line.split("=", 1) for line in handed_on.read_text(encoding="utf-8").splitlines())
            if "run" in step and not step["run"].startswith("make") and (well or "always()" in step.get("if", "")):
                well = run(step["run"]) and well
        return well

    def merge(branch: str) -> None:
        """What a maintainer's click does, whom the protection lets through."""
        hook.unlink()
        assert run(f"git fetch -q && git switch -q main && git merge -q --no-edit origin/{branch} && git push -q")
        hook.write_text(GUARD, encoding="utf-8")
        hook.chmod(0o755)

    assert run(f'git init -q -b main . && git init -q --bare -b main "{remote}" && git remote add origin "{remote}"')
    assert run("git add . && git commit -qm start && git push -qu origin main")
    hook = remote / "hooks/pre-receive"
    hook.write_text(GUARD, encoding="utf-8")
    hook.chmod(0o755)
    assert not run("git commit -q --allow-empty -m x && git push -q origin main")
    assert run("git reset -q --hard origin/main")

    assert run_job("write")
    day = max(path.stem for path in (list_of.root / "content/digests").glob("*.md"))
    assert f"gh pr create --head digest/{day}" in (tmp_path / "calls").read_text(encoding="utf-8")
    assert mailbox.mails == []
    assert run("git switch -q --detach origin/main")
    merge(f"digest/{day}")

    assert run("git switch -q --detach origin/main")
    assert run_job("send")
    assert len(mailbox.mails) == 1
    shell["GITHUB_RUN_ATTEMPT"] = "2"
    assert run("git switch -q --detach origin/main")
    assert not run_job("send"), "the delivery is taken, though main does not say so yet"
    assert len(mailbox.mails) == 1
    assert run("git reset -q --hard origin/main")
    merge(f"digest/sent-{day}")
    assert sent(list_of).splitlines()[-1] == f"{day} sent"
    assert run_job("write"), "nothing is new"
    (mail,) = mailbox.mails
    assert f"digest.{day}." in email.message_from_bytes(mail.content or b"", policy=default)["Message-ID"]
    assert f" https://example.org/list/digest/{day}/" in (tmp_path / "calls").read_text(encoding="utf-8")
