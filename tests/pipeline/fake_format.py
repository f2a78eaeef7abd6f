"""A format for tests: the titles of a module's pages and the size of its pictures, as a text file."""

from __future__ import annotations

from collections.abc import Mapping

from bot_scorm.archive import Artifact, BytesSource
from bot_scorm.diagnostics import Report, Rule, Severity
from bot_scorm.model.programme import Edition

LOSS = Rule("FAKE-001", Severity.WARNING, "A test loses something.", "Why: to see it.\n\nExample: this.")


class _Titles:
    name = "titles"

    def write(self, edition: Edition, report: Report) -> Artifact:
        (module,) = edition
        report.add(LOSS, module.at, "something is lost")
        lines = [page.title.source for page in module.pages]
        lines += [f"{one.name} {one.path.stat().st_size}" for one in module.media.values()]
        return self._artifact(edition, module.id, "\n".join(lines))

    def join(self, edition: Edition, parts: Mapping[str, Artifact], report: Report) -> Artifact:
        texts = [source.read().decode() for part in parts.values() for source in part.files.values()]
        return self._artifact(edition, edition.programme.id, "\n\n".join(texts))

    def _artifact(self, edition: Edition, id: str, text: str) -> Artifact:
        files = {"titles": BytesSource(text.encode())}
        return Artifact(self.name, edition.language, id, ".txt", files, packed=False)


WRITER = _Titles()
