// Places on a picture, with a list that does the same: what is opened in one is open in the other.

activities.hotspot = {
  setup(box) {
    for (const spot of all(".spot", box)) {
      const { x, y, radius } = spot.dataset;
      Object.assign(spot.style, { left: `${x}%`, top: `${y}%`, inlineSize: `${2 * radius}%` });
      spot.addEventListener("click", () => {
        const place = placeOf(box, spot.dataset.spot);
        place.open = true;
        focusOn(one("summary", place));
      });
    }
    box.addEventListener("toggle", (event) => {
      const { spot } = event.target.dataset;
      if (spot && event.target.open) keep(box, { [spot]: "1" });
    }, true);
    one(".again", box).addEventListener("click", () => {
      keep(box, Object.fromEntries(Object.keys(keptIn(box)).map((name) => [name, ""])));
      for (const place of all("details", box)) place.open = false;
      one(".spot", box).focus();
    });
  },
  write(box, kept) {
    for (const place of all("[data-spot]", one(".places", box))) place.open = kept[place.dataset.spot] === "1";
  },
  show(box, kept) {
    const places = all(".places [data-spot]", box);
    const seen = places.filter((place) => kept[place.dataset.spot]);
    for (const place of places) {
      const spot = one(`.spot[data-spot="${place.dataset.spot}"]`, box);
      const on = seen.includes(place);
      spot.setAttribute("aria-pressed", String(on));
      spot.classList.toggle("trap", on && place.hasAttribute("data-trap"));
    }
    const hunt = one("[data-trap]", box);
    const wanted = hunt ? places.filter((place) => !place.hasAttribute("data-trap")) : places;
    const n = seen.filter((place) => wanted.includes(place)).length;
    one(".count", box).textContent = say(hunt ? "spots_found" : "spots_seen", { n, of: wanted.length });
    one(".again", box).hidden = !seen.length;
  },
};

const placeOf = (box, key) => one(`.places [data-spot="${key}"]`, box);
