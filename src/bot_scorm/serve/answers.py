"""What the panel is told, as data for JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from lxml import etree

from bot_scorm.diagnostics import Diagnostic
from bot_scorm.package.view import MANIFEST
from bot_scorm.reporters.text import excerpt
from bot_scorm.serve.preview import STANDARDS, Key, Preview, View
from bot_scorm.writers.inline import plain

Shown = Callable[[str], str]
"""A path below the programme's folder as it is shown to people."""

_NAMES = {"scorm12": "SCORM 1.2", "scorm2004": "SCORM 2004"}
_SETTINGS = {
    "masteryscore": "mastery",
    "datafromlms": "launchData",
    "dataFromLMS": "launchData",
    "maxtimeallowed": "maxTime",
    "minNormalizedMeasure": "passing",
    "completionThreshold": "threshold",
}
"""Elements of a manifest that tell an LMS how to play a SCO, and our names for them."""


def about(preview: Preview) -> dict[str, Any]:
    """The programme, and what there is to choose from."""
    return {
        "title": plain(preview.programme.title),
        "modules": [{"id": id, "title": title} for id, title in preview.modules],
        "languages": list(preview.languages),
        "standards": [{"id": one, "name": _NAMES[one]} for one in STANDARDS],
    }


def told(key: Key, view: View, root: Path, shown: Shown) -> dict[str, Any]:
    """A module: where it starts, how an LMS plays it, and what is wrong with it."""
    return {
        "module": key.module,
        "build": view.build,
        "failed": view.failed,
        "fault": view.fault,
        "seconds": round(view.seconds, 3),
        "launch": play_path(key) + f"{quote(key.module)}/index.html" if view.files else "",
        "settings": dict(launch_settings(view.files[MANIFEST].read())) if view.files else {},
        "findings": list(_findings(view.found, root, shown)),
    }


def play_path(key: Key) -> str:
    """Where the files of a module's package are found."""
    return f"/play/{quote(key.language)}/{quote(key.standard)}/{quote(key.module)}/"


def launch_settings(manifest: bytes) -> Iterator[tuple[str, str]]:
    """What a manifest of ours says to the LMS about its one SCO."""
    for element in etree.fromstring(manifest).iter("{*}*"):
        name = _SETTINGS.get(etree.QName(element).localname)
        value = element.get("minProgressMeasure") or (element.text or "").strip()
        if name and value:
            yield name, value


def _findings(found: tuple[Diagnostic, ...], root: Path, shown: Shown) -> Iterator[dict[str, Any]]:
    sources: dict[str, list[str]] = {}
    for one in found:
        file = replace(one.at, path=(root / one.at.path).as_posix())
        yield {
            "rule": one.rule.id,
            "severity": one.severity.value,
            "place": str(replace(one.at, path=shown(one.at.path))),
            "message": one.message,
            "title": one.rule.title,
            "help": one.rule.help,
            "excerpt": [line.removeprefix("    | ") for line in excerpt(file, sources)],
        }
