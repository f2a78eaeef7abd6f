"""Settings from YAML: values checked by pydantic, faults told in an author's words and at their place."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import ValidationError

from bot_scorm.readers import faults
from bot_scorm.readers.ids import slug
from bot_scorm.readers.source import SourceFile
from bot_scorm.readers.yaml_source import YamlSource, read_yaml
from bot_scorm.settings import (
    COLOUR_FORM,
    CONTACT_FORM,
    ID_FORM,
    LANGUAGE_FORM,
    PAGE_SETTINGS,
    PageSettings,
    Settings,
)

S = TypeVar("S", bound=Settings)


def validate(yaml: YamlSource, kind: type[S]) -> S | None:
    """The settings, or None with every fault reported."""
    try:
        return kind.model_validate(yaml.value)
    except ValidationError as error:
        if not yaml.broken:
            for one in error.errors():
                _tell(yaml, kind, dict(one))
        return None


def _tell(yaml: YamlSource, kind: type[Settings], error: dict[str, Any]) -> None:
    path = tuple(one for one in error["loc"] if one != "[key]")
    name = ".".join(str(part) for part in path)
    report = yaml.source.report
    if error["input"] is None and any(one.at == yaml.at(path) for one in report):
        return  # told: a “#” made a remark of its text
    if error["type"] == "extra_forbidden":
        near = get_close_matches(str(path[-1]), _names(kind), 1)
        may = f"did you mean “{near[0]}”?" if near else f"known are {', '.join(_names(kind))}."
        report.add(faults.UNKNOWN_SETTING, yaml.at_key(path), f"There is no setting “{name}” here; {may}")
    elif error["type"] == "missing":
        report.add(faults.MISSING_SETTING, yaml.at(path), f"“{name}” is missing; add “{path[-1]}: …”.")
    elif _is_id(path):
        message = (
            f"“{error['input'] or ''}” is no id: use a-z, 0-9 and -, as in “{slug(str(error['input']))}”."
        )
        report.add(faults.BAD_ID, yaml.at(path), message)
    else:
        message = f"“{name}” {_asks(error)}, not {_said(error['input'])}."
        report.add(faults.SETTING, yaml.at(path), message)


def _said(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "“name: value”"
    return f"“{str(value)[:60]}”"


def _is_id(path: tuple[str | int, ...]) -> bool:
    return path[-1:] == ("id",)


def _names(kind: type[Settings]) -> list[str]:
    return [field.alias or name for name, field in kind.model_fields.items()]


_ASKS = {
    "int_parsing": "is a whole number",
    "bool_parsing": "is true or false",
    "tuple_type": "is a list in brackets, such as [a, b]",
    "dict_type": "is written as {{name: value}}",
    "model_type": "is written as {{name: value}}",
    "string_type": "is a text",
    "string_too_short": "is a text that is not empty",
    "greater_than_equal": "is at least {ge}",
    "less_than_equal": "is at most {le}",
    "literal_error": "is one of {expected}",
    "string_too_long": "is a text of at most {max_length} characters",
    "date_from_datetime_parsing": "is a date such as 2026-11-23",
    "week": "is a date such as 2027-03-01 or a week such as 2027-W09",
}
_FORMS = {
    ID_FORM: "is a name in a-z, 0-9 and -",
    LANGUAGE_FORM: "is the code of a language, such as en, bg or sr-Latn",
    COLOUR_FORM: 'is a colour such as "#0f6466", in quotes',
    CONTACT_FORM: "is a text on one line, without [[",
}
"""What a pattern asks, in words."""


def _asks(error: dict[str, Any]) -> str:
    context = {key: str(value).replace("'", "") for key, value in error.get("ctx", {}).items()}
    asks = _FORMS.get(context.get("pattern", "")) or _ASKS.get(error["type"], "has another form")
    return asks.format_map({"ge": "", "le": "", **context})


def read_front_matter(
    source: SourceFile, kinds: Mapping[str, type[PageSettings]] = PAGE_SETTINGS
) -> tuple[YamlSource, PageSettings | None, int]:
    """The front matter of a page, its settings if they are good, and the line, from 0, of the body.

    ``kinds`` are those that the page may have.
    """
    lines = source.lines
    if not lines or lines[0].rstrip() != "---":
        message = "Start the page with a line “---”, its settings (kind, id, title) and another line “---”."
        source.fault(faults.FRONT_MATTER, 0, message)
        return YamlSource(source, 0), None, 0
    end = next((number for number in range(1, len(lines)) if lines[number].rstrip() == "---"), None)
    if end is None:
        source.fault(faults.FRONT_MATTER, 0, "The settings are not closed: add a line “---” after them.")
        return YamlSource(source, 0), None, len(lines)
    found = read_yaml(source, 1, end)
    return found, _page_settings(found, kinds), end + 1


def _page_settings(found: YamlSource, known: Mapping[str, type[PageSettings]]) -> PageSettings | None:
    kind = found.value.get("kind")
    if isinstance(kind, str) and kind in known:
        return validate(found, known[kind])
    kinds = ", ".join(known)
    if kind is not None:
        found.source.report.add(
            faults.SETTING, found.at(("kind",)), f"“kind” is one of {kinds}, not “{kind}”."
        )
    elif not found.broken:
        found.source.report.add(
            faults.MISSING_SETTING, found.at(()), f"“kind” is missing; it is one of {kinds}."
        )
    return None
