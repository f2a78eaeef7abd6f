// A branching story, of a case or a dialogue: one scene at a time, and back again.

const DEBRIEF = "!";

function setUpStory(story) {
  const { key } = story.dataset;
  if (!state.stories[key]) state.stories[key] = [];
  story.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const path = state.stories[key];
    if (button.dataset.choice) path.push(button.dataset.choice);
    else if (button.matches(".debrief")) path.push(DEBRIEF);
    else if (button.matches(".back")) while (isRound(path.pop()));
    else if (button.matches(".restart")) path.length = 0;
    else if (button.matches(".replay")) path.length = Number(button.dataset.at);
    else return;
    const most = 2 * all(".scene", story).length;
    while (path.length > most && forgetRound(story, path));
    play(story, true);
    session.changed();
  });
  play(story, false);
}

const sceneOf = (story, id) => one(`.scene[data-scene="${id}"]`, story);

/**
 * The scenes on a path with the choice taken in each, their place on the path, and the points of rounds that were
 * forgotten there; a path of an older package ends where it breaks.
 */
function stepsOf(story, path) {
  let step = { scene: one(".scene", story), button: null, at: 0, points: 0 };
  const steps = [step];
  for (const key of path) {
    if (isRound(key)) {
      step.at += 1;
      step.points += valueOf(key.slice(1)) - EVEN;
      continue;
    }
    const debrief = key === DEBRIEF && step.scene.dataset.end && sceneOf(story, "debrief");
    step.button = debrief ? null : withData(all("button[data-choice]", step.scene), "choice", key);
    const next = debrief || (step.button && sceneOf(story, step.button.dataset.target));
    if (!next) break;
    step = { scene: next, button: null, at: step.at + 1, points: 0 };
    steps.push(step);
  }
  step.button = null;
  return steps;
}

const pointsOn = (steps) => steps.reduce((sum_, { button, points }) => sum_ + points + (button ? Number(button.dataset.score) : 0), 0);

// Somebody may go round and round, but a path has an end: of its first round the points stay, as a mark in its place.
const EVEN = 2048; // the mark's number for no points
const isRound = (key) => /^~/.test(key);

/** Makes a mark of the first round on a path; whether there was one. */
function forgetRound(story, path) {
  const steps = stepsOf(story, path);
  const scenes = steps.map(({ scene }) => scene);
  const from = scenes.findIndex((scene, at) => scenes.indexOf(scene, at + 1) > 0);
  if (from < 0) return false;
  const to = scenes.indexOf(scenes[from], from + 1);
  const points = pointsOn(steps.slice(from, to)) + steps[to].points;
  const first = from ? steps[from - 1].at + 1 : 0;
  const mark = `~${numeral(Math.max(0, Math.min(2 * EVEN - 1, points + EVEN)), 2)}`;
  path.splice(first, steps[to].at - first, ...(points ? [mark] : []));
  return true;
}

/** Walks the path from the start and shows where it leads. */
function play(story, moved) {
  const { key } = story.dataset;
  const path = state.stories[key];
  const steps = stepsOf(story, path);
  const { scene, at } = steps[steps.length - 1];
  path.length = at;
  const seen = state.fields[key] || {};
  if (moved) {
    for (const step of steps) seen[step.scene.dataset.key] = "1";
    state.fields[key] = seen;
  }
  for (const each of all(".scene", story)) each.hidden = each !== scene;
  const last = steps.length > 1 ? steps[steps.length - 2].button : null;
  const said = one(".said", story);
  said.hidden = !last;
  said.replaceChildren(...(last ? recalled(last) : []));
  const ended = Boolean(scene.dataset.end);
  const over_ = ended || scene.dataset.scene === "debrief";
  if (one(".intro", story)) one(".intro", story).hidden = path.length > 0;
  one("button.debrief", story).hidden = !ended || !sceneOf(story, "debrief");
  one("button.back", story).hidden = !path.length;
  one("button.restart", story).hidden = !over_;
  showHistory(story, steps);
  one(".path", story).hidden = !over_;
  if (over_) showMap(story, steps, seen);
  const points = pointsOn(steps);
  showPoints(story, points);
  const meter = showMeter(story, points);
  if (!moved) return;
  focusOn(last ? said : one("h1, h2, h3, h4, h5, h6", scene));
  if (meter) announce(meter);
}

function showPoints(story, points) {
  const line = one(".points", story);
  const scored = all("[data-score]", story).some((button) => button.dataset.score !== "0");
  line.hidden = !scored || Boolean(one(".meter", story));
  line.textContent = say("points", { n: String(points).replace("-", "\u2212") });
}

/** Moves the meter; returns what to read out, if it moved. */
function showMeter(story, points) {
  const bar = one("[role=meter]", story);
  if (!bar) return "";
  const [low, high, start, before] = ["min", "max", "start", "now"]
    .map((name) => Number(name === "start" ? bar.dataset.start : bar.getAttribute(`aria-value${name}`)));
  const value = Math.min(high, Math.max(low, start + points));
  const text = say("meter", { name: wordsOf(one(".gauge-name", story)), value, max: high });
  bar.setAttribute("aria-valuenow", String(value));
  bar.setAttribute("aria-valuetext", text);
  one(".gauge-fill", bar).style.inlineSize = `${high > low ? ((value - low) / (high - low)) * 100 : 0}%`;
  const by = value - before;
  const change = by ? ` (${by > 0 ? "+" : "\u2212"}${Math.abs(by)})` : "";
  one(".gauge-value", bar.parentElement).textContent = String(value).replace("-", "\u2212") + change;
  return by ? text : "";
}
