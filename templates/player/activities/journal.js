// Texts for oneself, or for the trainer where the author says so.

activities.journal = {
  setup(box) {
    for (const field of all("textarea:not([data-private])", box)) {
      field.addEventListener("change", () => {
        interactions.recordText(field);
        session.changed();
      });
    }
  },
};
