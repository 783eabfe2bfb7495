"""BibTeX and BibLaTeX as people and programs write them. All papers are invented."""

from __future__ import annotations

import pytest
from ingest_reading import aside, names, only, read

from papershelf.model import Link, LinkKind


def entry(*fields: str, kind: str = "article", key: str = "kettle") -> str:
    return f"@{kind}{{{key},\n  title = {{A Kettle}},\n  " + ",\n  ".join(fields) + "\n}\n"


def test_an_entry_has_all_its_facts() -> None:
    found = only(
        '@string{pots = {Journal of } # "Pots"}\n\n'
        "@Article{kettle2021,\n"
        "  TITLE    = {{{BERT}: {P}re-training of {D}eep {{B}idirectional} Kettles}},\n"
        '  author   = "G{\\"o}del-Test, Kurt and Jos{\\\'e} Ejemplo and {The Kettle Consortium}",\n'
        "  journal  = pots, year = 2021, month = mar,\n"
        "  doi      = {10.1000/kettle\\_1},\n"
        "  keywords = {kettles, {whistling, loud}},\n"
        "  abstract = {We boil 5\\% more\n  water.},\n"
        "  file     = {:/home/ada/kettle.pdf:PDF}, note = {Do not publish}, annote = {Secret}\n}\n"
    )
    assert (found.title, found.line) == ("BERT: Pre-training of Deep Bidirectional Kettles", 3)
    assert names(found) == ["Kurt Gödel-Test", "José Ejemplo", "The Kettle Consortium"]
    assert (found.year, found.venue, found.doi) == ("2021", "Journal of Pots", "10.1000/kettle_1")
    assert found.proposed == ("kettles", "whistling, loud")
    assert found.abstract == "We boil 5% more water."
    assert "Secret" not in repr(found)
    assert "publish" not in repr(found)
    assert "/home/ada" not in repr(found)


@pytest.mark.parametrize(
    ("fields", "arxiv"),
    [
        (["eprint = {2306.14898v2}", "archiveprefix = {arXiv}", "primaryclass = {cs.KT}"], "2306.14898"),
        (["eprint = {2306.14898}", "eprinttype = {arxiv}"], "2306.14898"),
        (["eprint = {1234567}", "eprinttype = {jstor}"], None),
        (["journal = {CoRR}", "volume = {abs/2306.14898}"], "2306.14898"),
        (["journal = {arXiv preprint arXiv:2306.14898}"], "2306.14898"),
        (["publisher = {arXiv}", "number = {arXiv:2306.14898}"], "2306.14898"),
        (["note = {arXiv:2306.14898 [cs]}"], "2306.14898"),
        (["note = {Cites arXiv:2306.14898}"], None),
        (["doi = {10.48550/arXiv.2306.14898}"], "2306.14898"),
        (["url = {https://arxiv.org/abs/2306.14898v1}"], "2306.14898"),
        (["arxivId = {math/0309136}"], "math/0309136"),
        (["howpublished = {\\url{https://arxiv.org/pdf/2306.14898}}"], "2306.14898"),
    ],
)
def test_the_number_of_arxiv_is_read_in_every_form(fields: list[str], arxiv: str | None) -> None:
    found = only(entry(*fields))
    assert (found.arxiv, found.venue, found.links) == (arxiv, None, ())


@pytest.mark.parametrize(
    ("field", "link"),
    [
        ("url = {https://example.org/a/b\\_b\\%20c}", Link(kind=LinkKind.OTHER, url="https://example.org/a/b_b%20c")),
        ("howpublished = {\\url{https://ada.github.io/kettle}}", Link(kind=LinkKind.PROJECT, url="https://ada.github.io/kettle")),
        ("code = {https://kettle.example/a/b}", Link(kind=LinkKind.CODE, url="https://kettle.example/a/b")),
        ("url = {https://aclanthology.org/2031.kettles-main.1}", Link(kind=LinkKind.PAPER, url="https://aclanthology.org/2031.kettles-main.1")),
        ("url = {https://example.org/{\\textasciitilde}ada/x}", Link(kind=LinkKind.OTHER, url="https://example.org/~ada/x")),
    ],
)  # fmt: skip
def test_addresses_are_links_by_kind_without_tex(field: str, link: Link) -> None:
    assert only(entry(field)).links == (link,)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "https:/broken"])
def test_what_is_no_web_address_is_left_out_and_said(url: str) -> None:
    capture = read(entry(f"url = {{{url}}}"))
    assert capture.candidates[0].links == ()
    assert [(note.line, note.field) for note in capture.notes] == [(1, "links")]


@pytest.mark.parametrize(
    ("field", "year"),
    [
        ("year = 2023", "2023"),
        ("date = {2023-05-01}", "2023"),
        ("date = {2023/2024}", "2023"),
        ("year = {2023a}", "2023"),
        ("year = {May 24, 2018}", "2018"),
        ("date = {2023~}", "2023"),
        ("year = {in press}", None),
        ("year = {" + "9" * 5_000 + "}", None),
    ],
)
def test_a_year_is_taken_where_it_is_certain(field: str, year: str | None) -> None:
    assert read(entry(field)).candidates[0].year == year


def test_names_in_every_form() -> None:
    written = (
        "van den Berg, Ada and {Ministry of Tea and Pots} and Kessel, Jr., Bo and "
        "family=Pot, given=Cy, prefix=von, useprefix=true and Doe~Roe, Jane"
    )
    found = only(entry(f"author = {{{written}}}"))
    assert names(found) == [
        "Ada van den Berg", "Ministry of Tea and Pots", "Bo Kessel Jr.", "Cy von Pot", "Jane Doe Roe",
    ]  # fmt: skip


def test_names_may_have_semicolons_between_them_and_an_entry_no_key() -> None:
    found = only("@article{\n  author = {Kettle, A.; Spoon, B. C.},\n  title = {A Kettle}\n}\n")
    assert names(found) == ["A. Kettle", "B. C. Spoon"]


def test_a_missing_comma_behind_the_key_sets_the_entry_aside() -> None:
    assert aside(read("@article{test\n  title = {A Kettle},\n}\n").set_aside) == [
        (1, "it cannot be read as an entry of BibTeX")
    ]


def test_a_list_that_is_not_whole_is_said() -> None:
    capture = read(entry("author = {Ada Kettle and others}"))
    assert names(capture.candidates[0]) == ["Ada Kettle"]
    assert [note.problem for note in capture.notes] == ["the list ends in 'and others'"]


def test_what_a_cross_reference_gives_and_proceedings_are_no_paper() -> None:
    text = (
        "@inproceedings{child, title = {A Child Kettle}, crossref = {Proc}}\n"
        "@proceedings{proc, title = {Proceedings of Pots}, year = {2020}, editor = {Bo Spoon}, doi = {10.1000/whole}}\n"
    )
    found = only(text)
    assert (found.venue, found.year, found.doi) == ("Proceedings of Pots", "2020", None)


def test_a_circle_of_cross_references_ends() -> None:
    text = "".join(f"@misc{{k{n}, title = {{Kettle {n}}}, crossref = {{k{(n + 1) % 3}}}}}\n" for n in range(3))
    assert [each.title for each in read(text).candidates] == ["Kettle 0", "Kettle 1", "Kettle 2"]


def test_groups_of_jabref_mendeley_and_bibdesk_are_collections() -> None:
    text = (
        entry("groups = {Hot, Cold}", key="a")
        + entry("mendeley-groups = {Tea/Green}", key="b").replace("A Kettle", "B Kettle")
        + entry("year = 2020", key="c").replace("A Kettle", "C Kettle")
        + "@Comment{jabref-meta: groupstree:\n0 AllEntriesGroup:;\n1 ExplicitGroup:Loud\\;0\\;c\\;a\\;;\n}\n"
        + '@comment{BibDesk Static Groups{\n<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><array>'
        + "<dict><key>group name</key><string>Desk</string><key>keys</key><string>c,b</string></dict>"
        + "</array></plist>\n}}\n"
    )
    capture = read(text)
    assert [each.collections for each in capture.candidates] == [
        ("Hot", "Cold", "Loud"), ("Tea/Green", "Desk"), ("Loud", "Desk"),
    ]  # fmt: skip


def test_a_broken_entry_is_set_aside_with_its_line_and_the_rest_is_read() -> None:
    text = (
        entry("year = 2020", key="a")
        + "@article{broken,\n  title = {Never closed,\n  author = {Nobody}\n\n"
        + entry("year = 2021", key="b").replace("A Kettle", "B Kettle")
        + "@misc{untitled, year = 2020}\n"
        + "@article{last, title = {Cut off"
    )
    capture = read(text)
    assert [each.title for each in capture.candidates] == ["A Kettle", "B Kettle"]
    assert aside(capture.set_aside) == [
        (5, "another entry begins within it: a closing brace or quotation mark is missing"),
        (13, "it has no title"),
        (14, "it never ends: a closing brace is missing"),
    ]


def test_ten_thousand_braces_are_set_aside() -> None:
    capture = read(f"@misc{{deep, title = {{{'{' * 10_000}x{'}' * 10_000}}}}}\n" + entry("year = 2020"))
    assert aside(capture.set_aside) == [(1, "it has over 40 levels of braces within braces")]
    assert [each.title for each in capture.candidates] == ["A Kettle"]


def test_strings_that_hold_strings_do_not_grow_without_end() -> None:
    text = "@string{s0 = {kettle}}\n" + "".join(
        f"@string{{s{n} = s{n - 1} # s{n - 1} # s{n - 1}}}\n" for n in range(1, 60)
    )
    (problem,) = read(text + "@misc{bomb, title = s59}\n").set_aside
    assert problem.problem == "its title has 100,000 characters, over 2,000"


def test_commands_of_tex_stay_text() -> None:
    found = only(entry("abstract = {A \\input{/etc/passwd} \\write18 kettle}"))
    assert found.abstract == "A \\input{/etc/passwd} \\write18 kettle"


def test_a_key_or_field_that_is_there_twice_loses_nothing() -> None:
    capture = read(entry("year = 2020", "year = 2021") + entry("year = 2022").replace("A Kettle", "Another Kettle"))
    assert [(each.title, each.year) for each in capture.candidates] == [
        ("A Kettle", "2020"),
        ("Another Kettle", "2022"),
    ]
    assert [note.problem for note in capture.notes] == ["it is there twice; the first one is taken"]


def test_a_record_with_a_byte_of_another_encoding_is_set_aside() -> None:
    text = (
        entry("author = {José Ejemplo}").encode("latin-1")
        + entry("year = 2020", key="b").replace("A K", "B K").encode()
    )
    capture = read(text)
    assert aside(capture.set_aside) == [(1, "a byte in it is not UTF-8")]
    assert [each.title for each in capture.candidates] == ["B Kettle"]
