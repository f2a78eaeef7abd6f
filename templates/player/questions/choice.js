// Single and multiple choice, true or false.

const choice = {
  setup(form, seed) {
    const list = one(".choices", form);
    if (form.hasAttribute("data-fixed") || form.dataset.kind === "true-false") return;
    list.append(...shuffled(Array.from(list.children), seed, (item) => one("input", item).value));
  },
  read: (form) => all(".choices input", form).filter((box) => box.checked).map((box) => box.value).sort().join("."),
  write(form, response) {
    const chosen = response.split(".");
    for (const box of all(".choices input", form)) box.checked = chosen.includes(box.value);
  },
  mark(form, response) {
    const chosen = response.split(".");
    const boxes = all(".choices input", form);
    if (one("[data-all]", form)) {
      return boxes.every((box) => chosen.includes(box.value) === box.hasAttribute("data-right")) ? "1" : "0";
    }
    const earned = sum(boxes.filter((box) => chosen.includes(box.value)).map((box) => box.dataset.fraction));
    return isLess("1", earned) ? "1" : notBelowZero(earned);
  },
  show(form, response) {
    const chosen = response.split(".");
    for (const item of all(".choices > li", form)) {
      const box = one("input", item);
      const right = box.hasAttribute("data-right");
      const taken = chosen.includes(box.value);
      if (taken || right) setMark(item, right || (taken && !isLess(box.dataset.fraction, "1")));
      if (taken || right) showWhy(item);
    }
  },
  respond: (form, response) => idsOf(form, response.split(".")),
};

kinds.single = choice;
kinds.multiple = choice;
kinds["true-false"] = choice;
