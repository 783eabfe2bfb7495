"""The whole gate, on a site in Material."""

from __future__ import annotations

import json
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest
from auditing import GOOD, csp_hash, write
from mkdocs.commands.build import build
from mkdocs.config import load_config
from selectolax.lexbor import LexborHTMLParser

from papershelf.audit import inspect, read_hash_list, trusted_hashes

THEME = Path(__file__).parent.parent.parent / "templates" / "theme"

_material = find_spec("material")
assert _material is not None
assert _material.origin is not None
MATERIAL = Path(_material.origin).parent / "templates"


def test_a_folder_that_cannot_be_read_is_no_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        inspect(tmp_path / "no", trusted=GOOD, own_host=None, base_path="/")


@pytest.fixture(scope="module", params=["https://example.org/base/", None], ids=["address", "no address"])
def themed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of three depths in Material, with our overrides of its scripts."""
    root = tmp_path_factory.mktemp("themed")
    shutil.copytree(THEME / "partials" / "javascripts", root / "theme" / "partials" / "javascripts")
    # Material's header asks for this one, ours does not.
    (root / "theme" / "partials" / "javascripts" / "palette.html").touch()
    write(root / "docs", dict.fromkeys(("index.md", "a/index.md", "a/b/c.md"), "# A\n\n## B\n"))
    theme = {"name": "material", "custom_dir": "theme", "font": False}
    settings = {"site_name": "A", "site_url": request.param, "theme": theme, "plugins": []}
    # JSON is YAML.
    write(root, {"mkdocs.yml": json.dumps(settings)})
    build(load_config(str(root / "mkdocs.yml")))
    return root / "site"


def inline_scripts(site: Path) -> set[str]:
    return {
        node.text()
        for page in site.rglob("*.html")
        for node in LexborHTMLParser(page.read_text(encoding="utf-8")).css("script:not([src]):not([type])")
    }


def test_the_list_holds_the_scripts_that_material_writes_today(themed: Path) -> None:
    written = {csp_hash(text): text for text in inline_scripts(themed)}
    assert set(written) == read_hash_list(THEME.parent / "scripts.sha256"), (
        "The inline scripts of a page are not those of templates/scripts.sha256. Read these; leave out what this "
        f"site has no use for, as templates/theme/partials/javascripts does, and list the hash of the rest: {written}"
    )


def test_a_site_in_material_passes(themed: Path) -> None:
    with_address = "example.org/base" in (themed / "index.html").read_text(encoding="utf-8")
    trusted = trusted_hashes([MATERIAL]) | read_hash_list(THEME.parent / "scripts.sha256")
    own_host, base_path = ("example.org", "/base/") if with_address else (None, "/")
    assert inspect(themed, trusted=trusted, own_host=own_host, base_path=base_path) == []
