"""What stands between the braces of a GIFT question: its type and its answers."""

from __future__ import annotations

import re
from fractions import Fraction

from bot_scorm.model.grades import grade_of
from bot_scorm.readers import gift_faults
from bot_scorm.readers.gift_scan import SPACE, shown
from bot_scorm.readers.gift_text import GiftAnswer, GiftQuestion, GiftText, text_of

_ORDERING = re.compile(
    r">\s*\d+\s*(?:ALL|EXACT|RANDOM|REL|CONTIGUOUS|CONTIG)?\s*(?:HORIZONTAL|HORI|H|1|VERTICAL|VERT|V|0)?\s*"
    r"(?:ALL_OR_NOTHING|ABSOLUTE_POSITION|ABSOLUTE|ABS|RELATIVE_\w+|RELATIVE|LONGEST_\w+)?\s*"
    r"(?:SHOW|TRUE|YES|1|HIDE|FALSE|NO|0)?\s*(?:none|123|abc|ABCD|iii|IIII)?\s*(.*)",
    re.S,
)
_TRUE = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_WEIGHT = re.compile(r"%-*[0-9]{1,2}\.?[0-9]*%")
_NUMBER = re.compile(
    r"[ \t\n\r\v\f]*([+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][+-]?\d{1,2})?)[ \t\n\r\v\f]*"
)
_RIGHT_SIDE = 255
_ZERO, _ONE = Fraction(0), Fraction(1)


def read_answers(question: GiftQuestion, inside: str, offset: int) -> GiftQuestion | None:
    """The question with its type and answers; None, with a diagnostic, where Moodle refuses it.

    ``inside`` is what stands between the braces before general feedback, ``offset`` its place in the block.
    """
    answers = inside.lstrip(SPACE)
    offset += len(inside) - len(answers)
    if answers.startswith(">") and (found := _ORDERING.fullmatch(answers)):
        return _ordering(question, found[1], offset + found.start(1))
    if not answers:
        question.type = "essay"
        return question
    if answers[0] == "#":
        return _numerical(question, answers[1:], offset + 1)
    if "~" in answers:
        return _multichoice(question, answers, offset)
    if "=" in answers and "->" in answers:
        return _match(question, answers, offset)
    mark = answers.find("#")
    word = answers[:mark].strip(SPACE) if mark > 0 else answers
    if word in _TRUE:
        return _true_false(question, answers, offset, _TRUE[word])
    return _short(question, answers, offset)


def _split(text: str, mark: str, offset: int) -> list[tuple[int, str]]:
    """The parts between marks, stripped, with their offsets.

    A first part that PHP takes for empty is left out.
    """
    parts: list[tuple[int, str]] = []
    for part in text.split(mark):
        bare = part.lstrip(SPACE)
        parts.append((offset + len(part) - len(bare), bare.rstrip(SPACE)))
        offset += len(part) + len(mark)
    return parts[1:] if parts[0][1] in ("", "0") else parts


def _feedback(answer: str, format: str) -> tuple[GiftText, GiftText]:
    text, mark, feedback = answer.partition("#")
    return text_of(text, format), text_of(feedback, format) if mark else GiftText("", format)


def _weight(question: GiftQuestion, answer: str, at: int, plain: Fraction) -> tuple[str, Fraction | None]:
    """The answer behind its weight, and the weight; ``plain`` where none is written."""
    if not answer.startswith("%") or not _WEIGHT.match(answer):
        return answer, plain
    percent, _, rest = answer[1:].partition("%")
    grade = None if percent.startswith("--") else grade_of(percent)
    if grade is None:
        message = f"Moodle refuses {percent} %; take the nearest on its list, such as 33.33333 or 50."
        question.block.fault(gift_faults.FRACTION, at, message)
    return rest, grade


def _enough(question: GiftQuestion, parts: list[tuple[int, str]], count: int, offset: int) -> bool:
    if len(parts) < count:
        zero = " A lone 0 counts as no answer: write =0." if count == 1 else ""
        message = f"Moodle wants {'two answers' if count == 2 else 'an answer'} here.{zero}"
        question.block.fault(gift_faults.TOO_FEW, offset, message)
    return len(parts) >= count


def _multichoice(question: GiftQuestion, answers: str, offset: int) -> GiftQuestion | None:
    question.type, question.single = "multichoice", "=" in answers
    parts = _choices(answers, offset)
    if not _enough(question, parts, 2, offset):
        return None
    format, refused = question.stem.format, False
    for at, part in parts:
        if part.startswith("="):
            answer, fraction = part[1:], _ONE
            if _WEIGHT.match(answer):
                message = (
                    "Behind = a weight is shown as text, and the answer earns 100 %; write ~ instead of =."
                )
                question.block.fault(gift_faults.WEIGHT, at, message)
        else:
            answer, weight = _weight(question, part, at, _ZERO)
            refused |= weight is None
            fraction = weight or _ZERO
        text, feedback = _feedback(answer, format)
        if text.text:
            question.answers.append(GiftAnswer(at, text, fraction, feedback))
        else:
            question.block.fault(gift_faults.EMPTY_ANSWER, at, "This answer has no text, so Moodle drops it.")
    if not refused:
        _check_sum(question, offset)
    return None if refused else question


def _choices(answers: str, offset: int) -> list[tuple[int, str]]:
    """Parts that start behind each ``~``, or at each ``=``, which stays."""
    parts: list[tuple[int, str]] = []
    for outer in answers.split("~"):
        first, *right = outer.split("=")
        bare = first.lstrip(SPACE)
        parts.append((offset + len(first) - len(bare), bare.rstrip(SPACE)))
        offset += len(first)
        for part in right:
            parts.append((offset, f"={part}".rstrip(SPACE)))
            offset += len(part) + 1
        offset += 1
    return parts[1:] if parts[0][1] in ("", "0") else parts


def _check_sum(question: GiftQuestion, offset: int) -> None:
    earned = [one.fraction for one in question.answers if one.fraction and one.fraction > 0]
    if question.single and _ONE not in earned:
        question.block.fault(gift_faults.NO_RIGHT, offset, "No answer is right: mark one with =.")
    elif not question.single and abs(sum(earned, Fraction(-1))) > Fraction(1, 200):
        percent = round(float(sum(earned) * 100), 2)
        message = f"The right answers make {percent:g} % together, not 100 %; is there an = missing?"
        question.block.fault(gift_faults.SUM, offset, message)


def _match(question: GiftQuestion, answers: str, offset: int) -> GiftQuestion | None:
    question.type = "match"
    parts = _split(answers, "=", offset)
    if not _enough(question, parts, 2, offset):
        return None
    sound = True
    for at, part in parts:
        left, arrow, right = part.partition("->")
        target = shown(right.strip(SPACE)).strip(SPACE)
        if not arrow:
            message = "This line has no ->; write “left -> right”, or “= -> right” for one that is left over."
            question.block.fault(gift_faults.NO_ARROW, at, message)
        elif len(target) > _RIGHT_SIDE:
            message = f"This right side has {len(target)} characters; Moodle has room for {_RIGHT_SIDE}."
            question.block.fault(gift_faults.TOO_LONG, at, message)
        sound &= bool(arrow) and len(target) <= _RIGHT_SIDE
        text = text_of(left, question.stem.format)
        if text.text or target:
            question.answers.append(GiftAnswer(at, text, target=target))
    return question if sound else None


def _true_false(question: GiftQuestion, answers: str, offset: int, right: bool) -> GiftQuestion:
    question.type = "truefalse"
    format = question.stem.format
    _, *feedback = answers.split("#", 2)
    wrong, good = (*(text_of(one, format) for one in feedback), *[GiftText("", format)] * 2)[:2]
    for value, word in ((True, "True"), (False, "False")):
        own = good if value is right else wrong
        question.answers.append(GiftAnswer(offset, GiftText(word, "plain"), Fraction(value is right), own))
    return question


def _short(question: GiftQuestion, answers: str, offset: int) -> GiftQuestion | None:
    question.type = "shortanswer"
    parts = _split(answers, "=", offset)
    if not _enough(question, parts, 1, offset):
        return None
    word = answers.partition("#")[0].strip(SPACE)
    if word.upper() in _TRUE:
        message = f"“{word}” is a text to type here; write {word.upper()} for a true-false question."
        question.block.fault(gift_faults.TRUE_FALSE_CASE, offset, message)
    refused = False
    for at, part in parts:
        answer, fraction = _weight(question, part, at, _ONE)
        refused |= fraction is None
        text, feedback = _feedback(answer, question.stem.format)
        if not text.text:
            question.block.fault(
                gift_faults.EMPTY_ANSWER, at, "This answer is empty: learners would type nothing."
            )
        question.answers.append(GiftAnswer(at, text, fraction, feedback))
    if not refused and all(one.fraction != 1 for one in question.answers):
        question.block.fault(
            gift_faults.NO_FULL_MARK, offset, "No answer earns 100 %; write the right one as =answer."
        )
        refused = True
    return None if refused else question


def _ordering(question: GiftQuestion, lines: str, offset: int) -> GiftQuestion:
    question.type = "ordering"
    for line in lines.split("\n"):
        # The items of Moodle's ordering type are not unescaped; their format is Moodle's own.
        if item := line.strip(SPACE):
            question.answers.append(GiftAnswer(offset, GiftText(item, "moodle")))
        offset += len(line) + 1
    return question


def _numerical(question: GiftQuestion, answers: str, offset: int) -> GiftQuestion | None:
    question.type = "numerical"
    answers, tilde, wrong = answers.partition("~")
    parts = _split(answers, "=", offset)
    if not _enough(question, parts, 1, offset):
        return None
    sound = True
    for at, part in parts:
        answer, fraction = _weight(question, part, at, _ONE)
        text, feedback = _feedback(answer, question.stem.format)
        number = _number(question, text.text, at)
        sound &= fraction is not None and number is not None
        value, tolerance = number or ("*", None)
        question.answers.append(GiftAnswer(at, GiftText(value, "plain"), fraction, feedback, tolerance))
    if tilde:
        _, feedback = _feedback(tilde + wrong, question.stem.format)
        question.answers.append(GiftAnswer(offset + len(answers), GiftText("*", "plain"), _ZERO, feedback))
    return question if sound else None


def _number(question: GiftQuestion, text: str, at: int) -> tuple[str, Fraction | None] | None:
    """A number as text with its tolerance; ``*`` for anything; None where Moodle breaks off."""
    if text.find("..") > 0:
        return _range(question, text, at)
    value, _, tolerance = text.partition(":") if text.find(":") > 0 else (text, "", "0")
    if not _NUMBER.fullmatch(tolerance):
        question.block.fault(
            gift_faults.BAD_NUMBER, at, f"The tolerance “{tolerance}” is no number, such as 0.5."
        )
        return None
    if found := _NUMBER.fullmatch(value):
        return found[1], Fraction(tolerance.strip())
    if value.strip() != "*":
        message = f"“{value}” is no number for Moodle, so every answer is right; write one such as 2.5."
        question.block.fault(gift_faults.ANYTHING, at, message)
    return "*", None


def _range(question: GiftQuestion, text: str, at: int) -> tuple[str, Fraction | None] | None:
    ends = text.split("..", 1)
    found = [_NUMBER.match(end) for end in ends]
    if not all(found):
        question.block.fault(gift_faults.BAD_NUMBER, at, f"“{text}” is no range of numbers, such as 2..4.")
        return None
    low, high = (Fraction(one[1]) for one in found if one)
    if any(one and one.end() != len(end) for one, end in zip(found, ends, strict=True)) or low > high:
        message = f"Of “{text}” Moodle takes {float(low):g} to {float(high):g}; write a range such as 2.5..3."
        question.block.fault(gift_faults.ANYTHING, at, message)
    middle = (low + high) / 2
    return _decimal(middle), high - middle


def _decimal(number: Fraction) -> str:
    """A number that came from two decimals, so it has an end."""
    digits = next(n for n in range(200) if 10**n % number.denominator == 0)
    whole = str(int(abs(number) * 10**digits)).zfill(digits + 1)
    text = f"{whole[: len(whole) - digits]}.{whole[len(whole) - digits :]}".rstrip(".") if digits else whole
    return f"-{text}" if number < 0 else text
