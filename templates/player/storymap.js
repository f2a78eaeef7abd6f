// What a story looks back on: the talk so far, and at its end a map of the scenes taken and not taken.

const titleOf = (scene) => wordsOf(one("h1, h2, h3, h4, h5, h6", scene));

/** Scene after scene what was read, chosen and answered, without the scene that is shown. */
function showHistory(story, steps) {
  const place = one(".history", story);
  const gone = steps.filter(({ button }) => button);
  place.hidden = !gone.length;
  one(".many", place).textContent = String(gone.length);
  one("ol", place).replaceChildren(...gone.map(({ scene, button }) => {
    const item = make("li", {}, make("p", { class: "then" }, titleOf(scene)), ...copies(one(".words", scene)));
    item.append(...recalled(button));
    return item;
  }));
}

/** What was chosen, and what was said to it. */
function recalled(button) {
  const chose = make("p", { class: "chose" }, make("span", { class: "label" }, say("you_chose")), " ", wordsOf(button));
  return [chose, ...copies(one(".why", button.parentElement))];
}

/** Copies of what stands in an element, without the ids of the first. */
function copies(element) {
  if (!element) return [];
  const copy = element.cloneNode(true);
  for (const each of all("[id]", copy)) each.removeAttribute("id");
  return Array.from(copy.childNodes);
}

/** The map: each choice with the scene that it leads to, below the scene in which it stands. */
function showMap(story, steps, seen) {
  const taken = new Map(steps.filter(({ button }) => button).map(({ button }, n) => [button, steps[n + 1].at]));
  const owner = ownersOf(story, steps);
  const branch = (scene, button) => {
    const at = button ? taken.get(button) : 0;
    const item = make("li", { class: at === undefined ? "" : "taken" });
    if (button) item.append(make("p", { class: "via" }, wordsOf(button)));
    const own = !button || owner.get(scene) === button;
    item.append(node(scene, own, at, seen));
    const turns = own ? all("[data-choice]", scene).filter((turn) => sceneOf(story, turn.dataset.target)) : [];
    if (turns.length) item.append(make("ul", {}, ...turns.map((turn) => branch(sceneOf(story, turn.dataset.target), turn))));
    return item;
  };
  one(".map > ul", story).replaceChildren(branch(one(".scene", story), null));
}

/** A scene on the map; one that was come through can be gone back to. */
function node(scene, own, at, seen) {
  const line = make("p", { class: `node ${own && scene.dataset.end ? scene.dataset.end : ""}` });
  const title = titleOf(scene);
  if (!own) line.append(`→ ${title}`);
  else if (at === undefined) line.append(title);
  else line.append(make("button", { type: "button", class: "replay", "data-at": at, "aria-label": say("replay", { title }) }, title));
  const word = at !== undefined ? "scene_taken" : seen[scene.dataset.key] ? "scene_seen" : "scene_new";
  line.append(" ", make("small", {}, say(word)));
  return line;
}

/** The choice below which each scene is drawn: the one that was taken, else the first that leads there. */
function ownersOf(story, steps) {
  const first = one(".scene", story);
  const owner = new Map([[first, null]]);
  const own = (button) => {
    const target = sceneOf(story, button.dataset.target);
    if (!target || owner.has(target)) return null;
    owner.set(target, button);
    return target;
  };
  for (const { button } of steps) if (button) own(button);
  const pending = [first];
  const walked = new Set();
  while (pending.length) {
    const scene = pending.shift();
    if (walked.has(scene)) continue;
    walked.add(scene);
    for (const button of all("[data-choice]", scene)) {
      own(button);
      const target = sceneOf(story, button.dataset.target);
      if (target && owner.get(target) === button) pending.push(target);
    }
  }
  return owner;
}
