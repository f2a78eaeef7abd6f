// Cards to turn, one at a time: those that are known go away, the others come again until all are known.

activities.flashcards = {
  setup(box) {
    box.cards = all(".cards > li", box); // in the order in which they come; one to see again goes to the end
    for (const card of box.cards) one(".flip", card).addEventListener("click", () => turn(card));
    for (const button of all("[data-pile]", box)) {
      button.addEventListener("click", () => {
        const card = cardShown(box);
        const known = button.dataset.pile === "1";
        if (!known) box.cards.push(box.cards.splice(box.cards.indexOf(card), 1)[0]);
        turn(card, false);
        keep(box, { [card.dataset.card]: button.dataset.pile });
        focusOn(cardShown(box) ? one(".flip", cardShown(box)) : one(".again", box));
      });
    }
    one(".again", box).addEventListener("click", () => {
      keep(box, Object.fromEntries(Object.keys(keptIn(box)).map((name) => [name, ""])));
      focusOn(one(".flip", cardShown(box)));
    });
    one(".cards", box).classList.add("dealt");
  },
  show(box, kept) {
    const card = cardShown(box);
    for (const each of box.cards) each.hidden = each !== card;
    one(".rate", box).hidden = !card || one(".back", card).hidden;
    const many = (pile) => box.cards.filter((each) => (kept[each.dataset.card] || "") === pile).length;
    const text = say("cards_left", { n: many(""), again: many("2"), known: many("1") });
    one(".count", box).textContent = card ? text : `${say("cards_known")} ${text}`;
    one(".again", box).hidden = !many("1") && !many("2");
  },
};

/** The card on top: first those that were never rated, then those to see again. */
function cardShown(box) {
  const rated = (card) => keptIn(box)[card.dataset.card];
  return box.cards.find((card) => !rated(card)) || box.cards.find((card) => rated(card) === "2") || null;
}

function turn(card, open = one(".back", card).hidden) {
  one(".back", card).hidden = !open;
  card.classList.toggle("turned", open);
  one(".flip", card).setAttribute("aria-expanded", String(open));
  one(".rate", card.closest(".activity")).hidden = !open;
  if (open) announce(wordsOf(one(".back", card)));
}
