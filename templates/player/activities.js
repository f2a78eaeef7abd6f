// Activities: what is chosen or written in them is kept, and some tell how it went. Nothing here counts.

function setUpActivity(box) {
  const { key } = box.dataset;
  const kept = state.fields[key] || {};
  for (const field of all("[data-field]", box)) restoreField(field, kept[field.dataset.field]);
  const kind = activities[box.dataset.activity] || {};
  if (kind.setup) kind.setup(box, kept);
  const changed = (event) => {
    const field = event.target.closest("[data-field]");
    if (field) keepField(key, field);
    if (kind.changed) kind.changed(box, event.target);
  };
  for (const name of ["input", "change"]) box.addEventListener(name, changed);
  box.addEventListener("toggle", changed, true);
  if (kind.changed) kind.changed(box);
}

function restoreField(field, value) {
  if (field.hasAttribute("data-text")) field.value = state.texts[textKey(field)] || "";
  else if (field.type === "radio") field.checked = field.value === value;
  else if (field.type === "checkbox") field.checked = value === "1";
  else if (field.tagName === "DETAILS") field.open = value === "1";
  else if (field.tagName === "SELECT") pick(field, value);
}

function keepField(key, field) {
  const name = field.dataset.field;
  if (field.hasAttribute("data-text")) {
    state.texts[textKey(field)] = field.value;
  } else {
    const on = field.type === "checkbox" ? field.checked : field.open;
    const value = field.type === "radio" || field.tagName === "SELECT" ? field.value : on ? "1" : "";
    const fields = state.fields[key] || {};
    if ((fields[name] || "") === value) return;
    if (value) fields[name] = value;
    else delete fields[name];
    state.fields[key] = fields;
  }
  session.changed();
}

/** Buttons that check a sort or an order, and begin again. `flags` tells for each item whether it is right. */
function checkable(box, holders, flags, reset) {
  const [check, again_] = [one(".check", box), one(".again", box)];
  const verdict = one(".verdict", box);
  check.addEventListener("click", () => {
    const right = flags();
    if (!right) {
      verdict.textContent = say("not_all");
      return;
    }
    holders().forEach((holder, at) => {
      setMark(holder, right[at]);
      showWhy(holder);
    });
    const n = right.filter(Boolean).length;
    verdict.textContent = say(n === right.length ? "well_done" : "some_right", { n, of: right.length });
    again_.hidden = false;
  });
  function unmark() {
    for (const holder of holders()) {
      const mark = one(".mark", holder);
      mark.className = "mark";
      mark.replaceChildren();
      for (const why of all(".why", holder)) why.hidden = true;
    }
    verdict.textContent = "";
    again_.hidden = true;
  }
  box.addEventListener("change", unmark); // marks tell of what was checked, not of what stands there now
  again_.addEventListener("click", () => {
    unmark();
    reset();
    check.focus();
  });
}

const activities = {
  sort: {
    setup(box) {
      const list = one(".pairs", box);
      list.append(...shuffled(Array.from(list.children), state.seed + box.dataset.key, (row) => row.dataset.item));
      const rows = () => all(".pairs > li", box);
      const chosen = (row) => one("select", row).value;
      checkable(box, rows, () => (rows().every(chosen) ? rows().map((row) => chosen(row) === row.dataset.right) : null), () => {
        for (const select of all("select", box)) {
          select.value = "";
          keepField(box.dataset.key, select);
        }
      });
    },
  },
  order: {
    setup(box, kept) {
      setupMovable(box, state.seed + box.dataset.key);
      if (kept.order) writeOrder(box, kept.order);
      checkable(box, () => all(".movable > li", box), () => rightPlaces(box, orderOf(box).join(".")), () => {});
    },
    changed(box, target) {
      if (!target) return;
      state.fields[box.dataset.key] = { order: orderOf(box).join(".") };
      session.changed();
    },
  },
  scale: {
    changed(box) {
      let done = true;
      for (const area of all(".area", box)) {
        const marks = all("input:checked", area).map((field) => Number(field.value));
        done = done && marks.length === all(".statement", area).length;
        const mean = marks.length ? marks.reduce((a, b) => a + b, 0) / marks.length : 0;
        const bar = one(`.gauge[data-area="${area.dataset.area}"] [role=meter]`, box);
        const shown = Math.round(mean * 10) / 10;
        if (marks.length) gauge(bar, shown, String(shown));
      }
      one(".profile", box).hidden = !done;
    },
  },
  checklist: {
    changed(box) {
      const boxes = all("input", box);
      one(".count", box).textContent = say("ticked", { n: boxes.filter((each) => each.checked).length, of: boxes.length });
    },
  },
  planner: {
    setup: (box) => one(".print", box).addEventListener("click", () => window.print()),
  },
  hotspot: {
    setup(box) {
      for (const spot of all(".spot", box)) {
        const { x, y, radius } = spot.dataset;
        Object.assign(spot.style, { left: `${x}%`, top: `${y}%`, inlineSize: `${2 * radius}%` });
        spot.addEventListener("click", () => {
          const place = one(`details[data-spot="${spot.dataset.spot}"]`, box);
          place.open = true;
          focusOn(one("summary", place));
        });
      }
    },
    changed(box) {
      for (const place of all("details", box)) {
        const spot = one(`.spot[data-spot="${place.dataset.spot}"]`, box);
        spot.setAttribute("aria-pressed", String(place.open));
      }
    },
  },
  journal: {
    setup(box) {
      for (const field of all("textarea:not([data-private])", box)) {
        field.addEventListener("change", () => {
          interactions.recordText(field);
          session.changed();
        });
      }
    },
  },
  timer: { setup: setUpTimer },
};

function setUpTimer(box) {
  const phases = all(".phases > li", box);
  const [startButton, stop] = [one(".start", box), one(".stop", box)];
  let tick = 0;
  let begun = 0;
  let current = -1;
  function halt(text) {
    clearInterval(tick);
    for (const phase of phases) phase.removeAttribute("aria-current");
    one(".clock", box).textContent = text;
    startButton.hidden = false;
    stop.hidden = true;
    current = -1;
  }
  function show_() {
    let left = (Date.now() - begun) / 1000;
    const now = phases.findIndex((phase) => {
      left -= Number(phase.dataset.seconds);
      return left < 0;
    });
    if (now < 0) {
      halt(say("time_over"));
      announce(say("time_over"));
      return;
    }
    const text = say("time_left", { phase: wordsOf(one(".phase", phases[now])), time: clock(-left).replace(/^00:/, "") });
    one(".clock", box).textContent = text;
    if (now !== current) announce(text);
    current = now;
    phases.forEach((phase, at) => phase.toggleAttribute("aria-current", at === now));
  }
  startButton.addEventListener("click", () => {
    begun = Date.now();
    startButton.hidden = true;
    stop.hidden = false;
    stop.focus();
    show_();
    tick = setInterval(show_, 1000);
  });
  stop.addEventListener("click", () => {
    halt("");
    startButton.focus();
  });
}
