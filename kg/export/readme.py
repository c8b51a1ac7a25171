"""The page that lies in every package and tells a partner without kg how to check it."""

from typing import Final

NAME: Final = "README.txt"
_TEXT: Final = """\
A package of civharm-kg: who says what about which harm to civilians, in which words, in which article.
Nothing in it is asserted as true: it is asserted that the articles say so.

To check that no byte was changed on the way, in this folder:
    sha256sum -c SHA256SUMS            (macOS: shasum -a 256 -c SHA256SUMS)
To check also that every file says the same, and that the words are as long as their place in the text:
    kg verify .
If manifest.json.sig lies here, who made the package signed it. You need the line with their public key,
which they gave you another way, in a file; here it is called signers:
    ssh-keygen -Y verify -f signers -I NAME -n civharm-kg-package -s manifest.json.sig < manifest.json
    kg verify . --signers signers

manifest.json has the sha256 and the size of every file, the versions of program, ontology, rules, registry
and shapes, the numbers of what is in it, and the RDFC-1.0 hash of the graph ("dataset": with the names of
its graphs, as in .trig, .nq and .jsonld; "flat": of all graphs as one, as in .ttl and .nt).
"""
_ALTERED: Final = """
Names were taken out before the package was made. What stands in square brackets inside a quotation is not
in the article: the property civ:redacted tells of each node which of its words were altered. Offsets are
those of the whole text.
"""


def readme(*, is_altered: bool) -> bytes:
    """The page; it says so where words were altered."""
    return (_TEXT + (_ALTERED if is_altered else "")).encode()
