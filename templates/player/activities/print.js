// An activity alone on paper, or its texts as a file.

/** Prints one activity alone: everything that does not hold it is left out while the browser prints. */
function printOnly(box) {
  const left = [];
  for (let inner = box; inner !== document.body; inner = inner.parentElement) {
    left.push(...Array.from(inner.parentElement.children).filter((each) => each !== inner && each.tagName !== "SCRIPT"));
  }
  left.forEach((each) => each.classList.add("unprinted"));
  const done = () => left.forEach((each) => each.classList.remove("unprinted"));
  window.addEventListener("afterprint", done, { once: true });
  window.print();
}

/** Labels and texts of an activity, one below the other, as a file. */
function saveTexts(box) {
  const lines = [wordsOf(one("h2, h3, h4, h5, h6, .kicker", box)), ""];
  for (const part of all("legend, .row-name, .field", box)) {
    const field = one("[data-text]", part);
    if (!field) {
      lines.push(wordsOf(part), "");
      continue;
    }
    const text = field.type === "checkbox" ? (field.checked ? "☑" : "☐") : field.value;
    lines.push(wordsOf(one("label, .label", part)), text, "");
  }
  const url = URL.createObjectURL(new Blob([lines.join("\r\n")], { type: "text/plain;charset=utf-8" }));
  const link = make("a", { href: url, download: `${data.module}-${box.id.replace(/^a_/, "")}.txt` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}
