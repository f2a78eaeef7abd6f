// What a learner who answers rightly presses at the element that has the focus: the name of a key, text to
// type after "text:", "next" for Enter that opens the next page, "back" to the gap that is still empty, or
// nothing: go on with Tab.
// Only looks; nothing is clicked or focused here.
(() => {
  const at = document.activeElement;
  const kind = at.type || "";
  if (kind === "radio") return radio(at);
  if (kind === "checkbox") return at.checked === wants(at) ? "" : " ";
  if (at.tagName === "SELECT") return pick(at);
  if (at.tagName === "TEXTAREA") return at.value || at.readOnly ? "" : "text:Some words.";
  if (at.tagName === "INPUT") return typed(at);
  if (at.matches('[data-move="-1"]')) return isTooLow(at.closest("li")) ? "Enter" : "";
  if (at.tagName === "SUMMARY") return at.parentElement.open ? "" : "Enter";
  if (at.matches(".check") && isOpen(at)) return "back";
  if (at.matches(".check")) return isDone(at) ? "" : "Enter";
  if (at.matches(".slot")) return at.value || pressedSlot(at) ? "" : "Enter";
  if (at.dataset.word) return pressedSlot(at, at.dataset.word) ? "Enter" : "";
  if (at.matches(".step.next")) return "next";
  if (at.matches(".turns button, .debrief, .start, .hand-in, .flip")) return at.getAttribute("aria-expanded") === "true" ? "" : "Enter";
  return "";

  function wants(box) {
    return !box.closest("form.question") || box.hasAttribute("data-right");
  }

  function radio(one) {
    const group = [...document.querySelectorAll(`[name="${one.name}"]`)];
    const right = group.find((each) => each.hasAttribute("data-right")) || (one.closest(".page") && one);
    if (!right || right.checked) return "";
    return right === one ? " " : "ArrowDown";
  }

  function pick(select) {
    const [wanted] = parsed(select.dataset.right || (select.closest("[data-right]") || { dataset: {} }).dataset.right);
    return select.value === wanted ? "" : "ArrowDown";
  }

  function parsed(right = "") {
    return right.startsWith("[") ? JSON.parse(right) : [right];
  }

  function typed(field) {
    if (field.value) return "";
    if (field.type === "date") return "text:01022027";
    if (field.dataset.right) return `text:${parsed(field.dataset.right)[0]}`;
    const form = field.closest("form");
    const answer = form && form.querySelector('.answer[data-fraction="1"]');
    if (!answer) return "text:7";
    return `text:${answer.dataset.written || answer.dataset.pattern.replace(/\*/g, "")}`;
  }

  function pressedSlot(one, word) {
    return one.closest("form").querySelector(`.slot[aria-pressed="true"]${word ? `[data-right="${word}"]` : ""}`);
  }

  function isOpen(button) {
    return [...button.closest("form, .activity").querySelectorAll(".slot")].some((slot) => !slot.value && !slot.disabled);
  }

  function isTooLow(item) {
    const before = item.previousElementSibling;
    return Boolean(before) && order(item) < order(before);
  }

  function order(item) {
    return item.parentElement.dataset.order.split(".").indexOf(item.dataset.item);
  }

  function isDone(button) {
    const box = button.closest("form, .activity");
    return Boolean([...box.querySelectorAll(".verdict, .mark")].some((each) => each.textContent));
  }
})
