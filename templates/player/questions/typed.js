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
  return answers
    .map((answer) => answer.dataset.written || (answer.dataset.pattern || "").replace(/\\(.)|\*/g, (all_, letter) => letter || "…"))
    .filter((text) => text && text !== "…")
    .map((text) => (unit ? `${text} ${wordsOf(unit)}` : text));
}

/** A pattern as an expression for the whole text: `*` is anything, `\*` a star, `\\` a backslash. */
function wildcard(pattern) {
  const source = pattern.replace(/\\([*\\])|(\*)|([.+?^${}()|[\]\\/])/g, (whole, escaped, star, special) => {
    if (star) return "[^]*";
    return `\\${escaped || special}`;
  });
  return new RegExp(`^${source}$`, "u");
}

kinds.short = Object.assign({}, typed, {
  match: (form, response) => all(".answer", form).find((answer) => {
    const strict = answer.hasAttribute("data-case");
    return wildcard(folded(answer.dataset.pattern, strict)).test(folded(response, strict));
  }),
  respond: (form, response) => response,
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
    return number === null ? "" : decimal(number, 10);
  },
});

/** The number typed, also with its unit behind it. */
function numberIn(form, response) {
  const unit = one(".unit", form);
  const word = unit ? wordsOf(unit) : "";
  const bare = word && response.trim().endsWith(word) ? response.trim().slice(0, -word.length) : response;
  return typedNumber(bare);
}
