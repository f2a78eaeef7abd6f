// What the LMS holds, in readable form.

const stateView = (function () {
  const REPEATED = /^cmi\.(interactions|objectives|comments_from_learner)\.(\d+)\.(.+)$/;

  const shown = (value) => (value === undefined || value === "" ? "–" : value);

  /** The entries of an array of the data model, each as an object. */
  function entriesOf(data, array) {
    const found = [];
    for (const [name, value] of Object.entries(data)) {
      const [, which, at, rest] = REPEATED.exec(name) || [];
      if (which === array) (found[at] = found[at] || {})[rest] = value;
    }
    return found.filter(Boolean);
  }

  function showResults({ standard, data, read, entry }) {
    const { names } = standard;
    const pairs = [
      ["Status", names.status], ["Success", names.success], ["Score", names.raw], ["Best possible", names.max],
      ["Scaled score", names.scaled], ["Progress", names.progress], ["Place", names.place], ["Exit", names.exit],
      ["This sitting", names.session], ["Before", names.total],
    ].filter(([, name]) => name).map(([text, name]) => [text, shown(read(name))]);
    const list = byId("results-list");
    list.replaceChildren(...[["Entry", shown(entry)], ...pairs].flatMap(([text, value]) => [make("dt", {}, text), make("dd", {}, value)]));
    const interactions = entriesOf(data, "interactions");
    byId("results-none").hidden = interactions.length > 0;
    byId("results-interactions").replaceChildren(...(interactions.length ? [table(
      "Interactions",
      ["Id", "Type", "Response", "Right", "Result", "Weighting", "Latency"],
      interactions.map((one) => [one.id, one.type, one[names.response], one["correct_responses.0.pattern"], one.result,
        one.weighting, one.latency].map(shown)),
    )] : []));
  }

  /** The names that authors know of the keys in the player's state. */
  function keysOf(frame) {
    const found = new Map();
    for (const element of frame.contentDocument.querySelectorAll("[data-key]")) {
      const id = element.id.replace(/^[a-z]_/, "");
      if (id) found.set(element.dataset.key, id);
    }
    return found;
  }

  function named(value, keys) {
    if (typeof value === "string") return keys.get(value) || value;
    if (Array.isArray(value)) return value.map((one) => named(one, keys));
    if (!value || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [keys.get(key) || key, named(one, keys)]));
  }

  /** The player's own reading of its line; null where it is not there, or the line is none of its. */
  function decoded(raw, frame) {
    try {
      const state = raw && frame.contentWindow.botScorm.unpack(raw);
      return state ? named(state, keysOf(frame)) : null;
    } catch (error) {
      return null; // the page is being loaded
    }
  }

  /** Lists and groups one below the other, what belongs together in one line. */
  function outline(value, indent = "") {
    const flat = (one) => JSON.stringify(one).replace(/"([^"\\]*)"/g, "$1").replace(/([,:])/g, "$1 ");
    const short = (key, one) => typeof one !== "object" || `${indent}${key}${flat(one)}`.length < 48;
    return Object.entries(value)
      .filter(([, one]) => one !== "" && one !== null && (typeof one !== "object" || Object.keys(one).length))
      .map(([key, one]) => (short(key, one) ? `${indent}${key}: ${flat(one)}` : `${indent}${key}:\n${outline(one, `${indent}  `)}`))
      .join("\n");
  }

  function showState({ standard, data }, frame) {
    const raw = data[standard.names.state] || "";
    const limit = standard === scorm12 ? 4096 : 64000;
    byId("state-raw").textContent = raw || "Nothing yet.";
    byId("state-length").textContent = `${raw.length.toLocaleString("en")} of ${limit.toLocaleString("en")} characters`;
    byId("state-meter").max = limit;
    byId("state-meter").value = raw.length;
    const readable = decoded(raw, frame);
    byId("state-decoded").textContent = readable ? outline(readable) : "Nothing that the player can read.";
    const rows = Object.entries(data).filter(([name]) => name !== standard.names.state).sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
    byId("state-elements").replaceChildren(table("All elements", ["Element", "Value"], rows.map(([name, value]) => [name, shown(value)])));
  }

  function show(sitting, frame) {
    showResults(sitting, frame);
    showState(sitting, frame);
  }

  return { show };
}());
