"""``bot-pack validate``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from bot_scorm import profiles
from bot_scorm.cli.output import Target, output_options, progress_bar, shown, tell
from bot_scorm.cli.settings import bar_of, configured
from bot_scorm.configuration import Judged, judge
from bot_scorm.diagnostics import Diagnostic, Ignored
from bot_scorm.reporters import CheckedPackage, Outcome
from bot_scorm.usage import UsageError


@click.command(
    "validate",
    epilog="Example: bot-pack validate build course.zip --output-format sarif:report.sarif",
    short_help="Check packages, ours or anybody's.",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option(
    "--profile",
    default="",
    metavar="NAME",
    help=f"Tell findings as they matter there: {', '.join(profiles.names())}.",
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Findings that this file knows are told and do not count.",
)
@click.option("--write-baseline", is_flag=True, help="Write the baseline's file: all of today is known.")
@click.option("--diff", is_flag=True, help="With --baseline: tell only what is new, and what went.")
@click.option(
    "--schemas",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="DIR",
    help="Official schemas that decide; those of bot-pack schemas install if not given.",
)
@click.option("-v", "--verbose", is_flag=True, help="Say why each package is taken for what it is.")
@click.option("--play", is_flag=True, help="Open each SCO in a headless browser, and tell what it does.")
@output_options
def command(
    paths: tuple[Path, ...],
    profile: str,
    baseline: Path | None,
    write_baseline: bool,
    diff: bool,
    schemas: Path | None,
    play: bool,
    verbose: bool,
    targets: tuple[Target, ...],
    fail_on: str | None,
) -> int:
    """Check packages, ours or anybody's.

    PATH is a package (a zip, a cartridge, a Moodle backup), a question file (GIFT, Moodle XML, QTI), a bare
    imsmanifest.xml or cmi5.xml, an unpacked package, or a folder that is searched for packages. Settings are
    read from bot-pack.toml, or from [tool.bot-pack] in pyproject.toml, in the working folder or the nearest
    one above it.
    """
    if (write_baseline or diff) and not baseline:
        raise UsageError("name the baseline's file as well: --baseline FILE")
    if write_baseline and diff:
        raise UsageError("--write-baseline takes all as known; give it without --diff")
    settings = configured()
    profiles.profile(profile)  # a misspelt one is told before anything is checked
    with _theatre(play) as also:
        judged = partial(judge, configuration=settings, profile=profile)
        packages, ignored = _checked(_packages(paths), schemas, judged, also)
    outcome = Outcome(
        packages=tuple(one for _, one in packages),
        fail_on=bar_of(fail_on, settings),
        profile=profile or settings.profile,
        ignored=ignored,
        verbose=verbose,
    )
    if baseline:
        outcome = _against(baseline, packages, outcome, write=write_baseline, diff=diff)
    return tell(outcome, targets)


def _packages(paths: tuple[Path, ...]) -> list[Path]:
    """What there is to check, each once; raises UsageError where there is nothing."""
    from bot_scorm.validation import find_packages

    for path in paths:
        if not path.exists():
            raise UsageError(f"{path} is not there")
    by_path = {path: find_packages(path) for path in paths}
    for path, packages in by_path.items():
        if not packages:  # a folder that is misspelt must not look clean in CI
            raise UsageError(
                f"there is no package in {path} (no zip, cartridge, backup, question file or manifest)"
            )
    return list(dict.fromkeys(package for packages in by_path.values() for package in packages))


@contextmanager
def _theatre(wanted: bool) -> Iterator[Callable[[Path, str], Iterable[Diagnostic]]]:
    """What a package does in a browser, given its path and how that is shown; nothing if it is not wanted."""
    if not wanted:
        yield lambda path, display: ()
        return
    from bot_scorm.play import play_file, theatre

    with theatre() as open_theatre:
        yield lambda path, display: play_file(open_theatre, path, display)


def _checked(
    paths: list[Path],
    schemas: Path | None,
    judged: Callable[[Iterable[Diagnostic]], Judged],
    also: Callable[[Path, str], Iterable[Diagnostic]],
) -> tuple[list[tuple[Path, CheckedPackage]], tuple[Ignored, ...]]:
    from bot_scorm.schemas import user_folder
    from bot_scorm.validation import check

    official = schemas or user_folder()
    checked: list[tuple[Path, CheckedPackage]] = []
    ignored: list[Ignored] = []
    with progress_bar("Checking") as progress:
        for count, path in enumerate(paths, 1):
            one = check(path, shown(str(path), Path.cwd()), schemas=official)
            one.report.extend(also(path, one.path))
            found = judged(one)
            ignored.extend(found.ignored)
            checked.append((path, CheckedPackage(one.path, one.standard, one.version, found.told, one.why)))
            progress(count, len(paths))
    return checked, tuple(ignored)


def _against(
    file: Path, packages: list[tuple[Path, CheckedPackage]], outcome: Outcome, *, write: bool, diff: bool
) -> Outcome:
    """The outcome after a baseline was asked, and written before if that was wanted."""
    from bot_scorm import baseline

    found = [baseline.Checked(path, one.path, one.diagnostics) for path, one in packages]
    if write:
        count = baseline.write(file, found)
        click.echo(f"{file}: {count} known", err=True)
    compared = baseline.compare(file, found)
    pairs = zip(packages, compared.new, strict=True)
    return replace(
        outcome,
        packages=tuple(replace(one, diagnostics=new) for (_, one), new in pairs),
        known=tuple(one for known in compared.known for one in known),
        gone=compared.gone,
        only_new=diff,
    )
