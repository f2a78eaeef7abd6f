"""MathML back into LaTeX, as far as formulas of courses go."""

from __future__ import annotations

import re
from typing import Any

_SIGNS = {
    "×": r"\times", "·": r"\cdot", "÷": r"\div", "±": r"\pm", "≤": r"\le", "≥": r"\ge", "≠": r"\ne",
    "≈": r"\approx", "→": r"\to", "∞": r"\infty", "∑": r"\sum", "∏": r"\prod", "∫": r"\int", "√": r"\surd",
    "∈": r"\in", "∪": r"\cup", "∩": r"\cap", "⇒": r"\Rightarrow", "−": "-", "α": r"\alpha", "β": r"\beta",
    "γ": r"\gamma", "δ": r"\delta", "ε": r"\epsilon", "θ": r"\theta", "λ": r"\lambda", "μ": r"\mu",
    "π": r"\pi", "ρ": r"\rho", "σ": r"\sigma", "φ": r"\phi", "χ": r"\chi", "ω": r"\omega", "Δ": r"\Delta",
    "Σ": r"\Sigma", "Ω": r"\Omega", "…": r"\dots", "%": r"\%", "#": r"\#", "&": r"\&", "_": r"\_",
    "{": r"\{", "}": r"\}", "$": r"\$", "\\": r"\backslash", "^": r"\hat{}", "~": r"\sim",
}  # fmt: skip
_DEPTH = 40


def latex_of(math: Any) -> str:
    """The LaTeX of a ``<math>`` element: what it says itself, or its parts read one by one."""
    for note in math.iter("annotation"):
        if "tex" in (note.get("encoding") or ""):
            return _one_line("".join(note.itertext()))
    return _one_line(math.get("alttext") or _row(math, 0))


def _one_line(text: str) -> str:
    return " ".join(text.replace("$", r"\$").split() if "\\$" not in text else text.split())


def _row(element: Any, depth: int) -> str:
    return " ".join(filter(None, (_latex(child, depth + 1) for child in element if _is_part(child))))


def _is_part(child: Any) -> bool:
    return isinstance(child.tag, str) and not child.tag.startswith("annotation")


def _latex(element: Any, depth: int) -> str:
    tag = element.tag
    if depth > _DEPTH:
        return _plain("".join(element.itertext()))
    if tag in ("mi", "mn", "mo", "ms"):
        text = "".join(element.itertext()).strip()
        word = tag == "mi" and len(text) > 1 and text.isalpha()
        return rf"\mathrm{{{text}}}" if word and text.isascii() else _plain(text)
    if tag == "mtext":
        return rf"\text{{{_plain(''.join(element.itertext()))}}}"
    parts = [_latex(child, depth + 1) for child in element if _is_part(child)]
    shape = _SHAPES.get((tag, len(parts)))
    if shape:
        names = dict(zip("abc", parts, strict=False)) | dict(zip("xyz", map(_group, parts), strict=False))
        return shape.format(**names)
    if tag == "msqrt":
        return rf"\sqrt{{{' '.join(parts)}}}"
    if tag == "mtable":
        rows = r" \\ ".join(parts)
        return rf"\begin{{matrix}} {rows} \end{{matrix}}"
    if tag in ("mtr", "mlabeledtr"):
        return " & ".join(parts)
    own = _plain((element.text or "").strip())
    return " ".join(filter(None, (own, *parts)))


_SHAPES = {
    ("mfrac", 2): r"\frac{{{a}}}{{{b}}}",
    ("msup", 2): "{x}^{y}",
    ("msub", 2): "{x}_{y}",
    ("msubsup", 3): "{x}_{y}^{z}",
    ("munder", 2): "{x}_{y}",
    ("mover", 2): "{x}^{y}",
    ("munderover", 3): "{x}_{y}^{z}",
    ("mroot", 2): r"\sqrt[{b}]{{{a}}}",
}
"""An element with so many parts."""


def _plain(text: str) -> str:
    found = re.sub(r"\s+", " ", text)
    return "".join(f"{_SIGNS[sign]} " if sign in _SIGNS else sign for sign in found).strip()


def _group(part: str) -> str:
    """A part that a sign such as ``^`` takes as a whole."""
    return part if len(part) == 1 or re.fullmatch(r"\\[a-zA-Z]+", part) else f"{{{part}}}"
