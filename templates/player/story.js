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
    else return;
    play(story, true);
    session.changed();
  });
  play(story, false);
}

const sceneOf = (story, id) => one(`.scene[data-scene="${id}"]`, story);

/** Walks the path from the start and shows where it leads; a path of an older package ends where it breaks. */
function play(story, moved) {
  const path = state.stories[story.dataset.key];
  let scene = one(".scene", story);
  let button = null;
  let points = 0;
  const way = [scene];
  for (let at = 0; at < path.length; at += 1) {
    const debrief = path[at] === DEBRIEF && sceneOf(story, "debrief");
    button = debrief ? null : withData(all("button[data-choice]", scene), "choice", path[at]);
    const next = debrief || (button && sceneOf(story, button.dataset.target));
    if (!next) {
      path.length = at;
      break;
    }
    if (button) points += Number(button.dataset.score);
    scene = next;
    way.push(scene);
  }
  for (const each of all(".scene", story)) each.hidden = each !== scene;
  const last = path.length ? path[path.length - 1] : "";
  button = last && last !== DEBRIEF ? one(`button[data-choice="${last}"]`, story) : null;
  recall(story, button);
  const ended = Boolean(scene.dataset.end);
  const debriefed = scene.dataset.scene === "debrief";
  one(".intro", story) && (one(".intro", story).hidden = path.length > 0);
  one("button.debrief", story).hidden = !ended || !sceneOf(story, "debrief");
  one("button.back", story).hidden = !path.length;
  one("button.restart", story).hidden = !(ended || debriefed);
  showWay(story, way, ended || debriefed, points);
  const meter = showMeter(story, points);
  if (!moved) return;
  const said = one(".said", story);
  focusOn(said.hidden ? one("h1, h2, h3, h4, h5, h6", scene) : said);
  if (meter) announce(meter);
}

/** What was chosen last, and what was said to it. */
function recall(story, button) {
  const said = one(".said", story);
  said.hidden = !button;
  said.replaceChildren();
  if (!button) return;
  said.append(make("p", { class: "chose" }, make("span", { class: "label" }, say("you_chose")), " ", wordsOf(button)));
  const why = one(".why", button.parentElement);
  if (why) said.append(...Array.from(why.cloneNode(true).childNodes));
}

function showWay(story, way, over_, points) {
  const place = one(".path", story);
  place.hidden = !over_;
  const titles = way.map((scene) => make("li", {}, wordsOf(one("h1, h2, h3, h4, h5, h6", scene))));
  one("ol", place).replaceChildren(...titles);
  const scored = all("[data-score]", story).some((button) => button.dataset.score !== "0");
  const old = one(".points", place);
  if (old) old.remove();
  if (scored && !one(".gauge", story)) place.append(make("p", { class: "points" }, say("points", { n: String(points).replace("-", "\u2212") })));
}

/** Moves the meter; returns what to read out, if it moved. */
function showMeter(story, points) {
  const bar = one("[role=meter]", story);
  if (!bar) return "";
  const [low, high] = [Number(bar.getAttribute("aria-valuemin")), Number(bar.getAttribute("aria-valuemax"))];
  const value = Math.min(high, Math.max(low, Number(bar.dataset.start) + points));
  const text = say("meter", { name: wordsOf(one(".gauge-name", story)), value, max: high });
  const moved = bar.getAttribute("aria-valuenow") !== String(value);
  gauge(bar, value, text);
  return moved ? text : "";
}

function gauge(bar, value, text) {
  const [low, high] = [Number(bar.getAttribute("aria-valuemin")), Number(bar.getAttribute("aria-valuemax"))];
  bar.setAttribute("aria-valuenow", String(value));
  bar.setAttribute("aria-valuetext", text);
  one(".gauge-fill", bar).style.inlineSize = `${high > low ? ((value - low) / (high - low)) * 100 : 0}%`;
  one(".gauge-value", bar.parentElement).textContent = String(value);
}
