// A question: keeps what is chosen or typed, marks it, shows what there is to learn from it.

const formsOf = (page) => all("form.question", page);

/** When marks and right answers are shown: "each", "end" or "never"; outside a quiz at once. */
function answersShown(form) {
  const page = pageOf(form);
  return page.dataset.kind === "quiz" ? page.dataset.answers : "each";
}

function seedOf(form) {
  const quiz = state.quizzes[pageOf(form).dataset.key];
  return `${state.seed} ${quiz ? quiz.attempt : 1} ${form.dataset.key}`;
}

function answerOf(form) {
  return state.answers[form.dataset.key] || { response: "", done: false };
}

function setUpQuestion(form) {
  const kind = kinds[form.dataset.kind];
  if (kind.setup) kind.setup(form, seedOf(form));
  if (answersShown(form) !== "each") one(".actions", form).hidden = true;
  restore(form);
  for (const name of ["change", "input"]) form.addEventListener(name, () => draft(form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    tryAnswer(form);
  });
  one(".again", form).addEventListener("click", () => {
    forget(form);
    one("input, select, textarea, button", form).focus();
  });
}

function restore(form) {
  const answer = answerOf(form);
  const over_ = quizIsOver(form);
  if (answer.response) kinds[form.dataset.kind].write(form, answer.response);
  if (!answer.done && !over_) return;
  if (answer.done) answer.fraction = kinds[form.dataset.kind].mark(form, answer.response);
  const shown = answersShown(form);
  if (shown === "each" || (shown === "end" && over_)) show(form);
  lock(form, true);
}

/** Whether the form stands in a quiz whose attempt has been handed in. */
function quizIsOver(form) {
  const quiz = state.quizzes[pageOf(form).dataset.key];
  return Boolean(quiz && quiz.done);
}

/** Keeps an unfinished answer, so that it is there again after a break. */
function draft(form) {
  const answer = answerOf(form);
  if (answer.done) return;
  const response = kinds[form.dataset.kind].read(form);
  complain(form, "");
  interactions.touch(form);
  if (response === answer.response) return;
  answer.response = response;
  state.answers[form.dataset.key] = answer;
  session.changed();
}

function tryAnswer(form) {
  const again_ = Boolean(one("textarea", form)) && !quizIsOver(form); // a text may be saved as often as one likes
  if ((answerOf(form).done && !again_) || answersShown(form) !== "each") return;
  const list = one(".movable", form);
  if (list) list.dataset.touched = "1"; // checking an order as it stands is an answer
  draft(form);
  const { response } = answerOf(form);
  const kind = kinds[form.dataset.kind];
  const fault = response ? kind.fault && kind.fault(form, response) : say("nothing_yet");
  if (fault) {
    complain(form, fault);
    return;
  }
  finishQuestion(form);
  show(form);
  announce(wordsOf(one(".verdict", form)));
  one(".result", form).focus({ preventScroll: true });
  one(".result", form).scrollIntoView({ block: "nearest" });
}

/** Says at the question why it cannot be marked yet. */
function complain(form, text, focus = true) {
  let line = one(".complaint", form);
  if (!text) {
    if (line) line.remove();
    return;
  }
  if (!line) {
    line = make("p", { class: "complaint", role: "alert" });
    one(".actions", form).before(line);
  }
  line.textContent = text;
  if (focus) one("input, select, textarea, [data-gap]", form).focus();
}

/** The answer stands: it is marked, kept and told to the LMS. */
function finishQuestion(form) {
  const answer = answerOf(form);
  answer.done = true;
  answer.fraction = kinds[form.dataset.kind].mark(form, answer.response);
  state.answers[form.dataset.key] = answer;
  lock(form, true);
  interactions.record(form);
  session.changed();
}

function lock(form, on) {
  for (const field of all(".choices input, .field input, select, [data-word], [data-gap]", form)) field.disabled = on;
  for (const list of all(".movable", form)) {
    if (on) list.dataset.locked = "1";
    else delete list.dataset.locked;
    for (const button of all("[data-move]", list)) button.hidden = on;
  }
  form.classList.toggle("answered", on);
  const inQuiz = pageOf(form).dataset.kind === "quiz";
  const written = one("textarea", form);
  if (written) written.readOnly = on && quizIsOver(form);
  one(".check", form).hidden = on && !(written && !written.readOnly);
  one(".again", form).hidden = !on || inQuiz || written;
}

function show(form) {
  const { response, fraction, done } = answerOf(form);
  clearMarks(form);
  const verdict = one(".verdict", form);
  const scored = form.hasAttribute("data-scored");
  const word = !done ? "unanswered" : !scored ? "saved" : fraction === "1" ? "right" : fraction === "0" ? "wrong" : "partly";
  verdict.className = `verdict ${word}`;
  verdict.textContent = say(word);
  kinds[form.dataset.kind].show(form, response);
  one(".result", form).hidden = false;
}

/** As if it had not been answered; its place among the interactions stays. */
function forget(form) {
  const { index } = answerOf(form);
  state.answers[form.dataset.key] = index === undefined ? { response: "", done: false } : { response: "", done: false, index };
  one(".result", form).hidden = true;
  clearMarks(form);
  kinds[form.dataset.kind].write(form, "");
  lock(form, false);
  complain(form, "");
  session.changed();
}
