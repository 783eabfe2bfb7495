"""A list's identity by settings: what is refused with its line, and what a build makes of the rest."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from building import Fresh
from PIL import Image

from papershelf.errors import PapershelfError
from papershelf.publish.mkdocs import identity
from papershelf.publish.mkdocs.settings_file import check

SETTINGS = "site_name: Kettles\ntheme:\n  name: papershelf\n  {theme}\nplugins:\n  - papershelf:\n      {own}\n"


def refusal(folder: Path, *, theme: str = "language: en", own: str = "cards: never") -> str:
    path = folder / "mkdocs.yml"
    path.write_text(SETTINGS.format(theme=theme, own=own), "utf-8")
    with pytest.raises(PapershelfError) as refused:
        check(path, "mkdocs.yml")
    (problem,) = refused.value.problems
    return str(problem)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("language: de-DE", r"mkdocs.yml:4: theme.language: there are no words for 'de-DE'\. Did you mean 'de'\?"),
        ("language: fr", r"mkdocs.yml:4: theme.language: there are no words for 'fr'\. Write one of en, de, or add"),
        ("language: english", r"mkdocs.yml:4: theme.language: 'english' is not a language\."),
        ("language: [de]", r"mkdocs.yml:4: theme.language: it is not a text\."),
        ("language:", r"mkdocs.yml:4: theme.language: it is empty\."),
        (
            "logo: kettle.svg",
            r"mkdocs.yml:4: theme.logo: there is no picture 'kettle.svg'\. Put it into content/",
        ),
        ("logo: ../mkdocs.yml", r"mkdocs.yml:4: theme.logo: '../mkdocs.yml' is not a path within the site\."),
        ("logo: https://example.org/x.png", r"mkdocs.yml:4: theme.logo: .* is not a path within the site\."),
        ("favicon: kettle.exe", r"mkdocs.yml:4: theme.favicon: 'kettle.exe' is not a picture\."),
    ],
)
def test_a_wrong_value_of_the_theme_is_named_with_its_line(tmp_path: Path, written: str, said: str) -> None:
    assert re.match(said, refusal(tmp_path, theme=written))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("licence: CC BY 4.0", r"'CC BY 4.0' is no identifier of a licence\. Write one of https://spdx"),
        (
            'link_colour: "#ff8800"',
            r'its contrast .* 4.5 are needed\. The nearest colour that holds is "#[0-9a-f]{6}"',
        ),
        ('accent_colour_dark: "#333333"', r"its contrast on the dark #20262f is 1\.\d to 1"),
        ("link_colour: #1d4e89", r"it is empty\. Write a value in quotes, for # begins a comment"),
        ("accent_colour: 123456", r"it is not a text\."),
        ("content_language: Latin", r"'Latin' is not a language\."),
        ("card_logo: logo.png", r"'logo.png' cannot be read"),
        ("card_logo: mkdocs.yml", r"the picture is not a whole PNG file\."),
        (f"footer: {'tea ' * 200}", r"it has \d+ characters, over 500\."),
    ],
)
def test_a_wrong_option_is_named_with_its_line(tmp_path: Path, written: str, said: str) -> None:
    key = written.partition(":")[0]
    assert re.match(rf"mkdocs.yml:7: plugins.papershelf.{key}: {said}", refusal(tmp_path, own=written))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"---\ntitle: x\n---\nTea.", "content/home.md:1: it begins with front matter"),
        (b"\xff\xfe", "content/home.md: it is not UTF-8"),
        (b"tea " * 2_000, "content/home.md: it has 7,999 characters, over 4,000"),
    ],
)
def test_a_text_for_the_home_page_is_judged(tmp_path: Path, text: bytes, said: str) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / identity.HOME).write_bytes(text)
    with pytest.raises(PapershelfError) as refused:
        identity.read_home(tmp_path)
    assert str(refused.value.problems[0]).startswith(said)


def test_a_list_in_its_own_look(fresh: Fresh) -> None:
    project = fresh()
    picture = io.BytesIO()
    Image.new("RGBA", (60, 40), "#7a1fa2").save(picture, "PNG")
    project.write(identity.HOME, "All about *kettles*, see [](https://example.org/).\n")
    for place in ("content/pages/brand/kettle.png", "content/kettle.png"):
        (project.root / place).parent.mkdir(parents=True, exist_ok=True)
        (project.root / place).write_bytes(picture.getvalue())
    project.replace(
        "mkdocs.yml", "theme: papershelf", "theme:\n  name: papershelf\n  language: de\n  logo: brand/kettle.png"
    )
    options = 'licence: CC-BY-SA-4.0\n      footer: "Kept by *us*."\n      link_colour: "#0b5e4f"\n      cards: never'
    project.replace("mkdocs.yml", "  - papershelf", f"  - papershelf:\n      {options}")
    project.build()
    home = (project.site / "index.html").read_text("utf-8")
    assert '<html lang="de"' in home
    assert '<div class="ps-hero__line">\n<p>All about <em>kettles</em>' in home
    assert '<img class="ps-header__logo" src="brand/kettle.png" alt="" height="24">' in home
    assert "<div><p>Kept by <em>us</em>.</p></div>" in home
    assert 'rel="license">CC BY-SA 4.0</a>' in home
    assert '<script defer src="assets/languages/de.js"></script>' in home
    assert '<html lang="de"' in (project.site / "404.html").read_text("utf-8")
    assert "Seite nicht gefunden" in (project.site / "404.html").read_text("utf-8")
    assert "light-dark(#0b5e4f, " in (project.site / "assets/stylesheets/papershelf.css").read_text("utf-8")
    assert "CC BY-SA 4.0" in (project.site / "data" / "index.html").read_text("utf-8")
