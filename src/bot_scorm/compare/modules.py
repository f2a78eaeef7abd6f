"""Two modules of ours: what is added, removed, renamed or changed, and what learners half-way keep of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot_scorm.compare import asked, played, quizzes
from bot_scorm.compare.changes import Change, Effect, Notes, listed
from bot_scorm.compare.facts import Asked, ModuleRead, PageRead, Played
from bot_scorm.compare.pairs import pair, reordered


def compare_modules(old: ModuleRead, new: ModuleRead) -> Iterator[Change]:
    """The changes from one module to another; what the player keeps is matched by the keys of the state."""
    yield from _module(old, new)
    either = _Modules(old, new)
    yield from either.pages()
    yield from either.questions()
    yield from either.played()


def _module(old: ModuleRead, new: ModuleRead) -> Iterator[Change]:
    if old.name != new.name:
        yield Change("renamed", "module", new.id, new.name, new.id, notes=(f"It was called “{old.name}”.",))
    notes = Notes()
    if (old.programme, old.id) != (new.programme, new.id):
        was, now = f"{old.programme}/{old.id}", f"{new.programme}/{new.id}"
        notes.add(
            Effect.LOST,
            f"It was {was} and is {now}: what the device keeps (private texts, what no LMS took yet) is not "
            "found any more.",
        )
    if old.pass_mark != new.pass_mark:
        raised = float(new.pass_mark) > float(old.pass_mark)
        others = (
            "all others need the higher score" if raised else "who has that score passes at the next visit"
        )
        text = f"The pass mark is {new.pass_mark} % and was {old.pass_mark} %: what the LMS holds as passed"
        notes.add(Effect.OTHERWISE, f"{text} stays so; {others}.")
    _room(old, new, notes)
    if notes:
        yield Change("changed", "module", new.id, new.name, new.id, notes.effect, notes.said)


def _room(old: ModuleRead, new: ModuleRead, notes: Notes) -> None:
    """What the state has room for."""
    if new.fixed > new.limit:
        text = f"Answers can take {new.fixed:,} characters, of which an LMS keeps {new.limit:,}"
        notes.add(Effect.LOST, f"{text}: it may cut them off.")
    elif old.weights and new.weights and old.free / old.weights > new.free / new.weights:
        text = f"Texts to hand in share {new.free:,} characters of the state, and shared {old.free:,}"
        notes.add(Effect.KEPT, f"{text}: what is beyond stays whole on the learner's device.")


@dataclass(frozen=True, slots=True)
class _Modules:
    old: ModuleRead
    new: ModuleRead

    def pages(self) -> Iterator[Change]:
        pairs = pair(self.old.pages, self.new.pages, lambda one: one.key, lambda one: (one.kind, one.name))
        for old, new in pairs.both:
            if old.name != new.name:
                yield self._change("renamed", new, notes=(f"It was called “{old.name}”.",))
            notes = self._page(old, new)
            if notes:
                yield self._change("changed", new, notes.effect, notes.said)
        for old, new in pairs.renewed:
            lost = "the quiz's attempts and score" if old.kind == "quiz" else "that they have seen it"
            text = f"The page “{old.id}” is “{new.id}” now. Learners lose {lost}: it has to be done again."
            yield self._change("new id", old, Effect.LOST, (text,))
        for one in pairs.removed:
            quiz = "Learners lose its attempts and its score; what the LMS was told stays there."
            effect = Effect.LOST if one.kind == "quiz" else Effect.KEPT
            yield self._change("removed", one, effect, (quiz,) if one.kind == "quiz" else ())
        for one in pairs.added:
            more = "Who is not through has one page more to see." if one.counts else ""
            effect = Effect.OTHERWISE if one.counts else Effect.KEPT
            yield self._change("added", one, effect, (more,) if more else ())
        if reordered(pairs.both, self.new.pages):
            text = "Pages stand in another order; each learner goes on with the page where they were."
            yield Change("moved", "page", self.new.id, "", self.new.id, notes=(text,))

    def _page(self, old: PageRead, new: PageRead) -> Notes:
        notes = Notes()
        if old.kind != new.kind:
            text = f"It was a page of kind {old.kind} and is one of kind {new.kind}."
            lost = " Learners lose its attempts and its score." if old.kind == "quiz" else ""
            notes.add(Effect.LOST if lost else Effect.KEPT, text + lost)
        elif new.kind == "quiz":
            before = [one for one in self.old.questions if one.page == old.id]
            after = [one for one in self.new.questions if one.page == new.id]
            notes = quizzes.notes_on(old, new, before, after)
        if old.counts != new.counts:
            notes.add(Effect.OTHERWISE, "Whether it has to be seen has changed.")
        if old.words != new.words:
            notes.add(Effect.KEPT, "Its text has changed.")
        return notes

    def questions(self) -> Iterator[Change]:
        pairs = pair(
            self.old.questions, self.new.questions, lambda one: one.key, lambda one: (one.kind, one.name)
        )
        for old, new in pairs.both:
            if old.page != new.page:
                yield self._moved(old, new)
            if old.name != new.name:
                yield self._change("renamed", new, notes=(f"It began with “{old.name}”.",))
            if notes := asked.notes_on(old, new, self._in_quiz(new, self.new)):
                yield self._change("changed", new, notes.effect, notes.said)
        for old, new in pairs.renewed:
            text = f"The question “{old.id}” is “{new.id}” now. Learners lose their answer and give it again."
            told = f"The LMS is told of it as {new.wire}; what it has of {old.wire} stays."
            yield self._change("new id", old, Effect.LOST, (text, told))
        for one in pairs.removed:
            told = f"The LMS is told of {one.wire} no more, and keeps what it has."
            yield self._change("removed", one, Effect.LOST, ("Learners lose their answer.", told))
        for one in pairs.added:
            quiz = self._in_quiz(one, self.new)
            text = "Who has not handed in the quiz has one question more; what is handed in keeps its score."
            yield self._change(
                "added", one, Effect.OTHERWISE if quiz else Effect.KEPT, (text,) if quiz else ()
            )
        staying = [(old, new) for old, new in pairs.both if old.page == new.page]
        if reordered(staying, self.new.questions):
            text = "Questions stand in another order; answers stay with their questions."
            yield Change("moved", "question", self.new.id, "", self.new.id, notes=(text,))

    def _moved(self, old: Asked, new: Asked) -> Change:
        text = f"It stood on the page “{old.page}”; its answer moves with it."
        counted, counts = (
            self._role(one, side) == "after" for one, side in ((old, self.old), (new, self.new))
        )
        if counted != counts:
            text += " It counts now." if counts else " It counts no more."
        effect = Effect.OTHERWISE if counted != counts else Effect.KEPT
        return self._change("moved", new, effect, (text,))

    def played(self) -> Iterator[Change]:
        pairs = pair(
            self.old.played, self.new.played, lambda one: one.key, lambda one: (one.kind, one.name, one.words)
        )
        for old, new in pairs.both:
            if old.page != new.page:
                text = f"It stood on the page “{old.page}”; what was done in it moves with it."
                yield self._change("moved", new, notes=(text,))
            if notes := played.notes_on(old, new):
                yield self._change("changed", new, notes.effect, notes.said)
        for old, new in pairs.renewed:
            text = f"“{old.id}” is “{new.id}” now. Learners lose what they did in it."
            yield self._change("new id", old, Effect.LOST, (text,))
        for one in pairs.removed:
            what = listed(one.labels[key] for key in sorted(one.private) if key in one.labels)
            texts = f", also what they wrote under {what}" if what else ""
            yield self._change("removed", one, Effect.LOST, (f"Learners lose what they did in it{texts}.",))
        for one in pairs.added:
            yield self._change("added", one)

    def _in_quiz(self, one: Asked, side: ModuleRead) -> bool:
        return any(page.id == one.page and page.kind == "quiz" for page in side.pages)

    def _role(self, one: Asked, side: ModuleRead) -> str:
        return next((page.settings.get("role", "") for page in side.pages if page.id == one.page), "")

    def _change(
        self,
        kind: str,
        one: PageRead | Asked | Played,
        effect: Effect = Effect.KEPT,
        notes: tuple[str, ...] = (),
    ) -> Change:
        within = self.new.id if isinstance(one, PageRead) else f"{self.new.id} / {one.page}"
        return Change(kind, _what(one), one.id, one.name, within, effect, notes)


def _what(one: PageRead | Asked | Played) -> str:
    if isinstance(one, Asked):
        return "question"
    if isinstance(one, Played):
        return one.kind if one.kind in ("case", "survey") else "activity"
    return "quiz" if one.kind == "quiz" else "page"
