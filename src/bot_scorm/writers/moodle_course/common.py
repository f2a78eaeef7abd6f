"""What the course has for all modules, on top: announcements, a forum, the glossary."""

from __future__ import annotations

from collections.abc import Iterator

from bot_scorm.model.programme import Edition
from bot_scorm.model.references import Glossary, Term
from bot_scorm.package.xml import Element
from bot_scorm.writers.fragments import plain, render_blocks
from bot_scorm.writers.gift_escape import label, shorten
from bot_scorm.writers.moodle_course.activity import Activity
from bot_scorm.writers.moodle_course.enrolment import GUEST
from bot_scorm.writers.moodle_course.naming import name_of
from bot_scorm.writers.moodle_course.nodes import HTML, fields, now, number, several
from bot_scorm.writers.strings import strings

_CONCEPT = 255
_FORUM_LISTS = ("discussions", "subscriptions", "digests", "readposts", "trackedprefs", "poststags", "grades")


def for_all(edition: Edition) -> Iterator[Activity]:
    """The activities of the section on top."""
    words = strings(edition.language).page
    programme = edition.programme.id
    yield _forum(number("forum", programme, "news"), words["course_news"], "news")
    yield _forum(number("forum", programme, "general"), words["course_forum"], "general")
    if edition.programme.glossary:
        yield _glossary(edition.programme.glossary, number("glossary", programme))


def _forum(id: int, title: str, type: str) -> Activity:
    news = type == "news"
    values = {
        "type": type,
        "name": title,
        "intro": "",
        "introformat": HTML,
        "duedate": 0,
        "cutoffdate": 0,
        "assessed": 0,
        "assesstimestart": 0,
        "assesstimefinish": 0,
        "scale": 0,
        "maxbytes": 0,
        "maxattachments": 3,
        "forcesubscribe": int(news),
        "trackingtype": 1,
        "rsstype": 0,
        "rssarticles": 0,
        "timemodified": now(),
        "warnafter": 0,
        "blockafter": 0,
        "blockperiod": 0,
        "completiondiscussions": 0,
        "completionreplies": 0,
        "completionposts": 0,
        "displaywordcount": 0,
        "lockdiscussionafter": 0,
        "grade_forum": 0,
    }
    body = fields("forum", values, *(several(name) for name in _FORUM_LISTS), id=id)
    return Activity(kind="forum", id=id, title=title, body=body)


def _glossary(glossary: Glossary, id: int) -> Activity:
    title = name_of(glossary.title)
    values = {
        "name": title,
        "intro": render_blocks(glossary.prose.blocks, glossary.prose),
        "introformat": HTML,
        "allowduplicatedentries": 0,
        "displayformat": "dictionary",
        "mainglossary": 1,
        "showspecial": 0,
        "showalphabet": 1,
        "showall": 1,
        "allowcomments": 0,
        "allowprintview": 1,
        "usedynalink": 1,
        "defaultapproval": 0,
        "globalglossary": 0,
        "entbypage": 20,
        "editalways": 0,
        "rsstype": 0,
        "rssarticles": 0,
        "assessed": 0,
        "assesstimestart": 0,
        "assesstimefinish": 0,
        "scale": 0,
        "timecreated": now(),
        "timemodified": now(),
        "completionentries": 0,
    }
    entries = several("entries", *(_entry(glossary, one, id) for one in glossary.terms))
    body = fields("glossary", values, entries, several("entriestags"), several("categories"), id=id)
    return Activity(kind="glossary", id=id, title=title, body=body, with_users=True)


def _entry(glossary: Glossary, term: Term, id: int) -> Element:
    values = {
        "userid": GUEST,
        "concept": label(shorten(plain(term.text, glossary.prose), _CONCEPT)),
        "definition": "".join(render_blocks(body, glossary.prose) for body in term.bodies),
        "definitionformat": HTML,
        "definitiontrust": 0,
        "attachment": "",
        "timecreated": now(),
        "timemodified": now(),
        "teacherentry": 1,
        "sourceglossaryid": 0,
        "usedynalink": 1,
        "casesensitive": 0,
        "fullmatch": 1,
        "approved": 1,
    }
    return fields(
        "entry", values, several("aliases"), several("ratings"), id=number("term", str(id), term.id)
    )
