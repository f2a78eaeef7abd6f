// What is the learner's own: to be saved as a file, deleted, or taken from a device that others use as well.

const dataBox = one(".my-data");

function setUpMyData() {
  dataBox.hidden = false;
  dataBox.addEventListener("toggle", () => {
    confirmIn(null);
    const where = { open: store.works ? "mine_lms" : "mine_lms_only", alone: "mine_here" }[session.mode] || "mine_waits";
    one(".my-where", dataBox).textContent = say(store.works || session.mode === "open" ? where : "mine_nowhere");
  });
  const on = (name, then) => one(`[data-do="${name}"]`, dataBox).addEventListener("click", then);
  on("save", saveMine);
  on("forget", () => confirmIn("forget_what", [["forget_do", forgetWritten]]));
  on("clear", () => {
    session.flush();
    const lost = session.mode === "open" ? (session.waiting ? "clear_waiting" : "clear_lms") : "clear_alone";
    confirmIn(lost, [["clear_mine", () => session.clear(false)], ["clear_all", () => session.clear(true)]]);
  });
}

/** Says what is lost, and asks; without a text the question goes away. */
function confirmIn(text, deeds) {
  const box = one(".confirm", dataBox);
  box.hidden = !text;
  if (!text) return;
  const button = (name, then) => {
    const made = make("button", { type: "button" }, say(name));
    made.addEventListener("click", then);
    return made;
  };
  const line = make("p", { tabindex: "-1" }, say(text));
  const keep = button("keep_it", () => {
    confirmIn(null);
    one("summary", dataBox).focus();
  });
  box.replaceChildren(line, make("div", { class: "actions" }, ...deeds.map(([name, then]) => button(name, then)), keep));
  line.focus();
}

/** Texts and what was chosen in activities go, here and in the LMS; answers and score stay, for they were told. */
function forgetWritten() {
  for (const key of Object.keys(state.texts)) {
    if (state.answers[key]) state.answers[key].response = "";
    state.texts[key] = "";
  }
  state.cut = {};
  state.fields = {};
  session.changed();
  session.flush();
  session.reload();
}

/** Nothing of the learner is on the page any more. */
function showCleared() {
  const again_ = make("button", { type: "button", class: "primary" }, say("open_again"));
  again_.addEventListener("click", () => location.reload());
  const line = make("p", { class: "cleared", tabindex: "-1" }, say("cleared"));
  one("#main").replaceChildren(line, again_);
  one("#contents").remove();
  line.focus();
}

/** A page with all answers and texts, which opens without this course. */
function saveMine() {
  const parts_ = pages.flatMap((page) => {
    const found = all("form.question, .activity", page).flatMap(linesOf);
    return found.length ? [make("h2", {}, one("h1", page).textContent), ...found] : [];
  });
  const paper = make("body", {}, make("h1", {}, data.title), make("p", {}, new Date().toLocaleDateString(document.documentElement.lang)));
  paper.append(...(parts_.length ? parts_ : [make("p", {}, say("nothing_mine"))]));
  const style = "body { font-family: sans-serif } .mine { white-space: pre-wrap; border-inline-start: 3px solid; padding-inline-start: 1em }";
  const { lang, dir } = document.documentElement;
  const head = `<!DOCTYPE html><html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><title></title><style>${style}</style></head>`;
  const file = new Blob([head, paper.outerHTML, "</html>"], { type: "text/html" });
  const link = make("a", { href: URL.createObjectURL(file), download: `${data.module}.html` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

/** A question or an activity as what was asked, and what the learner has chosen or written. */
function linesOf(box) {
  const mine = all("input, select, textarea, .movable", box).map(mineIn).filter(Boolean);
  if (!mine.length) return [];
  const title = one(".stem, .box-title, h2, h3", box);
  const verdict = one(".verdict", box);
  const lines = mine.map((text) => make("p", { class: "mine" }, text));
  const said = verdict && verdict.textContent ? [make("p", {}, wordsOf(verdict))] : [];
  return [make("h3", {}, title ? wordsOf(title) : ""), ...lines, ...said];
}

/** What stands in a field, with its name before it. */
function mineIn(field) {
  if (field.matches(".movable")) return field.dataset.touched ? all(".card", field).map(wordsOf).join(" → ") : "";
  if (/radio|checkbox/.test(field.type)) return field.checked ? labelOf(field) : "";
  const text = field.tagName === "SELECT" ? (field.value && field.selectedOptions[0].textContent) : field.value;
  if (!text.trim()) return "";
  const name = field.closest("form") && !field.matches("select, [data-gap]") ? "" : labelOf(field);
  return name ? `${name}: ${text}` : text;
}

function labelOf(field) {
  const named_ = (field.getAttribute("aria-labelledby") || "").split(" ").map((id) => document.getElementById(id)).filter(Boolean);
  if (named_.length) return named_.map(wordsOf).join(" ");
  return field.getAttribute("aria-label") || Array.from(field.labels || []).map(wordsOf).join(" ");
}
