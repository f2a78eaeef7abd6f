"""What a teacher does in Moodle: puts a newer package in the place of an older one, and reads the report."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.moodle.conftest import DRIVERS, log_in, said

HERE = Path(__file__).parent


@contextmanager
def teacher(browser: Browser, moodle: str, course: int) -> Iterator[Page]:
    """A page of somebody who teaches in a course, with an account of their own."""
    name, password = f"teacher{secrets.token_hex(4)}", f"A1!{secrets.token_hex(8)}"
    said([HERE / "teacher.php", DRIVERS, str(course), name, password])
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    log_in(context, moodle, name, password)
    yield context.new_page()
    context.close()


def upload(page: Page, file: Path) -> None:
    """Uploads a file in the file picker that has just been opened.

    The form to upload is shown anew when the picker has found out what was used last; a file that was put
    into the one before is gone with it, which Moodle then says.
    """
    page.locator(".fp-repo-name", has_text="Upload a file").click()
    refused = page.locator(".moodle-dialogue", has_text="No files attached").locator("visible=true")
    for _ in range(5):
        page.locator("input[name=repo_upload_file]").set_input_files(file)
        page.locator(".fp-upload-btn:visible").click()
        page.wait_for_timeout(2000)
        if not refused.count():
            return
        refused.get_by_role("button", name="OK").click()


def replace_package(page: Page, moodle: str, activity: dict[str, Any], package: Path) -> None:
    """Takes the package out of the activity's settings and puts a newer one in."""
    page.goto(f"{moodle}/course/modedit.php?update={activity['cmid']}")
    manager = page.locator("#fitem_id_packagefile")
    manager.locator(".fp-filename").click()
    page.locator(".fp-file-delete:visible").click()
    # What is opened before the list without the file has come is closed by it.
    with page.expect_response("**/draftfiles_ajax.php?action=list"):
        page.locator(".modal.show [data-action=save], .modal.show [data-action=delete]").click()
    page.wait_for_timeout(1000)
    manager.locator(".fp-btn-add a").click()
    upload(page, package)
    manager.locator(".fp-filename", has_text=package.name).wait_for()
    page.locator("#id_submitbutton2").click()  # save and return to the course
    page.wait_for_url("**/course/**view.php**")


def interactions_report(page: Page, moodle: str, activity: dict[str, Any]) -> list[list[str]]:
    """The rows of Moodle's own report of interactions, with all that it shows of each."""
    page.goto(f"{moodle}/mod/scorm/report.php?id={activity['cmid']}&mode=interactions")
    for name in ("qtext", "resp", "right", "result"):
        page.locator(f"#id_{name}").set_checked(True)
    page.locator("#id_submitbutton").click()
    page.wait_for_load_state()
    rows: list[list[str]] = page.locator("#attempts tbody tr:not(.emptyrow)").evaluate_all(
        "rows => rows.map((row) => [...row.cells].map((cell) => cell.innerText.trim()))"
    )
    return rows
