"""The output gate: reads the built site as a browser would, and says what must not be published.

The checks before the build look at what people wrote; this one looks at what came out, whichever
template, theme, extension or plugin made it. Each file is parsed once. Of a page nothing is kept
but its ids and where its links lead, so that memory grows by a few hundred bytes a page; a page that was clean
and is as it was is not parsed again.

`gate` walks the site; `files` says how each file is read; `html`, `xml` and `css` read, and `framed` pages
of which the frame is known; `elements` holds the rules for elements and attributes; `urls`, `policy` and `hashes` say
what is allowed; `inspection` and `report` keep what was found, and `verdicts` what was found in each file.
"""

from papershelf.audit.files import is_inert
from papershelf.audit.framed import Framed
from papershelf.audit.gate import Judgement, Read, inspect, judge, reader
from papershelf.audit.hashes import read_hash_list, sha256, trusted_hashes
from papershelf.audit.policy import state_policy
from papershelf.audit.verdicts import Verdict, pack, unpack

__all__ = [
    "Framed",
    "Judgement",
    "Read",
    "Verdict",
    "inspect",
    "is_inert",
    "judge",
    "pack",
    "read_hash_list",
    "reader",
    "sha256",
    "state_policy",
    "trusted_hashes",
    "unpack",
]
