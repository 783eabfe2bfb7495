"""The sources on the network, in the order in which they are asked and believed."""

from papershelf.facts.arxiv import ARXIV
from papershelf.facts.crossref import CROSSREF
from papershelf.facts.hugging_face import HUGGING_FACE
from papershelf.facts.source import Source

SOURCES: tuple[Source, ...] = (ARXIV, HUGGING_FACE, CROSSREF)
"""arXiv answers for a hundred papers at once. Hugging Face finds titles that arXiv's search misses, and its search
may be asked more often. Crossref knows what was published, and has no abstract for most of it."""
