"""The module's own SCORM 1.2 package as an activity: what moves, and what remembers where a learner was."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping

from lxml import etree

from bot_scorm.archive import BytesSource, Source, pack
from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition, Module
from bot_scorm.package.manifest import ADLCP_12, CP_12
from bot_scorm.package.view import MANIFEST
from bot_scorm.package.xml import Element
from bot_scorm.writers.moodle_course.activity import Activity, Grade
from bot_scorm.writers.moodle_course.naming import activity_id, name_of
from bot_scorm.writers.moodle_course.nodes import HTML, fields, now, number, several
from bot_scorm.writers.moodle_course.stored import Stored
from bot_scorm.writers.scorm12 import WRITER

_PASSED, _COMPLETED = 2, 4
"""Bits of Moodle's *Require status*."""
_READ_PARTS, _HIGHEST = 0, 1
"""Moodle's GRADESCOES, how many parts are completed, and GRADEHIGHEST."""


def scorm(edition: Edition, module: Module, title: str, grades: int) -> Activity:
    """The activity, in which the package is unpacked already: Moodle does not do it when it restores one.

    Its settings are those that ``docs/providers.md`` recommends. Its score is shown and no part of the
    total, since the final quiz stands beside it. Without a quiz that counts there is no score, which Moodle
    shows as 0 %: then the grade is 1 of 1 when the module was read to its end.
    """
    files = WRITER.write(edition, Report()).files  # what it has to say, it says as a format of its own
    packed = io.BytesIO()
    pack(files, packed)
    data = packed.getvalue()
    id = activity_id(module, "scorm")
    name = f"{module.id}.zip"
    scoes = _scoes(files, id)
    values = {
        "name": name_of(title),
        "scormtype": "local",
        "reference": name,
        "intro": "",
        "introformat": HTML,
        "version": "SCORM_1.2",
        "maxgrade": 100,
        "grademethod": _HIGHEST if module.assessment else _READ_PARTS,
        "whatgrade": 0,
        "maxattempt": 0,
        "forcecompleted": 0,
        "forcenewattempt": 0,
        "lastattemptlock": 0,
        "masteryoverride": 1,
        "displayattemptstatus": 1,
        "displaycoursestructure": 0,
        "updatefreq": 0,
        "sha1hash": hashlib.sha1(data, usedforsecurity=False).hexdigest(),
        "md5hash": "",
        "revision": 1,
        "launch": scoes[-1].get("id"),
        "skipview": 2,
        "hidebrowse": 1,
        "hidetoc": 3,
        "nav": 0,
        "navpositionleft": -100,
        "navpositiontop": -100,
        "auto": 0,
        "popup": 0,
        "options": "",
        "width": 100,
        "height": 800,
        "timeopen": 0,
        "timeclose": 0,
        "timemodified": now(),
        "completionstatusrequired": _PASSED if module.assessment else _COMPLETED,
        "completionscorerequired": None,
        "completionstatusallscos": 0,
        "autocommit": 0,
    }
    own = [Stored(id, "mod_scorm", "content", 0, one, source) for one, source in files.items()]
    return Activity(
        kind="scorm",
        id=id,
        title=name_of(title),
        body=fields("scorm", values, several("scoes", *scoes), id=id),
        files=(Stored(id, "mod_scorm", "package", 0, name, BytesSource(data)), *own),
        grade=Grade(grades, highest=100 if module.assessment else 1, counts=False),
        completion={"completionview": 0},
    )


def _scoes(files: Mapping[str, Source], id: int) -> list[Element]:
    """The organization and its one item, as Moodle would read them from the manifest."""
    root = etree.fromstring(files[MANIFEST].read())
    spaces = {"c": CP_12}
    (organization,) = root.iterfind(".//c:organization", spaces)
    (item,) = organization.iterfind("c:item", spaces)
    resource = next(
        one
        for one in root.iterfind(".//c:resource", spaces)
        if one.get("identifier") == item.get("identifierref")
    )
    outer, inner = organization.get("identifier"), item.get("identifier")
    common: dict[str, object] = {"manifest": root.get("identifier")}
    title = organization.findtext("c:title", namespaces=spaces)
    first = {
        "organization": "",
        "parent": "/",
        "identifier": outer,
        "launch": "",
        "scormtype": "",
        "title": title,
    }
    second = {
        "organization": outer,
        "parent": outer,
        "identifier": inner,
        "launch": resource.get("href"),
        "scormtype": "sco",
        "title": item.findtext("c:title", namespaces=spaces),
    }
    data = {"isvisible": "true", "parameters": ""}
    mark = item.find(f"{{{ADLCP_12}}}masteryscore")
    if mark is not None:
        data["masteryscore"] = mark.text or ""
    rows = [
        fields("sco_data", {"name": name, "value": value}, id=number("sco", str(id), name))
        for name, value in data.items()
    ]
    return [
        _sco(common | first | {"sortorder": 1}, [], number("sco", str(id), "organization")),
        _sco(common | second | {"sortorder": 2}, rows, number("sco", str(id), "item")),
    ]


def _sco(values: Mapping[str, object], data: list[Element], id: int) -> Element:
    empty = ("seq_ruleconds", "seq_rolluprules", "seq_objectives", "sco_tracks")
    return fields("sco", values, several("sco_datas", *data), *(several(name) for name in empty), id=id)
