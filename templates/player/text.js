// Words and small helpers for the document, used by every other room.

const data = JSON.parse(document.getElementById("module").textContent);

/** An interface word, with {names} filled in. */
function say(name, values) {
  const text = data.words[name] || name;
  return text.replace(/\{(\w+)\}/g, (all, key) => (values && key in values ? values[key] : all));
}

function one(selector, root) {
  return (root || document).querySelector(selector);
}

function all(selector, root) {
  return Array.from((root || document).querySelectorAll(selector));
}

/** An element with attributes or properties, and children that are nodes or text. */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Reads a text out to those who do not see the page change. The same text twice is read twice. */
function announce(text) {
  const place = document.getElementById("announce");
  place.textContent = "";
  setTimeout(() => { place.textContent = text; }, 50);
}

/** The words of an element on one line, without what is only there for ears or as a mark. */
function wordsOf(element) {
  const copy = element.cloneNode(true);
  all(".vh, .mark, .why, annotation", copy).forEach((part) => part.remove());
  all(".gap", copy).forEach((gap) => gap.replaceWith("…"));
  return copy.textContent.replace(/\s+/g, " ").trim();
}

/** The first of a list of elements that carries a value, which may be anything that was once kept. */
function withData(elements, name, value) {
  return elements.find((element) => element.dataset[name] === value) || null;
}

function pageOf(element) {
  return element.closest(".page");
}

/** A number from 0 to 1 that depends on the text alone: for orders that stay the same for a learner. */
function chance(text) {
  let hash = 2166136261;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 16777619);
  hash = Math.imul(hash ^ (hash >>> 15), 2246822507);
  hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
  return ((hash ^ (hash >>> 16)) >>> 0) / 4294967296;
}

/** Items in an order that depends on a seed and on each item's own name, so that a new item moves no other. */
function shuffled(items, seed, nameOf) {
  const place = new Map(items.map((item) => [item, chance(`${seed} ${nameOf(item)}`)]));
  return items.slice().sort((a, b) => place.get(a) - place.get(b));
}

function focusOn(element) {
  if (!element.matches("a[href], button, input, select, textarea, summary, [tabindex]")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "start" });
}
