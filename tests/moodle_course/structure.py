"""What has to hold in any Moodle backup: what is named is there, once, and the same everywhere."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from lxml import etree

from bot_scorm.archive import Source

REFERENCE = re.compile(r"\$@([A-Z]+)\*([\d*]+)@\$")
SHOWN = re.compile(r'@@PLUGINFILE@@/([^"#?&]+)')


class Backup:
    """The files of a backup, parsed."""

    def __init__(self, files: Mapping[str, Source]) -> None:
        self.files = {name: source.read() for name, source in files.items()}
        self.xml: dict[str, Any] = {
            name: etree.fromstring(data)
            for name, data in self.files.items()
            if name.endswith(".xml") and not name.startswith("files/")
        }

    def ids(self, path: str, file: str) -> list[str]:
        """The ids of the elements under a path of a file."""
        return [node.get("id") for node in self.xml[file].iterfind(path)]

    @property
    def activities(self) -> list[Any]:
        """The lines of the list of activities."""
        return list(self.xml["moodle_backup.xml"].iterfind(".//activities/activity"))

    def faults(self) -> list[str]:
        """What is wrong, a sentence each."""
        return [
            *self._listed(),
            *self._stored(),
            *self._unique(),
            *self._questions(),
            *self._grades(),
            *self._links(),
            *self._conditions(),
            *self._hidden(),
            *self._asked(),
            *self._nobody(),
        ]

    def _listed(self) -> Iterator[str]:
        """The list, the folders, module.xml and the sections' sequences name the same activities."""
        folders = {name.rsplit("/", 1)[0] for name in self.files if name.startswith("activities/")}
        listed = [one.findtext("directory") for one in self.activities]
        if sorted(listed) != sorted(folders):
            yield f"listed {sorted(listed)}, there {sorted(folders)}"
        for one in self.activities:
            folder, kind = one.findtext("directory"), one.findtext("modulename")
            for name in ("module", kind, "grades", "inforef", "roles"):
                if f"{folder}/{name}.xml" not in self.files:
                    yield f"{folder}/{name}.xml is missing"
            own = self.xml[f"{folder}/{kind}.xml"]
            ids = {one.findtext("moduleid"), own.get("moduleid"), self.xml[f"{folder}/module.xml"].get("id")}
            if len(ids) != 1:
                yield f"{folder} has several numbers: {ids}"
            section = f"sections/section_{one.findtext('sectionid')}/section.xml"
            if one.findtext("moduleid") not in self.xml[section].findtext("sequence").split(","):
                yield f"{folder} is not in the sequence of its section"
            if self.xml[f"{folder}/module.xml"].findtext("sectionid") != one.findtext("sectionid"):
                yield f"{folder} is in two sections"
            module = self.xml[f"{folder}/module.xml"]
            if module.findtext("sectionnumber") != self.xml[section].findtext("number"):
                yield f"{folder} names another place of its section"
        numbers = [self.xml[name].findtext("number") for name in self._sections()]
        if sorted(map(int, numbers)) != list(range(len(numbers))):
            yield f"sections are numbered {numbers}"

    def _sections(self) -> list[str]:
        return [name for name in self.xml if re.fullmatch(r"sections/[^/]+/section.xml", name)]

    def _stored(self) -> Iterator[str]:
        """Every stored file has its SHA-1 as a name, is in files.xml, and in the inforef of what shows it."""
        there = {name.rsplit("/", 1)[1] for name in self.files if name.startswith("files/")}
        for name, data in self.files.items():
            digest = hashlib.sha1(data, usedforsecurity=False).hexdigest()
            if name.startswith("files/") and name != f"files/{digest[:2]}/{digest}":
                yield f"{name} has other contents"
        lines = list(self.xml["files.xml"])
        named = {line.findtext("contenthash") for line in lines}
        if named != there:
            yield f"stored but not named or the other way round: {named ^ there}"
        contexts = {one.findtext("moduleid"): one.findtext("directory") for one in self.activities}
        for line in lines:
            folder = contexts.get(line.findtext("contextid"))
            if folder is None:
                if line.findtext("component") not in ("question", "qtype_match", "qtype_essay"):
                    yield f"{line.findtext('filename')} belongs to nothing"
            elif line.get("id") not in self._referred(folder, "file"):
                yield f"{folder}/inforef.xml does not name {line.findtext('filename')}"

    def _referred(self, folder: str, kind: str) -> list[str]:
        return [node.text for node in self.xml[f"{folder}/inforef.xml"].iterfind(f"{kind}ref/{kind}/id")]

    def _unique(self) -> Iterator[str]:
        """Numbers are used once in each table."""
        tables: dict[str, list[str]] = {"file": [one.get("id") for one in self.xml["files.xml"]]}
        for name in ("question_category", "question_bank_entry", "question", "answer", "question_hint"):
            tables[name] = [node.get("id") for node in self.xml["questions.xml"].iter(name) if node.get("id")]
        for tag in ("chapter", "item", "question_instance", "sco", "entry", "plugin_config", "grade_item"):
            tables[tag] = [
                node.get("id") for root in self.xml.values() for node in root.iter(tag) if node.get("id")
            ]
        for name, ids in tables.items():
            twice = [id for id, count in Counter(ids).items() if count > 1]
            if twice:
                yield f"{name}: {twice} twice"
        idnumbers = Counter(
            node.findtext("idnumber") for node in self.xml["questions.xml"].iter("question_bank_entry")
        )
        if twice := [id for id, count in idnumbers.items() if count > 1 and id != "$@NULL@$"]:
            yield f"id numbers {twice} twice"

    def _questions(self) -> Iterator[str]:
        """Every slot has its question or category, known to the quiz; every category its parent."""
        bank = self.xml["questions.xml"]
        categories = {node.get("id") for node in bank}
        entries = {
            node.get("id"): category.get("id")
            for category in bank
            for node in category.iter("question_bank_entry")
        }
        questions = {node.get("id") for node in bank.iter("question")}
        for node in bank:
            if node.findtext("parent") not in categories | {"0"}:
                yield f"the category {node.findtext('name')} has no parent"
        for node in bank.iter("question"):
            if node.findtext("parent") not in questions | {"0"}:
                yield f"the question {node.findtext('name')} has no parent"
            for part in (node.findtext(".//multianswer/sequence") or "").split(","):
                if part and part not in questions:
                    yield f"the question {node.findtext('name')} has no part {part}"
        if set(self._referred("course", "question_category")) != categories:
            yield "course/inforef.xml does not name the categories"
        for name, root in self.xml.items():
            known = self._referred(name.rsplit("/", 1)[0], "question_category") if "/quiz.xml" in name else []
            used = [entries.get(node.text) for node in root.iter("questionbankentryid")]
            for node in root.iter("filtercondition"):
                used += json.loads(node.text)["filter"]["category"]["values"]
            if not set(used) <= set(known):
                yield f"{name} uses categories that its inforef.xml does not name"
            for quiz in root.iterfind("quiz"):
                marks = sum(float(node.text) for node in quiz.iter("maxmark"))
                if abs(marks - float(quiz.findtext("sumgrades"))) > 1e-6:
                    yield f"{name}: marks add up to {marks}"

    def _grades(self) -> Iterator[str]:
        """Every grade stands in a category that is there."""
        book = self.xml["gradebook.xml"]
        categories = set(self.ids("grade_categories/grade_category", "gradebook.xml"))
        named = {node.findtext("iteminstance") for node in book.iterfind("grade_items/grade_item")}
        if categories != named:
            yield f"categories {categories}, but lines for {named}"
        for name, root in self.xml.items():
            for item in root.iterfind("grade_items/grade_item"):
                if name.startswith("activities/") and item.findtext("categoryid") not in categories:
                    yield f"{name} is in no category"

    def _links(self) -> Iterator[str]:
        """Links lead to what is there; pictures that are shown are stored for the text that shows them."""
        modules = {one.findtext("moduleid") for one in self.activities}
        chapters = {node.get("id") for root in self.xml.values() for node in root.iter("chapter")}
        stored = {
            (line.findtext("itemid"), f"{line.findtext('filepath')}{line.findtext('filename')}".lstrip("/"))
            for line in self.xml["files.xml"]
        }
        for name, root in self.xml.items():
            for node in root.iter():
                for found in REFERENCE.finditer(node.text or ""):
                    module, *rest = found[2].split("*")
                    if module not in modules or any(one not in chapters for one in rest):
                        yield f"{name}: {found[0]} leads nowhere"
                for found in SHOWN.finditer(node.text or ""):
                    if not any(shown == found[1] for _, shown in stored):
                        yield f"{name}: {found[1]} is not stored"
        for root in self.xml.values():
            for chapter in root.iter("chapter"):
                if re.search('<img (?!class="img-fluid")', chapter.findtext("content")):
                    yield f"a picture of {chapter.findtext('title')} is cut off on a phone"
                for found in SHOWN.finditer(chapter.findtext("content")):
                    if (chapter.get("id"), found[1]) not in stored:
                        yield f"{found[1]} is not stored for the chapter {chapter.findtext('title')}"

    def _conditions(self) -> Iterator[str]:
        """What must be complete beforehand is there, and can be completed."""
        modules = {one.findtext("moduleid"): one.findtext("directory") for one in self.activities}
        for name, root in self.xml.items():
            for tag in ("availability", "availabilityjson"):
                text = root.findtext(tag) or "$@NULL@$"
                for condition in [] if text == "$@NULL@$" else json.loads(text)["c"]:
                    folder = modules.get(str(condition["cm"]))
                    if folder is None:
                        yield f"{name} waits for what is not there"
                    elif self.xml[f"{folder}/module.xml"].findtext("completion") != "2":
                        yield f"{name} waits for what is never complete"
                    elif self.xml[f"{folder}/module.xml"].findtext("visible") != "1":
                        yield f"{name} waits for what learners do not see"

    def _asked(self) -> Iterator[str]:
        """What a page asks to write about stands together below its title."""
        for root in self.xml.values():
            for intro in root.iterfind("assign/intro"):
                titles = re.findall("<h4>(.*?)</h4>", intro.text or "")
                if any(one == other for one, other in pairwise(titles)):
                    yield f"an assignment names a page again and again: {titles}"

    def _hidden(self) -> Iterator[str]:
        """What stands in a hidden section is hidden itself: Moodle lets learners see it otherwise, in their
        grades and in their progress."""
        hidden = {self.xml[one].findtext("number") for one in self._sections() if not self._shown(one)}
        for one in self.activities:
            name = f"{one.findtext('directory')}/module.xml"
            if self._shown(name) and self.xml[name].findtext("sectionnumber") in hidden:
                yield f"{name} is shown in a hidden section"

    def _shown(self, name: str) -> bool:
        return str(self.xml[name].findtext("visible")) == "1"

    def _nobody(self) -> Iterator[str]:
        """No user but the guest that every Moodle has, nor the address of a site; but a way to enrol them."""
        if [one.findtext("username") for one in self.xml["users.xml"]] != ["guest"]:
            yield "there are other users than the guest"
        ways = self.xml["course/enrolments.xml"].findall("enrols/enrol")
        if [one.findtext("enrol") for one in ways] != ["manual"]:
            yield "nobody can be enrolled"
        roles = {one.get("id") for one in self.xml["roles.xml"]} & set(self._referred("course", "role"))
        if not {one.findtext("roleid") for one in ways} <= roles:
            yield "who is enrolled gets a role that is not there"
        for name, root in self.xml.items():
            for tag in ("userid", "createdby", "modifiedby", "ownerid", "author"):
                for node in root.iter(tag):
                    if node.text not in ("$@NULL@$", *(["1"] if name.endswith("/glossary.xml") else [])):
                        yield f"{name}: {tag} is {node.text}"
