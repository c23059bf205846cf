import msgspec
import pytest

from facilitator.core.entry import Entry
from facilitator.log.followers import Followers


def entry(seq: int) -> Entry:
    return Entry(seq, 0, "p/a", str(seq), 0, msgspec.Raw(b"1"))


def test_one_who_stops_another_while_told_is_obeyed_at_once() -> None:
    followers = Followers()
    heard: list[str] = []

    def first(entries: list[Entry]) -> None:
        heard.append("first")
        stop_second()

    followers.add("w", 0, [], first)
    stop_second = followers.add("w", 0, [], lambda entries: heard.append("second"))
    followers.tell("w", [entry(1)])
    assert heard == ["first"]


def test_one_who_waits_for_a_later_position_is_told_from_there() -> None:
    followers = Followers()
    heard: list[int] = []
    followers.add("w", 2, [], lambda entries: heard.extend(e.seq for e in entries))
    for seqs in ([1], [2, 3], [4]):
        followers.tell("w", [entry(seq) for seq in seqs])
    assert heard == [3, 4]


def test_one_who_raises_at_what_is_kept_does_not_follow() -> None:
    followers = Followers()
    calls: list[int] = []

    def fail(entries: list[Entry]) -> None:
        calls.append(len(entries))
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        followers.add("w", 0, [entry(1)], fail)
    followers.tell("w", [entry(2)])
    assert calls == [1]
