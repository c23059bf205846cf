"""The contract of a log, held by every engine."""

import asyncio
import contextlib
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator.core.entry import Entry
from facilitator.log.chain import START, chained, check_draft, entry_from
from facilitator.log.contract import Draft, Head, Log
from facilitator.log.errors import LogClosed, NoSuchEntry, StorageShut
from tests.log.engines import OpenLog

W = "w/one"


def draft(number: int, *, at: int = 1000, by: str = "p/a", command: bytes = b'{"do":"Say"}') -> Draft:
    return Draft(at, by, f"id{number}", number, command)


def kept_of(entries: list[Entry]) -> list[bytes]:
    return [msgspec.json.encode(entry) for entry in entries]


# --- appending -------------------------------------------------------------------------------------------


async def test_entries_get_dense_positions_from_one(log: Log) -> None:
    assert [await log.append(W, draft(n)) for n in range(3)] == [1, 2, 3]
    assert await log.append("w/other", draft(0)) == 1


async def test_an_entry_keeps_the_exact_bytes_of_its_command(log: Log) -> None:
    odd = b'{ "b":1.0,\n"a":"\\u00e4\xc3\xa4", "n":12345678901234567890123 }'
    await log.append(W, Draft(5, "p/a", "x", 2**32 - 1, odd))
    (entry,) = await log.read(W)
    assert bytes(entry.command) == odd
    assert (entry.seq, entry.at, entry.by, entry.id, entry.seed) == (1, 5, "p/a", "x", 2**32 - 1)


async def test_a_known_author_and_id_counts_once_whatever_else_it_says(log: Log) -> None:
    await log.append(W, draft(1))
    await log.append(W, draft(2))
    assert await log.append(W, draft(1, at=9999, command=b"7")) == 1
    assert len(await log.read(W)) == 2


async def test_the_same_id_of_another_author_or_stream_is_new(log: Log) -> None:
    await log.append(W, draft(1))
    assert await log.append(W, draft(1, by="p/b")) == 2
    assert await log.append("w/other", draft(1)) == 1


async def test_time_never_goes_back_and_zero_stays_zero(log: Log) -> None:
    for number, at in enumerate([50, 40, 0, 45, 60]):
        await log.append(W, draft(number, at=at))
    assert [entry.at for entry in await log.read(W)] == [50, 50, 0, 50, 60]


async def test_drafts_that_are_appended_together_stand_together(log: Log) -> None:
    await log.append(W, draft(2))
    assert await log.append_all(W, [draft(1), draft(2), draft(3), draft(3)]) == [2, 1, 3, 3]
    assert [entry.id for entry in await log.read(W)] == ["id2", "id1", "id3"]


async def test_appending_nothing_makes_no_stream(log: Log) -> None:
    assert await log.append_all(W, []) == []
    assert await log.streams() == []


@pytest.mark.parametrize(
    "wrong",
    [
        Draft(0, "p/a", "x", 0, b'{"a":'),
        Draft(0, "p/a", "x", 0, b' {"a":1}'),
        Draft(0, "p/a", "x", 0, b'{"a":1}{}'),
        Draft(0, "p/a", "x", 0, b'"\xff"'),
        Draft(0, "p/a", "x", 0, b""),
        Draft(-1, "p/a", "x", 0, b"{}"),
        Draft(2**70, "p/a", "x", 0, b"{}"),
        Draft(0, "p/\ud800", "x", 0, b"{}"),
    ],
)
async def test_a_draft_that_could_not_be_read_back_is_not_kept(log: Log, wrong: Draft) -> None:
    check_draft(draft(1))
    with pytest.raises(ValueError, match="expected"):
        await log.append_all(W, [draft(1), wrong])
    assert await log.read(W) == []
    assert await log.append(W, draft(1)) == 1


async def test_a_stream_name_that_no_file_can_hold_harms_nobody_else(log: Log) -> None:
    with contextlib.suppress(ValueError):
        await log.head("w/\ud800")
    assert await log.append(W, draft(1)) == 1


# --- reading ---------------------------------------------------------------------------------------------


async def test_reading_a_window(log: Log) -> None:
    await log.append_all(W, [draft(n) for n in range(1, 8)])
    assert [e.seq for e in await log.read(W)] == [1, 2, 3, 4, 5, 6, 7]
    assert [e.seq for e in await log.read(W, 5)] == [6, 7]
    assert [e.seq for e in await log.read(W, 2, 3)] == [3, 4, 5]
    assert [e.seq for e in await log.read(W, -4, 2)] == [1, 2]
    assert await log.read(W, 7) == []
    assert await log.read(W, 0, 0) == []
    assert await log.read("w/none") == []


async def test_the_head_tells_position_epoch_and_the_chain_over_all_bytes(log: Log) -> None:
    assert await log.head(W) == Head(0, "", START)
    await log.append_all(W, [draft(1), draft(2)])
    first = await log.head(W)
    tips = [tip for tip, _ in chained(kept_of(await log.read(W)))]
    assert (first.seq, first.chain) == (2, tips[-1].chain)
    await log.append(W, draft(3))
    second = await log.head(W)
    assert second.epoch == first.epoch != ""
    assert second.chain not in (START, first.chain)


async def test_streams_are_listed_by_prefix(log: Log) -> None:
    for name in ("w/b", "w/a", "e/a", "w%", "register"):
        await log.append(name, draft(1))
    assert await log.streams() == ["e/a", "register", "w%", "w/a", "w/b"]
    assert await log.streams("w/") == ["w/a", "w/b"]
    assert await log.streams("w%") == ["w%"]


# --- following -------------------------------------------------------------------------------------------


async def test_a_follower_hears_what_is_kept_then_what_comes(log: Log) -> None:
    await log.append_all(W, [draft(1), draft(2), draft(3)])
    heard: list[Entry] = []
    await log.follow(W, 1, heard.extend)
    assert [e.seq for e in heard] == [2, 3]
    await log.append(W, draft(4))
    await log.append("w/other", draft(5))
    assert heard == await log.read(W, 1)


async def test_followers_hear_an_entry_before_its_append_returns(log: Log) -> None:
    heard: list[int] = []
    await log.follow(W, 0, lambda entries: heard.extend(e.seq for e in entries))

    async def post(number: int) -> None:
        assert await log.append(W, draft(number)) in heard

    await asyncio.gather(*(post(n) for n in range(100)))
    assert heard == list(range(1, 101))


async def test_a_duplicate_is_not_told_again(log: Log) -> None:
    heard: list[Entry] = []
    await log.follow(W, 0, heard.extend)
    await asyncio.gather(*(log.append(W, draft(1)) for _ in range(5)))
    assert len(heard) == 1


async def test_following_is_gapless_while_many_append(log: Log) -> None:
    followers: list[list[int]] = []

    async def join() -> None:
        seqs: list[int] = []
        followers.append(seqs)
        await log.follow(W, 0, lambda entries: seqs.extend(e.seq for e in entries))

    async def post(author: int) -> None:
        for number in range(20):
            await log.append(W, draft(number, by=f"p/{author}"))

    await asyncio.gather(*(task for n in range(10) for task in (post(n), join())))
    assert len(followers) == 10
    assert all(seqs == list(range(1, 201)) for seqs in followers)


async def test_one_who_stopped_hears_nothing_more(log: Log) -> None:
    heard: list[Entry] = []
    stop = await log.follow(W, 0, heard.extend)
    await log.append(W, draft(1))
    stop()
    stop()
    await log.append(W, draft(2))
    assert [e.seq for e in heard] == [1]


async def test_a_follower_that_raises_hears_nothing_more_and_stops_nobody(log: Log) -> None:
    reported: list[dict[str, Any]] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: reported.append(context))
    calls: list[int] = []
    heard: list[int] = []

    def fail(entries: list[Entry]) -> None:
        calls.append(entries[0].seq)
        raise RuntimeError("no")

    try:
        await log.follow(W, 0, fail)
        await log.follow(W, 0, lambda entries: heard.extend(e.seq for e in entries))
        assert await log.append(W, draft(1)) == 1
        assert await log.append(W, draft(2)) == 2
    finally:
        loop.set_exception_handler(None)
    assert (calls, heard, len(reported)) == ([1], [1, 2], 1)


async def test_a_cancelled_append_is_told_to_followers_if_it_was_kept(log: Log) -> None:
    heard: list[int] = []
    await log.follow(W, 0, lambda entries: heard.extend(e.seq for e in entries))
    task = asyncio.ensure_future(log.append(W, draft(1)))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await log.append(W, draft(2))
    assert heard == [e.seq for e in await log.read(W)]


# --- taking away -----------------------------------------------------------------------------------------


async def test_redacting_changes_the_command_and_nothing_else(log: Log) -> None:
    await log.append_all(W, [draft(n, at=n) for n in (1, 2, 3)])
    before, old = await log.head(W), await log.read(W)
    epoch = await log.redact(W, {2: b'{"do":"Gone"}'})
    after, new = await log.head(W), await log.read(W)
    assert [bytes(e.command) for e in new] == [b'{"do":"Say"}', b'{"do":"Gone"}', b'{"do":"Say"}']
    assert [(e.seq, e.at, e.by, e.id, e.seed) for e in new] == [(e.seq, e.at, e.by, e.id, e.seed) for e in old]
    assert after.epoch == epoch != before.epoch
    assert after.chain == chained(kept_of(new))[-1][0].chain != before.chain
    assert await log.append(W, draft(2)) == 2
    assert await log.append(W, draft(4)) == 4


async def test_a_redaction_of_what_is_not_there_changes_nothing(log: Log) -> None:
    await log.append(W, draft(1))
    before = await log.head(W)
    for stream, seq in ((W, 2), (W, 0), ("w/none", 1)):
        with pytest.raises(NoSuchEntry):
            await log.redact(stream, {1: b"1", seq: b"1"} if stream == W else {seq: b"1"})
    with pytest.raises(ValueError, match="expected one JSON"):
        await log.redact(W, {1: b"}"})
    assert await log.head(W) == before


async def test_a_dropped_stream_is_gone_and_its_name_free(log: Log) -> None:
    heard: list[Entry] = []
    await log.append_all(W, [draft(1), draft(2)])
    await log.append("w/other", draft(1))
    before = await log.head(W)
    await log.follow(W, 2, heard.extend)
    await log.drop(W)
    await log.drop(W)
    assert (await log.read(W), await log.head(W)) == ([], Head(0, "", START))
    assert await log.streams() == ["w/other"]
    assert await log.append(W, draft(1)) == 1
    assert (await log.head(W)).epoch != before.epoch
    assert heard == []


async def test_a_closed_stream_reads_as_before_and_takes_nothing_new(log: Log) -> None:
    await log.append_all(W, [draft(n) for n in range(1, 6)])
    head, whole, window = await log.head(W), await log.read(W), await log.read(W, 1, 2)
    await log.close_stream(W)
    await log.close_stream(W)
    await log.close_stream("w/none")
    assert (await log.head(W), await log.read(W), await log.read(W, 1, 2)) == (head, whole, window)
    assert await log.streams() == [W]
    with pytest.raises(LogClosed):
        await log.append_all(W, [draft(1), draft(9)])
    heard: list[Entry] = []
    await log.follow(W, 3, heard.extend)
    assert heard == whole[3:]


async def test_an_answer_that_got_lost_is_had_again_from_a_closed_stream(log: Log) -> None:
    await log.append_all(W, [draft(1), draft(2)])
    await log.close_stream(W)
    assert await log.append(W, draft(2)) == 2


async def test_a_closed_stream_can_be_redacted_and_dropped(log: Log) -> None:
    await log.append_all(W, [draft(1), draft(2)])
    await log.close_stream(W)
    epoch = await log.redact(W, {1: b"null"})
    entries = await log.read(W)
    assert [bytes(e.command) for e in entries] == [b"null", b'{"do":"Say"}']
    assert (await log.head(W)) == Head(2, epoch, chained(kept_of(entries))[-1][0].chain)
    with pytest.raises(LogClosed):
        await log.append(W, draft(3))
    await log.drop(W)
    assert await log.append(W, draft(3)) == 1


# --- the end ---------------------------------------------------------------------------------------------


async def test_what_waits_is_finished_before_the_log_closes(log: Log) -> None:
    waiting = [asyncio.ensure_future(log.append(W, draft(n))) for n in range(50)]
    await asyncio.sleep(0)
    await asyncio.gather(log.close(), log.close())
    assert sorted(await asyncio.gather(*waiting)) == list(range(1, 51))
    await log.close()
    with pytest.raises(StorageShut):
        await log.append(W, draft(99))
    assert not log.broken.done()


# --- the model -------------------------------------------------------------------------------------------


class Model:
    """The contract as simply as it can be said."""

    def __init__(self) -> None:
        self.streams: dict[str, list[tuple[int, str, str, bytes]]] = {}
        self.closed: set[str] = set()

    def append_all(self, stream: str, drafts: list[Draft]) -> list[int] | None:
        rows = list(self.streams.get(stream, []))
        seqs = []
        for one in drafts:
            known = [n for n, row in enumerate(rows) if row[1:3] == (one.by, one.id)]
            if not known:
                if stream in self.closed:
                    return None
                latest = max([row[0] for row in rows], default=0)
                rows.append((max(latest, one.at) if one.at else 0, one.by, one.id, one.command))
                known = [len(rows) - 1]
            seqs.append(known[0] + 1)
        if rows:
            self.streams[stream] = rows
        return seqs


names = st.sampled_from(["a", "b"])
drafts = st.builds(
    Draft,
    st.integers(0, 5),
    st.sampled_from(["p/1", "p/2"]),
    st.sampled_from("uvwxyz"),
    st.just(7),
    st.sampled_from([b"1", b'{"a":"\xc3\xb6"}']),
)
operations = st.one_of(
    st.tuples(st.just("append"), names, st.lists(drafts, min_size=1, max_size=4)),
    st.tuples(st.just("together"), names, st.lists(drafts, min_size=1, max_size=4)),
    st.tuples(st.just("redact"), names, st.integers(1, 4)),
    st.tuples(st.just("close"), names, st.none()),
    st.tuples(st.just("drop"), names, st.none()),
    st.tuples(st.just("follow"), names, st.integers(0, 3)),
)


async def play(log: Log, model: Model, operation: tuple[str, str, Any], heard: dict[str, list[Any]]) -> None:
    what, stream, given_ = operation
    rows = model.streams.get(stream, [])
    match what:
        case "append":
            for one in given_:
                await play(log, model, ("together", stream, [one]), heard)
        case "together":
            expected = model.append_all(stream, given_)
            if expected is None:
                with pytest.raises(LogClosed):
                    await log.append_all(stream, given_)
            else:
                assert await log.append_all(stream, given_) == expected
        case "redact" if given_ <= len(rows):
            rows[given_ - 1] = (*rows[given_ - 1][:3], b"null")
            await log.redact(stream, {given_: b"null"})
        case "close" if rows:
            model.closed.add(stream)
            await log.close_stream(stream)
        case "drop":
            model.streams.pop(stream, None)
            model.closed.discard(stream)
            heard.pop(stream, None)
            await log.drop(stream)
        case "follow":
            mine: list[Any] = [given_]
            heard.setdefault(stream, []).append(mine)
            await log.follow(stream, given_, lambda entries: mine.extend(e.seq for e in entries))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=st.lists(operations, max_size=25))
async def test_any_story_ends_as_the_model_says(open_log: OpenLog, story: list[tuple[str, str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        log = await open_log(Path(folder))
        try:
            model = Model()
            heard: dict[str, list[Any]] = {}
            for operation in story:
                await play(log, model, operation, heard)
            assert await log.streams() == sorted(model.streams)
            for stream, rows in model.streams.items():
                entries = await log.read(stream)
                assert [(e.at, e.by, e.id, bytes(e.command)) for e in entries] == rows
                assert (await log.head(stream)).chain == chained(kept_of(entries))[-1][0].chain
                for after, *seqs in heard.get(stream, []):
                    assert seqs == list(range(after + 1, len(rows) + 1))
                assert [entry_from(kept) for kept in kept_of(entries)] == entries
        finally:
            await log.close()
