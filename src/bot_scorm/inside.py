"""What in a package has rules of its own beside the manifest: cartridges, and questions in QTI."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot_scorm.diagnostics import Report
from bot_scorm.package.html import HtmlPage, WebFile
from bot_scorm.package.manifest import local
from bot_scorm.package.view import ALONE, Package
from bot_scorm.package.xml import parse_xml
from bot_scorm.rules import run_family

if TYPE_CHECKING:  # most packages have no use for these
    from bot_scorm.package.cartridge import Cartridge

_STANDARDS = ("Common Cartridge", "QTI", "IMS Content Packaging")
"""Standards whose packages may hold questions in QTI."""
_CARTRIDGE = ("cartridge_schema", "cartridge", "cartridge_resources", "cartridge_parts", "moodle_cartridge")
_PAPERS = ("items", "items_parts", "items_body", "items_scoring", "items_tests")
_QUESTIONS = ("questions12", "questions12_profile", "moodle_cartridge")


@dataclass(frozen=True)
class Inside:
    """A package with what is in it."""

    package: Package
    cartridge: Cartridge | None = None

    @classmethod
    def of(cls, package: Package) -> Inside:
        """A package; the files in it are read when rules ask for them."""
        if package.manifest and package.manifest.standard == "Common Cartridge":
            from bot_scorm.package.cartridge import Cartridge

            return cls(package, Cartridge.of(package))
        return cls(package)

    def check_page(self, file: WebFile, report: Report) -> None:
        """Runs the rules on pages of cartridges."""
        if self.cartridge:
            from bot_scorm.package.cartridge import CartridgePage

            if isinstance(file, HtmlPage):
                for family in ("cartridge_parts", "moodle_cartridge"):
                    run_family(family, CartridgePage(self.cartridge, file), report)

    def check_alone(self, report: Report) -> None:
        """Runs the rules on a file of QTI that lies in no package."""
        from bot_scorm.package.items import alone

        document = parse_xml(self.package.read(ALONE), str(self.package.at(ALONE)))
        if document.root is None or local(document.root) == "questestinterop":
            from bot_scorm.package.questions import Questions

            questions = Questions(self.package, ALONE, document, "")
            for family in _QUESTIONS:
                run_family(family, questions, report)
            return
        papers = alone(self.package, document)
        for family in _PAPERS:
            run_family(family, papers, report)

    def check(self, report: Report) -> None:
        """Runs the rules on a cartridge and its parts, and on questions."""
        if self.cartridge:
            for family in _CARTRIDGE:
                run_family(family, self.cartridge, report)
        if self.package.manifest and self.package.manifest.standard in _STANDARDS:
            from bot_scorm.package.items import papers_of
            from bot_scorm.package.questions import questions_of

            for questions in questions_of(self.package, self.cartridge):
                for family in _QUESTIONS:
                    run_family(family, questions, report)
            if papers := papers_of(self.package):
                for family in _PAPERS:
                    run_family(family, papers, report)
