// A form to fill in and print. A group that repeats has rows: the first stands in the page, the others are made
// like it. Their fields are named like those of the first with the number of the row behind a point.

activities.planner = {
  setup(box) {
    for (const group of all("[data-most]", box)) {
      one(".add", group).addEventListener("click", () => {
        addRow(group);
        keepRows(group, rowsOf(group).map(valuesOf));
        focusOn(one("input, textarea", lastRow(group)));
        announce(say("row_added", { n: rowsOf(group).length }));
      });
      one(".undo", group).addEventListener("click", () => {
        fillRows(group, group.rowsBefore);
        group.rowsBefore = null;
        refreshRows(group);
        one(".add", group).focus();
      });
      group.addEventListener("click", (event) => {
        if (event.target.closest(".remove")) removeRow(group, event.target.closest(".row"));
      });
      const many = Math.min(Number(state.texts[textKey(group)]) || 1, Number(group.dataset.most));
      while (rowsOf(group).length < many) addRow(group);
      refreshRows(group);
    }
  },
};

const rowsOf = (group) => all(".row", group);
const lastRow = (group) => rowsOf(group).pop();
const valuesOf = (row) => all("[data-field]", row).map(readField);

function addRow(group) {
  const row = one(".row", group).cloneNode(true);
  const n = rowsOf(group).length;
  for (const field of all("[data-field]", row)) {
    field.dataset.field += `.${n}`;
    writeField(field, "");
  }
  for (const name of ["id", "for", "aria-describedby"]) {
    for (const each of all(`[${name}]`, row)) each.setAttribute(name, `${each.getAttribute(name)}.${n}`);
  }
  lastRow(group).after(row);
  refreshRows(group);
}

/** The values of all rows stand in the page and in the state, and no others. */
function keepRows(group, rows) {
  rows.forEach((values, n) => all("[data-field]", rowsOf(group)[n]).forEach((field, at) => {
    writeField(field, values[at]);
    state.texts[textKey(field)] = values[at];
  }));
  state.texts[textKey(group)] = String(rows.length);
  session.changed();
}

function fillRows(group, rows) {
  while (rowsOf(group).length > rows.length) {
    for (const field of all("[data-field]", lastRow(group))) delete state.texts[textKey(field)];
    lastRow(group).remove();
  }
  while (rowsOf(group).length < rows.length) addRow(group);
  keepRows(group, rows);
}

/** Takes a row out; what stood in it comes back with "undo". */
function removeRow(group, row) {
  const rows = rowsOf(group);
  const values = rows.map(valuesOf);
  group.rowsBefore = valuesOf(row).some(Boolean) ? values : null;
  fillRows(group, values.filter((each, at) => rows[at] !== row));
  refreshRows(group);
  announce(say("row_removed"));
  (group.rowsBefore ? one(".undo", group) : one(".add", group)).focus();
}

function refreshRows(group) {
  const rows = rowsOf(group);
  rows.forEach((row, at) => {
    one(".row-no", row).textContent = String(at + 1);
    one(".remove", row).hidden = rows.length === 1;
    one(".remove", row).setAttribute("aria-label", say("remove_row", { n: at + 1 }));
  });
  one(".add", group).hidden = rows.length >= Number(group.dataset.most);
  one(".undo", group).hidden = !group.rowsBefore;
}
