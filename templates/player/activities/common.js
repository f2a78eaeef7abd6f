// What all activities share. What is chosen or written in them is kept, and nothing counts. An activity is an
// entry in `activities`, every part of which may be missing:
//   setup(box)        once, before anything kept is shown: listeners, orders, buttons;
//   write(box, kept)  puts back what is kept and no input holds;
//   read(box)         → fields that the page holds and no input does;
//   show(box, kept)   after that and after each change: says what is kept in counts, charts and marks;
//   marks(box)        → [[holder, right or not]], null while something is missing; undo(box, wrong): "try again".
// `kept` holds short texts by the names of fields: the three letters of an item, or a word of fewer or more.

const activities = {};

/** The fields that are kept of an activity. */
const keptIn = (box) => state.fields[box.dataset.key] || {};

function setUpActivity(box) {
  const kind = activities[box.dataset.activity] || {};
  if (kind.setup) kind.setup(box);
  for (const field of all("[data-field]", box)) restoreField(field, keptIn(box)[field.dataset.field]);
  if (kind.write) kind.write(box, keptIn(box));
  if (kind.marks) setUpCheck(box, kind);
  const changed = (event) => {
    const field = event.target.closest("[data-field]");
    if (field) keepField(box, field);
    if (kind.read && event.type === "change") keep(box, kind.read(box), false);
    if (kind.marks) keep(box, { ok: "" }, false);
    showActivity(box);
  };
  for (const name of ["input", "change"]) box.addEventListener(name, changed);
  for (const button of all(".print", box)) button.addEventListener("click", () => printOnly(box));
  for (const button of all(".save-file", box)) button.addEventListener("click", () => saveTexts(box));
  showActivity(box);
}

function showActivity(box) {
  const kind = activities[box.dataset.activity] || {};
  if (kind.marks) showCheck(box, kind);
  if (kind.show) kind.show(box, keptIn(box));
}

/** Keeps fields of an activity; an empty text forgets one. */
function keep(box, values, show = true) {
  const fields = state.fields[box.dataset.key] || {};
  let changed = false;
  for (const [name, value] of Object.entries(values)) {
    if ((fields[name] || "") === value) continue;
    changed = true;
    if (value) fields[name] = value;
    else delete fields[name];
  }
  if (changed) {
    state.fields[box.dataset.key] = fields;
    session.changed();
  }
  if (show) showActivity(box);
}

function restoreField(field, value) {
  if (field.hasAttribute("data-text")) writeField(field, state.texts[textKey(field)] || "");
  else if (field.type === "radio") field.checked = field.value === value;
  else if (field.type === "checkbox") field.checked = value === "1";
  else if (field.tagName === "SELECT") pick(field, value);
}

function keepField(box, field) {
  if (field.hasAttribute("data-text")) {
    state.texts[textKey(field)] = readField(field);
    session.changed();
  } else if (field.type === "radio" || field.tagName === "SELECT") {
    keep(box, { [field.dataset.field]: field.value }, false);
  } else if (field.type === "checkbox") {
    keep(box, { [field.dataset.field]: field.checked ? "1" : "" }, false);
  }
}

const readField = (field) => (field.type === "checkbox" ? (field.checked ? "1" : "") : field.value);

function writeField(field, text) {
  if (field.type === "checkbox") field.checked = text === "1";
  else field.value = text;
}

/** Buttons that check a sort or an order, and try again with what was wrong. */
function setUpCheck(box, kind) {
  one(".check", box).addEventListener("click", () => {
    if (kind.marks(box)) keep(box, { ok: "1" });
    else one(".verdict", box).textContent = say("not_all");
  });
  one(".again", box).addEventListener("click", () => {
    const marks = kind.marks(box) || [];
    const wrong = marks.filter(([, right]) => !right).map(([holder]) => holder);
    kind.undo(box, wrong.length ? wrong : marks.map(([holder]) => holder));
    keep(box, Object.assign({ ok: "" }, kind.read ? kind.read(box) : {}));
    one(".check", box).focus();
  });
}

function showCheck(box, kind) {
  const marks = keptIn(box).ok ? kind.marks(box) : null;
  for (const mark of all(".mark", box)) {
    mark.className = "mark";
    mark.replaceChildren();
  }
  for (const why of all(".why", box)) why.hidden = true;
  for (const [holder, right] of marks || []) {
    setMark(holder, right);
    showWhy(holder);
  }
  const n = (marks || []).filter(([, right]) => right).length;
  const text = marks ? say(n === marks.length ? "well_done" : "some_right", { n, of: marks.length }) : "";
  one(".verdict", box).textContent = text;
  one(".again", box).hidden = !marks;
}
