"""A Moodle backup as Moodle restores it (``backup/moodle2``, 4.5.6): its list, what it stores, its facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bot_scorm.diagnostics import Location
from bot_scorm.package.backup_facts import NULL, Facts, gather, read
from bot_scorm.package.view import BACKUP, Package
from bot_scorm.package.xml import Element, XmlDocument

FILES, QUESTIONS, USERS = "files.xml", "questions.xml", "users.xml"


@dataclass(frozen=True, slots=True)
class Part:
    """An activity or a section as the list of the backup has it."""

    at: Location
    id: str
    """Of the course module, or of the section."""
    kind: str
    """The activity's module, such as ``quiz``; ``section`` for a section."""
    title: str
    folder: str
    """Where its files lie, without a slash at the end."""
    section: str = ""
    """The section of an activity."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A line of files.xml."""

    at: Location
    id: str
    hash: str
    size: str
    context: str
    component: str
    name: str
    """With its folders, without a slash before it."""
    is_folder: bool
    elsewhere: bool
    """Whether it is kept by a repository outside Moodle."""


@dataclass(frozen=True)
class Backup:
    """A backup, or what is left of it."""

    package: Package

    def read(self, name: str) -> XmlDocument | None:
        """A file's XML; None if it is not there or cannot be unpacked. Raises OSError."""
        return read(self.package, name)

    @cached_property
    def list(self) -> XmlDocument | None:
        """``moodle_backup.xml``."""
        return self.read(BACKUP)

    @cached_property
    def information(self) -> Element:
        """Its element ``information``; None if it has none."""
        return self.list.root.find("information") if self.list and self.list.root is not None else None

    def at(self, node: Element) -> Location:
        """Where an element of the list stands."""
        return self.list.at(node) if self.list else self.package.at(BACKUP)

    @property
    def whole(self) -> bool:
        """Whether there are other files beside the list, so that something can be said of them."""
        return not self.package.bare

    def says(self, name: str) -> str:
        """A field of the list, without space around it; empty if it is missing or null."""
        found = self.information.findtext(name) if self.information is not None else ""
        return "" if found is None or found.strip() == NULL else found.strip()

    def _nodes(self, path: str) -> Iterator[Element]:
        if self.information is not None:
            yield from self.information.iterfind(path)

    @cached_property
    def settings(self) -> Mapping[str, str]:
        """The settings of the whole backup."""
        return {
            _text(one, "name"): _text(one, "value")
            for one in self._nodes("settings/setting")
            if _text(one, "level") == "root"
        }

    def wants(self, setting: str) -> bool:
        """Whether a setting of the whole backup is on."""
        return self.settings.get(setting, "") not in ("", "0")

    @cached_property
    def activities(self) -> tuple[Part, ...]:
        """The activities that are listed, in their order."""
        return tuple(
            Part(
                self.at(one),
                _text(one, "moduleid"),
                _text(one, "modulename"),
                _text(one, "title"),
                _text(one, "directory").strip("/"),
                _text(one, "sectionid"),
            )
            for one in self._nodes("contents/activities/activity")
        )

    @cached_property
    def sections(self) -> tuple[Part, ...]:
        """The sections that are listed, in their order."""
        return tuple(
            Part(
                self.at(one),
                _text(one, "sectionid"),
                "section",
                _text(one, "title"),
                _text(one, "directory").strip("/"),
            )
            for one in self._nodes("contents/sections/section")
        )

    @cached_property
    def owners(self) -> tuple[tuple[Location, str, str], ...]:
        """Of every setting of an activity or a section where it stands, which of the two, and the name of the
        folder by which Moodle finds its owner."""
        return tuple(
            (self.at(one), level, _text(one, level))
            for one in self._nodes("settings/setting")
            if (level := _text(one, "level")) in ("activity", "section")
        )

    @property
    def type(self) -> str:
        """``course``, ``section`` or ``activity``: what it is a backup of."""
        return self.says("details/detail/type")

    @cached_property
    def course(self) -> str:
        """The folder of the course; empty in a backup of a section or an activity alone."""
        return next((_text(one, "directory").strip("/") for one in self._nodes("contents/course")), "")

    @cached_property
    def folders(self) -> Mapping[str, str]:
        """Folders of activities and sections that are there, each to one of its files."""
        found: dict[str, str] = {}
        for name in self.package.entries:
            parts = name.split("/")
            if len(parts) > 2 and parts[0] in ("activities", "sections"):
                found.setdefault("/".join(parts[:2]), name)
        return found

    @cached_property
    def stored(self) -> tuple[StoredFile, ...]:
        """The lines of files.xml."""
        document = self.read(FILES)
        if document is None or document.root is None:
            return ()
        return tuple(_stored(document, one) for one in document.root.iterfind("file"))

    @cached_property
    def facts(self) -> Facts:
        """What one pass over all its XML brings; nothing where Moodle does not find the list."""
        return gather(self.package) if self.list else Facts()


def _text(node: Element, path: str) -> str:
    """The text of an element; empty if it is missing or null."""
    found = (node.findtext(path) or "").strip()
    return "" if found == NULL else found


def _stored(document: XmlDocument, node: Element) -> StoredFile:
    name = _text(node, "filename")
    return StoredFile(
        document.at(node),
        node.get("id", ""),
        _text(node, "contenthash"),
        _text(node, "filesize"),
        _text(node, "contextid"),
        _text(node, "component"),
        f"{_text(node, 'filepath')}{name}".lstrip("/"),
        name == ".",
        bool(_text(node, "repositoryid")),
    )
