"""Every Finnish and Swedish word of methods, templates and messages is spelt as Debian’s dictionaries spell it.

Real words that a dictionary does not know stand in ``spelling.txt`` (Finnish) and ``spelling.sv.txt``: terms of the
trade, names, foreign words. A compound with a hyphen is known if its parts are.
"""

import ctypes
import re
import shutil
import subprocess
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import libvoikko
import pytest
from babel.messages.pofile import read_po

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LISTS = {"fi": HERE / "spelling.txt", "sv": HERE / "spelling.sv.txt"}
PACKAGES = {"fi": "libvoikko1 voikko-fi", "sv": "hunspell hunspell-sv"}
FILE_SETS = {
    "methods": "methods/*.toml",
    "templates": "methods/templates/*.toml",
    "messages": "facilitator/locales/{language}.po",
}

# Placeholders, markup, addresses and names of files are no words.
NO_WORDS = re.compile(r"\{[^{}]*\}|<[^<>]+>|https?://\S+|\S+@\S+|\b(?:\S+\.)(?:csv|fi|ics|json|org|txt|zip)\b")
QUOTED = re.compile(r"”([a-z]+)”")
WORD = re.compile(r"\w+(?:[-’:]\w+)*-?")
DIGIT = re.compile(r"\d")


# --- which words there are -------------------------------------------------------------------------------


@cache
def used_in(file_set: str, language: str) -> dict[str, str]:
    """Return word → a file it is in, for all words of a set of files in this language."""
    pattern = FILE_SETS[file_set].format(language=language)
    read = messages_of if pattern.endswith(".po") else texts_of_file
    files = sorted(ROOT.glob(pattern))
    return {word: file.name for file in files for text in read(file, language) for word in words_of(text)}


def texts_of_file(file: Path, language: str) -> Iterator[str]:
    yield from texts_in(tomllib.loads(file.read_text(encoding="utf-8")), language)


def texts_in(value: Any, language: str) -> Iterator[str]:
    """Yield what stands under the language's key, however deep."""
    match value:
        case dict():
            if isinstance(said := value.get(language), str):
                yield said
            yield from texts_in(list(value.values()), language)
        case list():
            for part in value:
                yield from texts_in(part, language)


def messages_of(file: Path, language: str) -> Iterator[str]:
    with file.open("rb") as catalogue:
        # The first is the head of the file.
        for message in filter(lambda message: message.id, read_po(catalogue, locale=language)):
            for text in message.string if isinstance(message.string, tuple) else (message.string,):
                yield without_codes(str(text), str(message.id))


def without_codes(text: str, message: str) -> str:
    """Leave out values of settings: a message's own words that its translation quotes as they are."""
    own = set(words_of(message))
    return QUOTED.sub(lambda quoted: "" if quoted[1] in own else quoted[0], text)


def words_of(text: str) -> list[str]:
    """Return the words of a text; of ``PDF:n`` the word is ``PDF``."""
    found = (word.partition(":")[0] for word in WORD.findall(NO_WORDS.sub(" ", text)))
    return [word for word in found if len(word.strip("-")) > 1]


def parts_of(word: str) -> list[str]:
    """Return the parts of a compound with hyphens, numbers and single letters left out."""
    return [part for part in word.split("-") if len(part) > 1 and not DIGIT.search(part)]


# --- which are known -------------------------------------------------------------------------------------


def unknown_in_finnish(words: set[str]) -> set[str]:
    try:
        # By itself first: an object without its library cannot even be thrown away.
        ctypes.CDLL("libvoikko.so.1")
        voikko = libvoikko.Voikko("fi")
    except (OSError, libvoikko.VoikkoException):
        missing("fi")
    try:
        return {word for word in words if not voikko.spell(word)}
    finally:
        voikko.terminate()


def unknown_in_swedish(words: set[str]) -> set[str]:
    if not shutil.which("hunspell"):
        missing("sv")
    command = ["hunspell", "-i", "utf-8", "-d", "sv_FI", "-l"]
    done = subprocess.run(command, input="\n".join(words), capture_output=True, text=True, check=False)
    if done.returncode:
        missing("sv")
    return set(done.stdout.split())


def missing(language: str) -> NoReturn:
    pytest.fail(f"No dictionary. Install it with: sudo apt-get install {PACKAGES[language]}")


DICTIONARIES: dict[str, Callable[[set[str]], set[str]]] = {"fi": unknown_in_finnish, "sv": unknown_in_swedish}


def unknown(words: Iterable[str], language: str) -> dict[str, str]:
    """Return unknown word → the word of the text it was found in, the list not looked at."""
    wholes = {word: parts_of(word) for word in words}
    candidates = {part for parts in wholes.values() for part in parts}
    candidates |= {word for word in wholes if not DIGIT.search(word)}
    wrong = DICTIONARIES[language](candidates)
    doubtful = {word: parts for word, parts in wholes.items() if word in wrong or DIGIT.search(word)}
    return {part: word for word, parts in doubtful.items() for part in parts if part in wrong}


def listed(language: str) -> list[str]:
    return LISTS[language].read_text(encoding="utf-8").splitlines()


def at_start(word: str) -> str:
    """Return the word as it stands at the start of a sentence."""
    return word[:1].upper() + word[1:]


# --- tests -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", DICTIONARIES)
@pytest.mark.parametrize("file_set", FILE_SETS)
def test_every_word_is_spelt_right(file_set: str, language: str) -> None:
    used = used_in(file_set, language)
    assert len(used) > 500
    fine = {form for word in listed(language) for form in (word, at_start(word))}
    wrong = {part: word for part, word in unknown(used, language).items() if part not in fine}
    found = [f"{used[word]}: {part}" for part, word in sorted(wrong.items())]
    assert not found, f"mend them, or put real words into {LISTS[language].name}:\n" + "\n".join(found)


@pytest.mark.parametrize("language", DICTIONARIES)
def test_the_list_holds_only_words_that_are_used_and_that_the_dictionary_lacks(language: str) -> None:
    words = listed(language)
    needed = set(unknown([word for file_set in FILE_SETS for word in used_in(file_set, language)], language))
    assert [word for word in words if not {word, at_start(word)} & needed] == []
    assert words == sorted(set(words), key=lambda word: (word.casefold(), word)), "sort it, each word once"


def test_a_misspelt_word_is_found_wherever_it_hides() -> None:
    text = "Työpari-sopimuss {väärinn} <b>A4-arkille</b>, TV:stä 1-2-4-kaikkki. Sosiaali- ja terveysala."
    assert unknown(words_of(text), "fi") == {"sopimuss": "Työpari-sopimuss", "kaikkki": "1-2-4-kaikkki"}
    assert set(unknown(words_of("Ni kommmer överens, half-färdigt."), "sv")) == {"kommmer", "half"}
