// Matching, ordering and gaps: something belongs in each of several places.

kinds.matching = {
  setup(form, seed) {
    const list = one(".pairs", form);
    if (!form.hasAttribute("data-fixed")) {
      list.append(...shuffled(Array.from(list.children), seed, (row) => row.dataset.item));
    }
    for (const select of all("select", form)) {
      select.append(...shuffled(Array.from(select.options).slice(1), seed, (option) => option.value));
    }
  },
  read: (form) => all(".pairs > li", form)
    .map((row) => [row.dataset.item, one("select", row).value])
    .filter(([, value]) => value)
    .map((pair) => pair.join("="))
    .sort()
    .join("."),
  write(form, response) {
    const chosen = pairsIn(response);
    for (const row of all(".pairs > li", form)) pick(one("select", row), chosen.get(row.dataset.item));
  },
  mark(form, response) {
    const chosen = pairsIn(response);
    return share(all(".pairs > li", form).map((row) => chosen.get(row.dataset.item) === row.dataset.right));
  },
  show(form, response) {
    const chosen = pairsIn(response);
    for (const row of all(".pairs > li", form)) {
      const right = chosen.get(row.dataset.item) === row.dataset.right;
      setMark(row, right);
      showWhy(row);
      if (!right) showBetter(one(".right", row), one(`option[value="${row.dataset.right}"]`, row).textContent);
    }
  },
  respond(form, response) {
    const chosen = pairsIn(response);
    const sides = new Map(named(form, "sides"));
    return named(form, "names")
      .map(([key, id]) => [id, sides.get(chosen.get(key))])
      .filter(([, side]) => side);
  },
};

function pairsIn(response) {
  return new Map(response.split(".").map((pair) => pair.split("=")));
}

/** Chooses an option; one that is not there any more leaves the select empty. */
function pick(select, value) {
  select.value = value === undefined ? "" : value;
  if (select.selectedIndex < 0) select.value = "";
}

kinds.ordering = {
  setup(form, seed) {
    setupMovable(form, seed);
  },
  read: (form) => (one(".movable", form).dataset.touched ? orderOf(form).join(".") : ""),
  write: writeOrder,
  mark: (form, response) => share(rightPlaces(form, response)),
  show(form, response) {
    const right = rightPlaces(form, response);
    all(".movable > li", form).forEach((item, at) => {
      setMark(item, right[at]);
      showWhy(item);
    });
    if (right.includes(false)) {
      const items = rightOrder(form).map((item) => make("li", {}, wordsOf(one(".card", item))));
      one(".solution", form).replaceChildren(make("p", {}, say("right_order")), make("ol", {}, ...items));
    }
  },
  respond(form, response) {
    const ids = new Map(named(form, "names"));
    return itemsOf(form, response).map((item) => ids.get(item.dataset.item));
  },
};

/** Gaps share one form of response: the text in each, in the order of the document, as JSON. */
const gaps = {
  read(form) {
    const texts = all("[data-gap]", form).map((field) => field.value.trim());
    return texts.some(Boolean) ? JSON.stringify(texts) : "";
  },
  write(form, response) {
    const texts = gapTexts(response);
    all("[data-gap]", form).forEach((field, at) => {
      if (field.tagName === "SELECT") pick(field, texts[at]);
      else field.value = texts[at] || "";
    });
  },
  mark(form, response) {
    const texts = gapTexts(response);
    return share(all("[data-gap]", form).map((field, at) => gapIsRight(field, texts[at] || "")));
  },
  show(form, response) {
    const texts = gapTexts(response);
    all("[data-gap]", form).forEach((field, at) => {
      const right = gapIsRight(field, texts[at] || "");
      setMark(field.parentElement, right);
      if (!right) showBetter(field.parentElement, rightText(field));
    });
  },
  respond(form, response) {
    const texts = gapTexts(response);
    return all("[data-gap]", form).flatMap((field, at) => words(gapWord(field, texts[at] || "")));
  },
};

function gapTexts(response) {
  try {
    const texts = JSON.parse(response);
    return Array.isArray(texts) ? texts.map(String) : [];
  } catch (error) {
    return [];
  }
}

function gapIsRight(field, text) {
  if (field.closest("form").dataset.kind === "drag") return text === field.dataset.right;
  const right = JSON.parse(field.dataset.right);
  return right.some((one_) => folded(one_) === folded(text));
}

function rightText(field) {
  if (field.closest("form").dataset.kind === "drag") return gapWord(field, field.dataset.right);
  return JSON.parse(field.dataset.right)[0] || "";
}

function gapWord(field, text) {
  if (field.tagName === "BUTTON") return wordOf(field.closest("form"), text);
  if (field.tagName !== "SELECT") return text;
  const option = Array.from(field.options).find((each) => each.value === text && text);
  return option ? option.textContent : "";
}

kinds.gaps = gaps;
