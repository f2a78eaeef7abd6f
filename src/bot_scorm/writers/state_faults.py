"""What a module's state can come to, and the rules about it."""

from __future__ import annotations

from bot_scorm.diagnostics import Report, Rule, Severity
from bot_scorm.model.programme import Module
from bot_scorm.writers.state import LIMIT, StateSchema, record, schema_of, weights_of

STATE_FULL = Rule(
    "STA-001",
    Severity.ERROR,
    "What learners choose and type in a module fits the state that an LMS keeps.",
    "Why: SCORM 1.2 keeps 4,096 characters of a learner's answers from one visit to the next. The build"
    " counts the longest state that a module can come to, without free texts; above the limit a "
    "diligent learner would lose answers, so the package is not made.\n\n"
    "Example: one module with 60 questions to type answers to. Divide it into two modules, or draw some"
    " of the questions at random (`draw`): of a bank, only what is drawn takes room for its answer. The"
    " message names the largest parts.",
)
TEXT_SHORT = Rule(
    "STA-002",
    Severity.WARNING,
    "There is room to hand in a text that is worth the name.",
    "Why: essays, and what is marked `submit`, share the room that is left of the 4,096 characters of "
    "SCORM 1.2. Learners are told beforehand how much is handed in, and the rest stays on their device;"
    " below 300 characters that is hardly a paragraph.\n\n"
    "Example: a journal of twelve prompts with `submit` in a module with a long quiz. Hand in fewer of "
    "them, or give the journal a module of its own. A field with more lines (`lines`) gets a larger "
    "share.",
)
_FEW = 300
_NAMED = 5


def tell(module: Module, report: Report, limit: int = LIMIT) -> str:
    """Reports what does not fit; gives the sentence of ``build -v``."""
    schema = schema_of(module)
    fixed, rooms = schema.fixed, schema.rooms(limit)
    if fixed > limit:
        report.add(STATE_FULL, module.at, _too_much(schema, fixed, limit))
    else:
        left = iter(rooms)
        for slot in schema.slots:
            own = [next(left) for _ in weights_of(slot.spec)]
            if own and min(own) < _FEW:
                message = f"Of a text in {slot.name}, only {min(own)} characters can be handed in."
                report.add(TEXT_SHORT, slot.at, message)
    texts = f", {sum(rooms):,} for {len(rooms)} texts to hand in" if rooms else ""
    return f"at most {fixed + sum(rooms):,} of {limit:,} characters: {fixed:,} for answers{texts}"


def _too_much(schema: StateSchema, fixed: int, limit: int) -> str:
    largest = sorted(schema.slots, key=lambda slot: -record(slot.spec))[:_NAMED]
    parts = "; ".join(f"{slot.name}, {slot.at}: {record(slot.spec)}" for slot in largest)
    return (
        f"Answers in this module can take {fixed:,} characters; an LMS keeps {limit:,}. "
        f"Divide the module. The largest parts: {parts}."
    )
