// On paper: the page that is open or the whole module, what was filled in, and lines where nothing was.

function setUpPaper() {
  let printing = false;
  let opened = [];
  for (const button of all("[data-print]")) {
    button.addEventListener("click", () => {
      document.documentElement.classList.toggle("print-module", button.dataset.print === "module");
      window.print();
    });
  }
  // What is opened for the printer was not opened by the learner, and is not kept as if it were.
  document.addEventListener("toggle", (event) => { if (printing) event.stopPropagation(); }, true);
  window.addEventListener("beforeprint", () => {
    if (printing) return;
    printing = true;
    opened = all("details:not([open])").filter((each) => !each.closest(".places"));
    for (const each of opened) each.open = true;
    fillPaper();
  });
  window.addEventListener("afterprint", () => {
    for (const each of opened) each.open = false;
    for (const copy of all(".paper")) copy.remove();
    document.documentElement.classList.remove("print-module");
    setTimeout(() => { printing = false; }, 100); // after the details have told that they are closed again
  });
}

/** Beside each field stands, for paper alone, what is in it; or a line to write on. */
function fillPaper() {
  for (const field of all("textarea, select, .page input:not([type=radio]):not([type=checkbox])")) {
    const select = field.tagName === "SELECT";
    const text = select ? (field.value ? field.selectedOptions[0].textContent : "") : field.value;
    const copy = make("span", { class: `paper${text ? "" : " empty"}${field.tagName === "TEXTAREA" ? " long" : ""}` }, text);
    if (!text && field.rows) copy.style.blockSize = `${field.rows * 1.6}em`;
    field.after(copy);
    if (select && !text && field.closest(".gap") && !field.closest('[data-kind="drag"]')) {
      copy.after(make("span", { class: "paper options" }, ` (${optionsOf(field).join(" / ")})`));
    }
  }
  for (const list of all(".movable:not([data-locked])")) list.before(make("p", { class: "paper options" }, say("number_them")));
  for (const list of all(".pairs")) {
    const select = one("select", list);
    if (select) list.before(make("p", { class: "paper options" }, say("choose_from", { list: optionsOf(select).join(" · ") })));
  }
}

const optionsOf = (select) => Array.from(select.options).slice(1).map((option) => option.textContent);
