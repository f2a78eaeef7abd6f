"""A provider's name, logo and colours: read, checked, and put into the package."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot_scorm.model.colours import DARK, LIGHT, TEXT, Scheme, contrast, mix, nearest, readable_on, worst
from bot_scorm.model.programme import Theme
from bot_scorm.writers.theme import theme_files
from tests.course import SVG, THEORY, lines_of, read_course, write_course
from tests.readers.test_examples import EXAMPLES

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def themed(root: Path, theme: str) -> tuple[Theme, str]:
    write_course(root, {"10-page.md": THEORY + "Text.\n"})
    (root / "logo.svg").write_text(SVG, "utf-8")
    (root / "programme.yaml").write_text(f"id: demo\ntitle: Demo\nlanguage: en\ntheme:\n{theme}", "utf-8")
    programme, report = read_course(root)
    return programme.theme, lines_of(report, root).replace(f"{root.as_posix()}/", "")


def test_example_is_read_and_written(tmp_path: Path) -> None:
    theme, told = themed(tmp_path, EXAMPLES["themed"].partition("theme:\n")[2])
    assert told == ""
    assert theme.logo is not None and theme.name == "Youth House Plovdiv"
    files = theme_files(theme)
    assert files["player/logo.svg"].read() == SVG.encode()
    css = files["player/theme.css"].read().decode()
    assert "--brand: #0f6466;" in css and "--brand-dark: #7fcac5;" in css and "--on-bar: #ffffff;" in css
    assert theme_files(Theme("Only a name")) == {}


@pytest.mark.parametrize(
    ("theme", "told"),
    [
        (
            '  colours: {accent: "#2aa9a4"}\n',
            "5:21: error THM-001 “#2aa9a4” and the page (#f6f4ef) have a contrast of 2.61 "
            "to 1 in the light scheme, and 4.5 to 1 is needed: “#1e7a77” has it.\n",
        ),
        (
            '  colours:\n    accent-dark: "#0F6466"\n',
            "6:18: error THM-001 “#0f6466” and its own tint (#1b292c) have a contrast of 2.16 "
            "to 1 in the dark scheme, and 4.5 to 1 is needed: “#659c9d” has it.\n",
        ),
        ("  logo: loge.svg\n", "5:9: error IMG-001 There is no file “loge.svg” beside programme.yaml.\n"),
        ("  logo: logo.tiff\n", "5:9: error IMG-003 “logo.tiff” is no SVG or PNG.\n"),
        (
            "  logo: ../logo.svg\n",
            "5:9: error IMG-002 “../logo.svg” is not beside programme.yaml; copy it there.\n",
        ),
    ],
    ids=["too light", "too dark", "missing", "kind", "outside"],
)  # fmt: skip
def test_what_cannot_be_used_is_told(theme: str, told: str, tmp_path: Path) -> None:
    assert themed(tmp_path, theme)[1] == f"programme.yaml:{told}"


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.478),  # the grey that famously just fails
        ("#767676", "#ffffff", 4.542),
        ("#ff0000", "#ffffff", 3.998),
        ("#0000ff", "#ffff00", 8.001),
    ],
)
def test_contrast_as_others_compute_it(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.001)
    assert contrast(other, one) == contrast(one, other)


@given(colours, st.sampled_from([LIGHT, DARK]))
def test_nearest_passes_and_changes_nothing_that_passes(colour: str, scheme: Scheme) -> None:
    better = nearest(colour, scheme)
    assert worst(better, scheme).ratio >= TEXT
    assert (better == colour) == (worst(colour, scheme).ratio >= TEXT)


@given(colours)
def test_words_on_a_bar_can_be_read(colour: str) -> None:
    assert contrast(colour, readable_on(colour)) >= TEXT


def properties(repo: Path, file: str) -> dict[str, str]:
    css = (repo / "templates" / "player" / file).read_text("utf-8")
    root = css.partition(":root {")[2].partition("}")[0]
    return dict(re.findall(r"--([a-z-]+): ([^;]+);", root))


@pytest.mark.parametrize(("scheme", "file"), [(LIGHT, "base.css"), (DARK, "dark.css")])
def test_style_sheet_has_the_colours_that_are_checked(scheme: Scheme, file: str, repo: Path) -> None:
    own = properties(repo, file)
    assert (own["paper"], own["card"], own["on-accent"]) == (scheme.paper, scheme.card, scheme.on_accent)
    assert f"var(--accent) {scheme.tint:.0%}, var(--card)" in properties(repo, "base.css")["tint"]


@pytest.mark.parametrize(("scheme", "file"), [(LIGHT, "base.css"), (DARK, "dark.css")])
def test_own_colours_can_be_read(scheme: Scheme, file: str, repo: Path) -> None:
    own = properties(repo, file)
    accent = own["accent"].rpartition(" ")[2].removesuffix(")")
    assert worst(accent, scheme).ratio >= TEXT
    grounds = [scheme.paper, scheme.card, mix(accent, scheme.card, scheme.tint)]
    for ink in ("ink", "soft"):
        assert min(contrast(own[ink], ground) for ground in grounds) >= TEXT
    for mark in ("right", "partly", "wrong"):
        assert min(contrast(own[mark], ground) for ground in (*grounds, own[f"{mark}-tint"])) >= TEXT
    assert min(contrast(own["edge"], ground) for ground in (scheme.paper, scheme.card)) >= 3
