// The frame that shows the module: how wide, how bright, and where in it we are.

const frame = byId("sco");

const view = (function () {
  /** Goes to another address; ready once what was there has been left. */
  function go(address) {
    return new Promise((then) => {
      frame.addEventListener("load", then, { once: true });
      frame.src = address;
    });
  }

  /** Leaves what is shown, which then says all it has to say. */
  async function leave() {
    if (frame.contentWindow.location.href !== "about:blank") await go("about:blank");
  }

  /** Where the learner is: the page and how far down. */
  function place() {
    const { location, scrollY } = frame.contentWindow;
    return { hash: location.hash, top: scrollY };
  }

  let scheme = "auto";

  /** Light or dark, whatever the machine prefers: browsers let a page say that to none of its frames. */
  function paint() {
    const document = frame.contentDocument;
    document.documentElement.style.colorScheme = scheme === "auto" ? "" : scheme;
    for (const sheet of document.styleSheets) [sheet, ...sheet.cssRules].forEach(repaint);
  }

  const asked = new WeakMap(); // style sheet or rule → what it says by itself

  function repaint(part) {
    if (!part.media) return;
    if (!asked.has(part)) asked.set(part, part.media.mediaText);
    part.media.mediaText = asked.get(part).replace(/\(prefers-color-scheme: (\w+)\)/g, (all, which) => {
      if (scheme === "auto") return all;
      return which === scheme ? "(min-width: 0)" : "(max-width: 0)";
    });
  }

  async function open(address, { hash, top }) {
    await go(address + hash);
    for (let tries = 0; tries < 40 && !frame.contentDocument.querySelector("body.ready"); tries += 1) {
      await new Promise((then) => { setTimeout(then, 50); });
    }
    paint();
    frame.contentWindow.scrollTo({ top, behavior: "instant" });
  }

  function choose(name, otherwise, apply) {
    const value = choices.get(name, otherwise);
    for (const radio of document.querySelectorAll(`input[name="${name}"]`)) {
      radio.checked = radio.value === value;
      radio.addEventListener("change", () => { choices.set(name, radio.value); apply(radio.value); });
    }
    apply(value);
  }

  function setUp() {
    choose("width", "full", (value) => {
      byId("device").style.inlineSize = value === "full" ? "100%" : `${value}px`;
      byId("device").dataset.width = value;
    });
    choose("scheme", "auto", (value) => { scheme = value; paint(); });
    byId("panel-switch").addEventListener("click", () => {
      const open = byId("panel-switch").getAttribute("aria-expanded") !== "true";
      byId("panel-switch").setAttribute("aria-expanded", String(open));
      byId("panel").hidden = !open;
    });
  }

  return { leave, open, place, setUp };
}());

/** Says something to those who do not see it. */
function announce(text) {
  byId("announce").textContent = "";
  setTimeout(() => { byId("announce").textContent = text; }, 50);
}

/** Tabs, as WAI-ARIA's authoring practices describe them: arrow keys go from one to the next. */
function setUpTabs(list) {
  const tabs = [...list.querySelectorAll('[role="tab"]')];
  const choose = (tab) => {
    for (const each of tabs) {
      const chosen = each === tab;
      each.setAttribute("aria-selected", String(chosen));
      each.tabIndex = chosen ? 0 : -1;
      byId(each.getAttribute("aria-controls")).hidden = !chosen;
    }
  };
  for (const tab of tabs) tab.addEventListener("click", () => choose(tab));
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = { Home: 0, End: tabs.length - 1 }[event.key];
    if (step === undefined && at === undefined) return;
    event.preventDefault();
    const next = tabs[at === undefined ? (tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length : at];
    choose(next);
    next.focus();
  });
  choose(tabs[0]);
}
