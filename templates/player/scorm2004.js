// SCORM 2004, 3rd and 4th edition, behind the contract that stands in the room of SCORM 1.2.

function scorm2004(lms) {
  const { get, set, tell } = lms;

  /** Success and completion apart. Not passed yet is not complete: Moodle takes completed and failed for done. */
  function put(report) {
    // Only what was suspended is there again the next time, also behind a pass (Moodle 4.5, scorm_13lib.php).
    set("cmi.exit", "suspend");
    set("cmi.location", shortened(report.place, 1000));
    let taken = true;
    if (report.raw !== null) {
      set("cmi.score.min", 0);
      set("cmi.score.max", 100);
      set("cmi.score.scaled", report.scaled);
      taken = set("cmi.score.raw", report.raw); // Moodle's grade
    }
    set("cmi.progress_measure", report.progress);
    const complete = report.status === "passed" || report.status === "completed";
    taken = set("cmi.completion_status", complete ? "completed" : "incomplete") && taken;
    taken = set("cmi.success_status", /passed|failed/.test(report.status) ? report.status : "unknown") && taken;
    set("cmi.session_time", duration(report.seconds));
    return set("cmi.suspend_data", report.state) && taken;
  }

  function interaction(index, values) {
    const at = `cmi.interactions.${index}.`;
    if (!tell(`${at}id`, values.id)) return false;
    // When it was there to be answered first; with a fraction, without which no time zone may follow.
    if (values.shown) set(`${at}timestamp`, `${values.shown.toISOString().slice(0, 19)}.0Z`);
    if (values.outcome && get(`${at}objectives._count`) === "0") set(`${at}objectives.0.id`, values.outcome);
    const { type, pattern, response } = inWords2004(values);
    asked(at, type, values.patterns.slice(0, type === "numeric" ? 1 : 10).map(pattern));
    set(`${at}weighting`, values.weighting);
    if (!set(`${at}learner_response`, response)) {
      // A number that is too long for a number, say: better in other words than not at all.
      asked(at, "other", values.patterns.slice(0, 1).map(pattern));
      set(`${at}learner_response`, response);
    }
    set(`${at}result`, values.result);
    if (values.seconds !== null) set(`${at}latency`, duration(values.seconds));
    if (values.about) set(`${at}description`, shortened(values.about, 250));
    return true;
  }

  /** The type comes before all that depends on it, and a new one takes the patterns away. */
  function asked(at, type, patterns) {
    if (!set(`${at}type`, type)) return;
    patterns.forEach((pattern, n) => set(`${at}correct_responses.${n}.pattern`, pattern));
  }

  function status() {
    const [success, completion] = [get("cmi.success_status"), get("cmi.completion_status")];
    return /passed|failed/.test(success) ? success : completion;
  }

  return {
    name: "SCORM 2004",
    limit: 64000, // run-time environment 4.2.23
    shown: 4000, // of a response
    open: () => lms.open("cmi.completion_status", "Terminate"),
    put,
    interaction,
    learner: () => get("cmi.learner_id"),
    status,
    state: () => get("cmi.suspend_data"),
    place: () => get("cmi.location"),
    resumed: () => get("cmi.entry") === "resume",
    looking: () => /browse|review/.test(get("cmi.mode")),
    mastery() {
      const mark = get("cmi.scaled_passing_score").trim();
      return /^(0?\.\d+|[01](\.\d+)?)$/.test(mark) && Number(mark) <= 1 ? decimal(times(typedNumber(mark), "100"), 5) : null;
    },
    count: () => Number(get("cmi.interactions._count")) || 0,
    commit: () => lms.call("Commit"),
    close: () => lms.call("Terminate"),
  };
}

/** Seconds as PT1H2M3S, timeinterval (second,10,2). */
function duration(seconds) {
  const [hours, minutes, rest] = clockParts(seconds);
  return `PT${hours ? `${hours}H` : ""}${minutes ? `${minutes}M` : ""}${rest}S`;
}

/** The type of an interaction, and its patterns and response as text, by the run-time environment, 4.2.9. */
function inWords2004({ type, names = [], sides = [], strict = [], response, patterns }) {
  const many = Math.max(names.length, sides.length, response.length) > 36; // smallest permitted maximum
  // A delimiter, or what looks like a property, that a learner typed is none.
  const typed = (most) => (text) => shortened(text.replace(/\[([,.:])\]/g, "[ $1 ]").replace(/^\{/, " {"), most);
  const joined = (list) => list.map(typed(250)).join("[,]");
  const ids = (list) => list.join("[,]");
  const pairs = (list) => list.map((pair) => pair.join("[.]")).join("[,]");
  const text = (list) => typed(4000)(list.join("; "));
  const same = (word) => ({ pattern: word, response: word(response) });
  if (many || (type === "numeric" && !patterns.every((each) => each.every(isReal)))) {
    return { type: "other", pattern: text, response: text(response.map(String)) };
  }
  if (type === "text" || (type === "fill-in" && response.length > 10)) return { type: "long-fill-in", ...same(text) };
  if (type === "numeric") return { type, pattern: ([, low, high]) => `${low}[:]${high}`, response: response[0] };
  if (type === "true-false") return { type, ...same(([id]) => id) };
  if (type === "matching") return { type, ...same(pairs) };
  if (type !== "fill-in") return { type, ...same(ids) };
  const exact = (list) => (strict.includes(patterns.indexOf(list)) ? "{case_matters=true}" : "") + joined(list);
  return { type, pattern: exact, response: joined(response) };
}

/** Moodle's real number: five digits before the point. */
const isReal = (text) => /^-?\d{1,5}(\.\d{1,18})?$/.test(text);
