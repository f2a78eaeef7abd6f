// SCORM 1.2. An adapter is the LMS behind one small contract, so that another standard is one more adapter:
//   name, limit: what suspend_data takes, shown: what a response takes;  open() → whether it runs;
//   learner(), status(), state(), place(),
//   resumed(), looking() (nothing is recorded), and mastery(), in percent or null, as the LMS holds them;
//   put({state, place, status, raw, scaled, progress, seconds}) → whether what must not get lost was taken;
//   interaction(index, {id, type, patterns, names, sides, strict, response, result, weighting, about, outcome,
//     shown, seconds}) → whether it was begun;  count() of interactions;  commit() → whether it is saved;  close().
// An interaction comes in no standard's words: types choice, true-false, fill-in, numeric, matching, sequencing,
// text; a response and each pattern are lists of ids, of pairs of ids, or of words; names and sides list all ids;
// shown and seconds, when it was seen first and how long it took, are null where nobody knows.

function scorm12(lms) {
  const { get, set, tell } = lms;

  function put(report) {
    // The state and the place are of use only if the attempt goes on, so this comes first. It stays so behind a
    // pass: what a learner reads again would else begin from nothing.
    set("cmi.core.exit", "suspend");
    set("cmi.core.lesson_location", shortened(report.place, 255));
    let taken = true;
    if (report.raw !== null) {
      set("cmi.core.score.min", 0);
      set("cmi.core.score.max", 100);
      taken = set("cmi.core.score.raw", report.raw);
    }
    taken = set("cmi.core.lesson_status", report.status) && taken;
    set("cmi.core.session_time", clock(report.seconds));
    return set("cmi.suspend_data", report.state) && taken;
  }

  function interaction(index, values) {
    const at = `cmi.interactions.${index}.`;
    if (!tell(`${at}id`, values.id)) return false;
    const { type, word } = inWords12(values);
    const now = new Date();
    if (values.shown) set(`${at}time`, clock(now.getHours() * 3600 + now.getMinutes() * 60 + now.getSeconds()));
    set(`${at}type`, type);
    values.patterns.forEach((pattern, n) => set(`${at}correct_responses.${n}.pattern`, word(pattern)));
    set(`${at}weighting`, values.weighting);
    set(`${at}student_response`, word(values.response));
    set(`${at}result`, values.result === "incorrect" ? "wrong" : values.result);
    if (values.seconds !== null) set(`${at}latency`, clock(values.seconds));
    return true;
  }

  return {
    name: "SCORM 1.2",
    limit: 4096, // run-time environment 3.4.2
    shown: 255, // of a response
    open: () => lms.open("cmi.core.lesson_status", "Finish"),
    put,
    interaction,
    learner: () => get("cmi.core.student_id"),
    status: () => get("cmi.core.lesson_status"),
    state: () => get("cmi.suspend_data"),
    place: () => get("cmi.core.lesson_location"),
    resumed: () => get("cmi.core.entry") === "resume",
    looking: () => /browse|review/.test(get("cmi.core.lesson_mode")),
    mastery() {
      const mark = get("cmi.student_data.mastery_score").trim();
      return /^\d+(\.\d+)?$/.test(mark) && Number(mark) <= 100 ? mark : null;
    },
    count: () => Number(get("cmi.interactions._count")) || 0,
    commit: () => lms.call("Commit"),
    close: () => lms.call("Finish"),
  };
}

/** The type of an interaction and how a response is written, by the run-time environment, 3.4.2.2. */
function inWords12({ type, names = [], sides = [] }) {
  const letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  const few = Math.max(names.length, sides.length) <= letters.length;
  // One character for each choice, in the order of the source; numbers where there are more than characters.
  const letter = (ids, id) => (few ? letters[ids.indexOf(id)] : String(ids.indexOf(id) + 1));
  const lettered = (list) => list.map((id) => letter(names, id)).join(",");
  const words = {
    choice: lettered,
    sequencing: lettered,
    matching: (list) => list.map(([left, right]) => `${letter(names, left)}.${letter(sides, right)}`).join(","),
    "true-false": ([id]) => id[0],
    numeric: ([written]) => written,
  };
  const coded = type in words && few;
  const word = words[type] || ((list) => list.join("; "));
  return { type: coded ? type : "fill-in", word: (list) => shortened(word(list), 255) };
}
