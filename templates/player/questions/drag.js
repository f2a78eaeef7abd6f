// Words to drag into gaps: with a pointer, by tapping a word and a gap in either order, or with the keyboard alike.

kinds.drag = Object.assign({}, gaps, {
  setup(form, seed) {
    const bank = one(".bank", form);
    bank.append(...shuffled(Array.from(bank.children), seed, (item) => one("button", item).dataset.word));
    form.addEventListener("click", (event) => {
      const button = event.target.closest("[data-word], [data-gap]");
      if (!button) return;
      if (button.dataset.word) tapWord(form, button);
      else tapGap(form, button);
    });
    form.addEventListener("keydown", (event) => { if (event.key === "Escape") letGo(form); });
    form.addEventListener("change", () => showWords(form));
    draggable(form, {
      item: "[data-word], [data-gap]",
      place: ".gap, .bank",
      may: (item) => !item.disabled && Boolean(item.dataset.word || item.value),
      drop: (item, place) => dropWord(form, item, place),
    });
    showWords(form);
  },
  write(form, response) {
    const texts = gapTexts(response);
    all("[data-gap]", form).forEach((gap, at) => { gap.value = wordOf(form, texts[at]) ? texts[at] : ""; });
    letGo(form);
    showWords(form);
  },
});

/** What a word says; nothing for one that is not there any more. */
function wordOf(form, key) {
  const button = key ? withData(all("[data-word]", form), "word", key) : null;
  return button ? button.textContent : "";
}

function showWords(form) {
  const used = new Set();
  for (const gap of all("[data-gap]", form)) {
    const text = wordOf(form, gap.value);
    used.add(gap.value);
    gap.textContent = text || "\u00a0";
    gap.setAttribute("aria-label", say(text ? "gap_holds" : "gap_empty", { n: gap.dataset.gap, text }));
  }
  for (const word of all("[data-word]", form)) word.classList.toggle("used", used.has(word.dataset.word));
}

const held = (form) => one('[data-word][aria-pressed="true"]', form);
const waiting = (form) => one('[data-gap][aria-pressed="true"]', form);

function letGo(form) {
  for (const each of all("[aria-pressed]", form)) each.setAttribute("aria-pressed", "false");
  form.classList.remove("placing");
}

function hold(form, button, text) {
  letGo(form);
  button.setAttribute("aria-pressed", "true");
  form.classList.toggle("placing", Boolean(button.dataset.word));
  announce(text);
}

function tapWord(form, word) {
  const gap = waiting(form);
  if (gap) putWord(form, gap, word.dataset.word);
  else if (word === held(form)) letGo(form);
  else hold(form, word, say("word_chosen", { text: word.textContent }));
}

/** A gap takes the word that was chosen; a full one gives its word back; an empty one waits for a word. */
function tapGap(form, gap) {
  const word = held(form);
  if (word) {
    putWord(form, gap, word.dataset.word);
  } else if (gap.value) {
    const taken = withData(all("[data-word]", form), "word", gap.value);
    fillGap(gap, "");
    hold(form, taken, say("word_chosen", { text: taken.textContent }));
  } else if (gap === waiting(form)) {
    letGo(form);
  } else {
    hold(form, gap, say("gap_chosen", { n: gap.dataset.gap }));
  }
}

function putWord(form, gap, key) {
  letGo(form);
  fillGap(gap, key);
  announce(gap.getAttribute("aria-label"));
}

function fillGap(gap, key) {
  gap.value = key;
  gap.dispatchEvent(new Event("change", { bubbles: true }));
}

/** A word out of a gap leaves it empty, or changes places with the one that was there. */
function dropWord(form, item, place) {
  const gap = place && one("[data-gap]", place);
  const from = item.dataset.gap ? item : null;
  const key = from ? from.value : item.dataset.word;
  if (from && from !== gap) fillGap(from, gap ? gap.value : "");
  if (gap) putWord(form, gap, key);
}
