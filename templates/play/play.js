// The LMS's page while a package is played for a check: it offers the API, and tells of every call and step.
// It goes on by itself: a page that a SCO keeps busy answers no question, for as long as one may wait.

const facts = JSON.parse(document.getElementById("facts").textContent);
const standard = facts.standard === "scorm12" ? scorm12 : scorm2004;
const frame = document.getElementById("sco");
const QUIET = 400; // so many milliseconds without a call, and a SCO has said what it has to say for now
let heard = performance.now();
let sought = false;
let leaving = false;
let gone = false;

const tell = (kind, ...values) => { window.botPackTold(JSON.stringify([kind, ...values])); };
const short = (value) => (String(value).length > 80 ? `${String(value).slice(0, 80)}…` : String(value));

const now = sitting({
  standard,
  stored: null,
  learner: { id: "learner-1", name: "Learner, One" },
  settings: facts.settings,
  line: { wait() {}, refuses: () => 0, taken: () => true },
  log(call, values, result, code) {
    heard = performance.now();
    tell("call", call, standard.calls[call], values.map(short), Number(code), standard.errors[code] || "");
  },
});

Object.defineProperty(window, standard.object, {
  get() {
    if (!sought) { sought = true; tell("sought"); }
    return now.api;
  },
});

const quiet = () => performance.now() - heard > QUIET;

const within = (patience, done, then) => {
  const began = performance.now();
  const look = () => (done() || performance.now() - began > patience ? then() : setTimeout(look, 50));
  look();
};

const leave = () => {
  leaving = true;
  heard = performance.now();
  tell("leaving");
  frame.src = "about:blank";
  within(facts.pace.end, () => gone && (now.phase === "over" || quiet()), () => tell("left"));
};

// A SCO that went to another host shows a page that we may not ask.
const isBlank = () => {
  try { return frame.contentWindow.location.href === "about:blank"; } catch { return false; }
};

frame.addEventListener("load", () => {
  if (leaving) {
    gone = true;
  } else if (!isBlank()) {
    tell("loaded");
    within(facts.pace.start, () => now.phase !== "before" && quiet(), leave);
  }
});

frame.src = facts.launch;
