// Lines of plain words above the page and at fields: what works, what does not, where things are kept.

// A line that comes or goes moves the page. What a finger is on must not move away under it: the tap would be lost.
const finger = { down: false, waiting: new Map() };

/** Shows the lines that have waited for a tap to end. */
function lift() {
  finger.down = false;
  const lines = [...finger.waiting];
  finger.waiting.clear();
  for (const [name, [text, forMs]] of lines) notice(name, text, forMs);
}

document.addEventListener("pointerdown", () => {
  finger.down = true;
  clearTimeout(finger.timer);
  finger.timer = setTimeout(lift, 10000); // its end was outside the window
}, true);
for (const end of ["pointerup", "pointercancel"]) {
  document.addEventListener(end, () => {
    clearTimeout(finger.timer);
    finger.timer = setTimeout(lift, 50); // the click comes after its pointer was lifted
  }, true);
}

/** A line of plain words above the page, one for each name; an empty text takes it away. */
function notice(name, text, forMs) {
  if (finger.down) {
    finger.waiting.set(name, [text, forMs]);
    return;
  }
  const place = document.getElementById("notices");
  const old = one(`[data-notice="${name}"]`, place);
  if (old && old.textContent === text) return;
  if (old) old.remove();
  if (!text) return;
  const line = make("p", { class: "notice", "data-notice": name }, text);
  place.append(line);
  if (forMs) setTimeout(() => { if (line.isConnected) notice(name, ""); }, forMs);
}

/** Says at each text that never leaves the device when the device does not keep it. */
function privateTexts() {
  for (const box of all("form[data-private], .activity")) {
    const place = one(".kept", box);
    if (!place || !(box.matches("form") || one("[data-private]", box))) continue;
    place.hidden = store.works;
    place.textContent = store.works ? "" : say("text_lost");
  }
}
