// Dragging with mouse, pen or finger: one way among others, which nobody has to use.

const EDGE = 60; // so near to the window's edge the page scrolls along

/**
 * Lets what fits `item` be dragged onto what fits `place`; with a finger only where the style sheet says
 * `touch-action: none`, so that everything else still scrolls. `may(item)` says whether it can be moved now,
 * `over(item, place, event)` is told while it moves, `drop(item, place)` at the end. With `follow: false`
 * the item does not go with the pointer, because `over` moves it in the document.
 */
function draggable(holder, { item, place, may, over, drop, follow = true }) {
  holder.addEventListener("pointerdown", (event) => {
    const dragged = event.target.closest(item);
    if (!dragged || event.button || !event.isPrimary || !may(dragged)) return;
    if (event.target.closest("select, input, a, [data-move]")) return;
    if (event.pointerType !== "mouse" && getComputedStyle(event.target).touchAction !== "none") return;
    drag(dragged, event);
  });

  function drag(dragged, first) {
    let lifted = false;
    let target = null;
    let last = first;
    let scroller = 0;
    const ends = { pointermove: move, pointerup: end, pointercancel: end, keydown: escape, scroll: follows };
    for (const [name, listener] of Object.entries(ends)) window.addEventListener(name, listener, true);

    function move(event) {
      if (event.pointerId !== first.pointerId) return;
      last = event;
      if (!lifted && Math.hypot(event.clientX - first.clientX, event.clientY - first.clientY) < 6) return;
      if (!lifted) lift();
      const under = document.elementFromPoint(event.clientX, event.clientY);
      const found = under && under.closest(place);
      if (target !== found && target) target.classList.remove("over");
      target = found && holder.contains(found) ? found : null;
      if (target && follow) target.classList.add("over");
      if (target && over) over(dragged, target, event);
      follows();
    }

    function lift() {
      lifted = true;
      dragged.classList.add("dragged");
      scroller = setInterval(() => {
        const by = last.clientY < EDGE ? -8 : last.clientY > window.innerHeight - EDGE ? 8 : 0;
        if (by) window.scrollBy({ top: by, behavior: "instant" });
      }, 16);
    }

    function follows() {
      if (!follow || !lifted) return;
      const [x, y] = [last.clientX + window.scrollX - first.pageX, last.clientY + window.scrollY - first.pageY];
      dragged.style.transform = `translate(${x}px, ${y}px)`;
    }

    function escape(event) {
      if (event.key !== "Escape") return;
      target = null;
      end(event);
    }

    function end(event) {
      if (event.pointerId !== undefined && event.pointerId !== first.pointerId) return;
      for (const [name, listener] of Object.entries(ends)) window.removeEventListener(name, listener, true);
      clearInterval(scroller);
      if (!lifted) return;
      dragged.classList.remove("dragged");
      dragged.style.transform = "";
      if (target) target.classList.remove("over");
      swallowClick();
      if (event.type === "pointerup" || !follow) drop(dragged, target);
    }
  }
}

/** The click that a browser makes of the end of a drag is none. */
function swallowClick() {
  const swallow = (event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener("click", swallow, true);
  setTimeout(() => window.removeEventListener("click", swallow, true));
}
