// The state as one line for the LMS, and back. What may stand in it, and how long that can get, is the schema
// that the build computes (`src/bot_scorm/writers/state.py`, which counts the same). Values are found by keys made
// from ids, so a rebuilt package finds what still exists and passes over the rest.
//
// line: version, three digits that prove the rest, head, pages seen, then a record for each page of a quiz,
// question, story and activity that has something to keep: its key and its value.

const VERSION = "2";
const KEY = 4; // characters of the key of a page, question, activity
const PART = 3; // of a choice, card, field: unique inside its own
const SCORES = 1000000000; // a score is kept in so many parts

const schema = data.state;

function emptyState() {
  return {
    revision: 0,
    seed: Math.floor(Math.random() * 2 ** 31).toString(36), // tells one attempt from another, orders what is shuffled
    at: "", // the page's key
    seen: [], // pages' keys
    answers: {}, // question → {response, done, index, drawn}
    quizzes: {}, // page → {attempt, done, counted, last}
    stories: {}, // story → keys of the choices taken, "~" and the points of rounds forgotten, "!" when the debrief is open
    fields: {}, // activity → {field: value}
    texts: {}, // question, or activity and field → free text
    cut: {}, // texts of which there is more elsewhere
  };
}

const inParts = (line, length) => line.match(new RegExp(`.{${length}}`, "g")) || [];

/** The keys that the package knows, each once. */
function known(found, keys, length) {
  const all_ = new Set(inParts(keys, length));
  return found.filter((key) => all_.delete(key));
}

/** How a response or the value of a field is written: the forms of the schema. */
const forms = {
  /** Keys out of some: what is chosen, or an order. */
  keys: {
    pack: (response, keys, most, length = PART) => known(response.split("."), keys, length).slice(0, most).join(""),
    unpack: (line, keys, most, length = PART) => known(inParts(line, length), keys, length).slice(0, most).join("."),
  },
  pairs: {
    pack: (response, left, right) => known(response.split(".").map((pair) => pair.slice(0, PART)), left, PART)
      .map((key) => [key, response.split(".").find((pair) => pair.startsWith(`${key}=`))])
      .filter(([, pair]) => pair && inParts(right, PART).includes(pair.slice(PART + 1)))
      .map(([key, pair]) => key + pair.slice(PART + 1))
      .join(""),
    unpack: (line, left, right) => inParts(line, 2 * PART)
      .map((pair) => [pair.slice(0, PART), pair.slice(PART)])
      .filter(([a, b]) => inParts(left, PART).includes(a) && inParts(right, PART).includes(b))
      .map((pair) => pair.join("="))
      .join("."),
  },
  typed: {
    pack: (response, room) => toLine(response, room).line,
    unpack: (line, room) => fromLine(line.slice(0, room)),
  },
  gaps: {
    pack: (response, ...rooms) => (response ? rooms.map((room, at) => toLine(gapTexts(response)[at] || "", room).line).join(":") : ""),
    unpack: (line, ...rooms) => (line ? JSON.stringify(rooms.map((room, at) => fromLine((line.split(":")[at] || "").slice(0, room)))) : ""),
  },
  /** A free text: the text itself stands behind what else is known of its answer. */
  text: { pack: () => "", unpack: () => "" },
};

/** Whether it is answered, its place among the interactions, and the response, or nothing. */
function packAnswer(state, key, [form, ...bounds], room, bare) {
  const answer = state.answers[key] || {};
  const { index } = answer;
  const placed = index >= 0 && index < 4096;
  const response = bare ? "" : answer.response || "";
  const flags = (answer.done && !bare ? 1 : 0) + (placed ? 2 : 0) + (response ? 4 : 0) + (answer.drawn && !bare ? 8 : 0);
  const head = DIGITS[flags] + (placed ? numeral(index, 2) : "");
  const text = form === "text" && bounds[0] && room ? state.texts[key] : undefined;
  if (text === undefined) return flags ? head + forms[form].pack(response, ...bounds) : "";
  const { line, taken } = toLine(text, room);
  const whole = !text || (taken === text.length && !state.cut[key]); // one that was emptied says so: no other device brings it back
  return `${head}${whole ? "w" : "c"}${line}`;
}

function unpackAnswer(state, key, [form, ...bounds], line) {
  const flags = valueOf(line[0]);
  const answer = { response: "", done: Boolean(flags & 1) };
  let rest = line.slice(1);
  if (flags & 2) {
    answer.index = valueOf(rest.slice(0, 2));
    rest = rest.slice(2);
  }
  if (flags & 8) answer.drawn = true;
  answer.response = form === "text" ? (flags & 4 ? "w" : "") : forms[form].unpack(rest, ...bounds);
  if (flags) state.answers[key] = answer;
  if (form !== "text" || !bounds[0] || !rest) return;
  state.texts[key] = fromLine(rest.slice(1));
  if (rest[0] === "c") state.cut[key] = true;
}

/** The name of a field is the key of an item, or a word of our own. */
const shortName = (name) => name.slice(0, PART).padEnd(PART, ".");

const records = {
  quiz: {
    pack(state, key) {
      const { attempt, done, counted, last } = state.quizzes[key] || { attempt: 1 };
      if (attempt === 1 && !done) return "";
      const scores = [counted, last].map((score) => (score ? numeral(inScores(score), 5) : ""));
      return DIGITS[(done ? 1 : 0) + (counted ? 2 : 0) + (last ? 4 : 0)] + numeral(Math.min(attempt, 4095), 2) + scores.join("");
    },
    unpack(state, key, spec, line) {
      const flags = valueOf(line[0]);
      const score = (at) => ratio(BigInt(Math.min(SCORES, valueOf(line.slice(at, at + 5)))), BigInt(SCORES));
      const counted = flags & 2 ? score(3) : "";
      const last = flags & 4 ? score(flags & 2 ? 8 : 3) : "";
      state.quizzes[key] = { attempt: Math.max(1, valueOf(line.slice(1, 3))), done: Boolean(flags & 1), counted, last };
    },
  },
  story: {
    pack(state, key, [, most, scenes]) {
      const path = state.stories[key] || [];
      const steps = path.filter((step) => step.length === PART && /^[\w~-]+$/.test(step)).slice(0, most);
      const seen = inParts(scenes, PART).filter((scene) => (state.fields[key] || {})[scene]).join("");
      return steps.join("") + (path.includes("!") ? "!" : "") + (seen && `:${seen}`);
    },
    unpack(state, key, [, , scenes], line) {
      const [path, seen] = line.split(":");
      state.stories[key] = path.match(/!$|.{3}/g) || [];
      if (seen) state.fields[key] = Object.fromEntries(known(inParts(seen, PART), scenes, PART).map((scene) => [scene, "1"]));
    },
  },
  fields: {
    pack(state, key, [, ...fields], roomFor) {
      const values = state.fields[key] || {};
      return fields.map(([name, ...spec]) => {
        const value = spec[0] === "text"
          ? packAnswer(state, key + name, spec, roomFor(key + name, spec))
          : forms[spec[0]].pack(values[name] || "", ...spec.slice(1));
        return value && shortName(name) + value;
      }).filter(Boolean).join(":");
    },
    unpack(state, key, [, ...fields], line) {
      const found = {};
      for (const part of line.split(":")) {
        const field = fields.find(([name]) => shortName(name) === part.slice(0, PART));
        const value = part.slice(PART);
        if (!field || !value) continue;
        const [name, form, ...bounds] = field;
        if (form === "text") unpackAnswer(state, key + name, field.slice(1), value);
        else found[name] = forms[form].unpack(value, ...bounds);
      }
      if (Object.keys(found).length) state.fields[key] = found;
    },
  },
};

/** A score in whole parts, rounded down: no pass mark of up to seven decimals is crossed by that. */
function inScores(score) {
  const [above, below] = parts(score);
  return Number((above * BigInt(SCORES)) / below);
}

const asKept = (score) => ratio(BigInt(inScores(score)), BigInt(SCORES));

/** Three digits that a line which was cut off or changed on its way does not have. */
function proof(line) {
  let hash = 2166136261;
  for (let at = 0; at < line.length; at += 1) hash = Math.imul(hash ^ line.charCodeAt(at), 16777619);
  return numeral((hash ^ (hash >>> 14)) & 262143, 3);
}

function written(state, roomFor) {
  const bare = new Set();
  for (const [most, keys] of schema.draws) {
    const drawn = inParts(keys, KEY).filter((key) => (state.answers[key] || {}).drawn);
    for (const key of inParts(keys, KEY)) if (drawn.indexOf(key) < 0 || drawn.indexOf(key) >= most) bare.add(key);
  }
  const pages_ = inParts(schema.pages, KEY);
  const at = pages_.includes(state.at) ? state.at : "";
  const lines = [`${state.seed}.${Math.min(state.revision, 36 ** 6 - 1).toString(36)}.${at}`, known(state.seen, schema.pages, KEY).join("")];
  for (const [key, spec] of Object.entries(schema.slots)) {
    const kind = records[spec[0]];
    const value = kind ? kind.pack(state, key, spec, roomFor) : packAnswer(state, key, spec, roomFor(key, spec), bare.has(key));
    if (value) lines.push(key + value);
  }
  const line = lines.join(";");
  return VERSION + proof(line) + line;
}

/** The state as a line without free texts: for the device, which keeps them beside it. */
const pack = (state) => written(state, () => 0);

/** The state as a line of at most `limit` characters, with as much of each text as has room. */
const fit = (state, limit) => written(state, (key, [, weight]) => roomOf(weight, limit));

/** The state of a line; null if it is none of ours, or was cut off. Whatever the package has no place for is passed over. */
function unpack(line) {
  const [, shown, rest] = /^2(...)([ -~]*)$/.exec(String(line)) || [];
  if (rest === undefined || proof(rest) !== shown) return null;
  const [head, seen, ...lines] = rest.split(";");
  const [, seed, revision, at] = /^([0-9a-z]{1,6})\.([0-9a-z]{1,6})\.(.*)$/.exec(head) || [];
  if (seed === undefined || seen === undefined) return null;
  const state = Object.assign(emptyState(), { seed, revision: parseInt(revision, 36), at, seen: known(inParts(seen, KEY), schema.pages, KEY) });
  for (const each of lines) {
    const key = each.slice(0, KEY);
    const spec = Object.prototype.hasOwnProperty.call(schema.slots, key) && schema.slots[key];
    if (!spec || each.length === KEY) continue;
    const kind = records[spec[0]];
    if (kind) kind.unpack(state, key, spec, each.slice(KEY));
    else unpackAnswer(state, key, spec, each.slice(KEY));
  }
  return state;
}

function entries(object) {
  return object && typeof object === "object" && !Array.isArray(object) ? Object.entries(object) : [];
}

function textOr(value) {
  return typeof value === "string" ? value : "";
}
