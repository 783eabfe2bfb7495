"""The disk: what reaches it durably, who may write at the moment, and what its refusals mean.

It knows nothing of papers or sites. Calls that only some systems have are asked for here, each with
what is done where there is none.
"""

from papershelf.disk.durable import flush_files, flush_tree, sync_folder, write_whole
from papershelf.disk.exchange import trade_places
from papershelf.disk.failures import cause, refusal, remedy
from papershelf.disk.lock import hold
from papershelf.disk.sealed import own_folder, read_sealed, write_sealed
from papershelf.disk.signature import Signature, has_signature, is_settled, signature_of, tell_time

__all__ = [
    "Signature",
    "cause",
    "flush_files",
    "flush_tree",
    "has_signature",
    "hold",
    "is_settled",
    "own_folder",
    "read_sealed",
    "refusal",
    "remedy",
    "signature_of",
    "sync_folder",
    "tell_time",
    "trade_places",
    "write_sealed",
    "write_whole",
]
