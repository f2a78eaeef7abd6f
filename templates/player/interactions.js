// One interaction for each answered question, in the words of SCORM 1.2 (run-time environment, 3.4.2.2).

const interactions = (function () {
  const MOST = 255; // characters of a response or pattern
  let since = Date.now();

  /** From now on the next question is thought about. */
  function begin() {
    since = Date.now();
  }

  function record(form) {
    const answer = state.answers[form.dataset.key];
    if (!form.dataset.type || form.hasAttribute("data-private") || answer.lost) return;
    const counts = pageOf(form).dataset.role === "after";
    send(answer, {
      id: form.dataset.wire,
      type: form.dataset.type,
      patterns: JSON.parse(form.dataset.patterns).map(short),
      response: kinds[form.dataset.kind].respond(form, answer.response),
      result: result(form, answer.fraction),
      weighting: counts ? decimal(form.dataset.points, 4) : "0",
    });
  }

  /** A text of a journal that its author wants to be sent. */
  function recordText(field) {
    const key = textKey(field);
    const answer = state.answers[key] || { response: "w", done: true };
    state.answers[key] = answer;
    send(answer, {
      id: field.dataset.wire, type: "fill-in", patterns: [], response: field.value, result: "neutral", weighting: "0",
    });
  }

  function send(answer, values) {
    const lms = session.lms;
    if (!lms) return;
    // A question keeps its place, so that a report shows it once; places have no gaps, also
    // where an LMS has forgotten those of an earlier sitting.
    const count = lms.count();
    const index = answer.index !== undefined && answer.index <= count ? answer.index : count;
    const response = short(values.response.replace(/\s+/g, " "));
    const seconds = (Date.now() - since) / 1000;
    const taken = lms.interaction(index, Object.assign({}, values, { response, seconds }));
    if (taken) answer.index = index;
    begin();
  }

  /** What fits, without half a sign at its end: an LMS cannot write that into an address (URIError). */
  function short(text) {
    return text.slice(0, MOST).replace(/[\ud800-\udbff]$/, "");
  }

  function result(form, fraction) {
    if (!form.hasAttribute("data-scored")) return "neutral";
    if (fraction === "1") return "correct";
    return fraction === "0" ? "wrong" : decimal(fraction, 4);
  }

  return { begin, record, recordText };
}());
