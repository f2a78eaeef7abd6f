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
    else if (button.matches(".back")) path.pop();
    else if (button.matches(".restart")) path.length = 0;
    else if (button.matches(".replay")) path.length = Number(button.dataset.at);
    else return;
    const most = 2 * all(".scene", story).length;
    if (path.length > most) path.splice(0, path.length, ...straight(story, path));
    play(story, true);
    session.changed();
  });
  play(story, false);
}

const sceneOf = (story, id) => one(`.scene[data-scene="${id}"]`, story);

/** The scenes on a path with the choice taken in each; a path of an older package ends where it breaks. */
function stepsOf(story, path) {
  let scene = one(".scene", story);
  const steps = [];
  for (const key of path) {
    const debrief = key === DEBRIEF && scene.dataset.end && sceneOf(story, "debrief");
    const button = debrief ? null : withData(all("button[data-choice]", scene), "choice", key);
    const next = debrief || (button && sceneOf(story, button.dataset.target));
    if (!next) break;
    steps.push({ scene, button });
    scene = next;
  }
  return [...steps, { scene, button: null }];
}

/** A path without its first round in a circle: somebody who goes round and round keeps a path that has an end. */
function straight(story, path) {
  const scenes = stepsOf(story, path).map(({ scene }) => scene);
  const from = scenes.findIndex((scene, at) => scenes.indexOf(scene, at + 1) > 0);
  return path.filter((key, at) => from < 0 || at < from || at >= scenes.indexOf(scenes[from], from + 1));
}

/** Walks the path from the start and shows where it leads. */
function play(story, moved) {
  const { key } = story.dataset;
  const path = state.stories[key];
  const steps = stepsOf(story, path);
  path.length = steps.length - 1;
  const { scene } = steps[path.length];
  const seen = state.fields[key] || {};
  if (moved) {
    for (const step of steps) seen[step.scene.dataset.key] = "1";
    state.fields[key] = seen;
  }
  for (const each of all(".scene", story)) each.hidden = each !== scene;
  const last = path.length ? steps[path.length - 1].button : null;
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
  const points = steps.reduce((all_, { button }) => all_ + (button ? Number(button.dataset.score) : 0), 0);
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
