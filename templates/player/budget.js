// How much of what is written fits, said before somebody writes and while they do: free texts that are handed in
// have a share of the LMS's room, and places to type a bound, so that nothing else is ever left out.

const LONGEST_TEXT = 20000;

/** The texts that are handed in, with their weights. */
function weights() {
  const found = {};
  for (const [key, [kind, ...bounds]] of Object.entries(schema.slots)) {
    if (kind === "text" && bounds.length) [found[key]] = bounds;
    if (kind === "fields") for (const [name, form, weight] of bounds) if (form === "text") found[key + name] = weight;
  }
  return found;
}

/** The characters of a line of at most `limit` that a text may take: its share of what is certain to be free. */
function roomOf(weight, limit) {
  if (!weight) return 0;
  const every = Object.values(weights()).reduce((sum_, each) => sum_ + each, 0);
  return Math.min(LONGEST_TEXT, Math.max(0, Math.floor(((limit - schema.fixed) * weight) / every)));
}

function setUpRooms() {
  for (const type of ["input", "change"]) document.addEventListener(type, limitTyped, true);
  if (!session.limit) return;
  const found = weights();
  for (const field of all("textarea")) {
    const weight = found[textKey(field)];
    if (weight) setUpRoom(field, roomOf(weight, session.limit));
  }
}

/** Says under a text how much of it the LMS takes, and from then on how much is beyond. */
function setUpRoom(field, room) {
  const id = `${field.id || field.getAttribute("aria-labelledby")}_room`;
  const [line, rest] = [make("p", { class: "how room", id }), make("p", { class: "how beyond" })];
  field.setAttribute("aria-describedby", id);
  field.after(line, rest);
  // What a character takes depends on the script: the words around tell which.
  const sample = wordsOf(field.closest("form, .activity")).slice(0, 300);
  const each = sample ? toLine(sample, Infinity).line.length / sample.length : 1;
  const roughly = (characters) => Math.floor(characters / each / 10) * 10;
  line.textContent = say("room", { n: roughly(room), shown: Math.min(session.shown, roughly(room)) });
  let over_ = false;
  const tell = () => {
    const { line: sent, taken } = toLine(field.value, room);
    const beyond = field.value.length - taken;
    if (beyond) rest.textContent = say(store.works ? "room_beyond" : "room_lost", { n: beyond });
    else if (state.cut[textKey(field)]) rest.textContent = say("room_elsewhere");
    else rest.textContent = sent.length > 0.75 * room ? say("room_left", { n: roughly(room - sent.length) }) : "";
    if (beyond && !over_) announce(rest.textContent);
    over_ = beyond > 0;
  };
  field.addEventListener("input", tell);
  tell();
}

/** Nothing is typed into a question that would find no room in the state. */
function limitTyped(event) {
  const field = event.target;
  const form = field.closest("form.question");
  if (!form || field.tagName !== "INPUT" || field.type !== "text" || event.isComposing) return;
  const room = schema.slots[form.dataset.key][Number(field.dataset.gap || 1)];
  const { taken } = toLine(field.value, room);
  if (taken === field.value.length) return;
  const at = field.selectionStart;
  field.value = field.value.slice(0, taken);
  field.setSelectionRange(Math.min(at, taken), Math.min(at, taken));
  announce(say("no_room"));
}
