"""How long 10,000 GIFT questions take to read: ``python -m benchmarks.gift_questions``."""

from __future__ import annotations

import time
from dataclasses import dataclass

from bot_scorm.diagnostics import Report
from bot_scorm.readers.gift import read_gift

QUESTIONS = 10_000
_FIVE = """\
// [id:trust.who_is_neet_{n}] [tag:bloom:understand] [tag:outcome:stages]
::Who is NEET {n}::[html]<p>Which of these young people is counted as NEET?</p>{{
	=Ana, 22, cares for her siblings and studies nowhere.#Yes\\: registration does not matter.
	~Petar, 19, works in the harvest without a contract.#One paid hour counts as employed.
	~%50%Both of them.
	####<p>The definition looks at four weeks.</p>
}}

::Guarantee {n}::[html]<p>What is the EU's promise of an offer within four months called?</p>{{
	=Youth Guarantee
	=%50%*guarantee*#Nearly\\: which guarantee?
	=%0%*#Look at the second page again.
}}

// [id:trust.contact_{n}]
::More contact {n}::[html]<p>More contact <strong>always</strong> builds trust.</p>{{
	FALSE#Unwanted contact costs trust.#Right
}}

::Gap {n}::[html]<p>26.8 % of rural young people, 7.5 % in large cities\\: how large is the gap?</p>{{
	#
	=19.3\\:0.1
	~#Take the smaller number from the larger one.
}}

::OARS {n}::[html]<p>What does each do?</p>{{
	=open question -> evokes change talk
	=affirmation -> names a strength
	= -> ends the talk
}}

"""


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of processor time on one core."""

    parsed: float
    """Until every question is known as Moodle takes it, with all diagnostics."""
    modelled: float
    """And until all are questions of our model, their HTML turned into Markdown."""


def make(count: int = QUESTIONS) -> bytes:
    """A file with so many questions of five types, with feedback, weights, ids and tags."""
    return "".join(_FIVE.format(n=n) for n in range(count // 5)).encode()


def measure(source: bytes) -> Times:
    """Reads the file once."""
    start = time.process_time()
    file = read_gift(source, "made.gift.txt", Report())
    parsed = time.process_time()
    if len(file.questions) != len(file.entries):
        raise AssertionError("every entry makes a question")
    return Times(parsed - start, time.process_time() - start)


def main() -> None:
    """Prints one run."""
    source = make()
    times = measure(source)
    print(f"{QUESTIONS:,} GIFT questions, {len(source) / 1e6:.1f} MB, processor time:")
    print(f"  parsed        {times.parsed:.2f} s")
    print(f"  as our model  {times.modelled:.2f} s")


if __name__ == "__main__":
    main()
