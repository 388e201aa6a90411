"""That a server's certificate is for its host, whatever is wrong with the certificate.

Twisted 26 takes a certificate for valid at any host whose names cannot be read, or that has none.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any

from OpenSSL import SSL, crypto
from service_identity.hazmat import DNS_ID, IPAddress_ID, ServiceID, verify_service_identity
from service_identity.pyopenssl import extract_patterns
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.protocols.tls import TLSMemoryBIOProtocol
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer  # type: ignore[import-untyped]


@implementer(IPolicyForHTTPS)
class ProvenHosts:
    """Another policy's connections, with only those servers that prove to be the host that is asked."""

    def __init__(self, policy: Any):  # zope's interfaces have no types
        self._policy = policy

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802 - Twisted's signature
        return _Creator(self._policy.creatorForNetloc(hostname, port), hostname.decode("ascii"))


@implementer(IOpenSSLClientConnectionCreator)
class _Creator:
    def __init__(self, creator: Any, host: str):
        self._creator, self._host = creator, host

    def clientConnectionForTLS(self, tlsProtocol: TLSMemoryBIOProtocol) -> SSL.Connection:  # noqa: N802, N803
        connection: SSL.Connection = self._creator.clientConnectionForTLS(tlsProtocol)
        connection.set_verify(SSL.VERIFY_PEER, self._is_proven)
        return connection

    def _is_proven(self, _: SSL.Connection, certificate: crypto.X509, _error: int, depth: int, valid: int) -> bool:
        if depth or not valid:
            return bool(valid)
        try:
            verify_service_identity(extract_patterns(certificate), [_identity(self._host)], [])
        except Exception:  # whatever is wrong with it
            return False
        return True


def _identity(host: str) -> ServiceID:
    try:
        return IPAddress_ID(str(ip_address(host)))
    except ValueError:
        return DNS_ID(host)
