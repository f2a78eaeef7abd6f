// SCORM 1.2: the data model (run-time environment 1.2, 3.4) and the numbers of its errors (3.3).

const scorm12 = (function () {
  const STATUS = ["passed", "completed", "failed", "incomplete", "browsed"];
  const TYPES = ["true-false", "choice", "fill-in", "matching", "performance", "sequencing", "likert", "numeric"];
  const number = decimal(-Infinity, Infinity);
  const score = decimal(0, 100, true);
  const identifier = matches(/^[!-~]{1,255}$/);
  const time = matches(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?$/);
  const span = matches(/^\d{2,4}:\d{2}:\d{2}(\.\d{1,2})?$/);
  const letter = matches(/^[a-z0-9]$/);
  const feedback = byType({
    "true-false": matches(/^[01tf]$/),
    choice: matches(/^(\{[a-z0-9](,[a-z0-9])*\}|[a-z0-9](,[a-z0-9])*)$/),
    sequencing: list(letter, ",", 1),
    matching: matches(/^(\{[a-z0-9]\.[a-z0-9](,[a-z0-9]\.[a-z0-9])*\}|[a-z0-9]\.[a-z0-9](,[a-z0-9]\.[a-z0-9])*)$/),
    likert: matches(/^[a-z0-9]?$/),
    numeric: number,
  }, upTo(255));

  return {
    name: "SCORM 1.2",
    object: "API",
    calls: {
      initialize: "LMSInitialize", terminate: "LMSFinish", get: "LMSGetValue", set: "LMSSetValue",
      commit: "LMSCommit", error: "LMSGetLastError", text: "LMSGetErrorString", diagnostic: "LMSGetDiagnostic",
    },
    errors: {
      0: "No error", 101: "General exception", 201: "Invalid argument error",
      202: "Element cannot have children", 203: "Element not an array; cannot have count",
      301: "Not initialized", 401: "Not implemented error",
      402: "Invalid set value, element is a keyword", 403: "Element is read only",
      404: "Element is write only", 405: "Incorrect data type",
    },
    codes: {
      initialize: 101, initialized: 101, again: 0, terminate: 101, argument: 201, commit: 101,
      early: { terminate: 301, get: 301, set: 301, commit: 301 },
      late: { terminate: 301, get: 301, set: 301, commit: 301 },
      unknown: 401, nameless: { get: 201, set: 201 }, _children: 202, _count: 203, keyword: 402, readOnly: 403, writeOnly: 404,
      type: 405, range: 405, index: { get: 201, set: 201 }, unset: 0, needs: 405, twice: 405,
    },
    names: {
      status: "cmi.core.lesson_status", exit: "cmi.core.exit", session: "cmi.core.session_time",
      total: "cmi.core.total_time", raw: "cmi.core.score.raw", min: "cmi.core.score.min",
      max: "cmi.core.score.max", place: "cmi.core.lesson_location", state: "cmi.suspend_data",
      response: "student_response",
    },
    /** What the LMS itself says at the start of a sitting. */
    given: (learner, entry, total, settings) => ({
      "cmi.core.student_id": learner.id,
      "cmi.core.student_name": learner.name,
      "cmi.core.credit": "credit",
      "cmi.core.lesson_mode": "normal",
      "cmi.core.entry": entry,
      "cmi.core.total_time": clockTime(total),
      "cmi.launch_data": settings.launchData || "",
      "cmi.comments_from_lms": "",
      "cmi.student_data.mastery_score": settings.mastery || "",
      "cmi.student_data.max_time_allowed": settings.maxTime || "",
      "cmi.student_data.time_limit_action": "",
    }),
    first: { "cmi.core.lesson_status": "not attempted" },
    /** What is written and cannot be read, or belongs to one sitting, is not kept for the next. */
    passing: ["cmi.core.exit", "cmi.core.session_time"],
    keepsWithoutSuspend: true,
    elements: {
      "cmi._version": ["r", null, "3.4"],
      "cmi.core.student_id": ["r"],
      "cmi.core.student_name": ["r"],
      "cmi.core.lesson_location": ["rw", upTo(255)],
      "cmi.core.credit": ["r"],
      "cmi.core.lesson_status": ["rw", words(...STATUS)],
      "cmi.core.entry": ["r"],
      "cmi.core.score.raw": ["rw", score],
      "cmi.core.score.max": ["rw", score],
      "cmi.core.score.min": ["rw", score],
      "cmi.core.total_time": ["r"],
      "cmi.core.lesson_mode": ["r"],
      "cmi.core.exit": ["w", words("time-out", "suspend", "logout", "")],
      "cmi.core.session_time": ["w", span],
      "cmi.suspend_data": ["rw", upTo(4096)],
      "cmi.launch_data": ["r"],
      "cmi.comments": ["rw", upTo(4096)],
      "cmi.comments_from_lms": ["r"],
      "cmi.objectives.n.id": ["rw", identifier],
      "cmi.objectives.n.score.raw": ["rw", score],
      "cmi.objectives.n.score.max": ["rw", score],
      "cmi.objectives.n.score.min": ["rw", score],
      "cmi.objectives.n.status": ["rw", words(...STATUS, "not attempted")],
      "cmi.student_data.mastery_score": ["r"],
      "cmi.student_data.max_time_allowed": ["r"],
      "cmi.student_data.time_limit_action": ["r"],
      "cmi.student_preference.audio": ["rw", decimal(-1, 100)],
      "cmi.student_preference.language": ["rw", upTo(255)],
      "cmi.student_preference.speed": ["rw", decimal(-100, 100)],
      "cmi.student_preference.text": ["rw", words("-1", "0", "1")],
      "cmi.interactions.n.id": ["w", identifier],
      "cmi.interactions.n.objectives.n.id": ["w", identifier],
      "cmi.interactions.n.time": ["w", time],
      "cmi.interactions.n.type": ["w", words(...TYPES)],
      "cmi.interactions.n.correct_responses.n.pattern": ["w", feedback],
      "cmi.interactions.n.weighting": ["w", number],
      "cmi.interactions.n.student_response": ["w", feedback],
      "cmi.interactions.n.result": ["w", either(words("correct", "wrong", "unanticipated", "neutral"), number)],
      "cmi.interactions.n.latency": ["w", span],
    },
    /** At its end the LMS settles the status: a mastery score decides, and none at all means completed. */
    settle(data, settings) {
      const raw = data["cmi.core.score.raw"];
      const status = data["cmi.core.lesson_status"];
      if (settings.mastery && raw) return { "cmi.core.lesson_status": Number(raw) >= Number(settings.mastery) ? "passed" : "failed" };
      return status === "not attempted" ? { "cmi.core.lesson_status": "completed" } : {};
    },
    derived: () => "",
  };
}());

/** Seconds as HHHH:MM:SS.SS, SCORM's CMITimespan. */
function clockTime(total) {
  const two = (part) => String(Math.floor(part)).padStart(2, "0");
  return `${two(total / 3600).padStart(4, "0")}:${two((total / 60) % 60)}:${two(total % 60)}.${two((total * 100) % 100)}`;
}
