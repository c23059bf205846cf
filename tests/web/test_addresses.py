"""Addresses: what phones are told, and which hosts are ours."""

import ipaddress

import pytest

from facilitator.web.addresses import Addresses, is_loopback_client, is_loopback_host, local_addresses


def test_phones_are_told_the_network_address_and_the_owner_this_computer() -> None:
    addresses = Addresses("", 8000, find=lambda: ("192.168.8.20", "10.0.0.3"))
    assert (addresses.for_phones, addresses.for_owner) == ("http://192.168.8.20:8000", "http://localhost:8000")
    assert addresses.state == "local"


def test_a_public_address_goes_before_all_and_tls_lets_the_owner_in_there() -> None:
    addresses = Addresses("https://w.example.org", 8000, find=lambda: ("10.0.0.3",))
    assert (addresses.for_phones, addresses.for_owner) == ("https://w.example.org", "https://w.example.org")
    assert Addresses("http://w.example.org", 8000, find=tuple).for_owner == "http://localhost:8000"


def test_without_a_network_it_says_that_no_phone_gets_here() -> None:
    assert Addresses("", 8000, find=tuple).state == "alone"
    assert Addresses("", 8000, only_here=True, find=lambda: ("192.168.8.20",)).state == "alone"


def test_a_change_of_network_is_noticed_and_the_old_address_is_no_longer_ours() -> None:
    networks = [("192.168.8.20",), ("192.168.8.20",), ("172.20.10.2",)]
    addresses = Addresses("", 8000, find=lambda: networks.pop(0))
    assert addresses.owns("192.168.8.20:8000")
    assert not addresses.look_again()
    assert addresses.look_again()
    assert addresses.owns("172.20.10.2:8000")
    assert not addresses.owns("192.168.8.20:8000")


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("localhost:8000", True),
        ("LOCALHOST:8000", True),
        ("127.0.0.1:8000", True),
        ("[::1]:8000", True),
        ("w.example.org", True),
        ("w.example.org:8000", False),
        ("w.example.org.evil", False),
        ("localhost", False),
        ("", False),
    ],
)
def test_hosts_are_ours_only_with_their_port(host: str, ours: bool) -> None:
    assert Addresses("https://w.example.org", 8000, find=tuple).owns(host) is ours


def test_tls_is_believed_under_the_public_name_alone() -> None:
    addresses = Addresses("https://w.example.org", 8000, find=lambda: ("10.0.0.3",))
    assert addresses.origin_of("w.example.org") == "https://w.example.org"
    assert addresses.origin_of("10.0.0.3:8000") == "http://10.0.0.3:8000"


def test_port_80_is_not_written() -> None:
    addresses = Addresses("", 80, find=lambda: ("10.0.0.3",))
    assert addresses.for_phones == "http://10.0.0.3"
    assert addresses.owns("10.0.0.3")


def test_this_machines_addresses_are_none_that_only_it_reaches() -> None:
    for address in local_addresses():
        ip = ipaddress.ip_address(address)
        assert not ip.is_loopback
        assert not ip.is_link_local


def test_loopback_is_told_apart() -> None:
    assert is_loopback_host("localhost:8000")
    assert is_loopback_host("127.0.0.1")
    assert not is_loopback_host("localhost.evil")
    assert is_loopback_client(("127.0.0.1", 1))
    assert is_loopback_client(("::1", 1))
    assert not is_loopback_client(("10.0.0.1", 1))
    assert not is_loopback_client(None)
    assert not is_loopback_client(("testclient", 1))
