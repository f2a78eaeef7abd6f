// The forms that values of a data model have. A form takes a value, and what it may need to know of the
// interaction that it stands in, and says "" (it is well), "type" or "range".

const say = (good) => (good ? "" : "type");
const matches = (pattern) => (value) => say(pattern.test(value));
const words = (...allowed) => (value) => say(allowed.includes(value));
const upTo = (length) => (value) => say(value.length <= length);

/** A decimal number between two bounds; `open` lets it be empty. */
const decimal = (least, most, open) => (value) => {
  if (open && value === "") return "";
  if (!/^-?\d+(\.\d+)?$/.test(value)) return "type";
  return Number(value) < least || Number(value) > most ? "range" : "";
};

/** Parts with a separator between them, each of the same form; `fewest` of them at least. */
const list = (part, separator, fewest = 0) => (value) => {
  if (value === "") return say(!fewest);
  return value.split(separator).map((one) => part(one)).find(Boolean) || "";
};

/** Two parts with a separator between them. */
const pair = (left, right, separator) => (value) => {
  const parts = value.split(separator);
  return parts.length === 2 ? left(parts[0]) || right(parts[1]) : "type";
};

const either = (...forms) => (value) => {
  const said = forms.map((form) => form(value));
  return said.includes("") ? "" : said.includes("range") ? "range" : "type";
};

/** Chosen by the type of the interaction; without one, `other`. */
const byType = (forms, other) => (value, interaction) => (forms[interaction.type] || other)(value);

/** The seconds of HH:MM:SS, or of an ISO 8601 duration. */
function seconds(time) {
  const clock = /^(\d+):(\d+):(\d+(?:\.\d+)?)$/.exec(time);
  if (clock) return clock[1] * 3600 + clock[2] * 60 + Number(clock[3]);
  const parts = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(time) || [];
  const sizes = [0, 31557600, 2629800, 86400, 3600, 60, 1];
  return sizes.reduce((sum, size, n) => (n ? sum + size * Number(parts[n] || 0) : 0), 0);
}
