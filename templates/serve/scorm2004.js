// SCORM 2004, 4th edition: the data model (run-time environment, 4.2) and the numbers of its errors (3.1.7).

const scorm2004 = (function () {
  const TYPES = ["true-false", "choice", "fill-in", "long-fill-in", "matching", "performance", "sequencing",
    "likert", "numeric", "other"];
  const real = decimal(-Infinity, Infinity);
  const scaled = decimal(-1, 1);
  const part = decimal(0, 1);
  const long = matches(/^\S{1,4000}$/);
  const short = matches(/^[^\s[\]{}]{1,250}$/);
  const language = matches(/^([A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*)?$/);
  const stamp = matches(/^(19[7-9]\d|20[0-3]\d)(-[01]\d(-[0-3]\d(T[0-2]\d(:[0-5]\d(:[0-5]\d(\.\d{1,2}(Z|[+-][0-2]\d(:[0-5]\d)?)?)?)?)?)?)?)?$/);
  const span = matches(/^P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?$/);
  /** A text that may say its language first. */
  const text = (length) => (value) => {
    const [all, tag] = /^\{lang=([^}]*)\}/.exec(value) || ["", ""];
    return language(tag) || upTo(length)(value.slice(all.length));
  };
  /** A form behind settings such as {case_matters=true}. */
  const after = (form) => (value) => form(value.replace(/^(\{(case_matters|order_matters)=(true|false)\})+/, ""));
  const step = pair(either(words(""), short), either(words(""), upTo(250)), "[.]");
  const truth = words("true", "false");
  const shorts = list(short, "[,]");
  const matched = list(pair(short, short, "[.]"), "[,]");
  const response = byType({
    "true-false": truth, choice: shorts, "fill-in": list(text(250), "[,]"), "long-fill-in": text(4000),
    matching: matched, performance: list(step, "[,]"), sequencing: list(short, "[,]", 1), likert: short, numeric: real,
  }, upTo(4000));
  const bound = either(words(""), real);
  const pattern = byType({
    "true-false": truth, choice: shorts, "fill-in": after(list(text(250), "[,]")), "long-fill-in": after(text(4000)),
    matching: matched, performance: after(list(step, "[,]")), sequencing: list(short, "[,]", 1), likert: short,
    numeric: pair(bound, bound, "[:]"),
  }, upTo(4000));

  const rows = (prefix, names) => Object.fromEntries(Object.entries(names).map(([name, row]) => [prefix + name, row]));
  const score = { "score.scaled": ["rw", scaled], "score.raw": ["rw", real], "score.min": ["rw", real], "score.max": ["rw", real] };
  const success = ["rw", words("passed", "failed", "unknown"), "unknown"];
  const completion = ["rw", words("completed", "incomplete", "not attempted", "unknown"), "unknown"];

  return {
    name: "SCORM 2004",
    object: "API_1484_11",
    calls: {
      initialize: "Initialize", terminate: "Terminate", get: "GetValue", set: "SetValue", commit: "Commit",
      error: "GetLastError", text: "GetErrorString", diagnostic: "GetDiagnostic",
    },
    errors: {
      0: "No Error", 101: "General Exception", 102: "General Initialization Failure", 103: "Already Initialized",
      104: "Content Instance Terminated", 111: "General Termination Failure", 112: "Termination Before Initialization",
      113: "Termination After Termination", 122: "Retrieve Data Before Initialization",
      123: "Retrieve Data After Termination", 132: "Store Data Before Initialization",
      133: "Store Data After Termination", 142: "Commit Before Initialization", 143: "Commit After Termination",
      201: "General Argument Error", 301: "General Get Failure", 351: "General Set Failure",
      391: "General Commit Failure", 401: "Undefined Data Model Element", 402: "Unimplemented Data Model Element",
      403: "Data Model Element Value Not Initialized", 404: "Data Model Element Is Read Only",
      405: "Data Model Element Is Write Only", 406: "Data Model Element Type Mismatch",
      407: "Data Model Element Value Out Of Range", 408: "Data Model Dependency Not Established",
    },
    codes: {
      initialize: 102, initialized: 103, again: 104, terminate: 111, argument: 201, commit: 391,
      early: { terminate: 112, get: 122, set: 132, commit: 142 },
      late: { terminate: 113, get: 123, set: 133, commit: 143 },
      unknown: 401, nameless: { get: 301, set: 351 }, _children: 301, _count: 301, keyword: 404, readOnly: 404, writeOnly: 405,
      type: 406, range: 407, index: { get: 301, set: 351 }, unset: 403, needs: 408, twice: 351,
    },
    names: {
      status: "cmi.completion_status", success: "cmi.success_status", exit: "cmi.exit", session: "cmi.session_time",
      total: "cmi.total_time", raw: "cmi.score.raw", min: "cmi.score.min", max: "cmi.score.max",
      scaled: "cmi.score.scaled", progress: "cmi.progress_measure", place: "cmi.location",
      state: "cmi.suspend_data", response: "learner_response",
    },
    /** What the LMS itself says at the start of a sitting. */
    given: (learner, entry, total, settings) => Object.fromEntries(Object.entries({
      "cmi.learner_id": learner.id,
      "cmi.learner_name": learner.name,
      "cmi.credit": "credit",
      "cmi.mode": "normal",
      "cmi.entry": entry,
      "cmi.total_time": `PT${Math.round(total * 100) / 100}S`,
      "cmi.launch_data": settings.launchData,
      "cmi.scaled_passing_score": settings.passing,
      "cmi.completion_threshold": settings.threshold,
      "cmi.max_time_allowed": settings.maxTime,
      "cmi.time_limit_action": "continue,no message",
    }).filter(([, value]) => value !== undefined)),
    first: {
      "cmi.learner_preference.audio_level": "1", "cmi.learner_preference.language": "",
      "cmi.learner_preference.delivery_speed": "1", "cmi.learner_preference.audio_captioning": "0",
    },
    passing: ["cmi.exit", "cmi.session_time", "adl.nav.request"],
    keepsWithoutSuspend: false,
    elements: {
      "cmi._version": ["r", null, "1.0"],
      ...rows("cmi.comments_from_learner.n.", { comment: ["rw", text(4000)], location: ["rw", upTo(250)], timestamp: ["rw", stamp] }),
      ...rows("cmi.comments_from_lms.n.", { comment: ["r"], location: ["r"], timestamp: ["r"] }),
      "cmi.completion_status": completion,
      "cmi.completion_threshold": ["r"],
      "cmi.credit": ["r"],
      "cmi.entry": ["r"],
      "cmi.exit": ["w", words("time-out", "suspend", "logout", "normal", "")],
      ...rows("cmi.interactions.n.", {
        id: ["rw", long], type: ["rw", words(...TYPES)], "objectives.n.id": ["rw", long], timestamp: ["rw", stamp],
        "correct_responses.n.pattern": ["rw", pattern], weighting: ["rw", real], learner_response: ["rw", response],
        result: ["rw", either(words("correct", "incorrect", "unanticipated", "neutral"), real)],
        latency: ["rw", span], description: ["rw", text(250)],
      }),
      "cmi.launch_data": ["r"],
      "cmi.learner_id": ["r"],
      "cmi.learner_name": ["r"],
      ...rows("cmi.learner_preference.", {
        audio_level: ["rw", decimal(0, Infinity)], language: ["rw", language],
        delivery_speed: ["rw", decimal(0, Infinity)], audio_captioning: ["rw", words("-1", "0", "1")],
      }),
      "cmi.location": ["rw", upTo(1000)],
      "cmi.max_time_allowed": ["r"],
      "cmi.mode": ["r"],
      ...rows("cmi.objectives.n.", {
        id: ["rw", long], ...score, success_status: success, completion_status: completion,
        progress_measure: ["rw", part], description: ["rw", text(250)],
      }),
      "cmi.progress_measure": ["rw", part],
      "cmi.scaled_passing_score": ["r"],
      ...rows("cmi.", score),
      "cmi.session_time": ["w", span],
      "cmi.success_status": success,
      "cmi.suspend_data": ["rw", upTo(64000)],
      "cmi.time_limit_action": ["r"],
      "cmi.total_time": ["r"],
      "adl.nav.request": ["rw", matches(/^(continue|previous|exit|exitAll|abandon|abandonAll|suspendAll|_none_|\{target=\S+\}(choice|jump))$/), "_none_"],
      "adl.nav.request_valid.continue": ["r", null, "unknown"],
      "adl.nav.request_valid.previous": ["r", null, "unknown"],
    },
    settle: () => ({}),
    /** What the LMS works out itself where the manifest sets a bar (4.2.4.1 and 4.2.22.1). */
    derived(element, data) {
      const over = (value, bar) => (data[value] === undefined ? null : Number(data[value]) >= Number(data[bar]));
      if (element === "cmi.completion_status" && data["cmi.completion_threshold"]) {
        const reached = over("cmi.progress_measure", "cmi.completion_threshold");
        return reached === null ? "" : reached ? "completed" : "incomplete";
      }
      if (element === "cmi.success_status" && data["cmi.scaled_passing_score"]) {
        const reached = over("cmi.score.scaled", "cmi.scaled_passing_score");
        return reached === null ? "unknown" : reached ? "passed" : "failed";
      }
      return "";
    },
  };
}());
