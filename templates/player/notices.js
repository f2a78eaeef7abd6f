// Lines of plain words above the page and at fields: what works, what does not, where things are kept.

/** A line of plain words above the page, one for each name; an empty text takes it away. */
function notice(name, text, forMs) {
  const place = document.getElementById("notices");
  const old = one(`[data-notice="${name}"]`, place);
  if (old && old.textContent === text) return;
  if (old) old.remove();
  if (!text) return;
  const line = make("p", { class: "notice", "data-notice": name }, text);
  place.append(line);
  if (forMs) setTimeout(() => line.remove(), forMs);
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
