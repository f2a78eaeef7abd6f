// Answers every question of the page that is shown rightly, from what the page itself holds.
(page) => {
  const fire = (field) => {
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  };
  const fill = (field, value) => {
    field.value = value;
    fire(field);
  };
  const literal = (pattern) => pattern.replace(/\\?./gs, (one) => (one === "*" ? "" : one.slice(-1)));
  for (const form of document.querySelectorAll(`#${page} form.question`)) {
    for (const box of form.querySelectorAll(".choices [data-right]")) box.click();
    const answer = form.querySelector('.answer[data-fraction="1"]');
    const field = form.querySelector(".field input, textarea");
    if (field) fill(field, answer ? answer.dataset.written || literal(answer.dataset.pattern) : "Some words.");
    for (const pair of form.querySelectorAll(".pairs > li")) fill(pair.querySelector("select"), pair.dataset.right);
    const items = () => [...form.querySelectorAll(".movable > li")];
    const list = form.querySelector(".movable");
    const wanted = list ? list.dataset.order.split(".") : [];
    wanted.forEach((key, place) => {
      const item = items().find((one) => one.dataset.item === key);
      while (items().indexOf(item) > place) item.querySelector('[data-move="-1"]').click();
    });
    for (const gap of form.querySelectorAll("[data-gap]")) {
      let right = gap.dataset.right;
      if (right.startsWith("[")) [right] = JSON.parse(right);
      fill(gap, right);
    }
  }
};
