// Small tools for the page.

const byId = (id) => document.getElementById(id);

/** An element with attributes and children: texts or other elements. */
function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value !== false && value !== null) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/** Puts an option for each pair of value and words into a list, and chooses one. */
function fill(select, pairs, chosen) {
  select.replaceChildren(...pairs.map(([value, text]) => make("option", { value }, text)));
  if (pairs.some(([value]) => value === chosen)) select.value = chosen;
}

/** A table with a row of headings; a cell is a text or an element. */
function table(caption, headings, rows) {
  const head = make("tr", {}, ...headings.map((text) => make("th", { scope: "col" }, text)));
  const body = rows.map((cells) => make("tr", {}, ...cells.map((cell, n) => (n
    ? make("td", {}, cell) : make("th", { scope: "row" }, cell)))));
  return make("table", {}, make("caption", {}, caption), make("thead", {}, head), make("tbody", {}, ...body));
}

/** What is chosen is kept in the address, so that loading the page again changes nothing. */
const choices = (function () {
  const kept = new URLSearchParams(location.search);
  return {
    get: (name, otherwise) => kept.get(name) || otherwise,
    set(name, value) {
      kept.set(name, value);
      history.replaceState(null, "", `?${kept}`);
    },
  };
}());

/** Asks the server for data; null where it has none, or has gone (which the page says by itself). */
async function ask(path) {
  try {
    const response = await fetch(path);
    return response.ok ? await response.json() : null;
  } catch (error) {
    return null;
  }
}

const path = (...parts) => `/${parts.map(encodeURIComponent).join("/")}`;
