"""A report that a training provider can read: one page, complete in itself, without scripts or addresses."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any, TypeAlias

from bot_scorm import __version__
from bot_scorm.diagnostics import Diagnostic, Severity
from bot_scorm.reporters.base import CheckedPackage, Outcome
from bot_scorm.reporters.text import printable
from bot_scorm.resources import templates_dir

_WORDS = {"error": "Error", "warning": "Warning", "info": "Remark"}
_PLURALS = {"error": "errors", "warning": "warnings", "info": "remarks"}
_MEANS = {
    Severity.ERROR: "Errors have to be mended: something does not work, or a system refuses the package.",
    Severity.WARNING: "There is no error, but in some systems something may be lost or look wrong.",
    Severity.INFO: "All is well; there are remarks.",
}
FIXED = (
    *_WORDS.values(), *_PLURALS.values(), "What bot-pack found", "Packages that were checked:",
    "By the profile:", "It is not known what this is", "line", "column", "the whole file",
)  # fmt: skip
"""Texts of the page that are no sentences; those in the template are found there."""
Say: TypeAlias = Callable[[str], str]
"""Gives a fixed text in the language of the report."""
_MOST = 50
"""So many places of one rule are listed; a wrong tool makes the same fault thousands of times."""


@dataclass(frozen=True, slots=True)
class Place:
    """One finding of a group."""

    at: str
    message: str


@dataclass(frozen=True, slots=True)
class Group:
    """What one rule found in one package; ``help`` is HTML."""

    rule: str
    severity: str
    title: Any
    help: Any
    places: tuple[Place, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Part:
    """A package, or a file of the sources."""

    title: str
    about: str
    groups: tuple[Group, ...]


def render(outcome: Outcome, *, colour: bool = False) -> str:
    """One HTML page in UTF-8, whose style sheet is the only thing that its policy lets in."""
    css = (templates_dir() / "report" / "report.css").read_text(encoding="utf-8")
    counts = [(one.value, outcome.count(one)) for one in Severity]
    say = outcome.catalogue.say
    clean = "Nothing new to object to." if outcome.known else "Nothing to object to."
    worst = next((one for one in Severity if outcome.count(one)), None)
    page: str = _template().render(
        say=say,
        language=outcome.catalogue.language,
        title=say("What bot-pack found"),
        lead=_lead(outcome),
        css=_markup(css),
        digest=f"sha256-{base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()}",
        tone=worst.value if worst else "ok",
        verdict=say(_MEANS[worst] if worst else clean),
        clean=say(clean),
        counts=counts,
        parts=list(_parts(outcome)),
        words={key: say(word) for key, word in _WORDS.items()},
        plurals={key: say(word) for key, word in _PLURALS.items()},
        known=[_row(one) for one in outcome.known],
        gone=[_safe(one.rule, f"{one.package} {one.path}".strip(), one.text) for one in outcome.gone],
        ignored=[(*_row(one.diagnostic), *_safe(one.reason)) for one in outcome.ignored],
        version=__version__,
    )
    return page.encode("utf-8", "replace").decode()


def _lead(outcome: Outcome) -> str:
    say = outcome.catalogue.say
    if outcome.packages is None:
        return say("The sources were checked." if outcome.artifacts is None else "The sources were built.")
    count = say("Packages that were checked:") + f" {len(outcome.packages)}."
    return f"{count} {say('By the profile:')} {outcome.profile}." if outcome.profile else count


def _parts(outcome: Outcome) -> Iterator[Part]:
    say = outcome.catalogue.say
    for package in outcome.packages or ():
        groups = _groups(package.diagnostics, package.path, say)
        yield Part(printable(package.path), _about(package, say), groups)
    by_file = sorted(outcome.diagnostics, key=lambda one: one.at.path)
    for path, found in groupby(by_file, key=lambda one: one.at.path):
        every = tuple(found)
        yield Part(printable(path), _said(every, say), _groups(every, path, say))


def _about(package: CheckedPackage, say: Say) -> str:
    what = " ".join(filter(None, (package.standard, package.version))) or say("It is not known what this is")
    why = f": {package.why}" if package.why else ""
    return printable(f"{what}{why}. {_said(package.diagnostics, say)}".strip())


def _said(found: Iterable[Diagnostic], say: Say) -> str:
    """How many findings there are, by severity; nothing for none."""
    severities = [one.severity.value for one in found]
    counts = [(severities.count(one), one) for one in _WORDS]
    said = [f"{n} {say(_PLURALS[one]) if n > 1 else say(_WORDS[one]).lower()}" for n, one in counts if n]
    return f"{', '.join(said)}." if said else ""


def _groups(found: Iterable[Diagnostic], path: str, say: Say) -> tuple[Group, ...]:
    """By rule, the worst first."""

    def key(one: Diagnostic) -> tuple[int, str]:
        return one.severity.rank, one.rule.id

    return tuple(_group(tuple(same), path, say) for _, same in groupby(sorted(found, key=key), key=key))


def _group(found: tuple[Diagnostic, ...], path: str, say: Say) -> Group:
    rule = found[0].rule
    places = tuple(Place(_inside(one, path, say), printable(one.message)) for one in found[:_MOST])
    more = max(0, len(found) - _MOST)
    return Group(rule.id, rule.severity.value, _inline(rule.title), _help(rule.help), places, more)


def _inside(one: Diagnostic, path: str, say: Say) -> str:
    """The place without the package's own path, which stands above."""
    name = one.at.path.removeprefix(path).lstrip("!/")
    line = f"{say('line')} {one.at.line}" if one.at.line else ""
    column = f"{say('column')} {one.at.column}" if one.at.line and one.at.column else ""
    return printable(", ".join(filter(None, (name, line, column))) or say("the whole file"))


def _row(one: Diagnostic) -> tuple[str, ...]:
    return _safe(one.rule.id, str(one.at), one.message)


def _safe(*texts: str) -> tuple[str, ...]:
    return tuple(printable(one) for one in texts)


@cache
def _help(text: str) -> Any:
    return _markup(_markdown().render(text))


@cache
def _inline(text: str) -> Any:
    return _markup(_markdown().renderInline(text))


@cache
def _markdown() -> Any:
    """Markdown without HTML, links and pictures: nothing in a rule's help may lead elsewhere."""
    from markdown_it import MarkdownIt

    off = ["html_block", "html_inline", "link", "image", "autolink", "reference"]
    return MarkdownIt("commonmark", {"html": False}).disable(off)


def _markup(text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 (a style sheet of ours, or Markdown that was rendered without HTML)


@cache
def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = templates_dir() / "report"
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("report.html.j2")
