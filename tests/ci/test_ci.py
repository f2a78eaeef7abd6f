"""The GitHub Action, the pre-commit hooks and the snippets in docs/qa.md ask for what there is."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from bot_scorm.cli import group

MINIMAL = Path(__file__).parents[1] / "package" / "minimal"
NEWS = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


def options(command: str) -> set[str]:
    with click.Context(group) as top:
        found = group.get_command(top, command)
    assert found is not None, f"there is no command {command}"
    return {name for one in found.params for name in (*one.opts, *one.secondary_opts)}


def commands(text: str) -> list[str]:
    """Every use of bot-pack in a script, a command a line."""
    return [line.split("#")[0] for line in text.splitlines() if re.search(r"\bbot-pack [a-z]", line)]


def wrong(text: str) -> list[str]:
    """Options that a command is given and does not have."""
    bad: list[str] = []
    for line in commands(text):
        for command, rest in re.findall(r"\bbot-pack ([a-z]+)([^|;&]*)", line):
            bad += [f"{command} {one}" for one in NEWS.findall(rest) if one not in options(command)]
    return bad


@pytest.fixture
def action(repo: Path) -> Any:
    return yaml.safe_load((repo / "action.yml").read_text("utf-8"))


def script(action: Any) -> str:
    (found,) = (one["run"] for one in action["runs"]["steps"] if "bot-pack validate" in one.get("run", ""))
    return str(found)


def test_action_asks_for_options_that_exist_and_uses_every_input(action: Any) -> None:
    assert set(NEWS.findall(script(action))) <= options("validate")
    used = set(re.findall(r"inputs\.([a-z-]+)", yaml.safe_dump(action["runs"])))
    assert used == set(action["inputs"])
    for step in action["runs"]["steps"]:
        # What a workflow is given stands in variables: text in a script could be more than a value.
        assert "${{" not in step.get("run", "")
        assert "run" not in step or step["shell"] == "bash"


@pytest.mark.parametrize("good", [True, False])
def test_the_script_of_the_action_runs(action: Any, good: bool, tmp_path: Path) -> None:
    if not shutil.which("bash"):
        pytest.skip("bash is not there")
    names = [path.name for path in MINIMAL.iterdir()]
    with zipfile.ZipFile(tmp_path / "a course.zip", "w") as zipped:
        for name in names if good else ["imsmanifest.xml"]:
            zipped.write(MINIMAL / name, name)
    shim = tmp_path / "bin" / "bot-pack"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec {sys.executable} -m bot_scorm "$@"\n', "utf-8")
    shim.chmod(0o755)
    inputs = dict.fromkeys(("PROFILE", "FAIL_ON", "BASELINE", "SCHEMAS"), "")
    given = {"PATHS": ".", "PLAY": "false", "HTML": "report.html", "SARIF": "true", "PROFILE": "strict"}
    path = f"{shim.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-e", "-c", script(action)],
        cwd=tmp_path, env={**os.environ, **inputs, **given, "PATH": path}, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == (0 if good else 1), done.stderr
    assert b"::error" in done.stdout or good
    assert (tmp_path / "report.html").is_file()
    assert (tmp_path / "bot-pack.sarif").is_file()


def test_hooks_run_commands_that_exist(repo: Path) -> None:
    hooks = yaml.safe_load((repo / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert [one["id"] for one in hooks] == ["bot-pack-check", "bot-pack-validate"]
    for one in hooks:
        assert one["language"] == "python"
        assert wrong(one["entry"]) == []
    (pattern,) = (one["files"] for one in hooks if one["id"] == "bot-pack-validate")
    for name in ("a.zip", "in/b.imscc", "q.gift", "q.gift.txt", "imsmanifest.xml", "in/imsmanifest.xml"):
        assert re.search(pattern, name)
    for name in ("notes.txt", "a.zip.txt", "myimsmanifest.xml"):
        assert not re.search(pattern, name)


def test_snippets_are_yaml_and_ask_for_options_that_exist(repo: Path) -> None:
    text = (repo / "docs/qa.md").read_text("utf-8")
    snippets = re.findall(r"```(yaml|sh)\n(.*?)```", text, re.DOTALL)
    assert {kind for kind, _ in snippets} == {"yaml", "sh"}
    for kind, snippet in snippets:
        assert kind == "sh" or yaml.safe_load(snippet)
        assert wrong(snippet) == []


def test_the_check_of_options_sees_one_that_is_not_there() -> None:
    assert wrong("bot-pack validate x --nonsense | bot-pack check --fix ids") == ["validate --nonsense"]
