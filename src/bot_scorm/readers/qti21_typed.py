"""What QTI 2 takes of typed texts and numbers: the answers in an item's conditions, each with its points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from bot_scorm.package.xml import Element
from bot_scorm.readers.qti21_item import Item
from bot_scorm.readers.qti21_marking import FOLLOW, Told, ends_of
from bot_scorm.readers.qti_faults import UntakenError
from bot_scorm.readers.qti_xml import every, name_of, number_of, parts, share_of, text_of

_APOSTROPHES = str.maketrans("\u2018\u2019", "''")
_TOKEN = re.compile(
    r"(?P<any>\[\\s\\S\]\*|\.\*)|(?P<space>\\s[+*])|\((?P<two>\\?.(?:\|\\?.){1,2})\)|\[\\?(?P<one>[$/^])\]"
    r"|\[(?P<quotes>'\u2018\u2019)\]|\\(?P<escaped>[^\w\s])|(?P<plain>[^\\|.?*+(){}\[\]^$])",
    re.S,
)


@dataclass(frozen=True, slots=True)
class Test:
    """What a typed response is compared with: a pattern of ours, or a range of numbers."""

    pattern: str = ""
    case: bool = False
    low: Fraction | None = None
    high: Fraction | None = None
    written: str = ""
    """A number as it stands there."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Something that fits, what it earns of the item's points, and the feedback that it shows."""

    test: Test
    share: Fraction
    feedback: tuple[Told, ...] = ()


def answers(item: Item, response: str, numbers: bool) -> list[Answer]:
    """All answers to a response in the order in which they count; raises `UntakenError`."""
    marking = item.marking
    if marking.template == "match_correct":
        found = [Answer(_literal(one, True, numbers), Fraction(1)) for one in marking.correct(response)]
    elif marking.template:
        found = list(_mapped(item, response, numbers))
    else:
        found = [one for rule in marking.rules for one in _of_rule(item, rule, response, numbers)]
    return [*dict.fromkeys(found)]


def _mapped(item: Item, response: str, numbers: bool) -> Iterator[Answer]:
    declared = item.marking.declared.get(response)
    entries = [] if declared is None else every(declared, "mapEntry")
    cases = {one.get("mapKey", ""): one.get("caseSensitive", "true") != "false" for one in entries}
    for key, points in item.marking.mapping(response).items():
        told = tuple(one for one in item.told(response, key) if item.shows(one))
        yield Answer(_literal(key, cases.get(key, True), numbers), _share(item, points), told)


def _share(item: Item, points: Fraction | None) -> Fraction:
    share = share_of((points or Fraction(0)) / item.points)
    return max(min(share, Fraction(1)), Fraction(-1))


def _of_rule(item: Item, rule: Element, response: str, numbers: bool) -> Iterator[Answer]:
    name = name_of(rule)
    if name == "setOutcomeValue":
        if any(one.get("identifier") == response for one in every(rule, "mapResponse")):
            yield from _mapped(item, response, numbers)
        return
    if name != "responseCondition":
        raise UntakenError(FOLLOW)
    for branch in parts(rule):
        own = parts(branch)
        if name_of(branch) == "responseElse":
            tests = [Test("*")] if response in every_variable(rule) else []
        elif not own or response not in every_variable(own[0]):
            continue
        elif _is_mapped(own, response):
            yield from _mapped(item, response, numbers)
            continue
        elif not _counts(item, own[1:]):
            continue
        else:
            tests = list(_tests(item, own.pop(0), response, numbers))
        share, shown = _outcome(item, own)
        for test in tests:
            if share or shown or name_of(branch) != "responseElse":
                yield Answer(test, share or Fraction(0), shown)


def _is_mapped(branch: list[Element], response: str) -> bool:
    """Whether a branch for any answer gives what the mapping has for it."""
    condition, *rules = branch
    any_answer = all(name_of(one) in ("and", "not", "isNull", "variable") for one in condition.iter())
    maps = any(one.get("identifier") == response for rule in rules for one in every(rule, "mapResponse"))
    return any_answer and maps


def _counts(item: Item, rules: list[Element]) -> bool:
    """Whether rules change the score, or what is shown."""
    if any(name_of(one) != "setOutcomeValue" for one in rules):
        raise UntakenError(FOLLOW)
    share, shown = _outcome(item, rules)
    return share is not None or bool(shown)


def every_variable(node: Element) -> set[str]:
    """The responses that are looked at somewhere in an expression."""
    return {one.get("identifier", "") for one in every(node, "variable", "mapResponse", "correct")}


def _outcome(item: Item, rules: Iterable[Element]) -> tuple[Fraction | None, tuple[Told, ...]]:
    """The share that rules give, set or added, if any, and the feedback that they show."""
    share: Fraction | None = None
    shown: list[Told] = []
    for rule in rules:
        values = list(every(rule, "baseValue"))
        if rule.get("identifier") == "SCORE":
            if any(True for _ in every(rule, "mapResponse")):
                raise UntakenError(FOLLOW)
            if len(values) != 1 or name_of(parts(rule)[0]) not in ("baseValue", "sum"):
                raise UntakenError(FOLLOW)
            share = _share(item, number_of(text_of(values[0])))
        else:
            told = [(rule.get("identifier", ""), text_of(one)) for one in values]
            shown += [one for one in told if item.shows(one)]
    return share, tuple(shown)


def _tests(item: Item, node: Element, response: str, numbers: bool) -> Iterator[Test]:
    """What a condition compares the response with."""
    name, inside = name_of(node), parts(node)
    if name == "or":
        found: list[Test] = []
        for one in inside:
            found += [test for test in _tests(item, one, response, numbers)
                      if all(_folded(test) != _folded(other) for other in found)]  # fmt: skip
        yield from found
    elif name == "and" and numbers:
        yield _between(inside)
    elif name == "not" and inside and name_of(inside[0]) == "isNull":
        yield Test("*")
    elif name == "isNull":
        return
    elif name == "patternMatch":
        yield _pattern(node.get("pattern", ""))
    elif name in ("match", "equal", "stringMatch") and any(True for _ in every(node, "correct")):
        for one in item.marking.correct(response):
            yield _compared(node, one, numbers)
    elif name in ("stringMatch", "match", "equal", "substring"):
        value = next(every(node, "baseValue"), None)
        if value is None or len(inside) != 2:
            raise UntakenError(FOLLOW)
        yield _compared(node, text_of(value), numbers)
    else:
        raise UntakenError(FOLLOW)


def _compared(node: Element, text: str, numbers: bool) -> Test:
    case = name_of(node) == "match" or node.get("caseSensitive", "true") != "false"
    found = _literal(text, case, numbers)
    if numbers and name_of(node) == "equal":
        low, high = ends_of(node, found.low or Fraction(0))
        return Test(low=share_of(low), high=share_of(high), written=text)
    part = name_of(node) == "substring" or node.get("substring") == "true"
    return Test(f"*{found.pattern}*", case) if part and not numbers else found


def _between(inside: list[Element]) -> Test:
    ends: dict[str, Fraction | None] = {}
    for one in inside:
        value = next(every(one, "baseValue"), None)
        ends[name_of(one)] = None if value is None else number_of(text_of(value))
    low, high = ends.get("gte"), ends.get("lte")
    if low is None or high is None or len(inside) != 2:
        raise UntakenError(FOLLOW)
    return Test(low=low, high=high)


def _literal(text: str, case: bool, numbers: bool) -> Test:
    if not numbers:
        return Test(text.replace("\\", "\\\\").replace("*", "\\*"), case)
    number = number_of(text)
    if number is None:
        raise UntakenError(f"“{text[:40]}” is not a number with a decimal point")
    return Test(low=number, high=number, written=text)


def _folded(test: Test) -> tuple[str, Fraction | None, Fraction | None]:
    words = " ".join(test.pattern.casefold().translate(_APOSTROPHES).split())
    return words, test.low, test.high


def _pattern(expression: str) -> Test:
    """The pattern of ours that a regular expression stands for; raises `UntakenError` for any other."""
    inside = expression.removeprefix("\\s*").removesuffix("\\s*")
    pieces, at, paired, single = [], 0, False, False
    while at < len(inside):
        token = _TOKEN.match(inside, at)
        if token is None:
            raise UntakenError("a regular expression in it has no form of ours")
        at = token.end()
        if token["any"]:
            pieces.append("*")
        elif token["space"]:
            pieces.append(" ")
        else:
            two = token["two"]
            sign = two[two.startswith("\\")] if two else token[str(token.lastgroup)][0]
            paired |= bool(two)
            single |= bool(token["plain"]) and sign.lower() != sign.upper()
            pieces.append(f"\\{sign}" if sign in "\\*" else sign)
    if paired and single:
        raise UntakenError("a regular expression in it has no form of ours")
    return Test("".join(pieces), case=single)
