from hypothesis import given
from hypothesis import strategies as st

from facilitator.live.limits import Admission, Bucket, Buckets, WrongCodes, network_of


@given(st.lists(st.floats(0, 1), min_size=1, max_size=200))
def test_lm1_a_bucket_never_gives_more_than_its_burst_and_rate(pauses: list[float]) -> None:
    bucket, now, taken = Bucket(10, 30), 0.0, 0
    for pause in pauses:
        now += pause
        taken += bucket.take(now)
    assert taken <= 30 + 10 * now + 1e-6


def test_a_reservation_waits_its_turn() -> None:
    bucket = Bucket(10, 1)
    assert [round(bucket.reserve(0.0), 3) for _ in range(3)] == [0.0, 0.1, 0.2]


def test_a_clock_that_goes_back_gives_nothing() -> None:
    bucket = Bucket(1, 1)
    assert bucket.take(100.0)
    assert not bucket.take(0.0)
    assert bucket.take(1.0)


def test_buckets_forget_the_longest_unused() -> None:
    buckets = Buckets(1, 1, most=2)
    assert buckets.of("a").take(0)
    buckets.of("b")
    buckets.of("c")
    assert buckets.of("a").take(0)


def test_lm4_sockets_are_counted_in_all_and_of_each() -> None:
    admission = Admission(most=5)
    assert [admission.enter("a") for _ in range(5)] == [True, True, True, True, False]
    assert admission.enter("b")
    assert not admission.enter("c")
    admission.leave("a")
    assert admission.enter("c")
    assert len(admission) == 5


def test_lm5_three_hundred_good_joins_from_one_address_are_never_refused() -> None:
    codes = WrongCodes()
    assert all(codes.may_try("192.0.2.7", n / 10) for n in range(300))


def test_lm5_wrong_codes_run_out_and_come_back() -> None:
    codes, tries = WrongCodes(), 0
    for second in range(3600):
        while codes.may_try("192.0.2.7", second):
            codes.failed("192.0.2.7", second)
            tries += 1
    assert tries <= 40 + 20 * 60


def test_lm5_many_addresses_together_have_a_budget_too() -> None:
    codes, tries = WrongCodes(), 0
    for second in range(100):
        for host in range(50):
            address = f"198.51.{second}.{host}"
            if codes.may_try(address, second):
                codes.failed(address, second)
                tries += 1
    assert tries <= 5 + 5 * 100


def test_one_household_of_ipv6_is_one_place() -> None:
    assert network_of("2001:db8:0:1::1") == network_of("2001:db8:0:1:ffff::2") != network_of("2001:db8:0:2::1")
    assert network_of("::ffff:192.0.2.7") == network_of("192.0.2.7")
    assert network_of("fe80::1%eth0") == network_of("fe80::2")
    assert network_of("testclient") == "testclient"
