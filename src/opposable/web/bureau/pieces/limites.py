"""What the site and the process that looks into a document agree on.

Apart, so that the site starts without the libraries that read documents.
"""

SECONDES = 10
"""Seconds of processor time that looking into a document may take."""
REFUS = 3
"""Exit status of a document that is refused, the reason being written."""
