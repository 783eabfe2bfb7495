"""`mkdocs.yml`: keys with a slip in them, wrong values, and files that are no settings."""

# ruff: noqa: E501 (a message stays in one piece)

from __future__ import annotations

from pathlib import Path

import pytest
from fabricate import REPOSITORY, Project

from papershelf.errors import PapershelfError, WrongUsage
from papershelf.publish.mkdocs import settings_file

GUIDE = "https://www.mkdocs.org/user-guide/configuration/"
SOUND = "site_name: A list\ndocs_dir: content/pages\n"


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SITE_URL", "REPO_URL", "EDIT_URI", "PAPERSHELF_CARDS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "content" / "pages").mkdir(parents=True)
    return Project(tmp_path)


def said(project: Project, text: str | bytes, kind: type[PapershelfError] = PapershelfError) -> list[str]:
    """What is said of some settings, of exactly one kind of failure."""
    path = project.root / "mkdocs.yml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(PapershelfError) as caught:
        settings_file.check(path, "mkdocs.yml")
    assert type(caught.value) is kind
    return [str(problem).replace(str(project.root), "").removeprefix("mkdocs.yml") for problem in caught.value.problems]


def test_the_lists_own_settings_are_sound() -> None:
    assert settings_file.check(REPOSITORY / "mkdocs.yml", "mkdocs.yml") == []


def test_what_was_sound_is_not_judged_again_until_something_changes(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write("base.yml", "site_name: Inherited\n")
    (project.root / "docs").mkdir()
    path = project.write("mkdocs.yml", "INHERIT: base.yml\ndocs_dir: docs\nsite_url: !ENV KETTLE\nplugins: [search]\n")
    assert settings_file.check(path, "mkdocs.yml") == []
    with monkeypatch.context() as without:
        without.setattr(settings_file, "_INSTALLED", None)
        assert settings_file.check(path, "mkdocs.yml") == []

    def said() -> str:
        with pytest.raises(PapershelfError) as caught:
            settings_file.check(path, "mkdocs.yml")
        return str(caught.value.problems[0])

    project.write("base.yml", "site_name: Inherited\nkettle: tin\n")
    assert "kettle: the key is not known" in said()
    project.write("base.yml", "site_name: Inherited\n")
    monkeypatch.setenv("KETTLE", "tin")
    assert "'tin' is not an address of a site (from the environment, KETTLE)" in said()
    monkeypatch.delenv("KETTLE")
    (project.root / "docs").rmdir()
    assert "there is no folder 'docs'" in said()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("site_ulr: https://example.org/\n", ":3: site_ulr: the key is not known. Did you mean 'site_url'?"),
        ("Site_Description: x\n", ":3: Site_Description: the key is not known. Did you mean 'site_description'?"),
        ("xyzzy: 1\n", f":3: xyzzy: the key is not known. Remove it; {GUIDE} names those that are."),
        ("3: 1\n", f":3: 3: the key is not known. Remove it; {GUIDE} names those that are."),
        ("config_file_path: x\n", ":3: config_file_path: the key is not known. "),
        ("theme:\n  name: material\n  favicn: x\n", ":5: theme.favicn: the key is not known. Did you mean 'favicon'?"),
        ("validation:\n  lnks: {}\n", ":4: validation.lnks: the key is not known. Did you mean 'links'?"),
        ("validation:\n  anchrs: warn\n", ":4: validation.anchrs: the key is not known. Did you mean 'anchors'?"),
        ("validation:\n  nav:\n    anchors: warn\n", ":5: validation.nav.anchors: the key is not known. Remove it; known are omitted_files, not_found, absolute_links."),
        ("plugins:\n  - papershelf:\n      card: never\n", ":5: plugins.papershelf.card: the key is not known. Did you mean 'cards'?"),
        ("plugins:\n  papershelf: {anthologie: true}\n", ":4: plugins.papershelf.anthologie: the key is not known. Did you mean 'anthology'?"),
        ("plugins:\n  papershelf: {crads: never}\n", ":4: plugins.papershelf.crads: the key is not known. Did you mean 'cards'?"),
        ("plugins:\n  - search:\n      sepparator: x\n", ":5: plugins.search.sepparator: the key is not known. Did you mean 'separator'?"),
        ("site_name: B\n", ":3: the key 'site_name' is given twice. Remove one."),
        ("plugins:\n  - papershelf:\n      cards: never\n      cards: build\n", ":6: the key 'cards' is given twice. Remove one."),
    ],
)  # fmt: skip
def test_an_unknown_key_gets_the_nearest_known_one(project: Project, text: str, message: str) -> None:
    (found,) = said(project, SOUND + text, WrongUsage)
    assert found.startswith(message)


def test_what_is_known_is_not_objected_to(project: Project) -> None:
    (project.root / "base.yml").write_text("site_name: Inherited\nextra: {anything: goes}\n", encoding="utf-8")
    text = (
        "INHERIT: base.yml\ndocs_dir: content/pages\nhooks: []\n"
        "theme: {name: material, palette: {scheme: x}, features: [], locale: en, custom_dir: content}\n"
        "validation: {anchors: warn, links: {unrecognized_links: info}, nav: {omitted_files: ignore}}\n"
        "plugins: [{papershelf: {cards: never, enabled: true}}, search]\n"
    )
    path = project.write("mkdocs.yml", text)
    assert settings_file.check(path, "mkdocs.yml") == []


def test_an_unknown_key_of_an_inherited_file_is_found(project: Project) -> None:
    project.write("base.yml", "site_nme: x\n")
    assert said(project, f"INHERIT: base.yml\n{SOUND}", WrongUsage) == [
        ": site_nme: the key is not known. Did you mean 'site_name'?"
    ]


def test_a_key_of_the_theme_that_nothing_reads_is_a_warning(project: Project) -> None:
    path = project.write("mkdocs.yml", f"{SOUND}theme:\n  name: material\n  kettle: tin\n")
    (warning,) = settings_file.check(path, "mkdocs.yml")
    assert str(warning) == "mkdocs.yml:5: warning: theme.kettle: no template reads it. Remove it."
    project.write("own/partials/x.html", "{{ config.theme.kettle }}")
    project.write("mkdocs.yml", f"{SOUND}theme:\n  name: material\n  custom_dir: own\n  kettle: tin\n")
    assert settings_file.check(path, "mkdocs.yml") == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("site_url: example.org\n", ":3: site_url: 'example.org' is not an address of a site. Write an address such as https://example.org/list/."),
        ("site_url: javascript:alert(1)\n", ":3: site_url: 'javascript:alert(1)' is not an address of a site. "),
        ("site_url: javascript://x/%0aalert(1)\n", ":3: site_url: 'javascript://x/%0aalert(1)' is not an address of a site. "),
        ("site_url: 'https://example.org/\"><b>'\n", ":3: site_url: 'https://example.org/\"><b>' is not an address of a site. "),
        ("site_url: https://\n", ":3: site_url: 'https://' is not an address of a site. "),
        ("site_url: https://example.org:99999/\n", ":3: site_url: 'https://example.org:99999/' is not an address of a site. "),
        ("site_url: https://example.org/?list=1\n", ":3: site_url: 'https://example.org/?list=1' has a query or a fragment. "),
        ("repo_url: https://ada:secret@example.org/\n", ":3: repo_url: 'https://ada:secret@example.org/' names a user. "),
        ("plugins:\n  - papershelf:\n      cards: alwys\n", ":5: plugins.papershelf.cards: 'alwys' is not a known value. Did you mean 'always'?"),
        ("plugins:\n  - papershelf:\n      anthology: maybe\n", ":5: plugins.papershelf.anthology: 'maybe' is not a known value. Write true or false."),
        ("plugins:\n  - papershelf:\n      anthology: 1\n", ":5: plugins.papershelf.anthology: '1' is not a known value. Write true or false."),
        ("plugins:\n  - papershelf:\n      anthology: []\n", ":5: plugins.papershelf.anthology: '[]' is not a known value. Write true or false."),
        ("plugins:\n  - papershelf:\n      size_limit: 1 GB\n", ":5: plugins.papershelf.size_limit: '1 GB' is not a known value. Write a whole number from 1."),
        ("plugins:\n  - papershelf:\n      size_limit: 0\n", ":5: plugins.papershelf.size_limit: '0' is not a known value. Write a whole number from 1."),
        ("plugins:\n  - papershelf:\n      size_limit: -5\n", ":5: plugins.papershelf.size_limit: '-5' is not a known value. Write a whole number from 1."),
        ("plugins:\n  - papershelf:\n      size_limit: true\n", ":5: plugins.papershelf.size_limit: 'True' is not a known value. Write a whole number from 1."),
        ("plugins:\n  - papershelf:\n      size_limit: 2.5\n", ":5: plugins.papershelf.size_limit: '2.5' is not a known value. Write a whole number from 1."),
        ("plugins:\n  - papershelf:\n      cards: [1]\n", ":5: plugins.papershelf.cards: '[1]' is not a known value. Write one of build, always, never."),
        ("plugins:\n  - papershlf\n", ":4: plugins.papershlf: there is no such plugin. Did you mean 'papershelf'?"),
        ("plugins: papershelf\n", ":3: Config value 'plugins': Invalid Plugins configuration. "),
        ("theme: matrial\n", ":3: Config value 'theme': Unrecognised theme name: 'matrial'. "),
        ("dev_addr: 127.0.0.1:99999\n", ":3: dev_addr: there is no port 99999. Write one from 1024 to 65535."),
        ("dev_addr: 127.0.0.1:0\n", ":3: dev_addr: there is no port 0. "),
        ("use_directory_urls: perhaps\n", ":3: Config value 'use_directory_urls': Expected type: bool but received: str. "),
        ("validation: {anchors: loud}\n", ":3: Config value 'validation': "),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_with_its_line(project: Project, text: str, message: str) -> None:
    (found,) = said(project, SOUND + text)
    assert found.startswith(message)


def test_a_value_of_the_environment_names_its_variable(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "example.org")
    text = f'{SOUND}site_url: !ENV [SITE_URL, ""]\n'
    assert said(project, text) == [
        ":3: site_url: 'example.org' is not an address of a site (from the environment, SITE_URL). "
        "Write an address such as https://example.org/list/."
    ]


@pytest.mark.parametrize(
    "address", ["https://example.org", "http://localhost:8000/a/", "http://wiki/", "https://[::1]/"]
)
def test_any_address_can_be_that_of_a_site(project: Project, address: str) -> None:
    path = project.write("mkdocs.yml", f"{SOUND}site_url: '{address}'\n")
    assert settings_file.check(path, "mkdocs.yml") == []


def test_all_problems_are_named_at_once(project: Project) -> None:
    found = said(
        project, f"{SOUND}site_ulr: x\nrepo_url: x\nplugins: [papershelf: {{cards: x, card: y}}]\n", WrongUsage
    )
    assert [message.split(": ")[1] for message in found] == [
        "site_ulr", "repo_url", "plugins.papershelf.card", "plugins.papershelf.cards",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", ": it is not a mapping of keys and values. Write one `key: value` a line, `site_name: My list` first."),
        ("- a\n- b\n", ": it is not a mapping of keys and values. "),
        ("site_name: [a\n", ":2: this is not valid YAML ("),
        ("site_name: 'a\n", ":2: this is not valid YAML ("),
        (b"site_name: a\0b\n", ": this is not valid YAML ("),
        (b"site_name: \xff\n", ": this is not valid YAML ("),
        ("site_name: !kettle x\n", ":1: this is not valid YAML (could not determine a constructor for the tag '!kettle')"),
        ("INHERIT: nowhere.yml\n", ": Inherited config file 'nowhere.yml' does not exist"),
        ("a: " + "[" * 5000, ": it nests too deep. "),
        ("#" * (settings_file.MAX_BYTES + 1), ": it has more than 1,024 KB. "),
    ],
)  # fmt: skip
def test_what_is_no_settings_is_said_in_a_sentence(project: Project, text: str | bytes, message: str) -> None:
    (found,) = said(project, text)
    assert found.startswith(message)


def test_a_list_that_holds_itself_is_read_once(project: Project) -> None:
    assert said(project, f"{SOUND}xyzzy: &a [*a]\n", WrongUsage)[0].startswith(":3: xyzzy: the key is not known.")


def test_a_file_that_cannot_be_read_is_named(project: Project) -> None:
    with pytest.raises(PapershelfError, match="it cannot be read"):
        settings_file.check(project.root, "mkdocs.yml")


def test_the_commands_say_it_too(project: Project) -> None:
    project.write("mkdocs.yml", f"{SOUND}plugins: [papershelf]\nsite_ulr: x\n")
    for command in ("build", "serve"):
        done = project.run(command)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == (
            f"{project.root}/mkdocs.yml:4: site_ulr: the key is not known. Did you mean 'site_url'?\n"
        )
    done = project.mkdocs("build")
    assert done.returncode == 1
    assert "mkdocs.yml:4: site_ulr: the key is not known. Did you mean 'site_url'?" in done.stderr
    project.write("mkdocs.yml", f"{SOUND}plugins: []\n")
    assert "the plugin papershelf is not named under `plugins`. Add `- papershelf` there." in project.fail()
