// Where the LMS is, and how its functions are called. What is said to it is in the rooms of the standards.

/** The objects that a standard looks for, by its name. */
const standards = { scorm12: "API", scorm2004: "API_1484_11" };

/** {standard, api} in this window, in one that it stands in, or in one that opened it; the package's own first. */
function findApi() {
  const names = Object.keys(standards).sort((name) => (name === data.standard ? -1 : 1));
  for (const standard of names) {
    const api = search(standards[standard]);
    if (api) return { standard, api };
  }
  return null;
}

function search(name) {
  const ahead = [window];
  const been = new Set();
  while (ahead.length && been.size < 60) {
    const from = ahead.shift();
    if (!from || been.has(from)) continue;
    been.add(from);
    try {
      if (from[name] && (from[name].Initialize || from[name].LMSInitialize)) return from[name];
    } catch (error) {
      // A window of another host keeps this to itself; one that it stands in may still have it.
    }
    ahead.unshift(from.parent);
    ahead.push(from.opener);
  }
  return null;
}

/** Whether no other window could hold an API. */
const isAlone = () => window.parent === window && !window.opener;

/** Calls back with what is found, or null. Some systems put it there a moment after the page. */
function waitForApi(then, patience) {
  const found = findApi();
  if (found || isAlone() || patience <= 0) then(found);
  else setTimeout(() => waitForApi(then, patience - 100), 100);
}

const adapterOf = ({ standard, api }) => (standard === "scorm12" ? scorm12 : scorm2004)(caller(api, standard));

/** Calls to an API that may throw, refuse or answer with anything; what it has taken already is not sent again. */
function caller(api, standard) {
  const prefix = standard === "scorm12" ? "LMS" : "";
  const given = {};
  function call(name, ...values) {
    try {
      return String(api[prefix + name](...values));
    } catch (error) {
      return "";
    }
  }
  const did = (answer) => answer === "true" || answer === "1";
  function get(name) {
    const value = call("GetValue", name);
    return value === "null" || value === "undefined" ? "" : value;
  }
  const tell = (name, value) => did(call("SetValue", name, String(value)));
  function set(name, value) {
    if (given[name] === String(value)) return true;
    const taken = tell(name, value);
    if (taken) given[name] = String(value);
    return taken;
  }
  /** What begins so is sent again the next time. */
  function forgetGiven(start) {
    for (const name of Object.keys(given)) if (name.startsWith(start)) delete given[name];
  }
  function open(status, finish) {
    forgetGiven("");
    if (did(call("Initialize", ""))) return true;
    // Only our own frame was loaded anew: the sitting is still open, and it is ours.
    const [how] = performance.getEntriesByType("navigation");
    if (how && how.type === "reload" && get(status)) return true;
    // Another part of the package that never finished keeps this one out (Moodle: error 101).
    call(finish, "");
    return did(call("Initialize", ""));
  }
  return { open, get, set, tell, forgetGiven, call: (name) => did(call(name, "")) };
}

/** Seconds as HH:MM:SS, SCORM 1.2's CMITimespan. */
function clock(seconds) {
  return clockParts(seconds).map((part) => String(part).padStart(2, "0")).join(":");
}

/** Hours, minutes and seconds; a clock that was put back gives none. */
function clockParts(seconds) {
  const whole = Math.max(0, Math.min(Math.round(seconds), 359999));
  return [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
}

/** What fits, without half a sign at its end: an LMS cannot write that into an address (URIError). */
function shortened(text, most) {
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, "");
}
