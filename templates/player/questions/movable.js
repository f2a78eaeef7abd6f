// A list that is put in order with two buttons at each item, or by dragging; of the ordering question and the order activity.

function setupMovable(holder, seed) {
  const list = one(".movable", holder);
  const right = Array.from(list.children);
  list.dataset.order = right.map((item) => item.dataset.item).join(".");
  const mixed = shuffled(right, seed, (item) => item.dataset.item);
  // An order that is right by chance would leave nothing to do.
  if (mixed.length > 1 && mixed.every((item, at) => item === right[at])) mixed.push(mixed.shift());
  list.append(...mixed);
  list.addEventListener("click", (event) => move(holder, event.target.closest("[data-move]")));
  edges(list);
  draggable(list, {
    item: ".movable > li",
    place: ".movable > li",
    follow: false,
    may: () => !list.dataset.locked,
    over(item, other, event) {
      const { top, height } = other.getBoundingClientRect();
      if (event.clientY < top + height / 2) other.before(item);
      else other.after(item);
    },
    drop: (item) => moved(item),
  });
}

function move(holder, button) {
  if (!button || button.getAttribute("aria-disabled") === "true") return;
  const item = button.closest("li");
  const list = item.parentElement;
  if (list.dataset.locked) return;
  if (button.dataset.move === "1") item.nextElementSibling.after(item);
  else item.previousElementSibling.before(item);
  moved(item);
  button.focus();
}

function moved(item) {
  const list = item.parentElement;
  list.dataset.touched = "1";
  edges(list);
  const at = Array.from(list.children).indexOf(item) + 1;
  announce(say("moved", { text: wordsOf(one(".card", item)), n: at, of: list.children.length }));
  list.dispatchEvent(new Event("change", { bubbles: true }));
}

/** The first item cannot go up, the last not down; the buttons stay reachable, so that focus is never lost. */
function edges(list) {
  Array.from(list.children).forEach((item, at, items) => {
    const [up, down] = all("[data-move]", item);
    up.setAttribute("aria-disabled", String(at === 0));
    down.setAttribute("aria-disabled", String(at === items.length - 1));
  });
}

const orderOf = (holder) => all(".movable > li", holder).map((item) => item.dataset.item);

/** The items that a response names, without those that are not there any more. */
function itemsOf(holder, response) {
  const items = all(".movable > li", holder);
  return response.split(".").map((key) => withData(items, "item", key)).filter(Boolean);
}

function rightOrder(holder) {
  return itemsOf(holder, one(".movable", holder).dataset.order);
}

/** Puts items as kept; those that the kept order does not know follow behind. */
function writeOrder(holder, response) {
  const list = one(".movable", holder);
  if (response) {
    list.prepend(...itemsOf(holder, response));
    list.dataset.touched = "1";
  } else {
    delete list.dataset.touched;
  }
  edges(list);
}

/** For each place whether it holds what belongs there. */
function rightPlaces(holder, response) {
  const present = itemsOf(holder, response).map((item) => item.dataset.item);
  return one(".movable", holder).dataset.order.split(".").map((key, at) => present[at] === key);
}
