"""What is written for others to read: folders that are replaced whole, and files.

Nothing that a person made is overwritten: a folder is replaced where a marker says that we wrote it,
a file where its bytes are what we wrote.
"""

from papershelf.publish.output.files import check_file, check_former, write_file
from papershelf.publish.output.folder import MARKER, Replacement, building, check_folder, remove_spare, write
from papershelf.publish.output.places import check_place
from papershelf.publish.output.stock import Filed, Look, Sent, Stock, look

__all__ = [
    "MARKER",
    "Filed",
    "Look",
    "Replacement",
    "Sent",
    "Stock",
    "building",
    "check_file",
    "check_folder",
    "check_former",
    "check_place",
    "look",
    "remove_spare",
    "write",
    "write_file",
]
