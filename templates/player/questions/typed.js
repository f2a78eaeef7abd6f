// Short answers and numbers.

const typed = {
  read: (form) => one(".field input", form).value.trim(),
  write(form, response) {
    one(".field input", form).value = response;
  },
  show(form, response) {
    const found = response ? kinds[form.dataset.kind].match(form, response) : undefined;
    const right = Boolean(found) && found.dataset.fraction === "1";
    setMark(one(".field", form), right);
    if (found) {
      found.hidden = false;
      showWhy(found);
    }
    const best = bestAnswers(form);
    if (!right && best.length) solution(form, say("right_answer", { text: best.join(` ${say("or")} `) }));
  },
  mark(form, response) {
    const found = kinds[form.dataset.kind].match(form, response);
    return found ? notBelowZero(found.dataset.fraction) : "0";
  },
};

/** The answers that earn most, as a person would write them. */
function bestAnswers(form) {
  const answers = all(".answer", form).filter((answer) => answer.dataset.fraction === "1");
  const unit = one(".unit", form);
  const written = answers.map((answer) => (answer.dataset.written ? [answer.dataset.written] : pieces(answer.dataset.pattern || "")));
  const whole = written.filter((parts_) => parts_.length === 1); // one with stars helps only where there is no other
  return (whole.length ? whole : written)
    .map((parts_) => parts_.join("…"))
    .filter((text) => text && text !== "…")
    .map((text) => (unit ? `${text} ${wordsOf(unit)}` : text));
}

/** The texts between the stars of a pattern: `*` is anything, `\*` a star, `\\` a backslash. */
function pieces(pattern) {
  const found = [""];
  for (const [sign] of pattern.matchAll(/\\[*\\]|[^]/g)) {
    if (sign === "*") found.push("");
    else found[found.length - 1] += sign.slice(-1);
  }
  return found;
}

/** Whether the whole text fits a pattern. Each piece is taken where it comes first, so the time grows with the text only. */
function fits(pattern, text) {
  const middle = pieces(pattern);
  const first = middle.shift();
  if (!middle.length) return text === first;
  const last = middle.pop();
  const end = text.length - last.length;
  if (end < first.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  return middle.every((piece) => {
    const found = text.indexOf(piece, at);
    at = found + piece.length;
    return found >= 0 && at <= end;
  });
}

kinds.short = Object.assign({}, typed, {
  match: (form, response) => all(".answer", form).find((answer) => {
    const strict = answer.hasAttribute("data-case");
    return fits(folded(answer.dataset.pattern, strict), folded(response, strict));
  }),
  respond: (form, response) => words(response),
});

kinds.numerical = Object.assign({}, typed, {
  fault: (form, response) => (numberIn(form, response) === null ? say("not_a_number") : ""),
  match(form, response) {
    const number = numberIn(form, response);
    if (number === null) return undefined;
    return all(".answer", form).find((answer) => {
      const { low, high } = answer.dataset;
      return low === undefined || !(isLess(number, low) || isLess(high, number));
    });
  },
  respond(form, response) {
    const number = numberIn(form, response);
    return [number === null ? "" : decimal(number, 10)];
  },
});

/** The number typed, also with its unit behind it. */
function numberIn(form, response) {
  const unit = one(".unit", form);
  const word = unit ? wordsOf(unit) : "";
  const bare = word && response.trim().endsWith(word) ? response.trim().slice(0, -word.length) : response;
  return typedNumber(bare);
}
