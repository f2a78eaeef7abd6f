"""What somebody who provides the course does in Moodle, by hand, as docs/providers.md tells it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page

from tests.moodle.teacher import upload


def drop(page: Page, field: Locator, file: Path) -> None:
    """Puts a file into a field for files, with *Add…* and *Upload a file*."""
    field.locator(".fp-btn-add a, .fp-btn-choose").locator("visible=true").first.click()
    upload(page, file)
    field.locator(".fp-filename, .filepicker-filename", has_text=file.name).wait_for()


def add_scorm(page: Page, moodle: str, course: int, file: Path) -> None:
    """Fills in the form of a new SCORM package with the settings that are advised, and leaves it open."""
    page.goto(f"{moodle}/course/modedit.php?add=scorm&type=&course={course}&section=1&return=0&sr=0")
    page.locator("#id_name").fill("Building trust")
    drop(page, page.locator("#fitem_id_packagefile"), file)
    page.locator(".collapseexpand").first.click()
    page.locator("#id_popup").select_option(label="Current window")
    page.locator("#id_maxattempt").select_option(label="Unlimited attempts")
    page.locator("#id_whatgrade").select_option(label="Highest attempt")
    page.locator("#id_forcenewattempt").select_option(label="No")
    page.locator("#id_lastattemptlock").select_option(label="No")
    page.locator("#id_masteryoverride").select_option(label="Yes")
    page.locator("#id_grademethod").select_option(label="Highest grade")
    page.get_by_label("Add requirements").check()
    page.get_by_label("Passed", exact=True).check()


def save(page: Page) -> None:
    """Saves a form and shows what it is about."""
    page.locator("#id_submitbutton").click()
    page.wait_for_load_state()


def import_questions(page: Page, moodle: str, course: int, file: Path) -> None:
    """Brings a question file into the course's question bank, up to the page that names every question."""
    page.goto(f"{moodle}/question/bank/importquestions/import.php?courseid={course}")
    page.locator("#id_format_xml").check()
    drop(page, page.locator("#fitem_id_newfile"), file)
    page.locator("#id_submitbutton").click()
    page.get_by_role("button", name="Continue").wait_for()


def add_feedback(page: Page, moodle: str, course: int) -> None:
    """Makes an anonymous survey without questions."""
    page.goto(f"{moodle}/course/modedit.php?add=feedback&type=&course={course}&section=1&return=0&sr=0")
    page.locator("#id_name").fill("Session feedback")
    page.locator(".collapseexpand").first.click()
    page.locator("#id_anonymous").select_option(label="Anonymous")
    page.locator("#id_multiple_submit").select_option(label="Yes")
    page.locator("#id_submitbutton").click()
    page.wait_for_load_state()


def import_survey(page: Page, file: Path) -> None:
    """Brings questions into a survey that is open, up to the page that shows them."""
    page.locator(".secondary-navigation").get_by_text("Questions", exact=True).click()
    page.get_by_role("button", name="Actions").click()
    page.get_by_text("Import questions", exact=True).click()
    page.get_by_label("Append new items").check()
    drop(page, page.locator("#fitem_id_choosefile"), file)
    page.locator("#id_submitbutton").click()
    page.wait_for_load_state()


def choose_backup(page: Page, moodle: str, file: Path) -> None:
    """Goes to a category's restore of courses, and drops a backup there."""
    page.goto(f"{moodle}/course/index.php?categoryid=1")
    page.locator(".secondary-navigation").get_by_text("More", exact=True).click()
    page.get_by_role("menuitem", name="Restore course").click()
    drop(page, page.locator("#fitem_id_backupfile"), file)


def restore_as_new_course(page: Page) -> None:
    """Goes on from the page where the backup was dropped, up to the review before *Perform restore*."""
    page.locator("#id_submitbutton").click()
    page.get_by_role("button", name="Continue").click()
    page.locator("input[name=targetid]").first.check()
    page.get_by_role("button", name="Continue").first.click()
    page.locator("#id_setting_root_users").wait_for()
    page.get_by_role("button", name="Next").click()
    page.locator("#id_setting_course_course_fullname").wait_for()
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Perform restore").wait_for()
