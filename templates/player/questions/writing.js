// Essays and reflections: free text that no machine marks. The text lives in state.texts, not in the response.

const writing = {
  setup(form) {
    const field = one("textarea", form);
    field.value = state.texts[form.dataset.key] || "";
    field.addEventListener("input", () => {
      state.texts[form.dataset.key] = field.value;
      session.changed();
    });
  },
  read: (form) => (one("textarea", form).value.trim() ? "w" : ""),
  write(form, response) {
    if (!response) one("textarea", form).value = state.texts[form.dataset.key] || "";
  },
  mark: () => "0",
  show() {},
  respond: (form) => words(state.texts[form.dataset.key] || ""),
};

kinds.essay = writing;
kinds.reflection = writing;
