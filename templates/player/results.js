// The end of a quiz: the score, whether it is a pass, who has it, and what to look at again.

function showResults(page) {
  const old = one(".results", page);
  if (old) old.remove();
  const panel = make("section", { class: "results", "aria-label": say("result") }, make("h2", { tabindex: "-1" }, say("result")));
  const asked = askedOf(page);
  const { earned, possible } = pointsOf(asked);
  const counts = page === assessment();
  if (possible !== "0") {
    const share_ = percent(quizOf(page).last);
    panel.append(make("p", { class: "score" }, make("strong", {}, `${share_} %`), " ", make("span", {}, pointsText(earned, possible))));
    panel.append(chart(share_, counts ? passMark() : null));
  }
  panel.append(...(counts ? standing(page) : [make("p", {}, say("practice_done"))]));
  panel.append(...again(page, asked), attempts(page));
  one(".quiz-intro", page).after(panel);
}

const pointsText = (earned, possible) => say("score", { score: decimal(earned, 2), of: decimal(possible, 2) });

/** The score as a bar, with the pass mark on it; both stand beside it in words. */
function chart(share_, mark) {
  const bar = make("span", { class: "bar-chart", "aria-hidden": "true" }, make("span"));
  bar.firstElementChild.style.inlineSize = `${share_}%`;
  if (mark !== null) {
    bar.append(make("i"));
    bar.lastElementChild.style.insetInlineStart = `${mark}%`;
  }
  return bar;
}

/** Passed or not: said only when the LMS has it, or when there is no LMS and that is said as well. */
function standing(page) {
  const quiz = quizOf(page);
  const where = session.recorded();
  const lines = [];
  const verdict = (name) => lines.unshift(make("p", { class: `standing ${name}` }, say(name)));
  if (quiz.counted !== quiz.last) lines.push(make("p", {}, say("score_counts", { percent: percent(quiz.counted) })));
  lines.push(make("p", {}, say("pass_mark", { percent: passMark() })));
  const { status } = outcomeOf();
  if (where === "lms" || where === "alone" || (where === "looking" && status === session.oldStatus)) {
    verdict(status === "passed" ? "passed" : status === "failed" ? "failed_final" : "failed");
  }
  const remark = { waiting: "waiting", alone: "unrecorded", refused: "unreachable", closed: "waiting", elsewhere: "elsewhere", looking: "looking" }[where];
  if (remark) lines.push(make("p", { class: "remark" }, say(remark)));
  return lines;
}

/** What to look at again, by what it checks: the pages that explain it, and the questions. Then what went well. */
function again(page, asked) {
  const scored = asked.filter((form) => form.hasAttribute("data-scored"));
  if (!scored.length) return [];
  const groups = byOutcome(scored);
  if (!groups.some((group) => group.weak.length)) return [make("p", {}, say("all_right"))];
  const shown = page.dataset.answers !== "never";
  const lines = groups.map((group) => weakSpot(group, shown)).filter(Boolean);
  const known = groups.filter((group) => group.name && !group.weak.length).map((group) => make("li", {}, group.name));
  const parts = [];
  if (lines.length) parts.push(make("h3", {}, say("look_again")), make("ul", { class: "look" }, ...lines));
  if (known.length) parts.push(make("h3", {}, say("known")), make("ul", { class: "known" }, ...known));
  return parts;
}

/** Questions that check the same outcome, the weakest outcome first; those that name none come last. */
function byOutcome(forms) {
  const groups = Array.from(new Set(forms.map((form) => form.dataset.outcome)), (id) => {
    const outcome = one(`.outcomes [data-outcome="${id}"]`);
    const mine = forms.filter((form) => form.dataset.outcome === id);
    const { earned, possible } = pointsOf(mine);
    return {
      id,
      name: outcome ? wordsOf(outcome) : "",
      points: pointsText(earned, possible),
      share: possible === "0" ? "1" : over(earned, possible),
      weak: mine.filter((form) => answerOf(form).fraction !== "1"),
    };
  });
  return groups.sort((a, b) => Boolean(b.name) - Boolean(a.name) || isLess(b.share, a.share) - isLess(a.share, b.share));
}

/** One thing that did not go well, with links; nothing if it went well or there is nothing to link to. */
function weakSpot({ id, name, points, weak }, shown) {
  if (!weak.length) return null;
  const line = make("li");
  if (name) line.append(make("p", { class: "outcome" }, name), make("p", { class: "share" }, points));
  const about = id ? pagesAbout(id) : [];
  if (about.length) line.append(links("pages", about.map((page) => [page, one("h1", page).textContent])));
  if (shown) line.append(links("questions", weak.map((form) => [form, nameOf(form)])));
  return one("a", line) ? line : null;
}

function links(name, targets) {
  const items = targets.map(([target, text]) => make("li", {}, make("a", { href: `#${target.id}` }, text)));
  return make("ul", { class: name }, ...items);
}

function nameOf(form) {
  const stem = wordsOf(one(".stem", form));
  const short = stem.length > 90 ? `${stem.slice(0, 88).replace(/\s\S*$/, "")} …` : stem;
  return `${wordsOf(one(".no", form))}: ${short}`;
}

/** Pages that have a question on an outcome. */
function pagesAbout(id) {
  return all('.page:not([data-kind="quiz"])').filter((page) => formsOf(page).some((form) => form.dataset.outcome === id));
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
