// Does everything on the page that is shown, rightly or wrongly, from what the page itself holds: first all that
// is chosen and typed, then all buttons that check it, then every story to one of its ends.
(rightly) => {
  const page = document.querySelector(".page:not([hidden])");
  const all = (selector, root = page) => [...root.querySelectorAll(selector)];
  const set = (field, value) => {
    field.value = value;
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  };
  const again = all("form.question .again, .activity .again").filter((button) => !button.hidden);
  for (const button of again) button.click();
  for (const box of all(".choices input:not([data-field])")) {
    const wanted = box.hasAttribute("data-right") === rightly;
    if (wanted && !box.checked && (rightly || box.type === "checkbox" || !all(":checked", box.closest(".choices")).length)) box.click();
  }
  for (const box of all("input[data-field]:not([data-text])")) if (!box.checked) box.click();
  for (const select of all("select")) {
    const given = select.dataset.right || (select.closest("[data-right]") || { dataset: {} }).dataset.right || "";
    const [right] = given.startsWith("[") ? JSON.parse(given) : [given];
    const options = all("option", select).map((option) => option.value).filter(Boolean);
    set(select, rightly ? right : options.find((value) => value !== right) || right);
  }
  for (const field of all("input[type=text]:not([data-gap]), input.number")) {
    const answer = field.closest("form") && field.closest("form").querySelector('.answer[data-fraction="1"]');
    const right = answer ? answer.dataset.written || answer.dataset.pattern.replace(/\*/g, "") : "Some words";
    set(field, rightly ? right : field.matches(".number") ? "999999" : "Some words");
  }
  for (const gap of all("input[data-gap]")) set(gap, rightly ? JSON.parse(gap.dataset.right)[0] : "Some words");
  for (const area of all("textarea")) set(area, "Some words.\nAnd some more.");
  for (const list of all(".movable:not([data-locked])")) {
    const items = () => [...list.children];
    const wanted = list.dataset.order.split(".");
    if (!rightly) wanted.reverse();
    wanted.forEach((key, place) => {
      const item = items().find((one) => one.dataset.item === key);
      while (items().indexOf(item) > place) item.querySelector('[data-move="-1"]').click();
    });
  }
  for (const box of all("details")) box.open = true;
  const word = (slot) => all("[data-word]", slot.closest("form")).find((one) => (one.dataset.word === slot.dataset.right) === rightly && !one.disabled);
  for (const slot of all(".slot").filter((one) => !one.value && !one.disabled && word(one))) {
    slot.click();
    word(slot).click();
  }
  for (const card of all(".flip")) card.click();
  for (const button of all(".check, .start")) if (!button.hidden) button.click();
  for (const story of all(".story")) {
    const turns = () => all(".scene:not([hidden]) .turns button", story);
    for (let n = 0; n < 50 && turns().length; n += 1) turns()[rightly ? 0 : turns().length - 1].click();
    const debrief = story.querySelector("button.debrief");
    if (rightly && debrief && !debrief.hidden) debrief.click();
  }
}
