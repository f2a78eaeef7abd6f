// What is wrong with the sources: errors over the page, warnings in a quiet list below it.

const findings = (function () {
  let hidden = false;
  let before = "";

  function entry(one) {
    const item = make("li", { class: one.severity }, make("p", { class: "place" }, make("code", {}, one.place), ` ${one.rule}`));
    item.append(make("p", { class: "message" }, one.message));
    if (one.excerpt.length) item.append(make("pre", {}, one.excerpt.join("\n")));
    const [why, ...example] = one.help.split("\n\n");
    const help = make("details", {}, make("summary", {}, one.title), make("p", {}, why));
    for (const text of example) help.append(make("p", {}, text));
    item.append(help);
    return item;
  }

  const counted = (count, what) => `${count} ${what}${count === 1 ? "" : "s"}`;

  function show(view) {
    const errors = view.findings.filter((one) => one.severity === "error");
    const others = view.findings.filter((one) => one.severity !== "error");
    const now = JSON.stringify([view.fault, errors]);
    if (now !== before) hidden = false;
    before = now;
    const many = counted(errors.length + Boolean(view.fault), "error");
    byId("errors-title").textContent = view.launch ? `${many} – behind this is the last good page` : many;
    byId("errors-fault").textContent = view.fault;
    byId("errors-fault").hidden = !view.fault;
    byId("errors-list").replaceChildren(...errors.map(entry));
    byId("errors-show").textContent = `${many} – show`;
    byId("warnings").hidden = !others.length;
    byId("warnings-title").textContent = counted(others.length, "warning");
    byId("warnings-list").replaceChildren(...others.map(entry));
    byId("errors").dataset.any = view.failed;
    place();
  }

  function place() {
    const any = byId("errors").dataset.any === "true";
    byId("errors").hidden = !any || hidden;
    byId("errors-show").hidden = !any || !hidden;
  }

  function setUp() {
    byId("errors-hide").addEventListener("click", () => { hidden = true; place(); byId("errors-show").focus(); });
    byId("errors-show").addEventListener("click", () => { hidden = false; place(); byId("errors-hide").focus(); });
  }

  return { show, setUp };
}());
