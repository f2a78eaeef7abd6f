"""What is written in QTI 1.2 follows the specification, and gives for a response what the model says."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from bot_scorm.archive import Artifact
from bot_scorm.citing import cited
from bot_scorm.diagnostics import Report
from bot_scorm.model.elements import ELEMENTS
from bot_scorm.model.programme import Edition, Programme
from bot_scorm.model.questions import Drag, Gaps, Matching, MultipleChoice, Question, SingleChoice
from bot_scorm.readers import load
from bot_scorm.writers.qti12 import WRITER
from tests.carried.course import written_to
from tests.conftest import REPO
from tests.qti12.binding import ASI, faults
from tests.qti12.judge import Judge
from tests.qti21.test_judged import cases


@pytest.fixture(scope="module")
def programmes(tmp_path_factory: pytest.TempPathFactory) -> list[Programme]:
    """The hostile course, the curriculum, and the modules that hold one element each."""
    roots = [REPO / "tests/hostile/content", REPO / "content"]
    carried = written_to(tmp_path_factory.mktemp("carried")).programme
    return [*(load(root, Report()) for root in roots), carried]


@pytest.fixture(scope="module")
def written(programmes: list[Programme]) -> list[tuple[dict[str, Question], Artifact]]:
    """Every module's package, with the module's questions by their names in it."""
    found = []
    for programme in programmes:
        for module in programme.modules:
            artifact = WRITER.write(cited(Edition("en", programme).of(module), Report()), Report())
            questions = [one for page in module.pages for one in page.questions]
            named = {f"{module.id}.{one.id}".replace("-", "_"): one for one in questions}
            if artifact:
                found.append((named, artifact))
    return found


def documents(artifact: Artifact) -> Iterator[Any]:
    for name, source in artifact.files.items():
        if name.endswith(".xml") and name != "imsmanifest.xml":
            yield etree.fromstring(source.read())


def test_documents_follow_the_binding(written: list[tuple[dict[str, Question], Artifact]]) -> None:
    found = [fault for _, artifact in written for root in documents(artifact) for fault in faults(root)]
    assert found == []


@pytest.mark.parametrize(
    ("spoilt", "by"),
    [
        ("<presentation>", "<presentation><sentence/>"),
        ("<itemmetadata>", "<itemfeedback ident='x'><material><mattext>a</mattext></material></itemfeedback>"
                           "<itemmetadata>"),
        ('linkrefid="general_fb"', 'linkrefid="none"'),
        ('respident="response"', 'respident="another"'),
        ('shuffle="Yes"', 'shuffle="perhaps"'),
        ("<fieldentry>1</fieldentry>", ""),
    ],
)  # fmt: skip
def test_a_fault_is_found(spoilt: str, by: str) -> None:
    text = (REPO / "tests/hostile/expected/qti12/hostile.after.xml").read_text("utf-8")
    assert spoilt in text
    assert list(faults(etree.fromstring(text.replace(spoilt, by, 1).encode())))


def test_every_response_earns_what_the_model_says(
    written: list[tuple[dict[str, Question], Artifact]],
) -> None:
    played: set[str] = set()
    for named, artifact in written:
        if artifact.id not in ("hostile", *(f"m-{one.id}" for one in ELEMENTS)):
            continue  # the curriculum holds the same types, and many pairs to try
        judges = {
            one.get("ident"): Judge(one) for root in documents(artifact) for one in root.iter(f"{ASI}item")
        }
        for name, question in named.items():
            if not question.scored or name not in judges:
                continue
            for response, fraction in [({}, Fraction(0)), *cases(question)]:
                given = as_12(question, response)
                score, _ = judges[name].play(given)
                expected = float(fraction * question.points)
                assert score == pytest.approx(expected, abs=1e-9), (question.at, given)
            played.add(question.kind)
    assert len(played) == 9


def as_12(question: Question, response: dict[str, Any]) -> dict[str, Any]:
    """A response to an item of QTI 2.1 as one to an item of QTI 1.2; white space at ends is gone."""
    ids = {"a_" + one.id.replace("-", "_"): one.id for one in _parts(question)}
    if isinstance(question, Matching):
        pairs = [tuple(one.split()) for one in response.get("RESPONSE", [])]
        return {f"response_{ids[left[1:]]}": ids[right[1:]] for left, right in pairs}
    if isinstance(question, Drag):
        placed = [tuple(one.split()) for one in response.get("RESPONSE", [])]
        return {f"response_{gap[2:]}": f"w{word[2:]}" for word, gap in placed}
    if isinstance(question, Gaps):
        return {id.lower(): _plain(value).replace("w_", "w") for id, value in response.items()}
    return {
        id.lower(): [ids[one] for one in value] if isinstance(value, list) else ids.get(value, _plain(value))
        for id, value in response.items()
    }


def _plain(value: Any) -> str:
    return " ".join(str(value).split())


def _parts(question: Question) -> list[Any]:
    found = [*getattr(question, "choices", ()), *getattr(question, "items", ())]
    if isinstance(question, Matching):
        found += [*question.pairs, *question.distractors]
        found += [_Named(one.target_id) for one in question.pairs]
    return found


class _Named:
    def __init__(self, id: str) -> None:
        self.id = id


def test_feedback_is_shown_with_what_it_is_for(
    written: list[tuple[dict[str, Question], Artifact]],
) -> None:
    seen = 0
    for named, artifact in written:
        for item in (one for root in documents(artifact) for one in root.iter(f"{ASI}item")):
            question = named[item.get("ident")]
            if not isinstance(question, SingleChoice | MultipleChoice):
                continue
            for one in question.choices:
                chosen = [one.id] if isinstance(question, MultipleChoice) else one.id
                _, shown = Judge(item).play({"response": chosen})
                expected = ["general_fb"] * bool(question.feedback) + ["hint_fb"] * bool(question.hints)
                expected += [f"{one.id}_fb"] * bool(one.feedback)
                assert shown == expected, (question.at, one.id)
                seen += bool(one.feedback)
    assert seen > 5


def test_a_quiz_says_what_is_drawn_and_when_it_is_passed(tmp_path: Path) -> None:
    root = tmp_path / "p"
    module = root / "curriculum/m"
    module.mkdir(parents=True)
    (root / "programme.yaml").write_text("id: p\ntitle: P\nlanguage: en\n")
    (module / "module.yaml").write_text("id: m\ntitle: M\npass_mark: 60\n")
    asked = "::: question {{#q{n} points={n} tags=t}}\nIs it {n}?\n\n- [x] Yes {{#y}}\n- [ ] No {{#n}}\n:::\n"
    settings = "role: after\nshuffle: true\nshow_answers: never\ndraw: {t: 2}"
    head = f"---\nkind: quiz\nid: z\ntitle: Z\n{settings}\n---\n"
    (module / "90-z.md").write_text(head + "\n".join(asked.format(n=n) for n in (1, 2, 3)))
    programme = load(root, Report())
    artifact = WRITER.write(Edition("en", programme).of(programme.modules[0]), Report())
    assert artifact
    (document,) = documents(artifact)
    assert list(faults(document)) == []
    score = document.find(f".//{ASI}outcomes_processing//{ASI}decvar")
    assert (score.get("maxvalue"), score.get("cutvalue")) == ("5", "3")
    assert document.find(f".//{ASI}assessmentcontrol").get("solutionswitch") == "No"
    assert [one.text for one in document.iter(f"{ASI}selection_number")] == ["2"]
    assert [one.getparent().getparent().get("ident") for one in document.iter(f"{ASI}order")] == [
        "root_section",
        "draw_1",
    ]
