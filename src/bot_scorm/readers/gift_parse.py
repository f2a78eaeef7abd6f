"""A block of a GIFT file to a question as Moodle takes it: types, texts, formats, grades.

Moodle's reader is the judge (``question/format/gift/format.php``, 4.5.6); its oddities are tried facts here.
"""

from __future__ import annotations

import re

from bot_scorm.readers import gift_faults
from bot_scorm.readers.gift_answers import read_answers
from bot_scorm.readers.gift_scan import SPACE, GiftBlock, shown
from bot_scorm.readers.gift_text import GiftQuestion, GiftText, text_of

_TAGS = re.compile(r"<[a-zA-Z/!?][^>]*>")
_ID = re.compile(r"\[id:((?:\\]|[^]\x00-\x1f\x7f])+)]")
_TAG = re.compile(r"\[tag:((?:\\]|[^]<>`\x00-\x1f\x7f])+)]")


def parse(block: GiftBlock) -> GiftQuestion | None:
    """The question of a block that is no category; None, with a diagnostic, where Moodle refuses it."""
    text = block.text
    name, begin = _name(block)
    start, finish = text.find("{", begin), text.find("}", begin)
    if (start < 0) != (finish < 0):
        return GiftQuestion(block, "", GiftText("", "moodle"), braces=(start, finish))
    described = start < 0
    if described:
        inside, before, after = "", text[begin:], ""
    elif finish < start:
        block.fault(
            gift_faults.MORE_BRACES, finish, "This } stands before the first {; write \\} to show it."
        )
        # Moodle counts from the end here; what it makes of such a question serves nobody.
        inside, before, after = "", text[begin:finish], ""
    else:
        inside, before, after = text[start + 1 : finish], text[begin:start], text[finish + 1 :]
        _warn_braces(block, finish + 1)
    missing = not described and bool(after)
    inside, general = _general(inside)
    stem, place = _stem(block, begin, before, after, missing)
    question = GiftQuestion(block, "description" if described else "", stem, name, place)
    if block.comments:
        _comments(question)
    if general:
        question.general = text_of(general, stem.format)
    elif stem.format != "moodle":
        question.general = GiftText("", stem.format)
    return question if described else read_answers(question, inside, start + 1)


def _name(block: GiftBlock) -> tuple[str, int]:
    text = block.text
    if not text.startswith("::"):
        return "", 0
    end = text.find("::", 2)
    if end < 0:
        block.fault(gift_faults.NAME, 0, "This name has no closing ::, so it becomes a part of the text.")
        return "", 2
    begin = end + 2
    while begin < len(text) and text[begin] in SPACE:
        begin += 1
    return _TAGS.sub("", shown(text[2:end])).strip(SPACE), begin


def _warn_braces(block: GiftBlock, begin: int) -> None:
    for brace in "{}":
        if (found := block.text.find(brace, begin)) >= 0:
            message = f"Only the first pair of braces is the answer; write \\{brace} to show one."
            block.fault(gift_faults.MORE_BRACES, found, message)
            return


def _general(inside: str) -> tuple[str, str]:
    inside = inside.rstrip(SPACE)
    mark = inside.rfind("####")
    return (inside, "") if mark < 0 else (inside[:mark].rstrip(SPACE), inside[mark + 4 :])


def _stem(block: GiftBlock, begin: int, before: str, after: str, missing: bool) -> tuple[GiftText, int]:
    # Moodle leaves no blank where the text ends in a brace, be it another one.
    blank = "_____" if missing and not after.endswith("}") else ""
    stem = text_of(before + blank + after, "moodle")
    if before.startswith("[") and stem.format == "moodle" and before[1:7] != "moodle":
        word = before[1 : before.find("]")]
        if word.isalpha() and "]" in before:
            block.fault(
                gift_faults.FORMAT, begin, f"“[{word}]” is no format that Moodle knows; it is shown as text."
            )
    if not blank:
        return stem, -1
    head = text_of(before, "moodle").text
    # White space before the blank was stripped from the head alone.
    return stem, stem.text.find("_____", len(head))


def _comments(question: GiftQuestion) -> None:
    comments = question.block.comments
    if found := _ID.search(comments):
        question.idnumber = found[1].strip(SPACE).replace("\\]", "]")
    if "[tag:" in comments:
        question.tags = tuple(tag.strip(SPACE).replace("\\]", "]") for tag in _TAG.findall(comments))
