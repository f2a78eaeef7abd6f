// One interaction for each answered question, in no standard's words: the adapters know those.

const interactions = (function () {
  let shown = new Date(); // when the page came to be seen
  let last = Date.now(); // when something on it was touched last
  const spent = new Map(); // form → milliseconds
  const waiting = new Map(); // id → what the LMS refused

  /** A page is shown: from now on its questions are thought about. */
  function begin() {
    shown = new Date();
    last = Date.now();
  }

  /** The time since the last touch went to this question. */
  function touch(form) {
    spent.set(form, (spent.get(form) || 0) + Math.max(0, Date.now() - last));
    last = Date.now();
  }

  /** Tells the LMS of an answer; of one that only comes late, nobody knows when it was given. */
  function record(form, late) {
    const answer = state.answers[form.dataset.key];
    if (!form.dataset.type || form.hasAttribute("data-private")) return;
    const counts = pageOf(form).dataset.role === "after";
    send(answer, {
      id: form.dataset.wire,
      type: form.dataset.type,
      patterns: JSON.parse(form.dataset.patterns),
      names: named(form, "names").map(([, id]) => id),
      sides: named(form, "sides").map(([, id]) => id),
      strict: (form.dataset.strict || "").split(" ").filter(Boolean).map(Number),
      response: kinds[form.dataset.kind].respond(form, answer.response),
      result: result(form, answer.fraction),
      weighting: counts ? decimal(form.dataset.points, 4) : "0",
      about: wordsOf(one(".stem", form)),
      outcome: form.dataset.outcome,
      shown: late ? null : shown,
      seconds: secondsOn(form, late),
    });
    spent.delete(form);
  }

  /** A text of a journal that its author wants to be sent. */
  function recordText(field, late) {
    const key = textKey(field);
    const answer = state.answers[key] || { response: "w", done: true };
    state.answers[key] = answer;
    if (!late) touch(field);
    const about = document.getElementById(field.getAttribute("aria-labelledby"));
    send(answer, {
      id: field.dataset.wire, type: "text", patterns: [], response: words(state.texts[key] || ""), result: "neutral",
      weighting: "0", about: about ? wordsOf(about) : "", shown: late ? null : shown, seconds: secondsOn(field, late),
    });
    spent.delete(field);
  }

  function send(answer, values) {
    const { lms } = session;
    if (!lms) return;
    // A question keeps its place, so that a report shows it once; places have no gaps, also
    // where an LMS has forgotten those of an earlier sitting.
    const count = lms.count();
    const index = answer.index !== undefined && answer.index <= count ? answer.index : count;
    if (lms.interaction(index, values)) {
      answer.index = index;
      waiting.delete(values.id);
    } else {
      waiting.set(values.id, [answer, values]);
    }
  }

  /** What was refused is told again before the next commit. */
  function again() {
    for (const [answer, values] of Array.from(waiting.values())) send(answer, values);
  }

  /** Seconds, or null where nobody knows. */
  function secondsOn(what, late) {
    return !late && spent.has(what) ? spent.get(what) / 1000 : null;
  }

  function result(form, fraction) {
    if (!form.hasAttribute("data-scored")) return "neutral";
    if (fraction === "1") return "correct";
    return fraction === "0" ? "incorrect" : decimal(fraction, 4);
  }

  return { begin, touch, record, recordText, again };
}());

/** The [key, id] of each choice, item or left side of a question, or of its right sides, in the order of the source. */
function named(form, what) {
  return (form.dataset[what] || "").split(" ").filter(Boolean).map((pair) => pair.split(":"));
}

/** The ids of what a response names, in the order of the source; what is not there any more is passed over. */
function idsOf(form, keys) {
  return named(form, "names").filter(([key]) => keys.includes(key)).map(([, id]) => id);
}

/** A typed text as the response that an LMS gets: on one line. */
function words(text) {
  return [text.replace(/\s+/g, " ").trim()];
}
