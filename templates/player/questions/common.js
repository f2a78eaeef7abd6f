// What all types of question share. A type is an entry in `kinds`:
//   read(form) → the response as text, "" for none;  write(form, response);
//   mark(form, response) → the fraction that it earns;  show(form, response): marks, feedback, right answer;
//   respond(form, response) → what the LMS is told, as a list (see interactions);  and where needed
//   setup(form, seed), fault(form, response) → why it cannot be marked yet.

const kinds = {};

function setMark(holder, right) {
  const mark = one(".mark", holder);
  if (!mark) return;
  mark.className = `mark ${right ? "right" : "wrong"}`;
  mark.replaceChildren(
    make("span", { "aria-hidden": "true" }, right ? "✓" : "✗"),
    make("span", { class: "vh" }, ` (${say(right ? "right_mark" : "wrong_mark")})`),
  );
}

function clearMarks(form) {
  for (const mark of all(".mark", form)) {
    mark.className = "mark";
    mark.replaceChildren();
  }
  for (const why of all(".why", form)) why.hidden = true;
  for (const better of all(".better", form)) better.remove();
  one(".solution", form).replaceChildren();
}

function showWhy(holder) {
  for (const why of all(":scope > .why, :scope > .right > .why", holder)) why.hidden = false;
}

/** Puts the right answer beside a place that was filled wrongly. */
function showBetter(holder, text) {
  holder.append(make("span", { class: "better" }, say("should_be", { text })));
}

function solution(form, ...children) {
  one(".solution", form).replaceChildren(make("p", {}, ...children));
}

/** The share of places that are right. */
function share(flags) {
  return flags.length ? over(String(flags.filter(Boolean).length), String(flags.length)) : "0";
}

/** A typed text compared as people would: width of spaces, case, and ways to write an accent do not matter. */
function folded(text, strict) {
  const plain = text.normalize("NFC").replace(/\s+/g, " ").trim().replace(/[\u2018\u2019]/g, "'");
  return strict ? plain : plain.toLowerCase();
}
