"""Takes the pictures of every kind: wall, desk and phone, played at once by a crowd on the real screens.

Part of ``make pictures``; they go to ``docs/pictures/kinds``, in the dark too with ``--dark FOLDER``.
"""

import argparse
import asyncio
import io
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.async_api import Browser, Page, async_playwright

from facilitator.live.pretend_words import SAYINGS
from tests.browser.each_kind import Walk
from tests.browser.indoors import Indoors
from tests.browser.serving import free_port
from tests.browser.world import (
    LAPTOP,
    PROJECTOR,
    Visitors,
    become_owner,
    come_anew,
    launch_chromium,
    plan,
    step,
)

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures" / "kinds"
# What the wall shows as its address; the browser finds it on this computer.
NAME = "tyopaja.example"
PEOPLE = 23
WIDEST = {"board": 960, "desk": 960, "phone": 360}


def _fi(words: str) -> dict[str, str]:
    return {"fi": words}


def _all(*words: str) -> list[dict[str, str]]:
    return [_fi(one) for one in words]


IDEAS = _all(
    "Perehdytyksen kummikäytäntö",
    "Yhteinen päiväkalenteri",
    "Palautekierros kuukausittain",
    "Työvuorosuunnittelun pelisäännöt",
    "Hiljaisen työn aika",
)
ENDS = {"low": _fi("Eri mieltä"), "high": _fi("Samaa mieltä")}


def _step(kind: str, key: str, prompt: str, source: Mapping[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    identity = {"identity": more.pop("identity")} if "identity" in more else {}
    return step(kind, key, source, prompt=_fi(prompt), settings=more, **identity)


STEPS = (
    _step(
        "show",
        "show",
        "Näin päivä etenee",
        lines=_all(
            "Ensin kuunnellaan toisiamme.", "Sitten kirjoitetaan, jokainen itse.", "Lopuksi sovitaan, kuka tekee."
        ),
    ),
    _step(
        "groups",
        "groups",
        "Mitä arvo tarkoittaa arjessa?",
        identity="group",
        size=5,
        writes="scribe",
        topics=_all(
            "Kuunteleminen", "Työrauha ja keskittyminen", "Avoimuus", "Palautteen antaminen", "Vastuun jakaminen"
        ),
        roles=_all("Kirjuri", "Ajanvartija"),
    ),
    _step("round", "round", "Mitä viet mukanasi tästä päivästä?", identity="named", order="list", seconds=30),
    _step(
        "collect",
        "collect",
        "Mikä vie eteenpäin, mikä jarruttaa?",
        view="zones",
        picture="boat",
        columns=_all(
            "Tuuli: mikä vie eteenpäin", "Ankkuri: mikä jarruttaa", "Karikko: mikä uhkaa", "Saari: minne matka"
        ),
    ),
    _step("cluster", "cluster", "Mitkä kuuluvat yhteen?", {"step": "collect"}),
    _step("vote", "vote", "Mistä aloitamme?", {"step": "cluster", "take": "headings"}, budget=4, top=3),
    _step(
        "rate",
        "rate",
        "Miten yhteistyömme sujuu?",
        scale="1-5",
        statements=_all(
            "Meillä uskalletaan pyytää apua",
            "Tieto kulkee ajoissa",
            "Palaverit auttavat työtä",
            "Palautetta annetaan suoraan",
            "Ristiriidat otetaan puheeksi",
        ),
        **ENDS,
    ),
    _step("rank", "rank", "Missä järjestyksessä viemme nämä eteenpäin?", items=IDEAS),
    _step(
        "matrix",
        "matrix",
        "Mikä vaikuttaa eniten pienimmällä työllä?",
        x_title=_fi("Työmäärä"),
        x_low=_fi("pieni"),
        x_high=_fi("suuri"),
        y_title=_fi("Vaikutus"),
        y_low=_fi("pieni"),
        y_high=_fi("suuri"),
        quadrants=_all("Tehdään heti", "Suunnitellaan", "Ehkä", "Ei nyt"),
        items=IDEAS,
    ),
    _step(
        "consent",
        "consent",
        "Voitko tukea näitä sääntöjä?",
        scale="fist",
        proposals=_all("Viestiin vastataan saman päivän aikana", "Kokoukset alkavat ja päättyvät ajallaan"),
        rule=_fi("Hyväksytty, kun kukaan ei näytä nollaa"),
    ),
    _step(
        "form",
        "form",
        "Palaute päivästä",
        questions=[
            {
                "text": _fi("Kuinka hyvin aika tuli käytetyksi?"),
                "ask": "scale",
                "scale": "0-4",
                "low": _fi("hukkaan"),
                "high": _fi("erinomaisesti"),
            },
            {
                "text": _fi("Mikä oli parasta?"),
                "ask": "choice",
                "options": _all("Parityö", "Kahvila", "Yhteinen keskustelu"),
            },
            {"text": _fi("Mitä toivot jatkossa?"), "ask": "words"},
        ],
    ),
    _step(
        "commit",
        "commit",
        "Mitä teemme, kuka, milloin?",
        {"step": "vote", "take": "top", "most": 4},
        identity="named",
    ),
)
# What a picture of a kind is taken of; the others show what came of it.
AT_WORK = ("groups", "round", "cluster", "show", "commit")


async def main(folder: Path, *, dark: bool, all_stops: bool) -> None:
    """Play the day and take the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as kept:
        port = free_port()
        serving = await Indoors(Path(kept), f"http://{NAME}", port).begin()
        async with async_playwright() as playing:
            browser = await launch_chromium(playing, more=(f"--host-resolver-rules=MAP {NAME} 127.0.0.1:{port}",))
            await _take(browser, serving, folder, dark=dark, all_stops=all_stops)
            await browser.close()
        await serving.end()


async def _take(browser: Browser, serving: Indoors, folder: Path, *, dark: bool, all_stops: bool) -> None:
    visitors = Visitors(browser, serving, await become_owner(browser, serving))
    desk = await visitors.owner(LAPTOP, dark=dark)
    day = await plan(desk, serving, *STEPS)
    await desk.goto(f"/w/{day.workshop}/lead")
    board, phone = await visitors.come(PROJECTOR), await visitors.phone(await day.code(), dark=dark)
    await board.goto(await day.board_url())
    await day.do("SetBoardTheme", theme="dark" if dark else "light")
    walked = Walk(day, serving, await serving.room(day.workshop), SAYINGS["fi"], PEOPLE)
    walked.phones = [phone]
    pages = {"board": board, "desk": desk, "phone": phone}
    async for stop in walked.stops():
        if all_stops:
            await _pictures(pages, folder, f"{walked.kind}-{stop}", walked.kind)
        elif stop == "answered":
            await _pictures({"phone": phone}, folder, walked.kind, walked.kind)
        if not all_stops and stop == ("answered" if walked.kind in AT_WORK else "closed"):
            await _pictures({"board": board, "desk": desk}, folder, walked.kind, walked.kind)
    await visitors.leave()


async def _pictures(pages: Mapping[str, Page], folder: Path, name: str, kind: str) -> None:
    for screen, page in pages.items():
        await come_anew(page, kind)
        await page.evaluate("document.fonts.ready.then(() => scrollTo(0, 0))")
        await asyncio.sleep(0.3)
        image = Image.open(io.BytesIO(await page.screenshot(animations="disabled"))).convert("RGB")
        image.thumbnail((WIDEST[screen], 10_000), Image.Resampling.LANCZOS)
        image.quantize(128).save(folder / f"{name}-{screen}.png", optimize=True)


if __name__ == "__main__":
    asking = argparse.ArgumentParser(description=__doc__)
    asking.add_argument("--folder", type=Path, default=FOLDER)
    asking.add_argument("--dark", action="store_true")
    asking.add_argument("--all", action="store_true", help="every stop of every kind, to be looked at")
    chosen = asking.parse_args()
    asyncio.run(main(chosen.folder, dark=chosen.dark, all_stops=chosen.all))
