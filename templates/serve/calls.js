// The log of calls.

const calls = (function () {
  const MOST = 2000; // older ones go
  const all = [];
  let number = 0;
  let due = false;

  const KINDS = {
    all: () => true,
    changes: (one) => !["get", "error", "text", "diagnostic"].includes(one.call),
    commits: (one) => ["initialize", "commit", "terminate"].includes(one.call),
    refused: (one) => one.refused,
  };

  function add(standard, call, values, result, code, note) {
    number += 1;
    const name = standard.calls[call];
    const line = `${name}(${values.map((value) => `"${value}"`).join(", ")})`;
    const error = code ? `${code} ${standard.errors[code] || ""}` : "";
    const refused = code !== 0 && code !== standard.codes.unset; // to ask for what is not there yet is no fault
    all.push({ number, call, line, result, refused, error, note, time: new Date().toLocaleTimeString("en-GB") });
    if (all.length > MOST) all.shift();
    later();
  }

  /** Parts sittings from each other. */
  function mark(text) {
    number += 1;
    all.push({ number, call: "", line: text, result: "", refused: false, error: "", note: "", time: new Date().toLocaleTimeString("en-GB") });
    later();
  }

  function later() {
    if (due) return;
    due = true;
    setTimeout(() => { due = false; show(); }, 50); // a commit is some dozen calls, shown at once
  }

  function wanted() {
    const words = byId("calls-words").value.toLowerCase();
    const kind = KINDS[byId("calls-kind").value];
    return all.filter((one) => (kind(one) || !one.call) && (!words || `${one.line} ${one.result} ${one.error}`.toLowerCase().includes(words)));
  }

  function show() {
    const found = wanted();
    const body = byId("calls-body");
    const list = byId("calls-list");
    const atEnd = list.scrollTop + list.clientHeight >= list.scrollHeight - 8;
    body.replaceChildren(...found.slice(-500).map(row));
    const shown = found.length > 500 ? `the last 500 of ${found.length}` : String(found.length);
    byId("calls-count").textContent = `${shown} of ${all.length} lines`;
    if (atEnd) list.scrollTop = list.scrollHeight;
  }

  function row(one) {
    if (!one.call) return make("tr", { class: "mark" }, make("td", { colspan: "3" }, `${one.time} – ${one.line}`));
    const result = make("td", { class: "result" }, shortened(one.result));
    if (one.error) result.append(make("strong", {}, one.error));
    if (one.note) result.append(make("em", {}, one.note));
    return make("tr", { class: one.refused ? "refused" : one.call }, make("td", { class: "time" }, one.time), make("td", { class: "call" }, ...pieces(shortened(one.line))), result);
  }

  /** A name may go on in the next line behind a dot or a low line. */
  function pieces(text) {
    return text.match(/[^._]+[._]?|[._]/g).flatMap((piece) => [piece, make("wbr")]);
  }

  /** The rest of a long value stands under State, and in what is copied. */
  function shortened(text) {
    return text.length > 180 ? `${text.slice(0, 160)}… (${text.length.toLocaleString("en")} characters)` : text;
  }

  function asText() {
    return wanted().map((one) => [one.time, one.line, one.result, one.error, one.note].filter(Boolean).join("\t")).join("\n");
  }

  function setUp() {
    byId("calls-words").addEventListener("input", show);
    byId("calls-kind").addEventListener("change", show);
    byId("calls-clear").addEventListener("click", () => { all.length = 0; show(); });
    byId("calls-copy").addEventListener("click", async () => {
      await navigator.clipboard.writeText(asText());
      announce("Copied.");
    });
  }

  return { add, mark, setUp };
}());
