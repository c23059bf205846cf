import msgspec

from facilitator.core.refusal import Refusal


def test_a_refusal_is_a_value() -> None:
    assert Refusal("too_many", {"most": 3}) == Refusal("too_many", {"most": 3})
    assert Refusal("too_many") != Refusal("empty")


def test_a_refusal_travels_as_a_code_and_its_numbers() -> None:
    assert msgspec.json.encode(Refusal("too_many", {"most": 3})) == b'{"code":"too_many","facts":{"most":3}}'
