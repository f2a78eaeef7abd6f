"""``bot-pack validate``."""

from __future__ import annotations

from pathlib import Path

import click

from bot_scorm.cli.output import Target, output_options, progress_bar, shown, tell
from bot_scorm.diagnostics import Severity
from bot_scorm.reporters import CheckedPackage, Outcome
from bot_scorm.usage import UsageError


@click.command(
    "validate",
    epilog="Example: bot-pack validate build course.zip --output-format sarif:report.sarif",
    short_help="Check packages, ours or anybody's.",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@output_options
def command(paths: tuple[Path, ...], targets: tuple[Target, ...], fail_on: str) -> int:
    """Check packages, ours or anybody's.

    PATH is a package (a zip, a cartridge, a GIFT file), a bare imsmanifest.xml, an unpacked package, or a
    folder that is searched for packages.
    """
    from bot_scorm.validation import check, find_packages

    for path in paths:
        if not path.exists():
            raise UsageError(f"{path} is not there")
    by_path = {path: find_packages(path) for path in paths}
    for path, packages in by_path.items():
        if not packages:  # a folder that is misspelt must not look clean in CI
            raise UsageError(f"there is no package in {path} (no zip, cartridge, GIFT file or manifest)")
    found = list(dict.fromkeys(package for packages in by_path.values() for package in packages))
    checked = []
    with progress_bar("Checking") as progress:
        for count, package in enumerate(found, 1):
            one = check(package, shown(str(package), Path.cwd()))
            checked.append(CheckedPackage(one.path, one.standard, one.version, tuple(one)))
            progress(count, len(found))
    return tell(Outcome(packages=tuple(checked), fail_on=Severity(fail_on)), targets)
