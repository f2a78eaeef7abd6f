"""``::: media``: a recording with its transcript, and what can be wrong with either."""

from __future__ import annotations

import re
from pathlib import Path

from bot_scorm.diagnostics import Rule, Severity
from bot_scorm.model.blocks import Recording
from bot_scorm.readers.prose import PageReader
from bot_scorm.readers.tree import Node

ENDINGS = frozenset({".mp4", ".webm", ".mp3", ".m4a", ".ogg"})
"""What browsers play."""
CAPTIONS = ".vtt"
_CUE = re.compile(r"^(?:\d+:)?\d\d:\d\d\.\d{3}[ \t]+-->[ \t]+(?:\d+:)?\d\d:\d\d\.\d{3}", re.M)
_MAX_CAPTIONS = 1024 * 1024

NO_SOURCE = Rule.explained(
    "MED-001", Severity.ERROR, "A recording names its file and what it is.",
    "Without `src` there is nothing to play; without `title` a screen reader says “video” and no more.",
    '`::: media` instead of `::: media {src=media/talk.mp4 title="Denitsa tells"}`.',
)  # fmt: skip
KIND = Rule.explained(
    "MED-002", Severity.ERROR, "A recording is MP4, WebM, MP3, M4A or OGG.",
    "Browsers play no others.",
    "`media/talk.avi`. Save it as MP4 (H.264 with AAC), which every phone plays.",
)  # fmt: skip
NO_TRANSCRIPT = Rule.explained(
    "MED-003", Severity.ERROR, "A recording has a transcript.",
    "Who cannot hear, has a bad line or wants to search reads it; it can be translated and printed.",
    "A `::: media` block with nothing in it. Write what is said, and what is seen if it matters.",
)  # fmt: skip
NO_CAPTIONS = Rule.explained(
    "MED-004", Severity.WARNING, "A video has captions.",
    "Who cannot hear, or must not be heard, follows a video by its captions; a transcript comes too late.",
    "`media/talk.mp4` without `media/talk.vtt` beside it.",
)  # fmt: skip
BAD_CAPTIONS = Rule.explained(
    "MED-005", Severity.ERROR, "Captions are WebVTT in UTF-8.",
    "Browsers show no others, and say nothing.",
    "An SRT file that was given the ending `.vtt`: its times have a comma. The first line is `WEBVTT`, and a "
    "time is written `00:01.500 --> 00:04.000`.",
)  # fmt: skip


def read_recording(reader: PageReader, node: Node) -> Recording | None:
    """The recording of a ``:::`` block; what stands in it is its transcript."""
    attributes = node.block.attributes
    src, title, poster = attributes.take("src"), attributes.take_text("title"), attributes.take("poster")
    attributes.close("“media”")
    transcript = reader.blocks(node.children)
    if not src or not title:
        reader.fault(NO_SOURCE, node, 'Name file and title: ::: media {src=media/talk.mp4 title="…"}.')
        return None
    if not transcript:
        reader.fault(NO_TRANSCRIPT, node, f"Write between the ::: lines what is said in “{src[:60]}”.")
    if Path(src).suffix.lower() not in ENDINGS:
        reader.fault(KIND, node, f"“{src[:60]}” is no MP4, WebM, MP3, M4A or OGG.")
        return None
    return Recording(reader.at(node), src, title, poster or "", transcript)


def captions_fault(path: Path) -> str:
    """Why a file of captions cannot be shown; an empty text if it can."""
    try:
        if path.stat().st_size > _MAX_CAPTIONS:
            return "It is larger than 1 MiB."
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        return "It cannot be read as UTF-8 text."
    if not re.match(r"WEBVTT(?:[ \t\n]|$)", text):
        return "Its first line is not WEBVTT."
    return "" if _CUE.search(text) else "It has no line such as 00:01.500 --> 00:04.000."
