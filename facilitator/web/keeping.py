"""Takes everything out and puts it back: books and workshops as lines of JSON, with their chain heads.

A backup holds no secrets: no passphrase, session, link or key. Whoever restores it hands out new links.
"""

import asyncio
import io
import lzma
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import msgspec
from starlette.responses import JSONResponse, Response

from facilitator.activities.codec import Codec
from facilitator.core.actors import Doing
from facilitator.core.entry import Entry
from facilitator.core.errors import FacilitatorError, NewerEntry
from facilitator.core.ids import Id
from facilitator.core.kind import Kinds
from facilitator.core.reduce import fold
from facilitator.core.register import REGISTER
from facilitator.core.shelf import SHELF
from facilitator.core.workshop import Workshop
from facilitator.log.chain import START, check_draft, link
from facilitator.log.contract import Draft, Log
from facilitator.telemetry import tell
from facilitator.web.forms import read_body
from facilitator.web.shelf import folded
from facilitator.web.visit import Visit

FORMAT = 1
MANIFEST = "manifest.json"
BOOKS = (REGISTER, SHELF)  # streams that are no workshops
MOST_BACKUP_BYTES = 256 * 1024 * 1024
# A zip may claim to be small and unpack to anything.
MOST_UNPACKED_BYTES = 1024 * 1024 * 1024
MOST_FILES = 20_000


class BackupError(FacilitatorError):
    """A file that is no whole backup; the text says what was expected and found."""


class StreamHead(msgspec.Struct, frozen=True):
    """Where a stream stood: its last position, and the running hash over all it holds, in hex."""

    seq: int
    chain: str


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds: file name → head of the stream in it."""

    format: int
    made_at: int
    streams: dict[str, StreamHead]


def file_of(stream: str) -> str:
    """Return the name of the file a stream is in."""
    return f"{stream.replace('/', '-', 1)}.jsonl"


def stream_of(file: str) -> str:
    """Return the stream that a file holds.

    Raises:
        BackupError: If no stream can be called so.
    """
    name = file.removesuffix(".jsonl")
    if name in BOOKS:
        return name
    try:
        return f"w/{msgspec.convert(name.removeprefix('w-'), Id)}"
    except msgspec.ValidationError:
        raise BackupError(
            f"expected register.jsonl, library.jsonl or w-<id>.jsonl, got {file!r}; choose a whole backup"
        ) from None


def chain_of(entries: Sequence[Entry]) -> bytes:
    """Return the running hash over *entries* from the first."""
    chain = START
    for entry in entries:
        chain = link(chain, msgspec.json.encode(entry))
    return chain


def lines_of(entries: Sequence[Entry]) -> bytes:
    """Return entries as lines of JSON, each ``[seq, at, by, id, seed, command]``."""
    return b"".join(msgspec.json.encode(entry) + b"\n" for entry in entries)


def entries_of(lines: bytes) -> list[Entry]:
    """Return the entries that *lines* hold.

    Raises:
        BackupError: If a line is none, or a position is missing.
    """
    try:
        entries = [msgspec.json.decode(line, type=Entry) for line in lines.splitlines() if line]
    except msgspec.DecodeError as fault:
        raise BackupError(
            f"expected one entry a line, got one that is none ({fault}); choose a whole backup"
        ) from None
    if any(entry.seq != place for place, entry in enumerate(entries, 1)):
        raise BackupError("expected positions 1, 2, 3 …, got a gap; choose a whole backup")
    return entries


async def pack(log: Log, now: int) -> bytes:
    """Return everything the log keeps, as a zip."""
    manifest: dict[str, StreamHead] = {}
    files: dict[str, bytes] = {}
    for stream in [REGISTER, *await log.streams(SHELF), *await log.streams("w/")]:
        entries = await log.read(stream)
        files[file_of(stream)] = lines_of(entries)
        manifest[file_of(stream)] = StreamHead(len(entries), chain_of(entries).hex())
    files[MANIFEST] = msgspec.json.format(msgspec.json.encode(Manifest(FORMAT, now, manifest)))
    return await asyncio.to_thread(_zipped, files)


def _zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


# What a zip raises that is none, is torn, is locked, or is packed in a way that is not known here.
_TORN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    EOFError,
)


def unpack(packed: bytes) -> dict[str, list[Entry]]:
    """Return the streams of a backup, each held against the head in its manifest.

    Raises:
        BackupError: If it is no whole backup, or anything in it was changed.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            infos = archive.infolist()
            if len(infos) > MOST_FILES or sum(info.file_size for info in infos) > MOST_UNPACKED_BYTES:
                raise BackupError("expected a backup of at most 1 GiB, got a larger one")
            files = {info.filename: archive.read(info) for info in infos}
    except _TORN:
        raise BackupError("expected a zip made by Download everything, got something else") from None
    return _checked(files)


def _checked(files: dict[str, bytes]) -> dict[str, list[Entry]]:
    try:
        manifest = msgspec.json.decode(files.pop(MANIFEST, b""), type=Manifest)
    except msgspec.DecodeError:
        raise BackupError(f"expected {MANIFEST} in the backup, got none that can be read") from None
    if manifest.format > FORMAT:
        raise BackupError(
            f"expected backup format {FORMAT} or older, got {manifest.format}; install a newer version"
        )
    if set(files) != set(manifest.streams):
        raise BackupError("expected the files that the manifest names, got others; choose a whole backup")
    streams = {}
    for file, head in manifest.streams.items():
        entries = entries_of(files[file])
        if (len(entries), chain_of(entries).hex()) != (head.seq, head.chain):
            raise BackupError(f"expected {file} as it was saved, got a changed one; choose another backup")
        streams[stream_of(file)] = entries
    return streams


def check_streams(streams: Mapping[str, Sequence[Entry]], codec: Codec, kinds: Kinds) -> None:
    """Fold all of a backup before any is kept: what cannot be opened would never go away again.

    Raises:
        BackupError: If one does not fold, or was made by a newer version.
    """
    for stream, entries in streams.items():
        if stream == SHELF:
            _check_shelf(entries)
        elif stream not in BOOKS:
            _check_workshop(stream, entries, codec, kinds)


def _check_shelf(entries: Sequence[Entry]) -> None:
    try:
        folded(entries)
    except (NewerEntry, msgspec.DecodeError) as fault:
        raise BackupError(f"expected own methods that open here, got: {fault}; choose another backup") from fault


def _check_workshop(stream: str, entries: Sequence[Entry], codec: Codec, kinds: Kinds) -> None:
    workshop = Workshop()
    try:
        for entry in entries:
            check_draft(_draft(entry))
            doing = Doing(entry.by, entry.at, entry.id, entry.seed)
            workshop, _ = fold(workshop, entry.seq, codec.decode_kept(entry.command), doing, kinds)
    except Exception as fault:
        # Whatever a fold may raise over words that this program did not write: the file is at fault.
        raise BackupError(f"expected {stream} to open here, got: {fault}; choose another backup") from fault


def _draft(entry: Entry) -> Draft:
    return Draft(entry.at, entry.by, entry.id, entry.seed, bytes(entry.command))


async def put_back(log: Log, streams: dict[str, list[Entry]]) -> list[str]:
    """Append the workshops of a backup that are not here; return their ids. What is here is never overwritten."""
    restored = []
    for stream, entries in streams.items():
        if stream in BOOKS or not entries or (await log.head(stream)).seq:
            continue
        await log.append_all(stream, [_draft(entry) for entry in entries])
        restored.append(stream.removeprefix("w/"))
    return restored


# --- pages -----------------------------------------------------------------------------------------------


async def download_all(visit: Visit) -> Response:
    """Everything as one zip."""
    now = visit.site.clock()
    tell("backup_downloaded")
    return _file(await pack(visit.site.log, now), f"facilitator-{_date(now)}.zip", "application/zip")


async def export(visit: Visit) -> Response:
    """One workshop as JSON: its entries and its head."""
    entries = await visit.site.log.read(f"w/{visit.workshop}")
    head = StreamHead(len(entries), chain_of(entries).hex())
    body = msgspec.json.encode({"format": FORMAT, "workshop": visit.workshop, "head": head, "entries": entries})
    return _file(body, f"workshop-{_date(visit.site.clock())}.json", "application/json")


def _date(now: int) -> str:
    return datetime.fromtimestamp(now / 1000, UTC).date().isoformat()


def _file(body: bytes, name: str, kind: str) -> Response:
    return Response(body, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'})


async def restore(visit: Visit) -> Response:
    """Put the workshops of a backup back: the body is the zip itself."""
    packed = await read_body(visit.form_request, MOST_BACKUP_BYTES)
    try:
        streams = await asyncio.to_thread(unpack, packed)
        await asyncio.to_thread(check_streams, streams, visit.site.codec, visit.site.kinds)
    except BackupError:
        return JSONResponse({"no": "not_a_backup"}, 400)
    restored = await put_back(visit.site.log, streams)
    for workshop_id in restored:
        await visit.site.list_workshop(workshop_id)
    await visit.site.shelf.take_in(streams.get(SHELF, []))
    tell("backup_restored", workshops=len(restored))
    workshops = len(streams.keys() - set(BOOKS))
    return JSONResponse({"restored": len(restored), "known": workshops - len(restored)})
