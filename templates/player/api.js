// The learning-management system behind one small adapter, so that another standard is one more adapter.
//
// An adapter has: name; open() → whether it runs; learner(), status(), state(), place(), resumed() and
// mastery() (null if there is none) as the LMS holds them; put({state, place, status, raw, seconds});
// interaction(index, values); count() of interactions; commit() → whether it is saved; close().

/** The API object of SCORM 1.2: in this window, in one that it stands in, or in one that opened it. */
function findApi() {
  const ahead = [window];
  const been = new Set();
  while (ahead.length && been.size < 60) {
    const from = ahead.shift();
    if (!from || been.has(from)) continue;
    been.add(from);
    try {
      if (from.API && from.API.LMSInitialize) return from.API;
    } catch (error) {
      // A window of another host keeps this to itself; one that it stands in may still have it.
    }
    ahead.unshift(from.parent);
    ahead.push(from.opener);
  }
  return null;
}

/** Calls back with the API, or null. Some systems put it there a moment after the page. */
function waitForApi(then, patience) {
  const api = findApi();
  const alone = window.parent === window && !window.opener;
  if (api || alone || patience <= 0) then(api);
  else setTimeout(() => waitForApi(then, patience - 100), 100);
}

function scorm12(api) {
  let given = {};

  function call(name, ...values) {
    try {
      return String(api[name](...values));
    } catch (error) {
      return "";
    }
  }
  const did = (answer) => answer === "true" || answer === "1";
  const get = (name) => {
    const value = call("LMSGetValue", name);
    return value === "null" || value === "undefined" ? "" : value;
  };
  function set(name, value) {
    const text = String(value);
    if (given[name] === text) return true;
    const taken = did(call("LMSSetValue", name, text));
    if (taken) given[name] = text;
    return taken;
  }

  function open() {
    given = {};
    if (did(call("LMSInitialize", ""))) return true;
    // Only our own frame was loaded anew: the sitting is still open, and it is ours.
    const [how] = performance.getEntriesByType("navigation");
    if (how && how.type === "reload" && get("cmi.core.lesson_status")) return true;
    // Another part of the package that never finished keeps this one out (Moodle: error 101).
    call("LMSFinish", "");
    return did(call("LMSInitialize", ""));
  }

  /** Whether the LMS took what must not get lost: state, status and score. */
  function put(report) {
    // The state and the place are of use only if the attempt goes on, so this comes first.
    set("cmi.core.exit", "suspend");
    set("cmi.core.lesson_location", report.place);
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
    if (!did(call("LMSSetValue", `${at}id`, values.id))) return false;
    set(`${at}time`, timeOfDay(new Date()));
    set(`${at}type`, values.type);
    values.patterns.forEach((pattern, n) => set(`${at}correct_responses.${n}.pattern`, pattern));
    set(`${at}weighting`, values.weighting);
    set(`${at}student_response`, values.response);
    set(`${at}result`, values.result);
    set(`${at}latency`, clock(values.seconds));
    return true;
  }

  return {
    name: "SCORM 1.2",
    open,
    put,
    interaction,
    learner: () => get("cmi.core.student_id"),
    status: () => get("cmi.core.lesson_status"),
    state: () => get("cmi.suspend_data"),
    place: () => get("cmi.core.lesson_location"),
    resumed: () => get("cmi.core.entry") === "resume",
    mastery: () => {
      const mark = get("cmi.student_data.mastery_score").trim();
      return /^\d+(\.\d+)?$/.test(mark) && Number(mark) <= 100 ? mark : null;
    },
    count: () => Number(get("cmi.interactions._count")) || 0,
    commit: () => did(call("LMSCommit", "")),
    close: () => did(call("LMSFinish", "")),
  };
}

/** Seconds as HH:MM:SS, SCORM's CMITimespan. */
function clock(seconds) {
  const whole = Math.max(0, Math.min(Math.round(seconds), 359999));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

function timeOfDay(date) {
  return clock(date.getHours() * 3600 + date.getMinutes() * 60 + date.getSeconds());
}
