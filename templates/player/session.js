// One sitting: opens the LMS, keeps the state in it and on the device, and says so when that does not work.

const LIMIT = 4096; // of suspend_data in SCORM 1.2, run-time environment 3.4.2

const session = (function () {
  let lms = null;
  let mode = "alone"; // or "open", "refused" (the LMS does not start), "closed", "elsewhere" (another window goes on)
  let started = Date.now();
  let timer = 0;
  let failures = 0;
  let dirty = false;
  let saved = "";
  let oldStatus = "";
  let mastery = null;
  let remote = null;
  const listeners = [];

  function start(api) {
    if (api) {
      lms = scorm12(api);
      mode = lms.open() ? "open" : "refused";
    }
    const learner = lms ? lms.learner() : "-";
    store.open(learner);
    const kept = store.read();
    const open = mode === "open";
    const choice = chooseState(open ? lms.state() : "", kept, open, open && lms.resumed());
    state = choice.found;
    remote = choice.newer ? choice.remote || emptyState() : null;
    if (open) {
      oldStatus = lms.status();
      mastery = lms.mastery();
    }
    window.addEventListener("pagehide", leave);
    window.addEventListener("pageshow", (event) => { if (event.persisted) comeBack(); });
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") flush(); });
    store.watch(standBack);
    for (const name of ["focus", "pageshow", "visibilitychange"]) window.addEventListener(name, comeForward, true);
    window.addEventListener("online", () => { if (dirty) flush(); });
    tell();
    if (choice.unreadable) notice("state", say("unreadable"));
  }

  /** Something changed: it is kept at once on the device, and a moment later in the LMS. */
  function changed() {
    state.revision += 1;
    dirty = true;
    keep();
    if (!timer) timer = setTimeout(flush, 150);
  }

  function keep() {
    if (mode === "elsewhere") return;
    const before = store.works;
    store.write({ state: pack(state, () => false), texts: state.texts });
    if (store.works === before) return;
    tell();
    privateTexts();
  }

  /** Another window plays the same attempt: what this one still holds must not overwrite it. */
  function standBack() {
    if (mode === "closed") return; // it looks for itself when it comes back
    mode = "elsewhere";
    clearTimeout(timer);
    timer = 0;
    tell();
    listeners.forEach((listener) => listener());
  }

  /** The learner is here again, so this window goes on from what the other one kept. */
  function comeForward() {
    if (mode === "elsewhere" && document.visibilityState === "visible") location.reload();
  }

  function flush() {
    clearTimeout(timer);
    timer = 0;
    if (mode !== "open" || !dirty) return;
    const { line, left } = fit(state, LIMIT - 1, mayLeave);
    const outcome = outcomeOf();
    const taken = lms.put({
      state: line,
      place: placeName(),
      status: outcome.status,
      raw: outcome.raw,
      seconds: (Date.now() - started) / 1000,
    });
    longTexts(left);
    if (taken && lms.commit()) {
      dirty = false;
      saved = outcome.status;
      if (failures) notice("commit", say("commit_back"), 6000);
      failures = 0;
    } else {
      failures += 1;
      notice("commit", say("commit_failed"));
      timer = setTimeout(flush, Math.min(60000, 1000 * 2 ** failures));
    }
    listeners.forEach((listener) => listener());
  }

  /** The page goes away for good or into the browser's cache: the LMS is told once. */
  function leave() {
    if (mode !== "open") return;
    dirty = true; // the session's time
    flush();
    clearTimeout(timer);
    timer = 0;
    lms.close();
    mode = "closed";
  }

  function comeBack() {
    if (mode !== "closed") return;
    started = Date.now();
    mode = lms.open() ? "open" : "refused";
    const kept = store.read();
    const local = kept ? unpack(textOr(kept.state)) : null;
    if (local && (local.seed !== state.seed || local.revision > state.revision)) {
      mode = "elsewhere";
      comeForward();
      return;
    }
    dirty = true;
    tell();
    flush();
  }

  function tell() {
    if (mode === "alone") notice("mode", say(store.works ? "no_lms" : "no_store"));
    else if (mode === "refused") notice("mode", say(store.works ? "not_started" : "not_started_lost"));
    else if (mode === "elsewhere") notice("mode", say("elsewhere"));
    else notice("mode", "");
  }

  return {
    start,
    changed,
    flush,
    listen: (listener) => listeners.push(listener),
    get lms() { return mode === "open" ? lms : null; },
    get oldStatus() { return oldStatus; },
    /** What the LMS wants for a pass, in percent, or null. */
    get mastery() { return mastery; },
    get place() { return mode === "open" ? lms.place() : ""; },
    /** The state that the LMS holds, if the device held a newer one. */
    get remote() { return remote; },
    /** Who has the result: "lms", "waiting" (the LMS has yet to take it), "alone" or "refused". */
    recorded: () => (mode === "open" ? (dirty || saved !== outcomeOf().status ? "waiting" : "lms") : mode),
  };
}());

/** A line of plain words above the page, one for each name; an empty text takes it away. */
function notice(name, text, forMs) {
  const place = document.getElementById("notices");
  const old = one(`[data-notice="${name}"]`, place);
  if (old && old.textContent === text) return;
  if (old) old.remove();
  if (!text) return;
  const line = make("p", { class: "notice", "data-notice": name }, text);
  place.append(line);
  if (forMs) setTimeout(() => line.remove(), forMs);
}

/** Says at each text that never leaves the device when the device does not keep it. */
function privateTexts() {
  for (const box of all("form[data-private], .activity")) {
    const place = one(".kept", box);
    if (!place || !(box.matches("form") || one("[data-private]", box))) continue;
    place.hidden = store.works;
    place.textContent = store.works ? "" : say("text_lost");
  }
}

/** Says at each text that found no room in the LMS that it stays here. */
function longTexts(left) {
  for (const field of all("form.question textarea, textarea[data-field]")) {
    const place = one(".kept", field.closest("form, .activity"));
    if (!place || isPrivate(textKey(field))) continue;
    const long = all("textarea", field.closest("form, .activity")).some((each) => left.has(textKey(each)));
    place.hidden = !long;
    place.textContent = long ? say("long_text") : "";
  }
}
