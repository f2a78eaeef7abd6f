// Put behind the rooms of the player by tests: what can be seen of each answer, and of what was done in each activity.

window.look = () => {
  const found = {};
  for (const form of all("form.question")) {
    const kind = kinds[form.dataset.kind];
    const response = kind.read(form);
    const gaps = all("[data-gap]", form);
    const told = response ? kind.respond(form, response) : [];
    found[form.id.slice(2)] = {
      answers: told.map((one_, at) => JSON.stringify(gaps.length ? [one_, gaps[at].dataset.right] : one_)),
      counts: response && form.hasAttribute("data-scored") ? kind.mark(form, response) : "",
    };
  }
  for (const box of all(".activity")) {
    const story = one(".story", box);
    const shown = all("[data-field]", box)
      .map((field) => [field.dataset.field, /checkbox|radio/.test(field.type) && !field.checked ? "" : field.value])
      .filter(([, value]) => value);
    found[box.id.split("_").pop()] = {
      answers: shown.concat(story ? state.stories[box.dataset.key] : Object.entries(keptIn(box)).filter(([name]) => name !== "ok"))
        .map((each) => JSON.stringify(each)),
      counts: story ? stepsOf(story, state.stories[box.dataset.key]).map(({ scene }) => scene.dataset.scene).join(" ") : "",
    };
  }
  return found;
};
