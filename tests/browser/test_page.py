"""The read-along page in a real browser: heard, worked by keyboard, from a disk and from a host."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.browsing import visit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.browsing import Seen

WATCHED = """
seconds => new Promise(done => {
  const starts = JSON.parse(document.getElementById("data").textContent).starts;
  const late = [];
  const watch = new MutationObserver(changes => {
    for (const {target} of changes)
      if (target.id && target.getAttribute("aria-current") === "true")
        late.push([target.id, audio.currentTime * 1000 - starts[+target.id.slice(1)]]);
  });
  watch.observe(document.querySelector("article"), {subtree: true, attributeFilter: ["aria-current"]});
  audio.play();
  setTimeout(() => { audio.pause(); watch.disconnect(); done(late); }, seconds * 1000);
})
"""
"""Plays for some seconds, and tells of each sentence that lights up how many milliseconds after its cue."""

DATA = "JSON.parse(document.getElementById('data').textContent)"
NOW = "document.querySelector('article [aria-current=true]')?.id"


@pytest.fixture(params=["disk", "host"])
def page(request: pytest.FixtureRequest, opened: Callable[..., Seen], edition: Path) -> Seen:
    if request.param == "disk":
        return opened((edition / "index.html").as_uri())
    return opened(f"{request.getfixturevalue('address')}index.html")


FROM_DISK = pytest.mark.parametrize("page", ["disk"], indirect=True)
"""For what takes seconds of listening and has nothing to do with where the page comes from."""


def _start(page: Seen, index: int) -> float:
    start = page.evaluate(f"{DATA}.starts[{index}]")
    assert isinstance(start, int)
    return start / 1000


def _time(page: Seen) -> float:
    time = page.evaluate("audio.currentTime")
    assert isinstance(time, (int, float))
    return float(time)


def test_it_asks_for_nothing_but_itself_and_its_sound_and_nothing_goes_wrong(page: Seen) -> None:
    page.click(".go >> nth=3")
    page.wait_for_timeout(500)
    folder = page.url.rpartition("/")[0]

    assert set(page.asked) <= {f"{folder}/index.html", f"{folder}/ferry.mp3", "data:,"}
    assert page.said == []


def test_its_policy_stops_whatever_is_put_into_it(page: Seen) -> None:
    """So that the silence of the console in the other tests means something."""
    page.evaluate(
        """() => { const script = document.createElement("script"); script.textContent = "window.bad = 1";
                   document.body.append(script); new Image().src = "https://tracker.example/x.png"; }"""
    )
    page.wait_for_timeout(200)

    assert page.evaluate("window.bad") is None
    assert len([text for text in page.said if "Content Security Policy" in text]) == 2


def test_a_sentence_lights_up_within_50_ms_of_its_cue(page: Seen) -> None:
    late = page.evaluate(WATCHED, 12)

    assert [name for name, _ in late] == [f"s{number}" for number in range(len(late))]
    assert len(late) >= 4
    assert all(-2 <= ms <= 50 for _, ms in late), late


def test_playing_from_a_place_begins_with_that_sentence(page: Seen) -> None:
    buttons = page.query_selector_all(".go")
    assert len(buttons) > 15

    for button in buttons[2::3]:
        button.click()
        page.wait_for_timeout(300)
        expected = button.evaluate(
            "b => [...document.querySelectorAll('article [id]')]"
            ".find(s => b.compareDocumentPosition(s) & Node.DOCUMENT_POSITION_FOLLOWING).id"
        )
        lead = page.evaluate(f"{DATA}.leads[{expected[1:]}]") / 1000
        assert page.evaluate(NOW) == expected
        assert 0 <= _time(page) - _start(page, int(expected[1:])) + lead < 0.6
        assert not page.evaluate("audio.paused")
        page.evaluate("audio.pause()")


def test_a_chapter_is_gone_to_and_not_played_unasked(page: Seen) -> None:
    page.click("text=A new timetable >> nth=0")
    page.wait_for_timeout(300)

    heading = page.query_selector("article h2")
    assert heading
    assert heading.inner_text().endswith("A new timetable")
    assert page.evaluate(NOW) == heading.query_selector("[id]").get_attribute("id")
    assert page.evaluate("audio.paused")
    assert heading.is_visible()
    assert page.get_attribute("nav [aria-current]", "data-from") == page.evaluate(NOW)[1:]


def test_speed_changes_and_is_kept(page: Seen) -> None:
    page.select_option("[data-set=speed]", "2")
    assert page.evaluate("[audio.playbackRate, audio.preservesPitch]") == [2, True]

    page.evaluate("audio.play()")
    before = _time(page)
    page.wait_for_timeout(1000)
    assert _time(page) - before == pytest.approx(2, abs=0.5)

    again = visit(page.page.context.new_page(), page.url)
    assert again.evaluate("audio.playbackRate") == 2
    assert again.input_value("[data-set=speed]") == "2"


def test_every_speed_from_half_to_three_is_there(page: Seen) -> None:
    values = [
        float(option.get_attribute("value")) for option in page.query_selector_all("[data-set=speed] option")
    ]

    assert (min(values), max(values)) == (0.5, 3)


def test_ten_seconds_back_and_forward(page: Seen) -> None:
    page.evaluate("audio.currentTime = 5")
    page.click("text=+10 s")
    assert _time(page) == pytest.approx(15)
    assert page.inner_text("#said") == "0:15"

    page.click("text=−10 s")
    page.click("text=−10 s")
    assert _time(page) == 0


@FROM_DISK
def test_nothing_is_announced_while_it_plays(page: Seen) -> None:
    page.evaluate("audio.play()")
    page.evaluate(
        "window.told = 0; new MutationObserver(() => window.told++)"
        ".observe(document.getElementById('said'), {childList: true, characterData: true, subtree: true})"
    )
    page.click("text=+10 s")
    page.wait_for_timeout(3000)

    assert page.evaluate("window.told") == 0
    live = page.query_selector_all("[aria-live], [role=status], [role=alert], [role=log]")
    assert [one.get_attribute("id") for one in live] == ["said", "found"]


def test_words_are_found_over_the_ends_of_sentences(page: Seen) -> None:
    page.fill("#sought", "THE")
    page.press("#sought", "Enter")
    first = page.inner_text("#found")
    page.press("#sought", "Enter")

    assert first.startswith("1 of ")
    assert page.inner_text("#found").startswith("2 of ")
    assert page.query_selector(".hit.at").is_visible()
    page.click("#previous")
    assert page.inner_text("#found") == first

    page.fill("#sought", "boat,” he said, “but")
    page.press("#sought", "Enter")
    assert page.inner_text("#found") == "1 of 1"
    assert page.evaluate("[...CSS.highlights.get('found')].map(String).join(' ')") == "boat,” he said, “but"

    page.fill("#sought", "xyzzy")
    page.press("#sought", "Enter")
    assert page.inner_text("#found") == "Not found"
    assert page.query_selector(".hit") is None


@pytest.mark.parametrize("theme", ["light", "dark", "black", "white"])
def test_a_theme_is_kept(page: Seen, theme: str) -> None:
    page.select_option("[data-set=theme]", theme)
    page.select_option("[data-set=size]", "larger")
    colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")

    page.reload()

    assert page.evaluate("document.documentElement.dataset.theme") == theme
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == colour
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "26px"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"color_scheme": "light"}, "rgb(255, 253, 249)"),
        ({"color_scheme": "dark"}, "rgb(23, 24, 27)"),
        ({"contrast": "more"}, "rgb(255, 255, 255)"),
        ({"contrast": "more", "color_scheme": "dark"}, "rgb(0, 0, 0)"),
    ],
)
def test_without_a_choice_the_device_decides(
    opened: Callable[..., Seen], edition: Path, options: dict[str, Any], expected: str
) -> None:
    page = opened((edition / "index.html").as_uri(), **options)

    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == expected


def test_it_goes_on_where_one_stopped(page: Seen) -> None:
    page.evaluate("audio.currentTime = 20")
    page.evaluate("audio.play()")
    page.wait_for_timeout(700)
    page.evaluate("audio.pause()")
    page.wait_for_timeout(100)
    stopped = _time(page)

    again = visit(page.page.context.new_page(), page.url)

    assert _time(again) == pytest.approx(stopped, abs=0.1)
    assert again.inner_text("#said") == "You stopped at 0:20. Play goes on from there."
    assert again.evaluate("audio.paused")


def test_it_works_where_nothing_may_be_kept(browser: Any, edition: Path, opened: Callable[..., Seen]) -> None:
    blank = opened("about:blank")
    blank.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no') }})"
    )

    page = visit(blank.page, (edition / "index.html").as_uri())
    page.select_option("[data-set=theme]", "dark")
    page.click(".go >> nth=4")
    page.wait_for_timeout(300)

    assert page.evaluate(NOW) is not None
    assert page.said == []


@FROM_DISK
def test_the_running_sentence_stays_in_view_unless_one_says_no(page: Seen) -> None:
    page.set_viewport_size({"width": 400, "height": 500})
    last = page.evaluate(f"{DATA}.starts.length - 3")
    seek = f"audio.currentTime = {_start(page, last) - 0.2}; audio.play()"
    place = "document.querySelector('article [aria-current=true]').getBoundingClientRect().top"

    page.evaluate(seek)
    page.wait_for_timeout(1500)
    assert 0 < page.evaluate(place) < 500

    page.evaluate("audio.pause()")
    page.click("summary")
    page.uncheck("[data-set=follow]")
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    page.evaluate(seek)
    page.wait_for_timeout(1000)
    assert page.evaluate("scrollY") == 0

    page.click("text=Show place")
    page.wait_for_timeout(1000)
    assert 0 < page.evaluate(place) < 500


def test_every_control_is_reached_and_seen_by_keyboard(page: Seen) -> None:
    page.emulate_media(reduced_motion="reduce")  # what comes into view is there at once
    wanted = page.evaluate(
        """() => [...document.querySelectorAll("a, audio, button, select, input, summary")]
          .filter(one => one.checkVisibility()).map((one, n) => (one.dataset.n = n, n))"""
    )
    met: list[int] = []
    for _ in range(len(wanted) + 15):  # the native player has parts of its own
        page.keyboard.press("Tab")
        told = page.evaluate(
            """() => {
              const one = document.activeElement, box = one.getBoundingClientRect();
              const bar = audio.parentNode, top = bar.contains(one) || one.className === "skip" ? 0
                : bar.getBoundingClientRect().bottom;
              const style = getComputedStyle(one);
              return [one === document.body ? null : +one.dataset.n,
                box.bottom > top && box.top < innerHeight,
                one === audio || style.outlineStyle !== "none", one.outerHTML.slice(0, 80)];
            }"""
        )
        page.wait_for_timeout(20)
        if told[0] is None:
            break
        assert told[1], f"out of sight: {told}"
        assert told[2], f"no outline: {told}"
        if told[0] not in met:
            met.append(told[0])

    assert met == wanted


def test_controls_work_by_keyboard(page: Seen) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "article"

    page.focus(".go >> nth=5")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert not page.evaluate("audio.paused")
    page.evaluate("audio.pause()")

    page.focus("[data-set=speed]")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("audio.playbackRate") == 1.1

    page.focus("[data-set=names]")
    page.keyboard.press("Space")
    assert page.evaluate("document.documentElement.dataset.names") == "off"

    before = _time(page)
    page.focus("text=+10 s")
    page.keyboard.press("Space")
    assert _time(page) == pytest.approx(before + 10)

    page.focus("#sought")
    page.keyboard.type("ferry")
    page.keyboard.press("Enter")
    assert page.inner_text("#found").startswith("1 of ")


def test_a_locked_screen_has_its_keys(page: Seen) -> None:
    told = page.evaluate("[navigator.mediaSession.metadata.title, navigator.mediaSession.metadata.artist]")

    assert told == ["Ferry returns to Lake Orrin", "Tamsin Vale"]


def test_nothing_moves_smoothly_for_those_who_are_made_sick_by_it(
    opened: Callable[..., Seen], edition: Path
) -> None:
    page = opened((edition / "index.html").as_uri(), reduced_motion="reduce")

    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_without_its_script_the_words_and_the_sound_are_there(
    opened: Callable[..., Seen], edition: Path, browser: Any
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((edition / "index.html").as_uri())

    assert page.is_visible("article h1")
    assert page.is_visible("audio")
    assert not page.is_visible("[data-set=speed]")
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_cut_off_at_400_percent(opened: Callable[..., Seen], edition: Path, width: int) -> None:
    for name in ("index.html", "ferry.print.html"):
        page = opened((edition / name).as_uri(), viewport={"width": width, "height": 256})

        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
