// The end of a quiz: the score, whether it is a pass, who has it, and what to look at again.

function showResults(page) {
  const old = one(".results", page);
  if (old) old.remove();
  const panel = make("section", { class: "results", "aria-label": say("result") }, make("h2", { tabindex: "-1" }, say("result")));
  const asked = askedOf(page);
  const { earned, possible } = pointsOf(asked);
  const quiz = quizOf(page);
  if (possible !== "0") {
    panel.append(make("p", { class: "score" }, make("strong", {}, `${percent(quiz.last)} %`), " ", say("score", {
      score: decimal(earned, 2), of: decimal(possible, 2),
    })));
  }
  panel.append(...(page === assessment() ? standing(page) : [make("p", {}, say("practice_done"))]));
  panel.append(...again(page, asked), attempts(page));
  one(".quiz-intro", page).after(panel);
}

/** Passed or not: said only when the LMS has it, or when there is no LMS and that is said as well. */
function standing(page) {
  const quiz = quizOf(page);
  const where = session.recorded();
  const lines = [];
  const verdict = (name) => lines.unshift(make("p", { class: `standing ${name}` }, say(name)));
  if (quiz.counted !== quiz.last) lines.push(make("p", {}, say("score_counts", { percent: percent(quiz.counted) })));
  lines.push(make("p", {}, say("pass_mark", { percent: passMark() })));
  if (where === "lms" || where === "alone") {
    const { status } = outcomeOf();
    verdict(status === "passed" ? "passed" : status === "failed" ? "failed_final" : "failed");
  }
  const remark = { waiting: "waiting", alone: "unrecorded", refused: "unreachable", closed: "waiting", elsewhere: "elsewhere" }[where];
  if (remark) lines.push(make("p", { class: "remark" }, say(remark)));
  return lines;
}

function again(page, asked) {
  const weak = asked.filter((form) => form.hasAttribute("data-scored") && answerOf(form).fraction !== "1");
  if (!weak.length) return pointsOf(asked).possible === "0" ? [] : [make("p", {}, say("all_right"))];
  const hidden = page.dataset.answers === "never";
  const entries_ = hidden ? [] : weak.map((form) => make("li", {}, linkTo(form)));
  for (const target of pagesAbout(weak)) {
    entries_.push(make("li", {}, make("a", { href: `#${target.id}` }, one("h1", target).textContent)));
  }
  if (!entries_.length) return [];
  return [make("p", { class: "box-title" }, say("look_again")), make("ul", { class: "look" }, ...entries_)];
}

function linkTo(form) {
  const stem = wordsOf(one(".stem", form));
  const short = stem.length > 90 ? `${stem.slice(0, 88).replace(/\s\S*$/, "")} …` : stem;
  return make("a", { href: `#${form.id}` }, `${wordsOf(one(".no", form))}: ${short}`);
}

/** Pages that check the same outcomes as the questions that went wrong. */
function pagesAbout(weak) {
  const outcomes = new Set(weak.map((form) => form.dataset.outcome).filter(Boolean));
  const about = (page) => formsOf(page).some((form) => outcomes.has(form.dataset.outcome));
  return all('.page:not([data-kind="quiz"])').filter(about);
}

function attempts(page) {
  const left = attemptsLeft(page);
  const final = page.dataset.grade === "first" && page === assessment();
  const line = make("div", { class: "actions" });
  if (left === 0) line.append(make("p", {}, say("attempts_none")));
  else {
    const words = left === Infinity ? "attempts_any" : left === 1 ? "attempts_left_one" : "attempts_left";
    const button = make("button", { type: "button", class: "take-again" }, say("take_again"));
    button.addEventListener("click", () => takeAgain(page));
    line.append(button);
    if (!final) line.append(make("p", { class: "how" }, say(words, { n: left })));
  }
  return line;
}

/** When the LMS takes a result, or loses its line, the words on the page follow. */
function refreshStanding() {
  const page = assessment();
  if (!page || !quizOf(page).done || !one(".results", page)) return;
  const where = session.recorded();
  if (one(".results", page).dataset.where === where) return;
  const focused = document.activeElement && document.activeElement.closest(".results h2");
  showResults(page);
  one(".results", page).dataset.where = where;
  if (focused) one(".results h2", page).focus({ preventScroll: true });
}
