import asyncio
import signal
import socket
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from websockets.asyncio.client import connect

from facilitator.core import commands as c
from facilitator.live.fanout import Listener, Pace
from facilitator.live.ring import frame_bytes
from facilitator.web import server as module
from facilitator.web.server import LiveProtocol, NoSuchAddress, PortTaken, listen, uvicorn_config
from tests.faults.stand import STEP, WORKSHOP, free_port, stand
from tests.live.served import Phone, narrow, served
from tests.live.stage import DESK, Stage, until, yes


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    stage = Stage()
    yield stage
    await stage.close()


def test_a_taken_port_is_told_with_its_remedy() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken, match=f"127.0.0.1:{port}.*--port"):
            listen("127.0.0.1", port)


def test_an_address_of_another_machine_is_told_with_its_remedy() -> None:
    with pytest.raises(NoSuchAddress, match="--host"):
        listen("192.0.2.1", 0)


def test_who_is_gone_is_freed_by_the_kernel_and_holds_little_until_then() -> None:
    with listen("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            listening.setblocking(True)
            accepted, _ = listening.accept()
            with accepted:
                assert not accepted.get_inheritable()
                assert accepted.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) <= 2 * module.SEND_BUFFER_BYTES
                if hasattr(socket, "TCP_USER_TIMEOUT"):
                    kept_ms = accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)
                    assert kept_ms == module.USER_TIMEOUT_MS


def test_forwarded_headers_are_believed_from_listed_proxies_alone() -> None:
    assert not uvicorn_config(lambda: None).proxy_headers
    listed = uvicorn_config(lambda: None, proxies=["10.0.0.1"])
    assert (listed.proxy_headers, listed.forwarded_allow_ips) == (True, ["10.0.0.1"])


async def read_to_end(reader: asyncio.StreamReader, within_s: float = 5.0) -> bytes:
    async with asyncio.timeout(within_s):
        try:
            return await reader.read()
        except ConnectionError:
            return b""


@pytest.mark.parametrize(
    ("limit", "head"),
    [
        ("HEADER_WITHIN_S", b"POST /x HTTP/1.1\r\nHost: x\r\nX-Slow"),
        ("HEADER_WITHIN_S", b""),
        ("BODY_WITHIN_S", b"POST /x/phone/s1/post HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"),
    ],
)
async def test_who_sends_slowly_is_cut_off(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, limit: str, head: bytes
) -> None:
    monkeypatch.setattr(module, limit, 0.2)
    room = await stage.workshop()
    async with served(stage.hub) as address:
        reader, writer = await asyncio.open_connection(*address.split(":"))
        writer.write(head.replace(b"/x/", f"/{room.name}/".encode()))
        began = time.monotonic()
        assert await read_to_end(reader) == b""
        assert time.monotonic() - began < 2
        writer.close()


async def test_a_header_without_end_is_cut_off(stage: Stage) -> None:
    async with served(stage.hub) as address:
        reader, writer = await asyncio.open_connection(*address.split(":"))
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n")
        for _ in range(40):
            writer.write(b"X-More: " + b"x" * 1000 + b"\r\n")
            await asyncio.sleep(0)
        assert await read_to_end(reader) == b""
        writer.close()


async def test_a_request_and_the_next_one_on_the_same_connection_are_answered(stage: Stage) -> None:
    async with served(stage.hub) as address:
        reader, writer = await asyncio.open_connection(*address.split(":"))
        for _ in range(2):
            writer.write(b"GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n")
            answer = await reader.readuntil(b"\r\n\r\nNot Found")
            assert answer.startswith(b"HTTP/1.1 404")
            assert b"server:" not in answer.lower()
        writer.close()


async def test_a_phone_that_answers_no_ping_is_cut_off_though_it_never_reads(stage: Stage) -> None:
    room = await stage.workshop()
    async with served(stage.hub, ws_ping_interval=0.1, ws_ping_timeout=0.1) as address:
        phone = await Phone(address, room.name, "s1").come(sock=narrow(address))
        await until(lambda: room.joined == 1)
        phone.stall()
        (listener,) = room.fanout.listeners
        listener.line.write(frame_bytes(b" " * 1_000_000))
        assert not listener.line.is_free
        await until(lambda: room.joined == 0, 4)
        await until(lambda: not server_connections(listener), 4)
        await phone.wake()


async def test_who_is_told_to_go_and_does_not_read_is_cut_off_a_second_later(stage: Stage) -> None:
    room = await stage.workshop()
    async with served(stage.hub) as address:
        phone = await Phone(address, room.name, "s1").come(sock=narrow(address))
        await until(lambda: room.joined == 1)
        phone.stall()
        (listener,) = room.fanout.listeners
        listener.line.write(frame_bytes(b" " * 1_000_000))
        stage.hub.forget(room.name)
        await until(lambda: not server_connections(listener), 3)
        await phone.wake()


def server_connections(listener: Listener) -> int:
    assert isinstance(listener.line, LiveProtocol)
    return len(listener.line.connections)


async def test_compression_is_off_since_frames_are_shared(stage: Stage) -> None:
    room = await stage.workshop()
    async with served(stage.hub) as address, connect(f"ws://{address}/{room.name}/phone/s1") as offered:
        assert offered.protocol.extensions == []


async def test_fr6_a_restart_says_bye_and_closes_with_1012() -> None:
    stage = Stage(pace=Pace())
    room = await stage.workshop()
    async with served(stage.hub) as address:
        phone = await Phone(address, room.name, "s1").come()
        await until(lambda: phone.view is not None)
        await yes(room, DESK, c.ParkIdea(text="before the end"))
    assert await phone.ended() == 1012
    assert phone.byes == [0]


async def test_a_room_that_breaks_stops_the_server_with_its_error(stage: Stage) -> None:
    await stage.workshop()
    with pytest.raises(KeyError, match="broke"):
        async with served(stage.hub, broken=stage.hub.broken):
            stage.hub._break(KeyError("broke"))


async def test_sigterm_ends_500_clients_and_5_stalled_ones_within_three_and_a_half_seconds(tmp_path: Path) -> None:
    port = free_port()
    async with stand(tmp_path, port) as process:
        address = f"127.0.0.1:{port}"
        phones = [Phone(address, WORKSHOP, f"s{n}") for n in range(500)]
        for here in range(0, 500, 50):
            await asyncio.gather(*(phone.come() for phone in phones[here : here + 50]))
        await until(lambda: all(phone.view is not None for phone in phones), 20)
        stalled = [Phone(address, WORKSHOP, f"stalled{n}") for n in range(5)]
        for phone in stalled:
            await phone.come(sock=narrow(address))
            await until(lambda phone=phone: phone.view is not None)  # type: ignore[misc]
            phone.stall()
        desk = await Phone(address, WORKSHOP, "anna", "facilitator").come()
        for n in range(25):  # more than lies between a server and a phone that does not read
            edit = await desk.ask("EditStep", step=STEP, help=dict.fromkeys(("fi", "sv", "en"), f"{n:04}" * 1000))
            await until(lambda edit=edit: edit in desk.done)  # type: ignore[misc]
            await until(lambda edit=edit: phones[0].v == desk.done[edit]["seq"])  # type: ignore[misc]
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(10):
            assert await process.wait() == 0
        took = time.monotonic() - began
        for phone in stalled:
            await phone.wake()
        assert took <= 3.5
        assert [await phone.ended() for phone in phones] == [1012] * 500
        assert all(0 <= phone.byes[0] <= 500 for phone in phones)
