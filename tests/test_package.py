"""The wheel, and what it publishes where nothing of the checkout is."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Mapping
from email.parser import HeaderParser
from pathlib import Path

import pytest
from fabricate import LIBRARY, REPOSITORY, Project, assemble, environment

import papershelf
from papershelf.publish.template_files import merged

NOT_PACKED = {"theme/assets/fonts/make.py"}
MINIMAL = "site_name: Papershelf\ntheme: papershelf\nplugins: [papershelf]\n"


def unpack(folder: Path) -> Path:
    """The files that are packed, as an archive without Git holds them."""
    folder.mkdir()
    for name in ("generator", "templates"):
        shutil.copytree(REPOSITORY / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", ".gitignore"):
        shutil.copy(REPOSITORY / name, folder / name)
    return folder


def pack(source: Path, out: Path, target: str, **settings: str) -> Path:
    """Build a wheel or an sdist with the build backend that is installed."""
    words = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(out)]
    done = subprocess.run(words, cwd=source, env=environment(**settings), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (made,) = out.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    return pack(unpack(folder / "archive"), folder / "dist", "wheel")


@pytest.fixture(scope="module")
def contents(wheel: Path) -> Mapping[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# -- what is in it --------------------------------------------------------------------------------


def test_it_holds_the_package_and_every_template_and_nothing_else(contents: Mapping[str, bytes]) -> None:
    folders = {"papershelf": REPOSITORY / "generator" / "papershelf", "papershelf/templates": REPOSITORY / "templates"}
    # What Python compiles may vanish while it is looked at.
    sources = {f"{name}/{inner}": path for name, folder in folders.items() for inner, path in merged([folder]).items()}
    expected = {name for name in sources if name.partition("templates/")[2] not in NOT_PACKED}
    assert {name for name in contents if ".dist-info/" not in name} == expected
    assert all(contents[name] == sources[name].read_bytes() for name in expected)
    for kind in ("pages/home.md.j2", "parts/row.html.j2", "mail/digest.html.j2", "theme/main.html", "scripts.sha256"):
        assert f"papershelf/templates/{kind}" in contents


def test_it_holds_every_licence(contents: Mapping[str, bytes]) -> None:
    about = f"papershelf-{papershelf.__version__}.dist-info"
    ours = [REPOSITORY / "LICENSE", *(REPOSITORY / "templates").rglob("*LICENSE")]
    names = {path.relative_to(REPOSITORY).as_posix(): path.read_bytes() for path in ours}
    assert len(names) > 5
    packed = {name: contents[f"{about}/licenses/{name}"] for name in names}
    assert packed == names
    told = HeaderParser().parsestr(contents[f"{about}/METADATA"].decode())
    assert told["Version"] == papershelf.__version__
    assert told["License-Expression"] == "MIT AND OFL-1.1"
    assert set(told.get_all("License-File", [])) == names.keys()


def test_two_builds_give_the_same_bytes(wheel: Path, tmp_path: Path) -> None:
    again = unpack(tmp_path / "again")
    for path in again.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
        os.utime(path, (1_000_000_000, 1_000_000_000))
    assert pack(again, tmp_path / "dist", "wheel").read_bytes() == wheel.read_bytes()
    dated = {"SOURCE_DATE_EPOCH": "1000000000"}
    assert pack(again, tmp_path / "one", "wheel", **dated).read_bytes() != wheel.read_bytes()
    assert pack(again, tmp_path / "a", "sdist").read_bytes() == pack(again, tmp_path / "b", "sdist").read_bytes()


def test_the_sdist_gives_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    sdist = pack(unpack(tmp_path / "archive"), tmp_path / "sdist", "sdist")
    subprocess.run([sys.executable, "-m", "tarfile", "-e", str(sdist), str(tmp_path / "unpacked")], check=True)
    (source,) = (tmp_path / "unpacked").iterdir()
    assert not (source / "content").exists()
    assert pack(source, tmp_path / "dist", "wheel").read_bytes() == wheel.read_bytes()


# -- what it publishes ----------------------------------------------------------------------------


class Installation:
    """A virtual environment with the wheel, and the libraries of the tests' own environment."""

    def __init__(self, folder: Path, wheel: Path) -> None:
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
        self._programs = folder / ("Scripts" if os.name == "nt" else "bin")
        self._python = self._programs / ("python.exe" if os.name == "nt" else "python")
        pip = [sys.executable, "-m", "pip", "--python", str(self._python), "--disable-pip-version-check", "--quiet"]
        subprocess.run([*pip, "install", "--no-deps", "--no-index", str(wheel)], check=True, env=environment())
        words = [str(self._python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
        packages = Path(subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip())
        # A path in such a file is read as it is: the editable installation that is there points nowhere from here.
        lent = dict.fromkeys([sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
        (packages / "zz_lent.pth").write_text("".join(f"{path}\n" for path in lent), encoding="utf-8")

    def run(self, root: Path, program: str, *words: str, **settings: str) -> str:
        """Run one of its programs in a project's folder; what was printed."""
        kept = {name: value for name, value in environment(**settings).items() if name != "PYTHONPATH"}
        done = subprocess.run(
            [str(self._programs / program), *words],
            cwd=root, env=kept, capture_output=True, encoding="utf-8", timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return Installation(tmp_path_factory.mktemp("installed") / "venv", wheel)


def digests(project: Project) -> dict[str, str]:
    return {name: hashlib.sha256(data).hexdigest() for name, data in project.files().items()}


def test_its_own_code_is_what_runs(installed: Installation, tmp_path: Path) -> None:
    where = installed.run(tmp_path, "python", "-c", "import papershelf; print(papershelf.__file__)")
    assert "venv" in Path(where.strip()).parts
    assert str(REPOSITORY) not in where
    assert installed.run(tmp_path, "papershelf", "--version") == f"papershelf, version {papershelf.__version__}\n"


@pytest.mark.parametrize("command", [("papershelf", "build"), ("python", "-m", "mkdocs", "build", "--quiet")])
def test_it_gives_the_checkouts_bytes(
    installed: Installation, built: Project, tmp_path: Path, command: tuple[str, ...]
) -> None:
    project = assemble(tmp_path / "list", LIBRARY)
    assert {path.name for path in project.root.iterdir()} == {"content", "mkdocs.yml"}
    installed.run(project.root, *command)
    assert digests(project) == digests(built)


def test_it_draws_the_checkouts_cards(installed: Installation, tmp_path: Path) -> None:
    there, here = assemble(tmp_path / "there", LIBRARY), assemble(tmp_path / "here", LIBRARY)
    installed.run(there.root, "papershelf", "build", PAPERSHELF_CARDS="build")
    here.build(PAPERSHELF_CARDS="build")
    assert any(name.endswith("card.png") for name in here.files())
    assert digests(there) == digests(here)


@pytest.mark.parametrize("command", [("papershelf", "build"), ("python", "-m", "mkdocs", "build", "--quiet")])
def test_a_folder_with_a_name_and_no_content_is_a_list(
    installed: Installation, tmp_path: Path, command: tuple[str, ...]
) -> None:
    there, here = Project(tmp_path / "there"), Project(tmp_path / "here")
    for project in (there, here):
        (project.root / "content").mkdir(parents=True)
        project.write("mkdocs.yml", MINIMAL)
    installed.run(there.root, *command)
    here.build()
    assert digests(there) == digests(here)
    assert {"index.html", "search/index.html", "assets/stylesheets/topics.css"} <= digests(there).keys()
    assert list((there.root / "content").iterdir()) == []


def test_it_exports_and_adds_a_paper_without_the_checkout(installed: Installation, tmp_path: Path) -> None:
    project = assemble(tmp_path / "list", LIBRARY)
    assert "written to" in installed.run(
        project.root, "papershelf", "export", "markdown", "--out", str(tmp_path / "out")
    )
    assert (tmp_path / "out" / "theme" / "assets" / "images" / "favicon.svg").is_file()
