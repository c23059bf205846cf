"""Under which addresses people reach this server: what QR codes hold, and which hosts and origins are ours.

A laptop changes networks, so the local address is found anew. Phones are never told "localhost".
"""

import ipaddress
import socket
import struct
import sys
from collections.abc import Callable
from typing import Literal
from urllib.parse import urlsplit

from facilitator.web.cookies import Scheme

# Documentation addresses: connecting a UDP socket sends nothing, it only asks the routing table.
_FAR = ((socket.AF_INET, ("192.0.2.1", 9)), (socket.AF_INET6, ("2001:db8::1", 9)))
_SIOCGIFADDR = 0x8915
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")

State = Literal["public", "local", "alone"]


def local_addresses() -> tuple[str, ...]:
    """Return this computer's IPv4 addresses in local networks, the one with the default route first."""
    found = [*_routed(), *_of_interfaces(), *_of_name()]
    return tuple(dict.fromkeys(address for address in found if _reaches_phones(address)))


def _routed() -> list[str]:
    family, far = _FAR[0]
    with socket.socket(family, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(far)
        except OSError:
            return []
        return [str(asking.getsockname()[0])]


def _of_interfaces() -> list[str]:
    """Ask each interface on Linux: a hotspot has an address but no default route."""
    if sys.platform != "linux":
        return []
    import fcntl

    addresses = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        for _, name in socket.if_nameindex():
            try:
                answer = fcntl.ioctl(asking, _SIOCGIFADDR, struct.pack("256s", name.encode()[:15]))
            except OSError:
                continue
            addresses.append(socket.inet_ntoa(answer[20:24]))
    return addresses


def _of_name() -> list[str]:
    """Ask the resolver for our own name: on Windows and macOS it knows every interface."""
    try:
        found = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET, socket.SOCK_STREAM)
    except OSError:
        return []
    return [str(entry[4][0]) for entry in found]


def _reaches_phones(address: str) -> bool:
    ip = ipaddress.ip_address(address)
    return not (ip.is_loopback or ip.is_link_local or ip.is_unspecified or ip.is_multicast)


class Addresses:
    """Where this server is reached now.

    Args:
        public_url: What the operator says, or nothing.
        port: The port it listens on.
        only_here: Whether it listens on the loopback alone.
        find: Returns the local addresses.
    """

    def __init__(
        self,
        public_url: str,
        port: int,
        only_here: bool = False,
        find: Callable[[], tuple[str, ...]] = local_addresses,
    ) -> None:
        self.public_url = public_url
        self.port = port
        self._find = find if not only_here else tuple
        self._local: tuple[str, ...] = ()
        self.look_again()

    def look_again(self) -> bool:
        """Find the local addresses anew; tell whether they changed."""
        before, self._local = self._local, self._find()
        return before != self._local

    @property
    def state(self) -> State:
        """``public``: the operator named an address; ``local``: in a network; ``alone``: no phone can get here."""
        if self.public_url:
            return "public"
        return "local" if self._local else "alone"

    @property
    def for_phones(self) -> str:
        """Return the URL people open, without a slash at its end; localhost only where there is no other way in."""
        if self.public_url:
            return self.public_url
        return f"http://{self._local[0]}{self._colon_port}" if self._local else self.here

    @property
    def here(self) -> str:
        """Return the URL for this computer itself."""
        return f"http://localhost{self._colon_port}"

    @property
    def for_owner(self) -> str:
        """Return the URL where the owner may sign in: TLS if the public address has it, else this computer."""
        return self.public_url if self.public_url.startswith("https://") else self.here

    @property
    def local(self) -> tuple[str, ...]:
        """Return all URLs in local networks, for the facilitator to choose from."""
        return tuple(f"http://{address}{self._colon_port}" for address in self._local)

    def owns(self, host: str) -> bool:
        """Tell whether *host*, as a browser sends it, is one of ours."""
        return host.lower() in self._hosts()

    def scheme_of(self, host: str) -> Scheme:
        """Return the scheme a browser sees under *host*: TLS ends in front of us, at the public address alone."""
        public = urlsplit(self.public_url)
        return "https" if public.scheme == "https" and host.lower() == public.netloc else "http"

    def origin_of(self, host: str) -> str:
        """Return the origin of pages served under *host*."""
        return f"{self.scheme_of(host)}://{host.lower()}"

    def _hosts(self) -> frozenset[str]:
        names = (*LOOPBACK_NAMES, *self._local)
        public = (urlsplit(self.public_url).netloc,) if self.public_url else ()
        return frozenset((*public, *(f"{name}{self._colon_port}" for name in names)))

    @property
    def _colon_port(self) -> str:
        return "" if self.port == 80 else f":{self.port}"


def is_loopback_host(host: str) -> bool:
    """Whether *host*, with or without a port, names the computer itself."""
    name = host.lower()
    return any(name == own or name.startswith(f"{own}:") for own in LOOPBACK_NAMES)


def is_loopback_client(client: tuple[str, int] | None) -> bool:
    """Whether a connection comes from this computer."""
    try:
        return client is not None and ipaddress.ip_address(client[0]).is_loopback
    except ValueError:
        return False
