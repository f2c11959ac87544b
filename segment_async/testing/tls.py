"""Certificates for servers on loopback: a good one, and those that a client has to refuse."""

from datetime import UTC, datetime, timedelta
from ssl import PROTOCOL_TLS_CLIENT, PROTOCOL_TLS_SERVER, SSLContext
from typing import Literal, TypeAlias

from attrs import field, frozen

CertificateKind: TypeAlias = Literal["good", "wrong name", "expired", "self-signed"]


@frozen
class Certificate:
    """What a server shows, and what a client has to trust to take it."""

    kind: CertificateKind
    server: SSLContext = field(repr=False)
    """For the server."""

    trust: SSLContext = field(repr=False)
    """For the client, as ``ssl=``: it trusts the authority that signed the certificate, if one did."""


def certificate(kind: CertificateKind = "good", *, host: str = "127.0.0.1") -> Certificate:
    """Make a certificate.

    Args:
        kind: ``good``; for a ``wrong name``; ``expired``; or ``self-signed``, by an authority that the client does not
            know.
        host: The host that the server is reached by.

    Raises:
        ImportError: trustme is not installed.
    """
    try:
        import trustme  # noqa: PLC0415 - needed for TLS only
    except ModuleNotFoundError:
        raise ImportError("Certificates need trustme; install it beside segment-async.") from None
    now = datetime.now(UTC)
    signer, known = trustme.CA(), trustme.CA()
    name = "elsewhere.example" if kind == "wrong name" else host
    expiry = now - timedelta(days=1) if kind == "expired" else None
    server = SSLContext(PROTOCOL_TLS_SERVER)
    leaf = signer.issue_cert(name, not_before=now - timedelta(days=9), not_after=expiry)
    leaf.configure_cert(server)  # pyright: ignore[reportUnknownMemberType]  # takes a pyOpenSSL context too, which is not installed
    trust = SSLContext(PROTOCOL_TLS_CLIENT)
    trusted = known if kind == "self-signed" else signer
    trusted.configure_trust(trust)  # pyright: ignore[reportUnknownMemberType]  # as above
    return Certificate(kind, server, trust)
