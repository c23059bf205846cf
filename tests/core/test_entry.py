import msgspec

from facilitator.core.entry import Entry


def test_an_entry_travels_as_a_list_with_its_command_untouched() -> None:
    command = b'{ "do" : "Join",  "language":"fi"}'
    line = b'[1,2,"z/s","id",3,' + command + b"]"

    entry = msgspec.json.decode(line, type=Entry)

    assert bytes(entry.command) == command
    assert msgspec.json.encode(entry) == line
