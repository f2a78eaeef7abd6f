// Cards on piles: dragged there, or put there by the menu that each card has.

activities.sort = {
  setup(box) {
    const deck = one(".deck ul", box);
    deck.append(...shuffled(Array.from(deck.children), state.seed + box.dataset.key, (card) => card.dataset.item));
    draggable(box, {
      item: ".sort-card",
      place: ".pile, .deck",
      may: () => true,
      drop(card, place) {
        const select = one("select", card);
        if (!place || select.value === place.dataset.pile) return;
        select.value = place.dataset.pile;
        select.dispatchEvent(new Event("change", { bubbles: true }));
        announce(say("card_on", { text: wordsOf(one(".left", card)), pile: pileName(place) }));
      },
    });
  },
  show(box, kept) {
    const focused = document.activeElement;
    for (const card of all(".sort-card", box)) {
      const { value } = one("select", card);
      const place = withData(all(".pile, .deck", box), "pile", value);
      if (card.closest(".pile, .deck") !== place) one("ul", place).append(card);
    }
    for (const place of all(".pile, .deck", box)) one(".many", place).textContent = String(one("ul", place).children.length);
    one(".deck", box).classList.toggle("empty", !one(".deck li", box));
    for (const pile of all(".pile", box)) for (const why of all(":scope > .why", pile)) why.hidden = !kept.ok;
    if (box.contains(focused)) focused.focus({ preventScroll: true }); // a browser takes the focus from what it moves
    if (!kept.ok || one("[data-right]", box)) return;
    const counts = all(".pile", box).map((pile) => `${pileName(pile)}: ${one(".many", pile).textContent}`);
    one(".verdict", box).textContent = counts.join(" · ");
  },
  marks(box) {
    const cards = all(".sort-card", box);
    if (cards.some((card) => !one("select", card).value)) return null;
    return cards.filter((card) => card.dataset.right).map((card) => [card, one("select", card).value === card.dataset.right]);
  },
  undo(box, wrong) {
    for (const card of wrong.length ? wrong : all(".sort-card", box)) {
      one("select", card).value = "";
      keepField(box, one("select", card));
    }
  },
};

const pileName = (place) => wordsOf(one(".pile-name", place).firstElementChild);
