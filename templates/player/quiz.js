// A quiz: which questions, in what order, how often, and what counts.

const quizPages = () => all('.page[data-kind="quiz"]');

/** The quiz that the module's score comes from, if it has one with anything to mark. */
function assessment() {
  return quizPages().find((page) => page.dataset.role === "after" && one("[data-scored]", page)) || null;
}

function quizOf(page) {
  const { key } = page.dataset;
  if (!state.quizzes[key]) state.quizzes[key] = { attempt: 1, done: false, counted: "", last: "" };
  return state.quizzes[key];
}

function setUpQuiz(page) {
  const intro = make("p", { class: "quiz-intro how" });
  (one(".lead", page) || one("h1", page)).after(intro);
  choose(page);
  one(".hand-in", page).addEventListener("click", () => handIn(page));
  refreshQuiz(page);
}

/** Draws and orders the questions of an attempt. */
function choose(page) {
  const forms = formsOf(page);
  const seed = `${state.seed} ${quizOf(page).attempt} ${page.dataset.key}`;
  const draw = JSON.parse(page.dataset.draw || "{}");
  const out = new Set();
  for (const [tag, many] of Object.entries(draw)) {
    const tagged = forms.filter((form) => form.dataset.tags.split(" ").includes(tag));
    const drawn = shuffled(tagged, seed, (form) => form.dataset.key);
    // What is answered or was drawn stays, also in a package with new questions.
    drawn.sort((a, b) => isTouched(b) - isTouched(a));
    drawn.slice(many).forEach((form) => out.add(form));
  }
  for (const form of forms) {
    form.hidden = out.has(form);
    const answer = answerOf(form);
    const tagged = Object.keys(draw).some((tag) => form.dataset.tags.split(" ").includes(tag));
    // What is drawn stays drawn in a package with other questions; what is out of it has no answer.
    if (tagged && out.has(form) !== !answer.drawn) state.answers[form.dataset.key] = drawnOrNot(answer, !out.has(form));
  }
  if (page.dataset.shuffle && forms.length > 1) {
    const places = forms.map((form) => {
      const place = document.createComment("");
      form.replaceWith(place);
      return place;
    });
    shuffled(forms, seed, (form) => form.dataset.key).forEach((form, at) => places[at].replaceWith(form));
  }
  const asked = askedOf(page);
  asked.forEach((form, at) => {
    one(".no", form).textContent = say("question_of", { n: at + 1, of: asked.length });
  });
}

function drawnOrNot({ response, done, index }, drawn) {
  const answer = drawn ? { response, done, drawn } : { response: "", done: false };
  return index === undefined ? answer : Object.assign(answer, { index });
}

function isTouched(form) {
  const { response, done, drawn } = answerOf(form);
  return Boolean(response || done || drawn);
}

const askedOf = (page) => formsOf(page).filter((form) => !form.hidden);
const attemptsOf = (page) => Number(page.dataset.attempts);
const attemptsLeft = (page) => (attemptsOf(page) ? Math.max(0, attemptsOf(page) - quizOf(page).attempt) : Infinity);

function refreshQuiz(page) {
  const quiz = quizOf(page);
  const counts = page === assessment();
  const lines = [say(counts ? "counts" : "counts_not")];
  if (attemptsOf(page) > 1) lines.push(say("attempt_of", { n: quiz.attempt, of: attemptsOf(page) }));
  if (page.dataset.answers !== "each") lines.push(say(page.dataset.answers === "end" ? "answers_end" : "answers_hidden"));
  one(".quiz-intro", page).textContent = lines.join(" ");
  one(".finish", page).hidden = quiz.done;
  if (quiz.done) showResults(page);
}

/** Ends the attempt; the first time says which questions are still open. */
function handIn(page) {
  const asked = askedOf(page);
  const open = asked.filter((form) => form.hasAttribute("data-scored") && !hasAnswer(form));
  const missing = one(".missing", page);
  if (open.length && missing.hidden) {
    const [before, after] = say("missing").split("{list}");
    const links = open.map((form) => make("a", { href: `#${form.id}` }, wordsOf(one(".no", form))));
    missing.replaceChildren(before, ...links.flatMap((link, at) => (at ? [", ", link] : [link])), after);
    missing.hidden = false;
    for (const form of open) complain(form, faultOf(form), false);
    one(".hand-in", page).textContent = say("finish_anyway");
    missing.focus();
    return;
  }
  missing.hidden = true;
  one(".hand-in", page).textContent = say("finish_quiz");
  for (const form of asked) if (!answerOf(form).done && hasAnswer(form)) finishQuestion(form);
  count(page, asked);
  for (const form of asked) {
    complain(form, "");
    lock(form, true);
  }
  if (page.dataset.answers !== "never") asked.forEach(show);
  session.changed();
  session.flush();
  refreshQuiz(page);
  refreshContents();
  focusOn(one(".results h2", page));
}

function hasAnswer(form) {
  const { response, done } = answerOf(form);
  return done || Boolean(response && !faultOf(form));
}

/** Why what was typed cannot be marked; nothing if it can, or if nothing was typed. */
function faultOf(form) {
  const { response } = answerOf(form);
  const { fault } = kinds[form.dataset.kind];
  return response && fault ? fault(form, response) : "";
}

function pointsOf(forms) {
  const scored = forms.filter((form) => form.hasAttribute("data-scored"));
  const earned = sum(scored.map((form) => times(form.dataset.points, answerOf(form).fraction || "0")));
  return { earned, possible: sum(scored.map((form) => form.dataset.points)) };
}

/** The score of the attempt, and which attempt's score counts. */
function count(page, asked) {
  const quiz = quizOf(page);
  const { earned, possible } = pointsOf(asked);
  quiz.done = true;
  quiz.last = possible === "0" ? "0" : asKept(over(earned, possible));
  const first = quiz.counted === "";
  const better = !first && isLess(quiz.counted, quiz.last);
  // A pass that an LMS was told is never taken back, so a later attempt replaces it only by a pass.
  const keepsPass = !first && passes(quiz.counted) && !passes(quiz.last);
  const takes = { best: better, last: !keepsPass, first: false }[page.dataset.grade];
  if (first || takes) quiz.counted = quiz.last;
}

function takeAgain(page) {
  const quiz = quizOf(page);
  quiz.attempt += 1;
  quiz.done = false;
  for (const form of formsOf(page)) {
    forget(form);
    form.hidden = false;
  }
  one(".results", page).remove();
  choose(page);
  refreshQuiz(page);
  session.changed();
  focusOn(one("h1", page));
}

const passMark = () => Number(session.mastery === null ? data.pass : session.mastery);

/** Whether a score passes: compared before anything is rounded. */
function passes(score) {
  const mark = typedNumber(session.mastery === null ? String(data.pass) : session.mastery);
  return !isLess(times(score, "100"), mark);
}

/**
 * What the LMS is told of the module: its status; the score from 0 to 100 and from 0 to 1, or null; and how much of
 * it is done, from 0 to 1, which is 1 only when it is complete.
 */
function outcomeOf() {
  const quiz = assessment();
  const outcome = quiz ? outcomeOfQuiz(quiz, session.oldStatus) : { status: statusOfReading(session.oldStatus), raw: null, scaled: null };
  const seen = counted.filter((page) => state.seen.includes(page.dataset.key)).length;
  const steps = counted.length + (quiz ? 1 : 0);
  const complete = outcome.status === "passed" || outcome.status === "completed";
  return Object.assign(outcome, { progress: complete ? "1" : decimal(over(String(seen), String(steps)), 4) });
}

function statusOfReading(before) {
  if (before === "passed" || before === "completed") return before;
  return counted.every((page) => state.seen.includes(page.dataset.key)) ? "completed" : "incomplete";
}

function outcomeOfQuiz(quiz, before) {
  const { counted, done } = quizOf(quiz);
  if (counted === "") return { status: before === "passed" ? before : "incomplete", raw: null, scaled: null };
  const passed = passes(counted);
  let raw = percent(counted);
  // An LMS that compares the score with its own mark (Moodle's mastery override) would
  // turn 69.6, rounded up to 70, into a pass.
  let scaled = decimal(counted, 4);
  if (!passed && session.mastery !== null) {
    if (raw >= passMark()) raw = wholePercent(counted);
    if (Number(scaled) * 100 >= passMark()) scaled = floored(counted, 4);
  }
  const final = done && (attemptsLeft(quiz) === 0 || quiz.dataset.grade === "first");
  const status = passed || before === "passed" ? "passed" : final ? "failed" : "incomplete";
  return { status, raw, scaled };
}
