"""What there is to play in a package."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from bot_scorm.package.manifest import Item, Reference
from bot_scorm.package.view import Package

_SETTINGS = {
    "masteryscore": "mastery",
    "datafromlms": "launchData",
    "dataFromLMS": "launchData",
    "maxtimeallowed": "maxTime",
}
"""Elements of an item that tell the LMS how to play it, and our names for them."""


@dataclass(frozen=True, slots=True)
class Sco:
    """Something to launch: the file's name in the package, the address, and what the LMS tells it."""

    name: str
    address: str
    settings: tuple[tuple[str, str], ...]


def standard_of(package: Package) -> str:
    """By which of our two data models a package is played; empty if it is no SCORM package."""
    manifest = package.manifest
    if manifest is None or manifest.standard != "SCORM":
        return ""
    return "scorm12" if manifest.version == "1.2" else "scorm2004"


def scos(package: Package) -> Iterator[Sco]:
    """The SCOs that items open, each address once; assets say nothing to an LMS."""
    manifest = package.manifest
    if manifest is None:
        return
    resources = {one.identifier: one for one in manifest.resources if one.scormtype.lower() == "sco"}
    told: set[str] = set()
    for organization in manifest.organizations:
        for item in (below for top in organization.items for below in top.walk()):
            resource = resources.get(item.identifierref)
            if resource is None or resource.launch is None or not resource.launch.name:
                continue  # the family manifest tells of what opens nothing
            address = _address(resource.launch, item.parameters)
            if address not in told:
                told.add(address)
                yield Sco(resource.launch.name, address, tuple(_settings(item).items()))


def _address(launch: Reference, parameters: str) -> str:
    """The address with an item's parameters (SCORM 2004 4th edition, content aggregation model 3.4.1.5)."""
    parts = urlsplit(launch.href)
    query, fragment = parts.query, parts.fragment
    more = parameters.strip()
    if more.startswith("#"):
        fragment = fragment or more[1:]
    elif more := more.lstrip("?&"):
        query = f"{query}&{more}" if query else more
    path = quote(launch.name)
    return path + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def _settings(item: Item) -> Mapping[str, str]:
    return {_SETTINGS[name]: one.text.strip() for name, one in item.extras.items() if name in _SETTINGS}
