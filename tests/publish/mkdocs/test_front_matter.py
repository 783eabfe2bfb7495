"""The front matter of generated pages is what MkDocs reads, however it is found out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from papershelf.publish.mkdocs.front_matter import split_page

_VALUES = st.text(st.sampled_from("aä &#58;:\"'\\\u2028\x85\x07\t{}[]%-é"), max_size=12)
_LINES = st.one_of(
    st.builds('title: "{}"'.format, _VALUES),
    st.builds("description: {}".format, _VALUES),
    st.sampled_from(["hide: [navigation, toc]", "card: cards/x.png", "---", "...", "  more", "", "# said by nobody"]),
)


@given(st.lists(_LINES, max_size=5))
def test_any_front_matter_is_read_as_mkdocs_reads_it(lines: list[str]) -> None:
    document = "\n".join(["---", *lines, "---", "", "<p>Kettles</p>", "---", ""])
    assert split_page(document) == get_data(document)


@pytest.mark.parametrize("document", ["", "---\n", "---\n---\n<p>Kettles</p>\n", "<p>No front matter</p>\n"])
def test_a_page_without_front_matter_is_read_as_mkdocs_reads_it(document: str) -> None:
    assert split_page(document) == get_data(document)
