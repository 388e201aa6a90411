"""The guard against requests to where none belongs: private addresses, odd ports, other schemes than HTTP.

A page or feed of a stranger names addresses that the crawler then asks, from inside its user's network (server-side
request forgery, CWE-918). Two parts share one `Policy`: `AddressGuardMiddleware` refuses what an address's text
already shows, `GuardedResolver` refuses what a name resolves to. Scrapy's HTTP/1.1 handler asks the resolver for
every connection, literals included, and connects to just the addresses that it was given, so a name that changes
between check and use gains nothing.

Settings:
    ALLOW_PRIVATE_ADDRESSES (bool, False): opens every address and every port.
    ALLOWED_PORTS (list of int, `DEFAULT_PORTS`): the ports that may be asked.
    ALLOWED_HOSTS (list of str, empty): single hosts whose every address and port may be asked.

A request whose meta has `allow_hosts` (a collection of host names) may use only those of ALLOWED_HOSTS.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingHostnameResolver, dnscache
from scrapy.settings import BaseSettings
from scrapy.utils.datatypes import LocalCache
from twisted.internet.interfaces import IAddress, IHostResolution, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

Address = IPv4Address | IPv6Address

DEFAULT_PORTS = frozenset({80, 443, 8080, 8443})
DEFAULT_PORT = {"http": 80, "https": 443}
_OPENED_BY = "allow_private_addresses or allow_hosts opens it"

# The IANA special-purpose registries (RFC 6890 and successors) by what may not be asked, not by `ipaddress.is_global`,
# whose answers differ between releases of Python.
_NOT_PUBLIC_4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",  # carrier-grade NAT; Alibaba Cloud's metadata
            "127.0.0.0/8",
            "168.63.129.16/32",  # Azure's host, reachable from each of its virtual machines
            "169.254.0.0/16",  # link-local; the metadata service of most clouds
            "172.16.0.0/12",
            "192.0.0.0/24",  # protocol assignments; Oracle Cloud's metadata
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, broadcast
        ),
    )
)
_GLOBAL_UNICAST_6 = IPv6Network("2000::/3")  # the only space that is given out to the Internet (RFC 4291)
_NOT_PUBLIC_6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "3fff::/20")))  # Teredo, ORCHID, documentation
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052


def _wrapped(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that a packet to this one would reach: IPv4-mapped, 6to4 (RFC 3056) or NAT64."""
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour


def is_public(address: Address) -> bool:
    """Whether the address belongs to a host on the public Internet."""
    if isinstance(address, IPv6Address):
        inner = _wrapped(address)
        if inner is None:
            return address in _GLOBAL_UNICAST_6 and not any(address in network for network in _NOT_PUBLIC_6)
        address = inner
    return not any(address in network for network in _NOT_PUBLIC_4)


def literal_address(host: str) -> Address | None:
    """The address that a host name spells in any form that `connect` takes: `127.1`, `2130706433`, `0x7f.1`, `[::1]`.

    None for a name that has to be looked up.
    """
    host = host.strip("[]").rstrip(".")
    try:
        return ip_address(host)
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return None


def host_name(host: str) -> str:
    """The host in the form in which hosts are compared."""
    return host.strip("[]").rstrip(".").lower()


class RefusedRequest(IgnoreRequest):
    """A request that the guard did not let out; the message is one line for the user."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What may be asked."""

    allow_private: bool = False
    ports: frozenset[int] = DEFAULT_PORTS
    hosts: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        return cls(
            allow_private=settings.getbool("ALLOW_PRIVATE_ADDRESSES"),
            ports=frozenset(map(int, settings.getlist("ALLOWED_PORTS"))) or DEFAULT_PORTS,
            hosts=frozenset(map(host_name, settings.getlist("ALLOWED_HOSTS"))),
        )

    def opens(self, host: str) -> bool:
        """Whether every address of the host may be asked."""
        return self.allow_private or host_name(host) in self.hosts

    def refusal(self, url: str) -> str | None:
        """Why the address may not be asked, as far as its text shows it; None where it may."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
            (host or "").encode("idna")  # Twisted's resolver never answers for a name that `getaddrinfo` cannot encode
        except ValueError as error:
            return f"refused {url[:200]}: no valid address ({error})"
        if parts.scheme not in DEFAULT_PORT:
            return f"refused {url[:200]}: only http and https are fetched"
        if not host:
            return f"refused {url[:200]}: the address names no host"
        if any(character.isspace() for character in host):
            return f"refused {url[:200]}: no valid address (a blank in the host)"
        if parts.username is not None:
            return f"refused {parts.scheme}://…@{host}: user names in addresses are not supported"
        if self.opens(host):
            return None
        port = DEFAULT_PORT[parts.scheme] if port is None else port
        if port not in self.ports:
            return f"refused {host}: port {port} is none of {', '.join(map(str, sorted(self.ports)))} ({_OPENED_BY})"
        address = literal_address(host)
        return not_public(host, [address]) if address is not None and not is_public(address) else None


def not_public(host: str, addresses: Sequence[Address]) -> str:
    """The line that tells of a host without a public address."""
    shown = ", ".join(map(str, addresses))
    leads_to = "" if shown == host else f" leads to {shown} and"
    return f"refused {host}: it{leads_to} is no public address ({_OPENED_BY})"


@implementer(IResolutionReceiver)
class _PublicAddresses:
    """Hands on the addresses that are public, and remembers a host that had none."""

    def __init__(self, receiver: Any, host: str, refused: LocalCache[str, str]):
        self._receiver, self._host, self._refused = receiver, host, refused
        self._private: list[Address] = []
        self._found = False

    def resolutionBegan(self, resolutionInProgress: IHostResolution) -> None:  # noqa: N802, N803
        self._receiver.resolutionBegan(resolutionInProgress)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        checked = ip_address(address.host)
        if is_public(checked):
            self._found = True
            self._receiver.addressResolved(address)
        else:
            self._private.append(checked)

    def resolutionComplete(self) -> None:  # noqa: N802
        if self._private and not self._found:
            self._refused[host_name(self._host)] = not_public(self._host, self._private)
        self._receiver.resolutionComplete()


class GuardedResolver(CachingHostnameResolver):
    """The resolver for TWISTED_DNS_RESOLVER: IPv4 and IPv6, without the addresses that the policy refuses.

    `refused` maps hosts that had only such addresses to the line that says so. Cached answers are checked again at
    each use. Twisted has one resolver for all crawls of a process, so those that run at a time share their policy.
    """

    def __init__(self, reactor: Any, cache_size: int, policy: Policy):
        super().__init__(reactor, cache_size)
        self.policy = policy
        self.refused: LocalCache[str, str] = LocalCache(10_000)
        self._looked_up: LocalCache[str, str | None] = LocalCache(10_000)
        self._crawls = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> Self:
        settings = crawler.settings
        cache_size = settings.getint("DNSCACHE_SIZE") if settings.getbool("DNSCACHE_ENABLED") else 0
        return cls(reactor, cache_size, Policy.from_settings(settings))

    def resolveHostName(  # noqa: N802
        self,
        resolutionReceiver: IResolutionReceiver,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> IHostResolution:
        receiver: Any = resolutionReceiver
        if not self.policy.opens(hostName):
            receiver = _PublicAddresses(receiver, hostName, self.refused)
        return super().resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)

    async def look_up(self, host: str) -> str | None:
        """Why a host may not be asked through a proxy, which looks its name up itself, perhaps with another answer.

        None also for a name that this machine does not know, as where only the proxy sees the Internet.
        """
        key = host_name(host)
        if not self.policy.opens(host) and key not in self._looked_up:
            try:
                answers = await asyncio.get_running_loop().getaddrinfo(key, None, type=socket.SOCK_STREAM)
            except (OSError, UnicodeError):
                answers = []
            private = [address for answer in answers if not is_public(address := ip_address(answer[4][0]))]
            self._looked_up[key] = not_public(host, private) if private else None
        return self._looked_up.get(key)

    def begin(self, policy: Policy) -> None:
        """Guard a crawl by its policy, until `end`.

        Raises:
            ValueError: A crawl with another policy is under way.
        """
        if self._crawls and self.policy != policy:
            raise ValueError("crawls at a time must share ALLOW_PRIVATE_ADDRESSES, ALLOWED_PORTS and ALLOWED_HOSTS")
        self._crawls += 1
        self.policy = policy
        # What earlier crawls looked up: neither cache has an expiry of its own.
        self.refused.clear()
        self._looked_up.clear()
        dnscache.clear()

    def end(self) -> None:
        """The crawl is over."""
        self._crawls -= 1


def installed_resolver() -> GuardedResolver | None:
    """The guarded resolver of this process, if that is what resolves its names."""
    from twisted.internet import reactor

    resolver = reactor.nameResolver
    return resolver if isinstance(resolver, GuardedResolver) else None


class AddressGuardMiddleware:
    """Refuses requests by scheme, port, literal address, and by what the resolver has refused before.

    It installs `GuardedResolver` where the way in which Scrapy was started did not (runners ignore
    TWISTED_DNS_RESOLVER). Place it before every other downloader middleware.

    Raises:
        RefusedRequest: For each request that may not be made.
        ValueError: At the start, where a crawl with another policy is under way in the process.
    """

    def __init__(self, crawler: Crawler):
        from twisted.internet import reactor

        self._stats = crawler.stats
        self._policy = Policy.from_settings(crawler.settings)
        self._resolver = installed_resolver() or GuardedResolver.from_crawler(crawler, reactor)
        self._resolver.install_on_reactor()
        self._resolver.begin(self._policy)
        crawler.signals.connect(self._resolver.end, signals.engine_stopped)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        reason = self._refusal(request)
        if reason is None and _goes_through_a_proxy(request):
            reason = await self._resolver.look_up(urlsplit(request.url).hostname or "")
        if reason is not None:
            self._stats.inc_value("guard/refused")
            raise RefusedRequest(reason)

    def _refusal(self, request: Request) -> str | None:
        reason = self._policy.refusal(request.url)
        if reason is not None:
            return reason
        host = host_name(urlsplit(request.url).hostname or "")
        opened_for_it = request.meta.get("allow_hosts", self._policy.hosts)
        if not self._policy.allow_private and host in self._policy.hosts - set(map(host_name, opened_for_it)):
            return f"refused {host}: allow_hosts opens it for another source, not for this one"
        return None if self._policy.opens(host) else self._resolver.refused.get(host)


def _goes_through_a_proxy(request: Request) -> bool:
    return bool(request.meta.get("proxy") or getattr(request.meta.get("ask_with"), "proxy", None))
