"""Rule `readable-text`: readers see no TeX and no HTML."""

from __future__ import annotations

import pytest
from kitchen import Kitchen


@pytest.mark.parametrize(
    "title",
    [
        "Sets {0, 1} of kettles",
        "The template {{ name }} and {name}",
        r"Boiling in $O(n\log n)$ steps",
        "A kettle of $5, a pot of $10",
        "C-- for kettles <EOS>",
        r"A path C:\kettles",
    ],
)
def test_braces_dollars_and_signs_that_are_meant_pass(kitchen: Kitchen, title: str) -> None:
    kitchen.put("cups", title=f"'{title}'")
    assert kitchen.said("readable-text") == []


@pytest.mark.parametrize(
    ("written", "readable"),
    [
        ("{BERT}: {P}re-training of {{K}ettles}", "BERT: Pre-training of Kettles"),
        (r"K{\"a}ttle by Erd{\H o}s", "Kättle by Erdős"),
        (r"{$\mathbb{C}^2$} lines", r"$\mathbb{C}^2$ lines"),
        (r"$>$99\% of \textsuperscript{13}C", ">99% of ¹³C"),
        (r"\textit{Kettles} &amp; pots", "Kettles & pots"),
        ("<i>Kettles</i> of H<sub>2</sub>O", "Kettles of H₂O"),
        (r"\(k^2\) kettles -- a survey", "$k^2$ kettles – a survey"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_title_of_a_bibliography_is_told_and_mended(kitchen: Kitchen, written: str, readable: str, end: str) -> None:
    path = kitchen.put("cups", title=f"'{written}' # as printed")
    kitchen.promise()
    before = kitchen.read("papers/cups.md")
    path.write_bytes(before.replace("\n", end).encode("utf-8"))
    (problem,) = kitchen.problems("readable-text")
    assert (problem.path, problem.line, problem.field) == ("content/papers/cups.md", 3, "title")
    assert kitchen.mend() == ["papers/cups.md"]
    mended = before.replace(f"'{written}'", '"' + readable.replace("\\", "\\\\") + '"')
    assert kitchen.read("papers/cups.md") == mended.replace("\n", end)
    assert kitchen.said("readable-text") == []


def test_authors_and_venues_are_told_each_at_its_line(kitchen: Kitchen) -> None:
    authors = "\n  - 'K{\\\"u}hn, Tea'\n  - '{The Kettle \\& Pot Society}'\n  - \"Jos\\\\'e Ejemplo\""
    kitchen.put("cups", authors=authors, venue="'Proceedings of Kettles \\& Pots'")
    kitchen.promise()
    found = {(each.field, each.remedy) for each in kitchen.problems("readable-text")}
    assert found == {
        ("authors[0]", "Write 'Kühn,'"),
        ("authors[1]", "Write '&'"),
        ("authors[2]", "Write 'José'"),
        ("venue", "Write '&'"),
    }
    kitchen.mend()
    text = kitchen.read("papers/cups.md")
    assert '"Kühn, Tea"' in text
    assert '"{The Kettle & Pot Society}"' in text
    assert '"José Ejemplo"' in text
    assert kitchen.said("readable-text") == []


def test_a_summary_keeps_its_markdown(kitchen: Kitchen) -> None:
    kitchen.put("cups")
    text = kitchen.read("papers/cups.md")
    kept = r"It costs \$5, `{\"o}` and [{BERT}](https://example.org/{BERT}) of $1{,}000$ \_cups\_."
    kitchen.write("papers/cups.md", f'{text}{kept}\nA \\textit{{tea}} by G{{\\"o}}del &amp; others.\n')
    kitchen.promise()
    (problem,) = [each for each in kitchen.problems("readable-text") if "tea" in each.problem]
    assert problem.line == text.count("\n") + 2
    kitchen.mend()
    assert kitchen.read("papers/cups.md").endswith(kept.replace("[{BERT}]", "[BERT]") + "\nA tea by Gödel & others.\n")


def test_labels_of_the_vocabulary_are_told_and_mended(kitchen: Kitchen) -> None:
    text = kitchen.read("tags.yml")
    label = next(row for row in text.split("\n") if row.strip().startswith("label:"))
    indent = label[: label.index("label:")]
    kitchen.write("tags.yml", text.replace(label, f"{indent}label: 'Kettles \\& {{Pots}}' # both", 1))
    (line,) = kitchen.said("readable-text")
    assert line.startswith("tags.yml:")
    kitchen.mend()
    assert f'{indent}label: "Kettles & Pots" # both' in kitchen.read("tags.yml")
