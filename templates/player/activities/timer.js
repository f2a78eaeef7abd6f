// The phases of a session. What is kept is when the running phase ends, so that neither a sleeping device nor a
// page that was closed meanwhile loses time: "r2.<end>" runs, "p2.<seconds>" pauses, "d" is over.

activities.timer = {
  setup(box) {
    const lengths = all("[data-seconds]", box).map((phase) => Number(phase.dataset.seconds));
    const now = () => phaseAt(keptIn(box).t || "", lengths, Date.now() / 1000);
    const go = (phase, left, running) => {
      box.phase = phase; // a change by hand is read out by the page itself
      if (phase >= lengths.length) keep(box, { t: "d" });
      else keep(box, { t: running ? `r${phase}.${Math.ceil(Date.now() / 1000 + left).toString(36)}` : `p${phase}.${Math.ceil(left)}` });
    };
    const to = (by) => {
      const { phase, running } = now();
      const next = Math.max(0, phase + by);
      go(next, lengths[next], running);
      announce(next < lengths.length ? phaseText(box, next) : say("time_over"));
    };
    const acts = {
      start() {
        const { phase, left, running, over: ended } = now();
        go(ended ? 0 : phase, ended ? lengths[0] : left, !running);
        readySound(box);
      },
      earlier: () => to(-1),
      onward: () => to(1),
      stop() {
        keep(box, { t: "" });
        one(".start", box).focus();
      },
    };
    for (const [name, act] of Object.entries(acts)) one(`.${name}`, box).addEventListener("click", act);
    one("[data-field=s]", box).addEventListener("change", () => readySound(box));
    box.now = now;
    box.phase = now().phase;
    document.addEventListener("visibilitychange", () => showActivity(box));
  },
  show(box) {
    const phases = all("[data-seconds]", box);
    const { phase, left, running, over: ended, begun } = box.now();
    clearTimeout(box.timer);
    // A little after the second, so that the number shown is the one that was reached.
    if (running) box.timer = setTimeout(() => showActivity(box), (left % 1) * 1000 + 20);
    if (begun && phase !== box.phase) {
      announce(ended ? say("time_over") : phaseText(box, phase));
      chime(box);
    }
    box.phase = phase;
    phases.forEach((each, at) => {
      if (begun && at === phase) each.setAttribute("aria-current", "step");
      else each.removeAttribute("aria-current");
      each.classList.toggle("past", at < phase);
    });
    one(".panel", box).hidden = !begun;
    one(".now", box).textContent = ended ? say("time_over") : wordsOf(one(".phase", phases[phase]));
    one(".clock", box).textContent = ended ? "" : minutes(left);
    one(".gauge-fill", box).style.inlineSize = `${ended ? 100 : 100 - (100 * left) / Number(phases[phase].dataset.seconds)}%`;
    one(".start", box).textContent = say(running ? "timer_pause" : begun && !ended ? "timer_on" : "timer_start");
    for (const name of ["earlier", "onward"]) one(`.${name}`, box).hidden = !begun || ended;
    one(".stop", box).hidden = !begun;
  },
};

/** Which phase it is at a time, in seconds, and how much of it is left. */
function phaseAt(kept, lengths, time) {
  const [, how, at, rest] = /^([rp])(\d+)\.(\w+)$/.exec(kept) || [];
  const over_ = { phase: lengths.length, left: 0, running: false, over: true, begun: true };
  if (kept === "d") return over_;
  if (!how || Number(at) >= lengths.length) return { phase: 0, left: lengths[0], running: false, over: false, begun: false };
  let phase = Number(at);
  const running = how === "r";
  let left = running ? parseInt(rest, 36) - time : Number(rest);
  while (running && left <= 0 && phase < lengths.length) {
    phase += 1;
    left += lengths[phase];
  }
  if (phase >= lengths.length) return over_;
  return { phase, left: Math.min(left, lengths[phase]), running, over: false, begun: true };
}

function phaseText(box, at) {
  const phase = all("[data-seconds]", box)[at];
  return say("time_left", { phase: wordsOf(one(".phase", phase)), time: wordsOf(one(".minutes", phase)) });
}

function minutes(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

let speaker = null;

/** A browser lets sound be heard only after a click; this is called in one. */
function readySound(box) {
  const Sound = window.AudioContext || window.webkitAudioContext;
  if (!keptIn(box).s || !Sound) return;
  speaker = speaker || new Sound();
  speaker.resume();
}

/** Two soft notes at the beginning of a phase, if they are switched on. */
function chime(box) {
  if (!keptIn(box).s || !speaker) return;
  [523, 659].forEach((pitch, at) => {
    const [tone, volume] = [speaker.createOscillator(), speaker.createGain()];
    const start = speaker.currentTime + at * 0.35;
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.12, start);
    volume.gain.exponentialRampToValueAtTime(0.001, start + 0.8);
    tone.connect(volume).connect(speaker.destination);
    tone.start(start);
    tone.stop(start + 0.8);
  });
}
