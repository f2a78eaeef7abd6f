// Things to put in order.

activities.order = {
  setup: (box) => setupMovable(box, state.seed + box.dataset.key),
  write: (box, kept) => { if (kept.order) writeOrder(box, kept.order); },
  read: (box) => (one(".movable", box).dataset.touched ? { order: orderOf(box).join(".") } : {}),
  marks(box) {
    const right = rightPlaces(box, orderOf(box).join("."));
    return all(".movable > li", box).map((item, at) => [item, right[at]]);
  },
  undo() {},
};
