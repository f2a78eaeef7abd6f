// A self-check: how many statements are answered, and at the end a profile by area, as bars and as a table.

activities.scale = {
  show(box) {
    const statements = all(".statement", box);
    const done = statements.filter((each) => one(":checked", each)).length;
    one(".count", box).textContent = say("answered", { n: done, of: statements.length });
    const [low, high] = ["low", "high"].map((name) => Number(one(".profile", box).dataset[name]));
    for (const area of all(".area", box)) {
      const marks = all(":checked", area).map((field) => Number(field.value));
      const mean = marks.length ? marks.reduce((a, b) => a + b, 0) / marks.length : low;
      const row = one(`.profile [data-area="${area.dataset.area}"]`, box);
      one(".mean", row).textContent = (Math.round(mean * 10) / 10).toLocaleString(document.documentElement.lang);
      one(".gauge-fill", row).style.inlineSize = `${((mean - low) / (high - low)) * 100}%`;
    }
    one(".profile", box).hidden = done < statements.length;
  },
};
