"""The glossary of a module: the terms that its pages lead to, and those that these lead to."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from bot_scorm.model.programme import Programme
from bot_scorm.model.references import Glossary
from bot_scorm.writers.blocks import Renderer, macros
from bot_scorm.writers.inline import Inline

PREFIX = "p__terms"
"""The page's anchor; no page of an author has an id with ``_`` in it."""


@dataclass(slots=True)
class Terms:
    """Notes down which terms a module uses while its pages are rendered."""

    glossary: Glossary | None
    used: dict[str, None] = field(default_factory=dict)

    @classmethod
    def of(cls, programme: Programme) -> Terms:
        """Those of a programme, none used yet."""
        return cls(programme.glossary)

    def __call__(self, id: str) -> str | None:
        """The address of a term's explanation; None for one that is not there."""
        if self.glossary is None or self.glossary.term(id) is None:
            return None
        self.used[id] = None
        return f"#t_{id}"

    def page(self, words: dict[str, str]) -> Markup:
        """The body of the page with all terms that were used, in the order of the glossary."""
        if self.glossary is None:
            return Markup("")
        inline = Inline(self.glossary.prose, term=self, prefix=f"{PREFIX}_", new_tab=words["new_tab"])
        to = Renderer(inline, words)
        done: dict[str, tuple[Markup, list[Markup]]] = {}
        while pending := [id for id in self.used if id not in done]:
            for id in pending:
                term = self.glossary.term(id)
                if term is not None:
                    done[id] = (inline(term.text), [to.blocks(body) for body in term.bodies])
        entries = [(one.id, *done[one.id]) for one in self.glossary.terms if one.id in done]
        return to.blocks(self.glossary.prose.blocks) + macros("glossary").terms(entries) + to.works()
