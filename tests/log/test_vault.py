import asyncio
import sqlite3
import stat
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.log.errors import (
    DataFolderInUse,
    DataFolderUnwritable,
    DiskFull,
    NewerFormat,
    StorageShut,
    VaultBroken,
    VaultDamaged,
)
from facilitator.log.vault import MemoryVault, SqliteVault, Vault


@pytest.fixture(params=["memory", "sqlite"])
async def vault(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Vault]:
    opened: Vault = (
        MemoryVault() if request.param == "memory" else await SqliteVault.open(tmp_path / "vault.sqlite")
    )
    yield opened
    await opened.close()


def raw(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


async def test_what_is_put_is_there_until_it_is_deleted(vault: Vault) -> None:
    await vault.put("session", "a", b"\x00\xff")
    await vault.put("session", "b", b"")
    assert (await vault.get("session", "a"), await vault.get("session", "b")) == (b"\x00\xff", b"")
    assert await vault.get("link", "a") is None
    await vault.put("session", "a", b"new")
    assert await vault.get("session", "a") == b"new"
    await vault.delete("session", "a")
    await vault.delete("session", "a")
    assert await vault.get("session", "a") is None


async def test_of_many_who_take_at_once_one_gets_it(vault: Vault) -> None:
    await vault.put("link", "once", b"x")
    taken = await asyncio.gather(*(vault.take("link", "once") for _ in range(20)))
    assert sorted(taken, key=bool) == [None] * 19 + [b"x"]


async def test_what_has_expired_is_not_given_to_who_knows_the_time(vault: Vault) -> None:
    await vault.put("link", "a", b"x", expires_at=100)
    await vault.put("link", "for ever", b"y")
    assert await vault.get("link", "a", now=99) == b"x"
    assert await vault.get("link", "a", now=100) is None
    assert await vault.get("link", "for ever", now=10**15) == b"y"
    assert await vault.take("link", "a", now=100) is None
    assert await vault.get("link", "a") is None


async def test_sweeping_deletes_what_has_expired(vault: Vault) -> None:
    for key, expires_at in (("a", 1), ("b", 5), ("c", 6), ("d", None)):
        await vault.put("link", key, b"x", expires_at)
    assert await vault.sweep(5) == 2
    assert await vault.sweep(5) == 0
    assert await vault.keys("link") == ["c", "d"]


async def test_a_kind_is_forgotten_whole_or_by_prefix(vault: Vault) -> None:
    for key in ("w1/a", "w1/b", "w2/a", "w%/a"):
        await vault.put("token", key, b"x")
    await vault.put("session", "w1/a", b"x")
    assert await vault.keys("token", "w1/") == ["w1/a", "w1/b"]
    assert await vault.forget("token", "w1/") == 2
    assert await vault.keys("token", "w%") == ["w%/a"]
    assert await vault.forget("token") == 2
    assert await vault.keys("session") == ["w1/a"]


async def test_nothing_is_answered_after_closing(vault: Vault) -> None:
    await vault.close()
    await vault.close()
    with pytest.raises(StorageShut):
        await vault.get("session", "a")


async def test_secrets_outlive_the_process_in_a_file_for_this_user_alone(tmp_path: Path) -> None:
    vault = await SqliteVault.open(tmp_path / "vault.sqlite")
    await vault.put("session", "a", b"kept", expires_at=7)
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}
    with pytest.raises(DataFolderInUse):
        await SqliteVault.open(tmp_path / "vault.sqlite")
    await vault.close()
    vault = await SqliteVault.open(tmp_path / "vault.sqlite")
    assert await vault.get("session", "a", now=6) == b"kept"
    await vault.close()


@pytest.mark.parametrize("how", ["delete", "take", "replace", "forget", "sweep"])
async def test_what_is_deleted_is_in_no_file_any_more(tmp_path: Path, how: str) -> None:
    vault = await SqliteVault.open(tmp_path / "vault.sqlite")
    names = [f"key{number * 7919 % 300}" for number in range(300)]
    puts = [vault.put("k", key, b"SECRET" * (n % 40 + 1), expires_at=5) for n, key in enumerate(names)]
    await asyncio.gather(*puts)
    await vault.put("other", "a", b"STAYS")
    assert b"SECRET" in raw(tmp_path)
    match how:
        case "delete":
            await asyncio.gather(*(vault.delete("k", key) for key in names))
        case "take":
            await asyncio.gather(*(vault.take("k", key) for key in names))
        case "replace":
            await asyncio.gather(*(vault.put("k", key, b"-") for key in names))
        case "forget":
            await vault.forget("k")
        case "sweep":
            await vault.sweep(5)
    assert b"SECRET" not in raw(tmp_path)
    assert b"STAYS" in raw(tmp_path)
    await vault.close()


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 300)), min_size=20, max_size=120))
async def test_nothing_of_any_deleted_secret_is_left(
    tmp_path_factory: pytest.TempPathFactory, story: list[tuple[int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("vault")
    vault = await SqliteVault.open(folder / "vault.sqlite")
    there: dict[str, bytes] = {}
    gone: set[bytes] = set()
    for number, (key, size) in enumerate(story):
        if str(key) in there:
            await vault.delete("k", str(key))
            gone.add(there.pop(str(key)))
        else:
            there[str(key)] = b"<secret %d>" % number
            await vault.put("k", str(key), there[str(key)] * (size // 10 + 1))
    left = raw(folder)
    await vault.close()
    assert [secret for secret in gone if secret in left] == []
    assert [secret for secret in there.values() if secret not in left] == []


async def test_what_a_killed_process_left_behind_is_wiped_at_the_next_opening(tmp_path: Path) -> None:
    vault = await SqliteVault.open(tmp_path / "a" / "vault.sqlite")
    await vault.put("k", "a", b"SECRET")
    vault._connection.execute("DELETE FROM secret")
    (tmp_path / "b").mkdir()
    for path in (tmp_path / "a").iterdir():
        (tmp_path / "b" / path.name).write_bytes(path.read_bytes())
    await vault.close()
    assert b"SECRET" in raw(tmp_path / "b")
    vault = await SqliteVault.open(tmp_path / "b" / "vault.sqlite")
    assert b"SECRET" not in raw(tmp_path / "b")
    await vault.close()


async def test_a_full_disk_refuses_that_secret_and_later_ones_work_again(tmp_path: Path) -> None:
    vault = await SqliteVault.open(tmp_path / "vault.sqlite")
    await vault.put("k", "a", b"x")
    vault._connection.execute("PRAGMA max_page_count=6")
    with pytest.raises(DiskFull):
        await vault.put("k", "b", b"x" * 100_000)
    await vault.put("k", "c", b"x")
    assert await vault.keys("k") == ["a", "c"]
    await vault.close()


async def test_after_a_failed_write_nothing_more_is_kept(tmp_path: Path) -> None:
    vault = await SqliteVault.open(tmp_path / "vault.sqlite")
    vault._connection.execute("DROP TABLE secret")
    for _ in range(2):
        with pytest.raises(VaultBroken):
            await vault.put("k", "a", b"x")
    with pytest.raises(VaultBroken):
        await vault.get("k", "a")
    await vault.close()


async def test_a_name_that_no_file_can_hold_harms_nobody_else(tmp_path: Path) -> None:
    vault = await SqliteVault.open(tmp_path / "vault.sqlite")
    await vault.put("k", "a", b"x")
    wrong, right = await asyncio.gather(
        vault.put("k", "\ud800", b"x"), vault.put("k", "b", b"y"), return_exceptions=True
    )
    assert isinstance(wrong, UnicodeEncodeError)
    assert right is None
    with pytest.raises(OverflowError):
        await vault.put("k", "a", b"z", expires_at=2**70)
    assert [await vault.get("k", key) for key in "ab"] == [b"x", b"y"]
    await vault.close()


async def test_a_vault_that_does_not_hold_together_or_is_newer_is_told(tmp_path: Path) -> None:
    (tmp_path / "no").write_bytes(b"no vault " * 1000)
    with pytest.raises(VaultDamaged):
        await SqliteVault.open(tmp_path / "no")
    vault = await SqliteVault.open(tmp_path / "vault.sqlite")
    for number in range(50):
        await vault.put("k", f"key{number}", b"x")
    await vault.close()
    whole = (tmp_path / "vault.sqlite").read_bytes()
    (tmp_path / "vault.sqlite").write_bytes(whole.replace(b"key17", b"kez17", 1))
    with pytest.raises(VaultDamaged):
        await SqliteVault.open(tmp_path / "vault.sqlite")
    (tmp_path / "vault.sqlite").write_bytes(whole.replace(b"CREATE TABLE secret", b"CREATE TABLE \xff(cret"))
    with pytest.raises(VaultDamaged):
        await SqliteVault.open(tmp_path / "vault.sqlite")
    (tmp_path / "vault.sqlite").write_bytes(whole)
    with closing(sqlite3.connect(tmp_path / "vault.sqlite")) as other:
        other.execute("PRAGMA user_version=2")
    with pytest.raises(NewerFormat):
        await SqliteVault.open(tmp_path / "vault.sqlite")
    with pytest.raises(DataFolderUnwritable):
        await SqliteVault.open(tmp_path / "no" / "vault.sqlite")
