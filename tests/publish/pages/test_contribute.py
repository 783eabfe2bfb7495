"""The ways from the site to a change: links on papers and tags, the page that explains them, the preview."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from click.testing import CliRunner, Result
from fabricate import REPOSITORY
from proposals import Proposal, file, make
from selectolax.lexbor import LexborHTMLParser

from papershelf.catalog.catalog import Catalog
from papershelf.cli import papershelf
from papershelf.errors import PapershelfError
from papershelf.github import result as results
from papershelf.github.comment import place, to_markdown
from papershelf.github.preview import write_preview
from papershelf.github.request import read as read_request
from papershelf.github.request import write_project
from papershelf.github.result import VERSION, Event, FileChange, WordChange, from_json
from papershelf.publish import build_settings
from papershelf.publish.artifact import Artifact
from papershelf.publish.page import Site
from papershelf.publish.site import publish
from papershelf.publish.templates import Renderer

LIST = "https://github.com/ada/list"


@pytest.fixture(scope="module")
def known(catalog: Catalog, renderer: Renderer) -> dict[str, str]:
    """The pages of a site whose repository is known."""
    found = publish(catalog, Site(name="List", repository=LIST, edit=f"{LIST}/edit/main/"), renderer)
    return {each.path: str(each.content) for each in found if each.path.endswith(".md")}


def forms(text: str) -> list[tuple[str, dict[str, str]]]:
    """The issue forms that a page links to, each with what is filled in."""
    links = [str(node.attributes["href"]) for node in LexborHTMLParser(text).css("a") if node.attributes.get("href")]
    found = []
    for link in links:
        if link.startswith(f"{LIST}/issues/new"):
            filled = {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}
            found.append((filled.pop("template"), filled))
    return found


def test_a_papers_page_leads_to_a_form_that_knows_the_paper(known: dict[str, str], catalog: Catalog) -> None:
    for paper in catalog.library.papers:
        (form,) = forms(known[f"papers/{paper.slug}/index.md"])
        filled = {"title": f"Tags: {paper.slug}", "paper": paper.slug}
        assert form == ("suggest-tags.yml", filled | ({"tags": ",".join(paper.tags)} if paper.tags else {}))


def test_both_ways_to_a_papers_tags_stand_side_by_side_below_them(known: dict[str, str], catalog: Catalog) -> None:
    for paper in catalog.library.papers:
        (links,) = LexborHTMLParser(known[f"papers/{paper.slug}/index.md"]).css(".ps-suggest")
        edit, suggest, propose = links.css("a")
        assert [link.text() for link in (edit, suggest, propose)] == ["Edit tags", "Suggest tags", "Add to a proposal"]
        assert propose.attributes["href"] == f"../../propose/?papers={paper.id}"
        assert edit.attributes["href"] == f"{LIST}/edit/main/{paper.source}"


def test_a_tags_page_leads_to_a_form_for_a_paper(known: dict[str, str], catalog: Catalog) -> None:
    for tag in catalog.library.vocabulary.tags:
        assert forms(known[f"tags/{tag}/index.md"]) == [("suggest-paper.yml", {"tags": tag})]


def test_every_form_exists_and_has_the_fields_that_links_fill_in(known: dict[str, str]) -> None:
    linked = [form for text in known.values() for form in forms(text)]
    assert {name for name, _ in linked} == {
        "suggest-tags.yml",
        "suggest-paper.yml",
        "suggest-changes.yml",
        "mistake.yml",
    }
    for name, filled in linked:
        raw = (REPOSITORY / ".github" / "ISSUE_TEMPLATE" / name).read_text(encoding="utf-8")
        ids = {field["id"] for field in yaml.safe_load(raw)["body"]}
        assert set(filled) - {"title"} <= ids


def test_without_a_repository_no_page_leads_to_one(artifacts: dict[str, Artifact]) -> None:
    assert not any("issues/new" in str(each.content) for path, each in artifacts.items() if path.endswith(".md"))
    assert "github.com" not in str(artifacts["contribute/index.md"].content)


def test_the_page_explains_in_five_sentences_and_names_every_tag(known: dict[str, str], catalog: Catalog) -> None:
    page = LexborHTMLParser(known["contribute/index.md"])
    assert len(page.css("ol > li")) == 5
    (picture,) = page.css("svg[role=img]")
    (title,) = picture.css("title")
    assert picture.attributes["aria-labelledby"] == title.attributes["id"]
    assert "Edit tags" in str(title.text())
    named = [unescape(str(node.text())) for node in page.css(".ps-vocabulary code")]
    assert named == [tag.key for topic in catalog.library.vocabulary.topics
                     for tag in catalog.library.vocabulary.tags_of(topic)]  # fmt: skip


def test_the_picture_asks_for_nothing_and_has_the_sites_colours(known: dict[str, str]) -> None:
    (picture,) = LexborHTMLParser(known["contribute/index.md"]).css("svg")
    assert not re.search(r"<script|<style|href|url\(|\bon\w+=|style=|fill=|stroke=|#\w{3}", str(picture.html))


def test_a_paper_to_curate_has_a_way_to_its_file(
    known: dict[str, str], artifacts: dict[str, Artifact], catalog: Catalog
) -> None:
    assert catalog.to_curate
    links = [node.attributes.get("href") for node in LexborHTMLParser(known["curate/index.md"]).css("li .ps-fact a")]
    assert links == [f"{LIST}/edit/main/{paper.source}" for paper in catalog.to_curate]
    assert f"{len(catalog.to_curate)} of {len(catalog.papers)} papers" in known["curate/index.md"]
    assert not LexborHTMLParser(str(artifacts["curate/index.md"].content)).css("li .ps-fact a")


def test_a_site_that_is_too_large_is_refused() -> None:
    sizes = {"small.html": 100, "large.bin": 900}
    assert build_settings.weigh(sizes, 1_000) == []
    (problem,) = build_settings.weigh(sizes, 999)
    assert "large.bin" in problem.remedy
    assert build_settings.MAX_SITE == 800_000_000


# The command, as the workflows call it.


@pytest.fixture
def proposal(tmp_path: Path) -> Proposal:
    made = make(tmp_path / "list")
    made.change((file("singing-kettles"), "[kettles, heat, survey]", "[kettles, haet, survey]"))
    return made


def call(proposal: Proposal, *words: str | Path) -> Result:
    return CliRunner().invoke(papershelf, ["--root", str(proposal.root), "review", *map(str, words)])


def test_a_review_goes_from_one_workflow_to_the_other_as_data(proposal: Proposal, tmp_path: Path) -> None:
    head = proposal.repository.git("rev-parse", "request").strip()
    found = call(proposal, "--base", "main", "--head", "request", "--format", "json")
    assert found.exit_code == 1
    path = tmp_path / "review.json"
    path.write_text(found.output, encoding="utf-8")
    result = from_json("x", path.read_bytes(), head)
    comment = call(proposal, "--result", path, "--head", head, "--repository", LIST, "--branch", "request")
    assert comment.exit_code == 0
    assert comment.output == to_markdown(result, place(LIST, "request"))
    suggested = call(proposal, "--result", path, "--head", head, "--format", "suggestions")
    assert [each["line"] for each in json.loads(suggested.output)["comments"]] == [6]
    annotated = call(proposal, "--result", path, "--head", head, "--format", "github").output
    assert annotated.startswith(f"::error file={file('singing-kettles')},line=6,title=tags (unknown-tag)::")
    with pytest.raises(PapershelfError):
        from_json("x", path.read_bytes(), "0" * 40)


def test_a_review_needs_one_source(proposal: Proposal) -> None:
    assert call(proposal, "--head", "request").exit_code == 2
    assert call(proposal, "--head", "request", "--base", "main", "--result", "x").exit_code == 2


def test_the_merged_project_has_the_requests_papers_and_nothing_else_of_it(proposal: Proposal, tmp_path: Path) -> None:
    ours = {"mkdocs.yml": "site_name: ours", "templates/pages/x.md.j2": "ours"}
    proposal.repository.git("switch", "--quiet", "main")
    proposal.repository.commit(ours)
    proposal.repository.git("switch", "--quiet", "request")
    proposal.repository.commit({"mkdocs.yml": "site_name: evil", "content/papers/Odd.md": "x"})
    proposal.repository.git("switch", "--quiet", "main")
    out = tmp_path / "merged"
    assert call(proposal, "--base", "main", "--head", "request", "--project", out).exit_code == 1
    assert "haet" in (out / file("singing-kettles")).read_text(encoding="utf-8")
    assert (out / "mkdocs.yml").read_text(encoding="utf-8") == "site_name: ours"
    assert (out / "templates/pages/x.md.j2").is_file()
    assert not (out / "content/papers/Odd.md").exists()
    assert "haet" not in (proposal.root / file("singing-kettles")).read_text(encoding="utf-8")
    with pytest.raises(PapershelfError):
        write_project(proposal.root, read_request(proposal.root, "main", "request"), out)


def test_the_preview_holds_the_pages_that_change(proposal: Proposal, tmp_path: Path) -> None:
    site = tmp_path / "site"
    for path in ("assets/a.css", "papers/singing-kettles/index.html", "papers/other-1/index.html"):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text("x", encoding="utf-8")
    out = tmp_path / "preview"
    assert write_preview(site, out, proposal.review()) == 1
    written = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert written == {"assets/a.css", "index.html", "papers/singing-kettles/index.html"}
    assert "Singing Kettles" in (out / "index.html").read_text(encoding="utf-8")
    with pytest.raises(PapershelfError):
        write_preview(site, out, proposal.review())


def test_the_preview_has_pages_of_tags_topics_digests_and_by_hand(tmp_path: Path) -> None:
    pages = ("tags/heat", "topics/kitchen", "digest/2026-01-08", "about")
    site, out = tmp_path / "site", tmp_path / "preview"
    for path in ("assets/a.css", *(f"{page}/index.html" for page in pages), "tags/gone/index.html"):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text("x", encoding="utf-8")
    found = results.Result(
        version=VERSION,
        base="a",
        head="b",
        words=(
            WordChange(event=Event.CHANGED, kind="tag", key="heat", label="Heat"),
            WordChange(event=Event.ADDED, kind="topic", key="kitchen", label="Kitchen"),
            WordChange(event=Event.REMOVED, kind="tag", key="gone", label="Gone"),
            WordChange(event=Event.ADDED, kind="kettle", key="heat", label="Nothing that has a page"),
        ),
        files=(
            FileChange(event=Event.ADDED, path="content/digests/2026-01-08.md"),
            FileChange(event=Event.CHANGED, path="content/pages/about.md"),
            FileChange(event=Event.CHANGED, path="content/synonyms.txt"),
        ),
    )
    assert write_preview(site, out, found) == 4
    written = {path.relative_to(out).as_posix() for path in out.rglob("*.html")}
    assert written == {"index.html", *(f"{page}/index.html" for page in pages)}


@pytest.mark.parametrize("option", ["--project", "--preview"])
@pytest.mark.parametrize("folder", ["content/new", ".github/new", "templates/new", "CONTENT/new"])
def test_nothing_is_written_among_the_projects_own_files(proposal: Proposal, option: str, folder: str) -> None:
    out = proposal.root / folder
    result = call(proposal, "--base", "main", "--head", "request", option, out)
    assert isinstance(result.exception, PapershelfError)
    assert "this folder holds more than a site" in str(result.exception)
    assert not out.exists()
