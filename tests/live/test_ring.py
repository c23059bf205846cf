import json
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from facilitator.core.patch import apply
from facilitator.live.ring import Ring, frame_bytes, payloads


class View(msgspec.Struct, frozen=True):
    joined: int
    notes: dict[str, str]


def told(frames: bytes | None) -> list[Any]:
    assert frames is not None
    return [json.loads(payload) for payload in payloads(frames)]


@given(st.lists(st.binary(max_size=300) | st.integers(0, 70_000).map(bytes), max_size=5))
def test_payloads_come_out_of_frames_as_they_went_in(whole: list[bytes]) -> None:
    assert payloads(b"".join(map(frame_bytes, whole))) == whole


@given(
    st.lists(st.tuples(st.integers(0, 3), st.dictionaries(st.sampled_from("abc"), st.text(max_size=3)))), st.data()
)
def test_rs1_whoever_is_at_any_version_arrives_at_the_present_view(
    steps: list[tuple[int, dict[str, str]]], data: st.DataObject
) -> None:
    ring = Ring(most_ticks=4)
    ring.turn("e", 1, View(0, {}))
    held = {1: msgspec.to_builtins(ring.view)}
    for seq, (joined, notes) in enumerate(steps, start=2):
        ring.turn("e", seq, View(joined, notes))
        held[ring.seq] = msgspec.to_builtins(ring.view)
    version = data.draw(st.sampled_from(sorted(held)))
    view, place = held[version], ring.place_of("e", version)
    frames = told(ring.full() if place is None else ring.since(place))
    for frame in frames:
        if "full" in frame:
            view = frame["full"]
        else:
            assert frame["from"] == version
            view = apply(view, frame["patch"])
        version = frame["to"]
    assert (version, view) == (ring.seq, msgspec.to_builtins(ring.view))


def test_fr1_what_nobody_can_see_makes_no_frame() -> None:
    ring = Ring()
    ring.turn("e", 1, View(0, {}))
    assert ring.turn("e", 2, View(0, {})) is None
    assert ring.place_of("e", 1) == ring.n
    (frame,) = told(ring.turn("e", 3, View(0, {"a": "shown"})))
    assert frame == {"e": "e", "from": 1, "to": 3, "patch": {"notes": {"a": "shown"}, "joined": 0}}


def test_fr2_a_change_of_presence_alone_keeps_the_version() -> None:
    ring = Ring()
    ring.turn("e", 1, View(0, {}))
    (frame,) = told(ring.turn("e", 1, View(5, {})))
    assert frame == {"e": "e", "from": 1, "to": 1, "patch": {"joined": 5}}


def test_rs3_another_epoch_leaves_no_way_but_the_full_view() -> None:
    ring = Ring()
    ring.turn("e", 1, View(0, {}))
    at = ring.n
    ring.turn("f", 1, View(0, {}))
    assert ring.since(at) is None
    assert ring.place_of("e", 1) is None
    assert told(ring.full()) == [{"e": "f", "to": 1, "full": {"joined": 0, "notes": {}}}]


def test_rs2_the_ring_forgets_by_bytes_too() -> None:
    ring = Ring(most_bytes=2000)
    ring.turn("e", 1, View(0, {}))
    at = ring.n
    for seq in range(2, 12):
        ring.turn("e", seq, View(0, {"a": str(seq) * 400}))
    assert ring.since(at) is None
    assert ring.since(ring.n) == b""
