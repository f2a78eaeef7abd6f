"""Gaps and words to drag in QTI 2.1."""

from __future__ import annotations

from bot_scorm.model.gaps import Gap
from bot_scorm.model.questions import Drag, Gaps
from bot_scorm.package.xml import Element
from bot_scorm.writers import qti21_scoring as scoring
from bot_scorm.writers.fragments import render_text
from bot_scorm.writers.options import targets_of
from bot_scorm.writers.pen import Pen
from bot_scorm.writers.qti21_nodes import literal, node, number
from bot_scorm.writers.qti21_pen import EXPECTED, Body, QtiPen
from bot_scorm.writers.qti21_scoring import RESPONSE


def _marked(question: Gaps | Drag, pen: QtiPen) -> dict[int, Gap]:
    """The gaps by number, in the order of the text."""
    found: dict[int, Gap] = {}

    def mark(number_: int, gap: Gap) -> str:
        found[number_] = gap
        return f'<gap id="{number_}"></gap>'

    Pen(pen.prose).render(question.stem, mark)
    if not found:
        pen.losses.left_out = "it has no gap"
    return dict(sorted(found.items()))


def write_gaps(question: Gaps, pen: QtiPen) -> Body:
    """Words to type or to choose, each of which earns its share."""
    found = _marked(question, pen)
    share = question.points / max(len(found), 1)
    declared, rules = [], []
    placed: dict[str, Element] = {}
    for place, gap in found.items():
        id = f"{RESPONSE}_{place}"
        if gap.menu:
            words = {text: f"w_{count}" for count, text in enumerate(gap.options, start=1)}
            right = {words[text]: share for text in gap.right}
            mapping = scoring.mapped(right, share)
            declared.append(scoring.declared("single", "identifier", [*right][:1], mapping, id))
            rules.append(scoring.adds(scoring.mapped_response(id)))
            options = [node("inlineChoice", text, identifier=word) for text, word in words.items()]
            placed[str(place)] = node(
                "inlineChoiceInteraction", *options, responseIdentifier=id, shuffle="false"
            )
            continue
        declared.append(scoring.declared("single", "string", gap.right[:1], id=id))
        fits = scoring.any_of([scoring.typed(literal(text), False, id) for text in gap.right])
        rules += scoring.first_of([(fits, [scoring.adds(scoring.value("float", number(share)))])])
        length = max(len(text) for text in gap.right)
        placed[str(place)] = node(
            "textEntryInteraction", responseIdentifier=id, expectedLength=str(max(length, EXPECTED))
        )
    stem = pen.stem(question.stem, lambda n, _: f'<gap id="{n}"></gap>', placed)
    return Body(declared, [], rules, stem=stem)


def write_drag(question: Drag, pen: QtiPen) -> Body:
    """Words to drag into the text; one that fits several gaps can be used again."""
    found = _marked(question, pen)
    pen.lose(
        any("<" in render_text(one.text.source, pen.prose) for one in question.distractors),
        "formatting of words to drag",
    )
    share = question.points / max(len(found), 1)
    words = {one.text: f"w_{count}" for count, one in enumerate(targets_of(question), start=1)}
    uses = [gap.options[0] for gap in found.values()]
    pairs = [f"{words[word]} g_{place}" for place, word in zip(found, uses, strict=True)]
    placed = {str(place): node("gap", identifier=f"g_{place}") for place in found}
    texts = [
        node("gapText", text, identifier=id, matchMax="0" if uses.count(text) > 1 else "1")
        for text, id in words.items()
    ]
    stem = pen.stem(question.stem, lambda n, _: f'<gap id="{n}"></gap>', placed)
    shown = node("gapMatchInteraction", *texts, *stem, responseIdentifier=RESPONSE, shuffle="true")
    mapping = scoring.mapped(dict.fromkeys(pairs, share), question.points)
    declared = scoring.declared("multiple", "directedPair", pairs, mapping)
    rules = [scoring.gives(scoring.SCORE, scoring.mapped_response())]
    return Body([declared], [shown], rules, stem=[])
