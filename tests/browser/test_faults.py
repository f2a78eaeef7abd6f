"""What an LMS, a browser or somebody's address does wrong: the same place, the same answers, honest words."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Frame, Page

from tests.browser.answers import check, choose, form, hand_in
from tests.browser.conftest import COMMITTED, Sitting
from tests.browser.lms import Lms
from tests.browser.states import proven

API = """
window.cmi = { "cmi.core.student_id": "learner-1", "cmi.core.lesson_status": "not attempted" };
window.faults = {};
window.told = [];
window.API = Object.fromEntries(["LMSInitialize", "LMSFinish", "LMSGetValue", "LMSSetValue", "LMSCommit"].map(
  (name) => [name, (key, value) => {
    told.push(name);
    const fault = window.faults[name] || window.faults[key];
    if (fault === "throws") throw new Error("The LMS is broken.");
    if (fault) return "false";
    if (name === "LMSGetValue") return key in cmi ? cmi[key] : "";
    if (name === "LMSSetValue") cmi[key] = value;
    return "true";
  }]));
"""


DEVICE = "JSON.stringify(Object.entries(localStorage).sort())"
"""What is kept on the device, as a window sees it: what another one keeps it sees a moment later."""


def started(page: Page, address: str) -> Frame:
    """Opens a module in a window of its own."""
    page.goto(address)
    page.wait_for_selector("body.ready")
    return page.main_frame


def all_right(frame: Frame) -> None:
    """Answers the quiz of the module `small` and hands it in."""
    frame.evaluate("location.hash = 'p_after'")
    for question, answer in (("one", "1"), ("two", "2"), ("three", "3")):
        choose(frame, question, answer)
    hand_in(frame)


@pytest.fixture
def module(lms: Lms) -> str:
    return f"{lms.origin}/package/small/index.html"


@pytest.fixture
def other() -> Iterator[Lms]:
    """A server on another port."""
    with Lms({}) as running:
        yield running


API_2004 = """
window.cmi = { "cmi.learner_id": "learner-1", "cmi.completion_status": "not attempted" };
window.API_1484_11 = {
  Initialize: () => "true", Terminate: () => "true", Commit: () => "true", GetValue: (key) => cmi[key] || "",
  SetValue(key, value) { cmi[key] = value; return "true"; },
};
"""


@pytest.mark.parametrize("api", [API, API_2004], ids=["1.2", "2004"])
@pytest.mark.parametrize(
    "way",
    ["five frames", "another host between", "another port between", "opener", "openers in a ring", "late"],
)
def test_api_is_found(context: BrowserContext, lms: Lms, other: Lms, module: str, way: str, api: str) -> None:
    def nest(depth: int) -> str:
        return f'<iframe src="{f"nest{depth - 1}.html" if depth else module}"></iframe>'

    def serve(name: str, html: str) -> str:
        lms.files = {**lms.files, name: f'<link rel="icon" href="data:,"><title>Frame</title>{html}'.encode()}
        return f"{lms.origin}/package/{name}"

    for depth in range(5):
        serve(f"nest{depth}.html", nest(depth))
    between = serve("between.html", nest(0))
    host = between.replace("127.0.0.1", "localhost")
    other.files = lms.files
    inside = {
        "five frames": nest(5),
        "another host between": f'<iframe src="{host}"></iframe>',
        "another port between": f'<iframe src="{between.replace(lms.origin, other.origin)}"></iframe>',
        "late": f"{nest(0)}<script>setTimeout(() => {{{api}}}, 700)</script>",
    }
    page = context.new_page()
    page.goto(serve("top.html", ("" if way == "late" else f"<script>{api}</script>") + inside.get(way, "")))
    if way.startswith("opener"):
        ring = "opened.opener = window; window.opener = opened;" if "ring" in way else ""
        with page.expect_popup() as popup:
            page.evaluate(f"() => {{ const opened = window.open({json.dumps(module)}); {ring} }}")
        popup.value.wait_for_selector("body.ready")
    page.wait_for_function("window.cmi && Object.values(window.cmi).includes('incomplete')")


@pytest.mark.parametrize("hash", ["#%E0%A4%A", "#constructor", "#__proto__", "#main", "#p_gone", '#"]'])
def test_any_address_opens(context: BrowserContext, module: str, hash: str) -> None:
    frame = started(context.new_page(), module + hash)
    assert frame.locator(".page:not([hidden])").get_attribute("id") == "p_page"


@pytest.mark.parametrize(
    "faults",
    [
        {"LMSSetValue": "throws"},
        {"LMSSetValue": "false"},
        {"LMSCommit": "throws"},
        {"LMSCommit": "false"},
        {"cmi.core.lesson_status": "false"},
        {"cmi.core.score.raw": "false"},
        {"cmi.suspend_data": "throws"},
    ],
    ids=lambda faults: " ".join(f"{name} {fault}" for name, fault in faults.items()),
)
def test_nothing_is_said_to_be_recorded_that_is_not(
    context: BrowserContext, module: str, faults: dict[str, str]
) -> None:
    context.add_init_script(API)
    page = context.new_page()
    frame = started(page, module)
    page.evaluate("faults => { window.faults = faults; }", faults)
    all_right(frame)
    results = page.locator(".results")
    assert "100 %" in results.inner_text() and "Passed" not in results.inner_text()
    assert "not yet with the learning platform" in results.inner_text()
    page.get_by_text("could not save just now").wait_for()
    page.evaluate("window.faults = {}")
    page.evaluate(COMMITTED)  # by itself it would be tried again later, the later the longer all this took
    page.locator(".standing.passed").wait_for()
    assert page.evaluate("window.cmi['cmi.core.lesson_status']") == "passed"
    assert page.evaluate("window.cmi['cmi.core.score.raw']") == "100"


def test_a_line_that_comes_while_a_finger_is_down_takes_no_tap_away(
    context: BrowserContext, module: str
) -> None:
    context.add_init_script(API)
    page = context.new_page()
    # Where nothing is scrolled, no browser makes good what moves.
    page.set_viewport_size({"width": 1280, "height": 3000})
    frame = started(page, module)
    frame.evaluate("location.hash = 'p_after'")
    for question, answer in (("one", "1"), ("two", "2")):
        choose(frame, question, answer)
    frame.evaluate(COMMITTED)
    page.locator(".page:not([hidden]) .hand-in").hover()
    page.evaluate("window.faults = { LMSCommit: 'throws' }; window.told = []")
    page.mouse.down()
    page.evaluate("document.querySelector('#q_three input[type=radio]').click()")
    page.wait_for_function("() => told.includes('LMSCommit')")
    page.mouse.up()
    page.locator(".results").wait_for()
    page.get_by_text("could not save just now").wait_for()


def test_state_that_cannot_be_read_is_owned_up_to(context: BrowserContext, module: str) -> None:
    state = json.dumps('{"v":1,"r":4,"s":"ab","l":"xy')
    passed = f'cmi["cmi.suspend_data"] = {state}; cmi["cmi.core.lesson_status"] = "passed";'
    context.add_init_script(f"{API} {passed}")
    page = context.new_page()
    started(page, module)
    page.get_by_text("cannot be read, so your answers start again").wait_for()
    page.evaluate(COMMITTED)
    assert page.evaluate("told.includes('LMSCommit')")
    assert page.evaluate("window.cmi['cmi.core.lesson_status']") == "passed"


def test_kept_answers_of_any_shape_do_no_harm(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "all")
    keys = sitting.frame.evaluate(
        "() => [...document.querySelectorAll('form.question, .story')].map((one) => one.dataset.key)"
    )
    sitting.settle()
    sitting.leave()
    assert lms.cmi is not None
    head = lms.cmi["suspend_data"][4:].split(".")[0] + ".rr."
    records = [f'{key}{flag}a"]\\.b=c"' for key in keys for flag in "BP]"]
    lms.cmi["suspend_data"] = proven(";".join([head, "", *records, "__proto__B", "constructorBx"]))
    again = Sitting(context, lms, "all")
    again.open("after")
    assert again.frame.locator("#q_order .verdict").inner_text().endswith("Not right")
    again.open("midnight")
    assert again.frame.get_by_role("heading", name="It is 00:40").is_visible()


def test_another_window_of_the_same_attempt(context: BrowserContext, lms: Lms) -> None:
    first = Sitting(context, lms, "small")
    first.open("after")
    choose(first.frame, "one", "1")
    first.settle()
    second = Sitting(context, lms, "small")
    first.frame.get_by_text("open in another window as well").wait_for()
    choose(second.frame, "two", "2")
    second.settle()
    # What the second window keeps is told to the first a moment later.
    first.frame.wait_for_function(f"(theirs) => {DEVICE} === theirs", arg=second.frame.evaluate(DEVICE))
    first.frame.evaluate("() => { window.dispatchEvent(new Event('focus')); }")
    first.page.frame_locator("#sco").locator("body.ready #q_two input:checked").wait_for()
    assert first.page.frames[1].locator("#q_one input:checked").count() == 1
    assert first.page.frames[1].locator("#notices").inner_text() == "", "its LMS still listens to it"
    second.frame.get_by_text("open in another window as well").wait_for()


def test_page_that_comes_back_from_the_cache(context: BrowserContext, module: str) -> None:
    context.add_init_script(API + "cmi['cmi.core.entry'] = 'resume';")
    page = context.new_page()
    frame = started(page, module)
    leave = "() => { window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })); }"
    back = "() => { window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })); }"
    page.evaluate(leave)
    page.evaluate(leave)
    assert page.evaluate("told.filter((name) => name === 'LMSFinish').length") == 1
    page.evaluate(back)
    all_right(frame)
    page.locator(".standing.passed").wait_for()
    page.evaluate(leave)
    other = context.new_page()
    started(other, module).locator(".take-again").click()
    other.evaluate(COMMITTED)
    page.wait_for_function(f"(theirs) => {DEVICE} === theirs", arg=other.evaluate(DEVICE))
    other.close()
    page.evaluate(back)
    page.get_by_text("Attempt 2 of 2").wait_for()


FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
DENIED = """Object.defineProperty(window, "localStorage",
  { get() { throw new DOMException("denied", "SecurityError"); } });"""


@pytest.mark.parametrize("storage", [FULL, DENIED], ids=["full", "denied"])
def test_device_that_keeps_nothing(context: BrowserContext, lms: Lms, storage: str) -> None:
    context.add_init_script(storage)
    lost = "what you write here is gone"
    sitting = Sitting(context, lms, "all")
    assert lost in form(sitting.frame, "diary").inner_text()
    sitting.open("do")
    assert lost in sitting.frame.locator('[data-activity="planner"]').inner_text()
    assert lost in sitting.frame.locator('[data-activity="journal"]').first.inner_text()
    sitting.open("after")
    choose(sitting.frame, "single", "First")
    sitting.settle()
    sitting.kill()
    again = Sitting(context, lms, "all")
    assert form(again.frame, "single").locator("input:checked").count() == 1, "the LMS has it"


def test_device_that_becomes_full(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "all")
    diary = form(sitting.frame, "diary")
    assert "is gone" not in diary.inner_text()
    sitting.frame.evaluate(f"() => {{ {FULL} }}")
    diary.locator("textarea").fill("Mine")
    assert "what you write here is gone" in diary.inner_text()


def test_no_lms_and_no_device_is_said(context: BrowserContext, module: str) -> None:
    context.add_init_script(f"{API} faults.LMSInitialize = 'false'; delete cmi['cmi.core.student_id'];")
    page = context.new_page()
    started(page, module)
    words = page.locator("#notices").inner_text()
    assert "did not answer" in words and "gone when you close" in words


@pytest.mark.parametrize(("hours", "time"), [(-5, "00:00:00"), (30, "30:00:00"), (400, "99:59:59")])
def test_clocks_go_back_and_far_ahead(context: BrowserContext, module: str, hours: int, time: str) -> None:
    context.add_init_script(API)
    page = context.new_page()
    frame = started(page, module)
    frame.evaluate(f"() => {{ const now = Date.now(); Date.now = () => now + {hours} * 3600000; }}")
    frame.evaluate("location.hash = 'p_after'")
    choose(frame, "one", "1")
    check(frame, "one")
    frame.evaluate(COMMITTED)
    told: dict[str, str] = page.evaluate("window.cmi")
    assert told["cmi.core.session_time"][:5] == time[:5]
    assert told["cmi.interactions.0.result"] == "correct"
