import pytest

from facilitator.log.vault import MemoryVault
from facilitator.web.addresses import Addresses
from facilitator.web.sharing import reaches_outside, share, shared, stop_sharing, workshop_shared

SECRET, OTHER = "s" * 22, "o" * 22


async def test_a_shared_summary_keeps_its_address_until_it_is_taken_back() -> None:
    vault = MemoryVault()
    assert await shared(vault, "w1") == ""
    assert await share(vault, "w1", SECRET) == SECRET
    assert await share(vault, "w1", OTHER) == SECRET
    assert await shared(vault, "w1") == SECRET
    assert await workshop_shared(vault, SECRET) == "w1"
    assert await workshop_shared(vault, OTHER) == ""
    await stop_sharing(vault, "w1")
    assert await workshop_shared(vault, SECRET) == ""
    assert [await vault.keys(kind) for kind in ("summary-token", "summary-door")] == [[], []]


@pytest.mark.parametrize("token", ["", "x" * 65, "w1"])
async def test_what_is_no_token_opens_nothing(token: str) -> None:
    vault = MemoryVault()
    await share(vault, "w1", SECRET)
    assert await workshop_shared(vault, token) == ""


@pytest.mark.parametrize(
    ("public_url", "outside"),
    [
        ("https://workshops.example.org", True),
        ("http://8.8.8.8:8000", True),
        ("http://192.168.8.20:8000", False),
        ("http://10.0.0.5", False),
        ("http://laptop:8000", False),
        ("http://laptop.local", False),
        ("", False),
    ],
)
def test_a_private_address_is_no_way_in_for_people_outside(public_url: str, outside: bool) -> None:
    assert reaches_outside(Addresses(public_url, 8000, find=lambda: ("192.168.8.20",))) is outside
