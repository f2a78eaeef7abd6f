// Terms: what a word means opens behind the paragraph in which it stands, by a button of its own. The button is a span,
// since a real one is a box: it does not break with its line, and is held to the room that a box has to have.

function setUpTerms() {
  all("a.term").forEach((link, at) => {
    const entry = document.getElementById(link.hash.slice(1));
    const button = make("span", { role: "button", tabindex: "0", class: "term", "aria-expanded": "false" }, ...link.childNodes);
    link.replaceWith(button);
    let box = null;
    function close() {
      box.remove();
      box = null;
      button.setAttribute("aria-expanded", "false");
    }
    button.addEventListener("click", () => {
      if (box) {
        close();
        return;
      }
      box = make("div", { class: "meaning", role: "note", id: `meaning${at}` });
      box.append(make("strong", {}, ...one("dt", entry).cloneNode(true).childNodes));
      for (const body of all("dd", entry)) box.append(...body.cloneNode(true).childNodes);
      for (const inner of all(".term", box)) inner.replaceWith(...inner.childNodes);
      const around = button.closest("p, h1, h2, h3, h4, h5, h6, li, dt, dd, td, th, figcaption, div");
      if (/^[PH]/.test(around.tagName)) around.after(box);
      else around.append(box);
      button.setAttribute("aria-expanded", "true");
      button.setAttribute("aria-controls", box.id);
      announce(wordsOf(box));
    });
    button.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && box) close();
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      if (!event.repeat) button.click();
    });
  });
}
