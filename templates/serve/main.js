// Plays a module, and plays it again when it was built anew.

const STANDARDS = { scorm12, scorm2004 };
const ALONE = "none"; // no LMS at all

let programme = null;
let shown = null; // the module as the server last told of it
let current = null; // the sitting
let session = "over"; // or "open", "lost"
let commits = 0;

let work = Promise.resolve();
let steps = 0; // that were asked for and are not done

/** Does one thing after the other: an edit or a press may come while something is still being shown. */
function soonest(step) {
  busy(1);
  work = work.then(step).catch((error) => console.error(error)).then(() => busy(-1)); // and goes on with what is asked next
}

/** Says whether the module is still being shown, to those who do not see it and to whoever has to wait for it. */
function busy(by) {
  steps += by;
  byId("device").setAttribute("aria-busy", String(steps > 0));
}

const chosen = () => ({
  module: byId("module").value,
  language: byId("language").value,
  standard: byId("standard").value,
  learner: byId("learner").value,
});
const played = () => (chosen().standard === ALONE ? programme.standards[0].id : chosen().standard);
const attempt = () => path("api", "attempt", chosen().language, chosen().standard, chosen().module, chosen().learner);

/** Looks at the module as it is now; plays it if it is another one than what is shown. */
async function look(again) {
  const { language, module } = chosen();
  const found = await ask(path("api", "module", language, played(), module));
  if (!found) return;
  findings.show(found);
  const same = shown && shown.launch === found.launch && shown.build === found.build;
  shown = found;
  if (found.launch && (again || !same)) await replay();
}

/** Loads the module at the same place; the learner's state comes from the LMS, as on any other day. */
async function replay() {
  const at = session === "open" ? view.place() : { hash: "", top: 0 };
  await leave();
  await play(at);
}

async function leave() {
  await view.leave();
  session = "over";
}

async function play(at = { hash: "", top: 0 }) {
  if (!shown || !shown.launch) return;
  const { learner, standard } = chosen();
  for (const each of Object.values(STANDARDS)) delete window[each.object];
  current = null;
  if (standard !== ALONE) {
    line.at(attempt());
    const stored = await ask(attempt());
    current = sitting({
      standard: STANDARDS[standard],
      stored,
      learner: { id: learner, name: byId("learner").selectedOptions[0].textContent },
      settings: shown.settings,
      line,
      log: heard,
    });
    window[current.standard.object] = current.api;
    calls.mark(stored ? "the attempt goes on" : "a new attempt");
  }
  commits = 0;
  session = "open";
  refresh();
  await view.open(shown.launch, at);
  refresh();
}

function heard(call, values, result, code, note) {
  if (session === "lost") return;
  if (["commit", "terminate"].includes(call) && result === "true") commits += 1;
  calls.add(current.standard, call, values, result, code, note);
  soon();
}

let due = false;
function soon() {
  if (due) return;
  due = true;
  setTimeout(() => { due = false; refresh(); }, 60);
}

/** Brings the panel up to date. */
function refresh() {
  const open = session === "open";
  byId("ended").hidden = open || !shown || !shown.launch;
  byId("end").disabled = !open;
  byId("lose").disabled = !open;
  byId("resume").disabled = open;
  const words = { open: "The session is open", over: "The session has ended", lost: "The browser was lost" };
  byId("session").textContent = current ? `${words[session]}; ${commits} saved.` : "There is no LMS: the player keeps everything itself.";
  byId("failing").textContent = line.failing ? `${line.failing} still to fail` : "";
  byId("works").hidden = !current;
  if (current) stateView.show(current, frame);
}

/** The browser dies: nothing that it would still say is heard. */
async function lose() {
  session = "lost";
  for (const each of Object.values(STANDARDS)) delete window[each.object];
  const deaf = () => "";
  for (const name of Object.keys(current ? current.api : {})) current.api[name] = deaf;
  await view.leave();
  refresh();
}

async function startAgain() {
  if (current) {
    await lose(); // what the player still says must not fill the new attempt
    line.forget();
  }
  await leave();
  await play();
}

function setUpChoices() {
  const { modules, languages, standards } = programme;
  const names = new Intl.DisplayNames("en", { type: "language" });
  fill(byId("module"), modules.map(({ id, title }) => [id, title]), choices.get("module", ""));
  fill(byId("language"), languages.map((one) => [one, names.of(one)]), choices.get("language", ""));
  fill(byId("standard"), [...standards.map(({ id, name }) => [id, name]), [ALONE, "no LMS"]], choices.get("standard", ""));
  byId("programme").textContent = programme.title;
  document.title = `${programme.title} – preview`;
}

function setUpLearners() {
  const count = Number(choices.get("learners", "1"));
  const all = Array.from({ length: count }, (_, n) => [`learner-${n + 1}`, `Learner ${n + 1}`]);
  fill(byId("learner"), all, choices.get("learner", "learner-1"));
}

function setUpControls() {
  for (const name of ["module", "language", "standard", "learner"]) {
    byId(name).addEventListener("change", () => soonest(async () => {
      choices.set(name, byId(name).value);
      await leave();
      await look(true);
    }));
  }
  byId("another").addEventListener("click", () => soonest(async () => {
    const count = byId("learner").options.length + 1;
    choices.set("learners", String(count));
    choices.set("learner", `learner-${count}`);
    await leave(); // what is still said belongs to the learner before
    setUpLearners();
    await play();
  }));
  const press = (id, step) => byId(id).addEventListener("click", () => soonest(step));
  press("end", async () => { await leave(); refresh(); byId("resume").focus(); });
  press("lose", async () => { await lose(); byId("resume").focus(); });
  for (const id of ["resume", "ended-resume"]) press(id, () => play());
  for (const id of ["again", "ended-again"]) press(id, startAgain);
  for (const radio of document.querySelectorAll('input[name="line"]')) {
    radio.addEventListener("change", () => { line.mode = radio.value; });
  }
  byId("fail").addEventListener("click", () => line.fail(Math.max(0, Math.min(99, Number(byId("fail-count").value) || 0))));
  line.listen(refresh);
}

/** Hears from the server what was edited; after a pause of the server everything may have been. */
function listen() {
  const source = new EventSource("/events");
  source.addEventListener("open", () => { byId("gone").hidden = true; soonest(() => renew(null)); });
  source.addEventListener("error", () => { byId("gone").hidden = false; });
  source.addEventListener("message", (event) => soonest(() => renew(JSON.parse(event.data).changed)));
}

async function renew(changed) {
  const now = await ask("/api/programme");
  if (!now) return;
  const moved = JSON.stringify(now) !== JSON.stringify(programme);
  programme = now;
  if (moved) setUpChoices();
  if (!changed || moved || changed.includes(chosen().module)) await look(false);
}

view.setUp();
findings.setUp();
calls.setUp();
setUpTabs(byId("tabs"));
setUpLearners();
setUpControls();
listen();
