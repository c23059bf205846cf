"""Everything out and back in: equal to the last byte, or refused."""

import io
import zipfile

import msgspec
import pytest

from facilitator.core.commands import EditWorkshop
from facilitator.core.entry import Entry
from facilitator.core.ids import derived_id
from facilitator.core.register import REGISTER
from facilitator.core.shelf import KeepMethod, SetFavourite
from facilitator.live.actors import Actor
from facilitator.web.keeping import (
    BackupError,
    Manifest,
    StreamHead,
    chain_of,
    entries_of,
    file_of,
    lines_of,
    stream_of,
    unpack,
)
from facilitator.web.replay import OneWorkshop
from facilitator.web.sessions import fingerprint
from tests.web.world import HERE, PASSPHRASE, Browser, World, open_world

CANARY = "kanarialintu"


async def restore(browser: Browser, packed: bytes) -> dict[str, object]:
    headers = {"origin": HERE, "x-facilitator": "1", "content-type": "application/zip"}
    answer = await browser.put("/settings/restore", content=packed, headers=headers)
    return {"status": answer.status_code, **answer.json()}


async def full(world: World) -> tuple[Browser, str]:
    owner = await world.owner()
    workshop = await world.workshop()
    await world.phone(workshop)
    room = await world.site.hub.room(workshop)
    title = EditWorkshop(title={"en": CANARY})
    await room.submit(Actor("facilitator", world.site.listed.owner), derived_id("title"), title)
    await world.site.renew_list()
    return owner, workshop


async def test_a_backup_put_back_elsewhere_has_the_same_chain_heads() -> None:
    async with open_world() as first, open_world() as second:
        owner, workshop = await full(first)
        packed = (await owner.get("/settings/everything.zip")).content
        other = await second.owner()
        assert await restore(other, packed) == {"status": 200, "restored": 1, "known": 0}
        before, after = await first.site.log.head(f"w/{workshop}"), await second.site.log.head(f"w/{workshop}")
        assert before.seq == after.seq == 3
        assert before.chain == after.chain
        assert second.site.listed.workshops[workshop].title == {"en": CANARY}
        assert (await other.get(f"/w/{workshop}/agenda")).status_code == 200


async def test_what_is_here_is_never_overwritten() -> None:
    async with open_world() as world:
        owner, workshop = await full(world)
        packed = (await owner.get("/settings/everything.zip")).content
        before = await world.site.log.head(f"w/{workshop}")
        assert await restore(owner, packed) == {"status": 200, "restored": 0, "known": 1}
        assert await world.site.log.head(f"w/{workshop}") == before


async def test_own_methods_come_back_with_a_backup_and_those_that_are_here_stay() -> None:
    async with open_world() as first, open_world() as second:
        owner = await first.owner()
        await first.site.shelf.submit(KeepMethod(slug="own/opera", text="theirs"))
        await first.site.shelf.submit(KeepMethod(slug="own/roti", text="theirs", shared=True))
        await first.site.shelf.submit(SetFavourite(slug="own/roti"))
        packed = (await owner.get("/settings/everything.zip")).content
        other = await second.owner()
        await second.site.shelf.submit(KeepMethod(slug="own/opera", text="ours"))
        assert await restore(other, packed) == {"status": 200, "restored": 0, "known": 0}
        after = second.site.shelf.now
        assert {slug: file.text for slug, file in after.methods.items()} == {
            "own/opera": "ours",
            "own/roti": "theirs",
        }
        assert (after.favourites, after.methods["own/roti"].shared) == (("own/roti",), True)


async def test_a_backup_whose_own_methods_are_from_the_future_is_refused() -> None:
    async with open_world() as world:
        owner = await world.owner()
        entry = Entry(1, 0, "f/anna", derived_id("future"), 1, msgspec.Raw(b'{"do":"KeepSong"}'))
        head = StreamHead(1, chain_of([entry]).hex())
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("manifest.json", msgspec.json.encode(Manifest(1, 0, {"library.jsonl": head})))
            archive.writestr("library.jsonl", lines_of([entry]))
        assert unpack(packed.getvalue())  # or it would be refused for another reason
        assert await restore(owner, packed.getvalue()) == {"status": 400, "no": "not_a_backup"}


async def test_a_changed_backup_is_refused_and_changes_nothing() -> None:
    async with open_world() as world:
        owner, workshop = await full(world)
        packed = (await owner.get("/settings/everything.zip")).content
        await owner.submit(f"/w/{workshop}/delete")
        changed = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(changed, "w") as new:
            for name in old.namelist():
                new.writestr(name, old.read(name).replace(CANARY.encode(), b"rastaslintu"))
        with pytest.raises(BackupError, match="changed"):
            unpack(changed.getvalue())
        answer = await restore(owner, changed.getvalue())
        assert answer == {"status": 400, "no": "not_a_backup"}
        assert await world.site.log.streams("w/") == []


async def with_last_entry(world: World, workshop: str, by: str, command: bytes) -> bytes:
    """Return a backup whose heads all fit, with one entry more than was kept."""
    kept = await world.site.log.read(f"w/{workshop}")
    forged = Entry(len(kept) + 1, kept[-1].at, by, derived_id("forged"), 1, msgspec.Raw(command))
    streams = {REGISTER: await world.site.log.read(REGISTER), f"w/{workshop}": [*kept, forged]}
    heads = {file_of(name): StreamHead(len(rows), chain_of(rows).hex()) for name, rows in streams.items()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("manifest.json", msgspec.json.encode(Manifest(1, 0, heads)))
        for name, rows in streams.items():
            archive.writestr(file_of(name), lines_of(rows))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("by", "command"),
    [("f/anna", b'{"do":"FromTheFuture"}'), ("nobody", b'{"do":"EndWorkshop"}'), ("f/anna", b"5")],
)
async def test_a_workshop_that_cannot_be_opened_is_not_put_back(by: str, command: bytes) -> None:
    async with open_world() as first, open_world() as second:
        _, workshop = await full(first)
        packed = await with_last_entry(first, workshop, by, command)
        assert unpack(packed)  # or it would be refused for another reason
        answer = await restore(await second.owner(), packed)
        assert answer == {"status": 400, "no": "not_a_backup"}
        assert await second.site.log.streams("w/") == []


async def test_a_torn_zip_is_no_backup() -> None:
    async with open_world() as world:
        owner, _ = await full(world)
        packed = bytearray((await owner.get("/settings/everything.zip")).content)
        for at in range(60, 200):
            packed[at] ^= 0xFF
        assert await restore(owner, bytes(packed)) == {"status": 400, "no": "not_a_backup"}


async def test_a_backup_holds_no_secret() -> None:
    async with open_world() as world:
        owner, workshop = await full(world)
        packed = (await owner.get("/settings/everything.zip")).content
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            text = b"".join(archive.read(name) for name in archive.namelist()).decode()
        token = await world.site.sessions.join_token(workshop)
        secret = owner.cookies["session"]
        assert CANARY in text  # or the scan below would prove nothing
        for canary in (token, secret, fingerprint(token), fingerprint(secret), PASSPHRASE):
            assert canary not in text


async def test_what_is_deleted_for_good_leaves_nothing() -> None:
    async with open_world() as world:
        owner, workshop = await full(world)
        code = world.code(workshop)
        await owner.ask(f"/w/{workshop}/board-link")
        await owner.ask(f"/w/{workshop}/pair-link")
        assert CANARY in lines_of(await world.site.log.read("register")).decode()
        assert (await owner.submit(f"/w/{workshop}/delete")).headers["location"] == "/workshops"
        left = lines_of(await world.site.log.read("register")).decode()
        assert CANARY not in left
        assert code not in left
        assert await world.site.log.streams("w/") == []
        for kind in ("join-token", "join-door", "board", "link", "activity-key"):
            assert await world.vault.keys(kind) == [], kind
        assert (await owner.get(f"/w/{workshop}/agenda")).status_code == 404


async def test_one_workshop_is_exported_with_its_head() -> None:
    async with open_world() as world:
        owner, workshop = await full(world)
        answer = await owner.get(f"/w/{workshop}/export.json")
        assert answer.headers["content-disposition"].startswith('attachment; filename="workshop-')
        told = msgspec.json.decode(answer.content, type=OneWorkshop)
        head = await world.site.log.head(f"w/{workshop}")
        assert (told.workshop, told.head) == (workshop, StreamHead(head.seq, head.chain.hex()))
        assert chain_of(told.entries) == head.chain


@pytest.mark.parametrize("packed", [b"", b"PK", b"not a zip", bytes(2000)])
def test_what_is_no_zip_is_refused(packed: bytes) -> None:
    with pytest.raises(BackupError, match="expected a zip"):
        unpack(packed)


@pytest.mark.parametrize("file", ["../evil.jsonl", "w-short.jsonl", "w-.jsonl", "vault.jsonl"])
def test_no_stream_is_called_otherwise(file: str) -> None:
    with pytest.raises(BackupError):
        stream_of(file)


def test_streams_and_files_are_named_after_each_other() -> None:
    for stream in ("register", "library", f"w/{derived_id('x')}"):
        assert stream_of(file_of(stream)) == stream


def test_a_gap_or_a_torn_line_is_no_backup() -> None:
    entry = Entry(2, 0, "s/room", derived_id("x"), 0, msgspec.Raw(b"{}"))
    with pytest.raises(BackupError, match="gap"):
        entries_of(msgspec.json.encode(entry))
    with pytest.raises(BackupError, match="one entry a line"):
        entries_of(msgspec.json.encode(entry)[:-3])
    assert chain_of([]) == bytes(32)
