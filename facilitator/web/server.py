"""The listening socket, and uvicorn made fit for a hall full of phones.

uvicorn alone keeps a phone that stopped reading for ever, waits for it at shutdown, lets headers and bodies
dribble, and answers oversize messages with a code that clients take for a broken network. Here none of it does.
"""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

from facilitator.core.errors import FacilitatorError
from facilitator.live.errors import TOO_BIG
from facilitator.live.session import LINE, MOST_BYTES

USER_TIMEOUT_MS = 20_000
SEND_BUFFER_BYTES = 128 * 1024
BACKLOG = 2048
HEADER_WITHIN_S = 10.0
BODY_WITHIN_S = 15.0
MOST_HEADER_BYTES = 32 * 1024
GONE_WITHIN_S = 1.0
FREE_BELOW_BYTES = 4096
MOST_UNREAD_BYTES = 8 * 1024 * 1024
MESSAGE_TOO_BIG = 1009


class PortTaken(FacilitatorError):
    """Another program listens at this port."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"{host}:{port}: expected a free port, got one that another program listens on; "
            "stop that program, or choose another port with --port"
        )
        self.host, self.port = host, port


class NoSuchAddress(FacilitatorError):
    """This machine has no such address, or may not listen there."""

    def __init__(self, host: str, port: int, found: str) -> None:
        super().__init__(
            f"{host}:{port}: expected an address of this machine, got: {found}; "
            "choose another with --host, or a port above 1023 with --port"
        )
        self.host, self.port = host, port


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens at *host*:*port*; port 0 takes a free one.

    What is set here is inherited by every connection: a phone that is gone, or never reads, is freed by the kernel
    after 20 s and holds at most 128 KiB until then.

    Raises:
        PortTaken: If another program has the port.
        NoSuchAddress: If the address is none of this machine's, or is not permitted.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
    except OSError as error:
        raise NoSuchAddress(host, port, str(error)) from error
    try:
        _set_up(listening)
        listening.bind(address)
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        if error.errno in _TAKEN:
            raise PortTaken(host, port) from error
        raise NoSuchAddress(host, port, str(error)) from error
    return listening


_TAKEN = {98, 48, 10048, 10013}  # EADDRINUSE of Linux, of BSD and macOS, of Windows; its "exclusively in use"


def _set_up(listening: socket.socket) -> None:
    listening.setblocking(False)
    if hasattr(signal, "SIGKILL"):  # on Windows it would let two programs share the port
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, USER_TIMEOUT_MS)
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


class LiveProtocol(WebSocketsSansIOProtocol):
    """uvicorn's WebSocket, which is also a ``live.fanout.Line``: frames go straight to the transport."""

    def handle_connect(self, event: Request) -> None:
        """Offer this line to the application."""
        super().handle_connect(event)
        if self.response.status_code == 101:
            self.scope["extensions"] = {**(self.scope["extensions"] or {}), LINE: self}  # type: ignore[dict-item]

    def data_received(self, data: bytes) -> None:
        """Take bytes, unless the peer asks (by pings, say) for more than it reads."""
        if self.transport.get_write_buffer_size() > MOST_UNREAD_BYTES:
            self.abort()
            return
        super().data_received(data)

    @property
    def is_free(self) -> bool:
        """Whether all that was written has left; a last few bytes may be on their way to the kernel."""
        return self._is_open and self.transport.get_write_buffer_size() <= FREE_BELOW_BYTES

    @property
    def _is_open(self) -> bool:
        return self.handshake_complete and not self.close_sent and not self.transport.is_closing()

    def write(self, frames: bytes) -> None:
        """Write whole frames, which the caller encoded once for many; never waits."""
        if self._is_open:
            self.transport.write(frames)

    def end(self, code: int) -> None:
        """Close with a code; if the peer does not answer, or does not even read, it is cut off a second later."""
        if not self._is_open:
            self._cut_soon()
            return
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": ""})
        self.conn.send_close(code)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        self._cut_soon()

    def abort(self) -> None:
        """Cut the connection now; what was not sent is dropped."""
        self.transport.abort()

    def _cut_soon(self) -> None:
        if self.close_timer is None:
            self.close_timer = self.loop.call_later(GONE_WITHIN_S, self.transport.abort)

    def keepalive_timeout(self) -> None:
        """Give the peer up. Closing alone would wait for it to read first, which it does not."""
        super().keepalive_timeout()
        self.loop.call_later(GONE_WITHIN_S, self.transport.abort)

    def shutdown(self) -> None:
        """Close for a restart, and do not wait for who does not read."""
        super().shutdown()
        self.loop.call_later(GONE_WITHIN_S, self.transport.abort)

    def handle_parser_exception(self) -> None:
        """Say of a message that is too big what clients of this protocol understand."""
        assert self.conn.close_sent is not None
        if self.conn.close_sent.code == MESSAGE_TOO_BIG and not self.close_sent:
            self.conn.data_to_send()  # the parser's own goodbye
            self.queue.put_nowait({"type": "websocket.disconnect", "code": TOO_BIG, "reason": ""})
            self.transport.write(b"\x88\x02" + TOO_BIG.to_bytes(2, "big"))
            self.close_sent = True
            self.transport.close()
        else:
            super().handle_parser_exception()
        self.loop.call_later(GONE_WITHIN_S, self.transport.abort)


class GuardedHttp(HttpToolsProtocol):
    """uvicorn's HTTP with deadlines: nobody holds a connection by sending slowly."""

    _deadline: asyncio.TimerHandle | None = None
    _header_bytes: int | None = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Expect a whole header soon."""
        super().connection_made(transport)
        self._expect(HEADER_WITHIN_S)

    def connection_lost(self, exc: Exception | None) -> None:
        """Expect nothing more."""
        self._expect(None)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take bytes, unless the header grows without end."""
        if self._header_bytes is not None:
            self._header_bytes += len(data)
            if self._header_bytes > MOST_HEADER_BYTES and len(data) < self._header_bytes:
                self.transport.abort()
                return
        super().data_received(data)

    def on_message_begin(self) -> None:
        """Start the time of a header, on a kept connection too."""
        super().on_message_begin()
        self._header_bytes = 0
        self._expect(HEADER_WITHIN_S)

    def on_headers_complete(self) -> None:
        """Start the time of the body."""
        self._header_bytes = None
        self._expect(BODY_WITHIN_S)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Nothing more is awaited of the client."""
        self._expect(None)
        super().on_message_complete()

    def _expect(self, within_s: float | None) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
        if within_s is not None:
            self._deadline = self.loop.call_later(within_s, self.transport.abort)

    def handle_websocket_upgrade(self) -> None:
        """Hand over to the WebSocket, which has deadlines of its own."""
        self._expect(None)
        super().handle_websocket_upgrade()


def uvicorn_config(app: Any, *, proxies: Sequence[str] = (), **changes: Any) -> uvicorn.Config:
    """Return uvicorn's settings for *app*.

    Args:
        app: The ASGI application.
        proxies: Addresses whose ``X-Forwarded-*`` headers are believed; none by default.
        changes: Other settings, for tests.
    """
    settings: dict[str, Any] = {
        "http": GuardedHttp,
        "ws": LiveProtocol,
        "ws_max_size": MOST_BYTES,
        "ws_per_message_deflate": False,
        "ws_ping_interval": 15.0,
        "ws_ping_timeout": 10.0,
        "timeout_keep_alive": 5,
        "timeout_graceful_shutdown": 1,
        "server_header": False,
        "access_log": False,
        "log_config": None,
        "backlog": BACKLOG,
        "proxy_headers": bool(proxies),
        "forwarded_allow_ips": list(proxies),
    }
    return uvicorn.Config(app, **{**settings, **changes})


class Server(uvicorn.Server):
    """uvicorn, which says goodbye before it closes, and returns instead of dying by the signal it was sent."""

    def __init__(
        self,
        config: uvicorn.Config,
        on_ready: "Callable[[Server], None]",
        on_stop: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        super().__init__(config)
        self._on_ready, self._on_stop = on_ready, on_stop

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Take connections, and say so."""
        await super().startup(sockets)
        self._on_ready(self)

    def stop(self) -> None:
        """Begin to stop; ``serve`` returns soon after."""
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more connections, let the application say goodbye, then close all."""
        for server in self.servers:
            server.close()
        if self._on_stop is not None:
            await self._on_stop()
        await super().shutdown(sockets)
        for connection in list(self.server_state.connections):
            if connection.transport is not None:
                connection.transport.abort()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop at the first signal. Not raised again afterwards: files are closed after ``serve`` has returned."""
        try:
            before = {name: signal.signal(name, self.handle_exit) for name in (signal.SIGINT, signal.SIGTERM)}
        except ValueError:  # not the main thread: signals are someone else's
            yield
            return
        try:
            yield
        finally:
            for name, handler in before.items():
                signal.signal(name, handler)


async def serve(
    app: Any,
    sock: socket.socket,
    on_ready: Callable[[Server], None],
    *,
    on_stop: Callable[[], Awaitable[None]] | None = None,
    broken: "asyncio.Future[Exception] | None" = None,
    proxies: Sequence[str] = (),
    **changes: Any,
) -> None:
    """Serve *app* on a socket from ``listen`` until SIGTERM, SIGINT, ``Server.stop``, or until something broke.

    Args:
        app: The ASGI application.
        sock: It is closed at the end.
        on_ready: Called with the server once connections are taken.
        on_stop: Awaited after the last connection was taken and before lines are closed: ``Hub.close``.
        broken: Once it resolves the server stops, and its error is raised after all is closed: ``Hub.broken``.
        proxies: See ``uvicorn_config``.
        changes: Other settings of uvicorn, for tests.
    """
    server = Server(uvicorn_config(app, proxies=proxies, **changes), on_ready, on_stop)
    if broken is not None:
        broken.add_done_callback(lambda _: server.stop())
    await server.serve([sock])
    if broken is not None and broken.done() and not broken.cancelled():
        raise broken.result()
