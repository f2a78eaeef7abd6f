"""The report for people: whatever is found stands in it as text, and nothing in it leads elsewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from bot_scorm.catalogue import catalogue
from bot_scorm.diagnostics import Diagnostic, Gone, Ignored, Location, Rule, Severity
from bot_scorm.reporters import CheckedPackage, Outcome
from bot_scorm.reporters.html import _MOST, render
from bot_scorm.reporters.text import printable

ELEMENTS = frozenset(
    {"html", "head", "meta", "title", "link", "style", "body", "header", "main", "footer", "section"}
    | {"h1", "h2", "h3", "p", "ul", "ol", "li", "span", "strong", "em", "code", "pre", "div"}
    | {"details", "summary", "table", "caption", "thead", "tbody", "tr", "th", "td"}
)
ATTRIBUTES = {"lang", "charset", "name", "content", "http-equiv", "rel", "href", "class", "scope", "open"}
HELP = "Why: <i>so</i>.\n\nExample: [x](http://x.example)."
RULE = Rule("TST-001", Severity.ERROR, "A `<b>` & a title.", HELP)
HOSTILE = ("</style>", "<script>x</script>", "&lt;", "{{ 1 }}", "\u202e", "'\"<", "-->", "]]>")
WORDS = st.text(max_size=30) | st.sampled_from(HOSTILE)


class Page(HTMLParser):
    """What a page consists of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.values: list[str] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.values += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def outcome(path: str, said: str, other: str) -> Outcome:
    one = Diagnostic(Location(f"{path}!{other}", 2, 1), RULE, said)
    return Outcome(
        packages=(CheckedPackage(path, other, said, (one,)),),
        profile=other,
        ignored=(Ignored(one, other),),
        known=(one,),
        gone=(Gone(path, "TST-001", other, said, 2),),
    )


@given(WORDS, WORDS, WORDS)
def test_whatever_is_found_is_text(path: str, said: str, other: str) -> None:
    page = Page(render(outcome(path, said, other)))
    assert page.elements <= ELEMENTS
    assert page.attributes <= ATTRIBUTES
    assert page.values == ["data:,"]
    words = " ".join(" ".join(page.texts).split())
    for text in (path, said, other):
        assert " ".join(printable(text).split()) in words


def test_help_of_every_rule_has_no_link_and_no_foreign_element() -> None:
    found = tuple(Diagnostic(Location("a.zip"), rule, "It is so.") for rule in catalogue().values())
    page = Page(render(Outcome(packages=(CheckedPackage("a.zip", "SCORM", "1.2", found),))))
    assert page.elements <= ELEMENTS
    assert page.values == ["data:,"]


def test_groups_by_rule_the_worst_first_and_counts() -> None:
    warning = Rule("TST-000", Severity.WARNING, "Another.", "Why: so.")
    found = tuple(Diagnostic(Location("a.zip!m.xml", n + 1, 1), warning, "again") for n in range(_MOST + 3))
    worse = Diagnostic(Location("a.zip!m.xml", 2), RULE, "once")
    page = render(Outcome(packages=(CheckedPackage("a.zip", "SCORM", "1.2", (*found, worse)),)))
    assert re.findall(r'class="rule">(.*?)<', page) == ["TST-001", "TST-000"]
    assert "SCORM 1.2. 1 error, 53 warnings." in page
    assert page.count("<li>again") == _MOST
    assert "More like these: 3" in page
    assert "m.xml, line 1, column 1" in page


def test_sources_and_nothing_at_all() -> None:
    assert "Nothing to object to." in render(Outcome())
    known = Diagnostic(Location("a.zip"), RULE, "x")
    assert (
        render(Outcome(packages=(CheckedPackage("a.zip", "", "", ()),), known=(known,))).count("Nothing new")
        == 2
    )
    page = render(Outcome((Diagnostic(Location("content/a.md", 3), RULE, "x"),)))
    assert "<h2>content/a.md</h2>" in page
    assert "The sources were checked." in page


def test_its_own_policy_lets_its_style_in_and_it_fits_a_phone(browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 600}, color_scheme="dark")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text))
    page.set_content(render(outcome("a" * 80 + ".zip", "word " * 40, "index.html")))
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(25, 24, 23)"
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert said == []
    context.close()
