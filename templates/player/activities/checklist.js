// Things to tick off.

activities.checklist = {
  show(box) {
    const boxes = all("[data-field]", box);
    const n = boxes.filter((each) => each.checked).length;
    one(".count", box).textContent = say("ticked", { n, of: boxes.length });
    one(".gauge-fill", box).style.inlineSize = `${(100 * n) / boxes.length}%`;
  },
};
