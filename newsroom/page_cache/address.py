"""Which page a request asks for: all that makes one page another."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Self

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import QueryDict
from django.http.request import split_domain_port, validate_host
from django.urls import Resolver404, resolve

from newsroom.gate import Environ

# What a page is made from is handed to Django; nothing that says who asks.
KEPT = {
    "SERVER_NAME",
    "SERVER_PORT",
    "SERVER_PROTOCOL",
    "SCRIPT_NAME",
    "HTTP_HOST",
    "HTTP_X_FORWARDED_PROTO",
}
NEVER = (settings.STATIC_URL, "/admin/", "/feedback/")


@dataclass(frozen=True, slots=True)
class Address:
    """A page of this site; ``host`` is empty where pages do not repeat it."""

    secure: bool
    host: str
    path: str
    query: str

    @classmethod
    def of(cls, environ: Environ) -> Self | None:
        """Return what is asked for; ``None`` if that can be no page that anybody keeps."""
        path = environ["PATH_INFO"]
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or path.startswith(NEVER):
            return None
        if environ.get("SCRIPT_NAME") or environ.get("CONTENT_TYPE"):
            return None
        host, secure = environ.get("HTTP_HOST", ""), _is_secure(environ)
        if not _is_ours(host) or (settings.SECURE_SSL_REDIRECT and not secure):
            return None
        query = environ.get("QUERY_STRING", "")
        if query:
            reads = reads_of(path)
            if reads is None:
                return None
            try:
                query = _meant(query, reads)
            except SuspiciousOperation:  # more parameters than Django reads; it says so itself
                return None
        return cls(secure, "" if settings.SITE_URL else host, path, query)

    @property
    def name(self) -> str:
        """A name for caches that do not bear long ones."""
        whole = "\0".join([str(self.secure), self.host, self.path, self.query])
        return blake2b(whole.encode("utf-8", "surrogateescape"), digest_size=20).hexdigest()

    def is_public(self) -> bool:
        return reads_of(self.path) is not None

    def request(self, environ: Environ) -> Environ:
        """Return a request for the page by nobody in particular."""
        known = {name: value for name, value in environ.items() if _says_nothing_of_readers(name)}
        return {
            **known,
            "REQUEST_METHOD": "GET",
            "PATH_INFO": self.path,
            "QUERY_STRING": self.query,
            "REMOTE_ADDR": "",
        }


@lru_cache(maxsize=1024)
def reads_of(path: str) -> Sequence[str] | None:
    """Return the parameters that the public page at that path reads; ``None``: there is none."""
    try:
        view = resolve(path.encode("latin-1").decode()).func
    except (Resolver404, UnicodeError):
        return None
    reads: Sequence[str] | None = getattr(view, "reads", None)
    return reads


def _meant(query: str, reads: Sequence[str]) -> str:
    """Return of a query what the page reads, always in the same order and way of writing."""
    asked, meant = QueryDict(query), QueryDict(mutable=True)
    for name in sorted(reads):
        if name in asked:
            meant[name] = asked[name]
    return meant.urlencode()


def _says_nothing_of_readers(name: str) -> bool:
    return name in KEPT or name.startswith("wsgi.")


def _is_secure(environ: Environ) -> bool:
    if settings.SECURE_PROXY_SSL_HEADER:
        name, value = settings.SECURE_PROXY_SSL_HEADER
        return bool(environ.get(name) == value)
    return bool(environ["wsgi.url_scheme"] == "https")


@lru_cache(maxsize=256)
def _is_ours(host: str) -> bool:
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)
