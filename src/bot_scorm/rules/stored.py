"""Rules about the files that a Moodle backup stores by their SHA-1 and lists in files.xml.

What is said of Moodle was tried on 4.5.6, or read in ``backup/util/dbops/restore_dbops.class.php``.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot_scorm.diagnostics import Severity
from bot_scorm.package.backup import FILES, Backup, StoredFile
from bot_scorm.package.backup_facts import STORE
from bot_scorm.package.zip import DamagedError
from bot_scorm.rules.base import Findings, rule

_EMPTY = "da39a3ee5e6b4b0d3255bfef95601890afd80709"
"""The SHA-1 of nothing: what folders have."""


def _kept(backup: Backup) -> Iterator[StoredFile]:
    """The lines whose contents have to be in the backup."""
    if backup.whole and backup.says("include_files") != "0":
        yield from (one for one in backup.stored if not (one.is_folder or one.elsewhere))


def _place(hash: str) -> str:
    return f"{STORE}{hash[:2]}/{hash}"


@rule("BAK-020", Severity.ERROR, on=Backup)
def stored_files_are_there(backup: Backup) -> Findings:
    """Every file that files.xml lists lies in the store of a Moodle backup.

    Why: Moodle restores the course without it and says so in a log only; learners see a hole.

    Example: `files/42/4216…` deleted to make the backup smaller. Take the line out of `files.xml`, too, and
    what shows the file.
    """
    for one in _kept(backup):
        if not one.hash:
            yield one.at, f"{one.name[:200]} has no contenthash: Moodle leaves it out."
        elif _place(one.hash) not in backup.package and one.hash != _EMPTY:
            yield one.at, f"{one.name[:200]} should lie in {_place(one.hash)[:80]}, and is not there."


@rule("BAK-021", Severity.WARNING, on=Backup)
def stored_files_are_whole(backup: Backup) -> Findings:
    """Every stored file of a Moodle backup has the SHA-1 that its name says.

    Why: it was changed or damaged after the backup was made. Moodle takes it as it is, and learners get
    something else than was saved.

    Example: a picture that was replaced in the store under the old name.
    """
    if not backup.package.bounded:
        return
    for hash in dict.fromkeys(one.hash for one in _kept(backup)):
        name = _place(hash)
        entry = backup.package.entries.get(name)
        if entry is None:
            continue
        try:
            digest = backup.package.store.digest(entry)
        except DamagedError:
            continue  # the family archive tells
        if digest != hash:
            yield (
                backup.package.at(name),
                f"Its bytes have the SHA-1 {digest}: this is not the file that was saved.",
            )


@rule("BAK-022", Severity.WARNING, on=Backup)
def stored_files_are_listed(backup: Backup) -> Findings:
    """Every file in the store of a Moodle backup is listed in files.xml.

    Why: Moodle never restores it, and it may be something that was meant to be taken out.

    Example: a learner's assignment whose line was deleted in `files.xml`, and whose file was not.
    """
    if not backup.whole or FILES not in backup.package or not backup.stored:
        return
    listed = {_place(one.hash) for one in backup.stored}
    names = [one for one in backup.package.entries if one.startswith(STORE) and one not in listed]
    if names:
        more = f", and so {len(names) - 1} more" if len(names) > 1 else ""
        yield (
            backup.package.at(min(names)),
            f"This file is not listed in {FILES}{more}; it is never restored.",
        )


@rule("BAK-023", Severity.ERROR, on=Backup)
def files_are_named(backup: Backup) -> Findings:
    """Every file of an activity is named in the inforef.xml of that activity.

    Why: Moodle restores only files that are named there, and leaves out the others without a word.

    Example: `files.xml` lists a picture of a page, and the page's `inforef.xml` has no `<fileref>`.
    """
    facts = backup.facts
    for one in backup.stored:
        folder = facts.contexts.get(one.context)
        if folder is None or one.is_folder or _by_itself(one.component):
            continue
        if one.id not in {said.text for said in facts.referred.get((folder, "file"), ())}:
            message = (
                f"{one.name[:200]} belongs to {folder}, whose inforef.xml does not name file {one.id[:40]}."
            )
            yield one.at, f"{message} Moodle would silently leave it out."


def _by_itself(component: str) -> bool:
    """Whether files of a component are restored without being named (``restore_load_included_files``)."""
    return component.startswith("qtype") or component in (
        "user", "group", "badges", "grouping", "grade", "question",
    )  # fmt: skip


@rule("BAK-024", Severity.WARNING, on=Backup)
def named_files_are_listed(backup: Backup) -> Findings:
    """Every file that an inforef.xml names is listed in files.xml.

    Why: Moodle restores what is listed; what is only named is lost.

    Example: `<file><id>92</id></file>` where `files.xml` has no file 92.
    """
    document = backup.read(FILES)
    if document is None or document.root is None:
        return
    listed = {one.id for one in backup.stored}
    for (_, kind), said in backup.facts.referred.items():
        for one in said if kind == "file" else ():
            if one.text not in listed:
                yield one.at, f"There is no file {one.text[:40]!r} in {FILES}."


@rule("BAK-025", Severity.WARNING, on=Backup)
def shown_files_are_stored(backup: Backup) -> Findings:
    """Every file that a text of an activity shows is stored for that activity.

    Why: learners see a broken picture.

    Example: `<img src="@@PLUGINFILE@@/bridge.svg">` in a page whose picture is called `Bridge.svg`.
    """
    folders = {folder: context for context, folder in backup.facts.contexts.items()}
    stored: dict[str, set[str]] = {}
    for one in backup.stored:
        stored.setdefault(one.context, set()).add(one.name)
    for said in backup.facts.shown:
        context = folders.get(said.folder)
        if context is not None and said.text not in stored.get(context, ()):
            yield said.at, f"{said.text[:200]} is shown here, and is not stored for this activity."
