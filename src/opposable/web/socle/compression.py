"""Pages sent compressed: HTML alone, which is most of what a phone waits for."""

from __future__ import annotations

import gzip
from secrets import randbelow
from typing import TYPE_CHECKING
from zlib import compressobj

from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.utils.cache import patch_vary_headers

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

COURTE = 200
"""Bytes under which a page is left as it is."""
EFFORT = 1
"""Level of zlib: a page a tenth larger than at its usual one, for a third of the time."""
EN_GZIP = 31
"""Window of zlib that makes a gzip file, its head included."""
TETE, CHAMPS = 10, 3
"""Bytes of the head of a gzip file, and the one that says which fields follow it."""
HASARD = 100
"""Bytes of chance: the length of a page tells nothing of what it holds, as Django sees to it."""


class Compression(GZipMiddleware):
    """Compresses HTML; files and the API are left as they are, for those who measure them."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress a page, for who accepts it."""
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        if response.streaming or response.has_header("ETag"):
            return super().process_response(request, response)
        contenu: bytes = response.content  # type: ignore[attr-defined]
        if len(contenu) < COURTE or response.has_header("Content-Encoding"):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if accepte(request.META.get("HTTP_ACCEPT_ENCODING", "")):
            response.content = compresser(contenu)  # type: ignore[attr-defined]
            response.headers["Content-Length"] = str(len(response.content))  # type: ignore[attr-defined]
            response.headers["Content-Encoding"] = "gzip"
        return response


def accepte(codages: str) -> bool:
    """Tell whether who asks accepts a compressed page, by what `Accept-Encoding` says."""
    return re_accepts_gzip.search(codages) is not None


def compresser(page: bytes) -> bytes:
    """Return a page compressed, under a name whose length is left to chance."""
    faire = compressobj(EFFORT, wbits=EN_GZIP)
    octets = faire.compress(page) + faire.flush()
    tete = bytearray(octets[:TETE])
    tete[CHAMPS] = gzip.FNAME
    return b"".join((tete, b"a" * randbelow(HASARD), b"\0", octets[TETE:]))
