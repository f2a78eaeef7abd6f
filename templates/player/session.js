// One sitting: opens the LMS, keeps the state in it and on the device, and says so when that does not work.

const session = (function () {
  const SOON = 150; // milliseconds in which changes gather
  let lms = null;
  // "open", or "alone" (no LMS), "refused" (it does not start), "looking" (it records nothing now), "closed",
  // "elsewhere" (another window goes on), "cleared" (the learner took all from the device)
  let mode = "alone";
  let started = Date.now();
  let timer = 0;
  let pause = SOON;
  let failures = 0;
  let dirty = false;
  let sent = false; // whether an LMS ever took this attempt's state
  let told = {}; // texts as the LMS has them, as far as it takes them
  let saved = "";
  let oldStatus = "";
  let mastery = null;
  let remote = null;
  let origin = null; // the state that this page began with
  const listeners = [];

  function start(found) {
    if (found) {
      lms = adapterOf(found);
      mode = lms.open() ? (lms.looking() ? "looking" : "open") : "refused";
    }
    const choice = choose_(lms ? lms.learner() : "-");
    state = choice.found;
    origin = JSON.parse(JSON.stringify(state));
    window.addEventListener("pagehide", leave);
    window.addEventListener("pageshow", (event) => { if (event.persisted) comeBack(); });
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") flush(); });
    store.watch(standBack, goBlank);
    for (const name of ["focus", "pageshow", "visibilitychange"]) window.addEventListener(name, comeForward, true);
    window.addEventListener("online", () => { if (dirty) flush(); });
    tell();
    if (choice.joined) changed();
    if (choice.unreadable) notice("state", say("unreadable"));
    if (mode === "refused" || (mode === "alone" && !isAlone())) seek(found, 1000);
  }

  /** Opens the learner's place on the device, and chooses between what lies there and in the LMS. */
  function choose_(learner) {
    store.open(learner);
    const kept = mode === "looking" ? null : store.read();
    const open = mode === "open" || mode === "looking";
    const choice = chooseState(open ? lms.state() : "", kept, open, open && lms.resumed());
    remote = choice.newer ? choice.remote || emptyState() : null;
    sent = Boolean(choice.remote) || Boolean(choice.newer && kept.sent);
    told = choice.told;
    if (open) {
      oldStatus = saved = lms.status();
      mastery = lms.mastery();
    }
    return choice;
  }

  /** Looks again for an LMS that was not there, or did not start. */
  function seek(found, wait) {
    setTimeout(() => {
      if (mode !== "alone" && mode !== "refused") return;
      const there = found || findApi();
      if (!there || !join(there)) seek(there, Math.min(wait * 2, 60000));
    }, wait);
  }

  /** An LMS that came late: what was done here meanwhile goes into what it holds of this learner. */
  function join(found) {
    const late = adapterOf(found);
    if (!late.open()) {
      if (mode === "alone") mode = "refused";
      tell();
      return false;
    }
    [lms, mode] = [late, "open"];
    store.giveBack();
    const mine = state;
    const choice = choose_(lms.learner());
    const fresh = !choice.remote && !choice.newer;
    state = fresh ? mine : withChanges(choice.found, mine, origin);
    remote = choice.remote || emptyState();
    sendAgain();
    changed();
    flush();
    tell();
    if (!fresh) reload(); // the page shows answers that it does not know of
    return true;
  }

  /** The same page anew, in the same sitting of the LMS. */
  function reload() {
    mode = "closed";
    location.reload();
  }

  /** Something changed: it is kept at once on the device, and a moment later in the LMS. */
  function changed() {
    state.revision += 1;
    dirty = true;
    keep();
    if (!timer) timer = setTimeout(flush, pause);
  }

  function keep() {
    if (mode === "elsewhere" || mode === "looking") return;
    const before = store.works;
    store.write({ state: pack(state), texts: state.texts, cut: state.cut, sent, unsent: unsent() });
    if (store.works === before) return;
    tell();
    privateTexts();
  }

  const unsent = () => Object.keys(state.texts).filter((key) => state.texts[key] !== told[key]);

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
    interactions.again();
    const outcome = outcomeOf();
    const began = Date.now();
    const seconds = (began - started) / 1000;
    const line = fit(state, lms.limit);
    const taken = lms.put(Object.assign({ state: line, place: placeName(), seconds }, outcome)) && lms.commit();
    // Some stand still until a commit is answered: on a bad line more changes wait for the next.
    const took = Date.now() - began;
    pause = took > 500 ? Math.min(5000, 2 * took) : SOON;
    if (taken) {
      dirty = false;
      saved = outcome.status;
      const news = !sent || unsent().length;
      sent = true;
      told = Object.assign({}, state.texts);
      if (news) keep();
      if (failures) notice("commit", say("commit_back"), 6000);
      failures = 0;
    } else {
      failures += 1;
      notice("commit", say(!store.works ? "commit_failed_lost" : failures > 5 ? "commit_failing" : "commit_failed"));
      timer = setTimeout(flush, Math.min(60000, 1000 * 2 ** failures));
    }
    listeners.forEach((listener) => listener());
  }

  /** The page goes away for good or into the browser's cache: the LMS is told once. */
  function leave() {
    if (!lms || !["open", "looking", "cleared"].includes(mode)) return;
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

  /** Takes from the device what it keeps of this learner, or of everybody in the programme. */
  function clear(everybody) {
    flush();
    store.clear(everybody);
    goBlank();
  }

  function goBlank() {
    mode = "cleared";
    clearTimeout(timer);
    tell();
    showCleared();
  }

  function tell() {
    const lost = store.works ? "" : "_lost";
    const words_ = { alone: lost ? "no_store" : "no_lms", refused: `not_started${lost}`, elsewhere: "elsewhere", looking: "looking" };
    notice("mode", words_[mode] ? say(words_[mode]) : "");
  }

  return {
    start,
    changed,
    flush,
    clear,
    reload,
    listen: (listener) => listeners.push(listener),
    get mode() { return mode; },
    get lms() { return mode === "open" ? lms : null; },
    get oldStatus() { return oldStatus; },
    /** What the LMS wants for a pass, in percent, or null. */
    get mastery() { return mastery; },
    /** The characters that the LMS takes of the state; 0 without an LMS. */
    get limit() { return lms ? lms.limit : 0; },
    /** The characters of a text that it shows to trainers. */
    get shown() { return lms ? lms.shown : 0; },
    get place() { return mode === "open" || mode === "looking" ? lms.place() : ""; },
    /** The state that the LMS holds, if the device held a newer one. */
    get remote() { return remote; },
    /** Whether the LMS has yet to take something. */
    get waiting() { return Boolean(lms) && dirty; },
    /** Who has the result: "lms", "waiting" (the LMS has yet to take it), or the mode. */
    recorded: () => (mode === "open" ? (dirty || saved !== outcomeOf().status ? "waiting" : "lms") : mode),
  };
}());

/** What an LMS held, with what was done here since `origin`; what stood in it as done stays. */
function withChanges(held, mine, origin) {
  const merged = Object.assign({}, held, { at: mine.at, revision: Math.max(held.revision, mine.revision) + 1 });
  merged.cut = Object.assign({}, held.cut);
  merged.seen = Array.from(new Set(held.seen.concat(mine.seen)));
  for (const part of ["answers", "quizzes", "stories", "fields", "texts"]) {
    merged[part] = Object.assign({}, held[part]);
    for (const [key, value] of Object.entries(mine[part])) {
      const fresh = JSON.stringify(value) !== JSON.stringify(origin[part][key]);
      if (!fresh || (held[part][key] && held[part][key].done)) continue;
      merged[part][key] = value;
      if (part !== "texts") continue;
      if (held.texts[key] !== origin.texts[key]) merged.texts[key] = bothTexts(held.texts[key] || "", value);
      if (!mine.cut[key]) delete merged.cut[key];
    }
  }
  return merged;
}
