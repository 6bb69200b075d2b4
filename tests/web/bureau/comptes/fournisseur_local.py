"""A real identity provider on this machine: discovery, keys, codes, tokens, user-info as JWT."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

if TYPE_CHECKING:
    from collections.abc import Iterator

CLIENT, SECRET = "opposable", "un secret d’essai"
CLE = rsa.generate_private_key(public_exponent=65537, key_size=2048)
FAUSSE = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Fournisseur:
    """What the provider says, and how it may lie.

    Attributes:
        personne: Claims of whoever is known there.
        jeton: Claims of the ID token said otherwise.
        infos: Claims of the user-info said otherwise.
        cle: Key that signs.
        signe: Whether user-info is a signed JWT.
        recus: Requests for authorization, in order.
    """

    adresse: str = ""
    personne: dict[str, Any] = field(default_factory=dict)
    jeton: dict[str, Any] = field(default_factory=dict)
    infos: dict[str, Any] = field(default_factory=dict)
    cle: rsa.RSAPrivateKey = CLE
    signe: bool = True
    recus: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def decouverte(self) -> dict[str, Any]:
        """Return what it says of itself."""
        lieux = ("authorization", "token", "userinfo", "end_session")
        return {
            "issuer": self.adresse,
            "jwks_uri": f"{self.adresse}/jwks",
            **{f"{lieu}_endpoint": f"{self.adresse}/{lieu}" for lieu in lieux},
        }

    def autoriser(self, dits: dict[str, str]) -> str:
        """Return where the browser goes back to, with a code good for once."""
        assert dits["client_id"] == CLIENT
        assert dits["code_challenge_method"] == "S256"
        self.recus.append(dits)
        code = hashlib.sha256(dits["state"].encode()).hexdigest()
        self.codes[code] = dits
        return f"{dits['redirect_uri']}?{urlencode({'code': code, 'state': dits['state']})}"

    def echanger(self, dits: dict[str, str]) -> dict[str, str] | None:
        """Return tokens for a code, to whoever proves that it is theirs; None to anyone else."""
        demande = self.codes.pop(dits.get("code", ""), None)
        defi = hashlib.sha256(dits.get("code_verifier", "").encode()).digest()
        prouve = urlsafe_b64encode(defi).rstrip(b"=").decode()
        if (
            demande is None
            or demande["code_challenge"] != prouve
            or dits.get("client_secret") != SECRET
        ):
            return None
        dit = {
            "iss": self.adresse,
            "aud": CLIENT,
            "nonce": demande["nonce"],
            "sub": self.personne["sub"],
            "auth_time": int(time.time()),
            "iat": int(time.time()),
            "exp": int(time.time()) + 60,
            **self.jeton,
        }
        return {"access_token": "acces", "token_type": "Bearer", "id_token": self.signer(dit)}

    def signer(self, dit: dict[str, Any]) -> str:
        """Sign claims."""
        nu = {nom: valeur for nom, valeur in dit.items() if valeur is not None}
        return jwt.encode(nu, self.cle, algorithm="RS256", headers={"kid": "essai"})


class Reponses(BaseHTTPRequestHandler):
    """Answers for a provider."""

    ici: Fournisseur

    def do_GET(self) -> None:
        """Answer a browser, or the office."""
        lieu, dits = urlsplit(self.path).path, _dits(urlsplit(self.path).query)
        if lieu.startswith("/.well-known"):
            self._dire(json.dumps(self.ici.decouverte()))
        elif lieu == "/jwks":
            publique = json.loads(RSAAlgorithm.to_jwk(CLE.public_key()))
            self._dire(json.dumps({"keys": [{**publique, "kid": "essai", "alg": "RS256"}]}))
        elif lieu == "/authorization":
            self.send_response(302)
            self.send_header("Location", self.ici.autoriser(dits))
            self.end_headers()
        elif self.headers["Authorization"] == "Bearer acces":
            self._infos()
        else:
            self.send_error(401)

    def do_POST(self) -> None:
        """Give tokens for a code."""
        dits = _dits(self.rfile.read(int(self.headers["Content-Length"])).decode())
        jetons = self.ici.echanger(dits)
        self._dire(json.dumps(jetons or {"error": "invalid_grant"}), 200 if jetons else 400)

    def _infos(self) -> None:
        dit = {**self.ici.personne, **self.ici.infos}
        if self.ici.signe:
            self._dire(
                self.ici.signer({"iss": self.ici.adresse, "aud": CLIENT, **dit}), type_="jwt"
            )
        else:
            self._dire(json.dumps(dit))

    def _dire(self, texte: str, statut: int = 200, type_: str = "json") -> None:
        self.send_response(statut)
        self.send_header("Content-Type", f"application/{type_}")
        self.end_headers()
        self.wfile.write(texte.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing on the terminal."""


def servir() -> Iterator[Fournisseur]:
    """Serve a provider on the loopback until it is no longer needed."""
    ici = Fournisseur()
    reponses = type("ReponsesIci", (Reponses,), {"ici": ici})
    serveur = ThreadingHTTPServer(("127.0.0.1", 0), reponses)
    ici.adresse = f"http://127.0.0.1:{serveur.server_port}"
    fil = threading.Thread(target=serveur.serve_forever, args=(0.01,), daemon=True)
    fil.start()
    try:
        yield ici
    finally:
        serveur.shutdown()
        serveur.server_close()
        fil.join()


def _dits(texte: str) -> dict[str, str]:
    return {nom: valeurs[0] for nom, valeurs in parse_qs(texte).items()}
