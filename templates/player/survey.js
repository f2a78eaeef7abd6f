// Surveys: a form that is kept on the device alone, as one private text, {item: answer or list of answers}.

function setUpSurvey(form) {
  const { key } = form.dataset;
  const fields = Array.from(form.elements).filter((field) => field.name);
  let kept = {};
  try {
    kept = Object.assign({}, JSON.parse(state.texts[key] || "{}"));
  } catch (error) {
    // Not ours, or cut off: the form starts empty.
  }
  for (const field of fields) {
    const answers = [].concat(kept[field.name] || []);
    if (/^(radio|checkbox)$/.test(field.type)) field.checked = answers.includes(field.value);
    else if (field.tagName === "SELECT") pick(field, answers[0]);
    else field.value = answers[0] || "";
  }
  const answersTo = (name) => new FormData(form).getAll(name).filter(Boolean);
  function refresh() {
    for (const item of all(".item[data-if]", form)) {
      const asked = fields.find((field) => field.name === item.dataset.if);
      item.hidden = asked.closest(".item").hidden || !answersTo(asked.name).includes(item.dataset.answer);
    }
  }
  function keep() {
    const answers = {};
    for (const { name } of fields) {
      const given = answersTo(name);
      if (given.length) answers[name] = given.length > 1 ? given : given[0];
    }
    state.texts[key] = Object.keys(answers).length ? JSON.stringify(answers) : "";
    refresh();
    session.changed();
  }
  form.addEventListener("input", keep);
  form.addEventListener("submit", (event) => event.preventDefault());
  one(".print", form).addEventListener("click", () => window.print());
  refresh();
}
