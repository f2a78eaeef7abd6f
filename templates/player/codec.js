// The state as one short line of ASCII for the LMS, and back. It is keyed by short keys that are made from
// ids, so that a rebuilt package finds what still exists and passes over the rest.

const VERSION = 1;

function emptyState() {
  return {
    revision: 0,
    seed: Math.floor(Math.random() * 2 ** 31).toString(36), // tells one attempt from another, orders what is shuffled
    at: "", // the page's key
    seen: [], // pages' keys
    answers: {}, // question → {response, done, index, fraction}
    quizzes: {}, // page → {attempt, done, counted, last}
    stories: {}, // story → keys of the choices taken, "!" when the debrief is open
    fields: {}, // activity → {field: value}
    texts: {}, // question, or activity and field → free text
  };
}

function ascii(text) {
  if (/^[\x20-\x7d]*$/.test(text)) return text;
  const bytes = new TextEncoder().encode(text);
  return `~${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))}`;
}

function unicode(text) {
  if (text[0] !== "~") return text;
  const bytes = Uint8Array.from(atob(text.slice(1)), (letter) => letter.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}

/** The whole state as a line, without texts that `keep` refuses. */
function pack(state, keep) {
  const line = { v: VERSION, r: state.revision, s: state.seed, l: state.at, p: state.seen.join("") };
  line.q = mapped(state.answers, (answer) => {
    const short = [ascii(answer.response || ""), answer.done ? 1 : 0];
    if (answer.index !== undefined || answer.lost) short.push(answer.index === undefined ? -1 : answer.index);
    if (answer.lost) short.push(answer.fraction || "0");
    return short;
  });
  line.z = mapped(state.quizzes, (quiz) => [quiz.attempt, quiz.done ? 1 : 0, quiz.counted || "", quiz.last || ""]);
  line.c = state.stories;
  line.f = mapped(state.fields, (fields) => mapped(fields, ascii));
  line.t = {};
  for (const [key, text] of Object.entries(state.texts)) if (text && keep(key)) line.t[key] = ascii(text);
  for (const name of "qzcft") if (!Object.keys(line[name]).length) delete line[name];
  return JSON.stringify(line);
}

/** The state of a line; null if it is none of ours. Whatever has the wrong shape is passed over. */
function unpack(line) {
  let raw;
  try {
    raw = JSON.parse(line);
    if (!raw || raw.v !== VERSION || typeof raw.s !== "string" || !Number.isInteger(raw.r)) return null;
    const state = emptyState();
    state.revision = raw.r;
    state.seed = raw.s;
    state.at = textOr(raw.l);
    state.seen = textOr(raw.p).match(/.{4}/g) || [];
    for (const [key, answer] of entries(raw.q)) {
      if (!Array.isArray(answer)) continue;
      const found = { response: unicode(textOr(answer[0])), done: answer[1] === 1 };
      if (Number.isInteger(answer[2]) && answer[2] >= 0) found.index = answer[2];
      if (isRational(answer[3])) Object.assign(found, { lost: true, fraction: answer[3] });
      state.answers[key] = found;
    }
    for (const [key, quiz] of entries(raw.z)) {
      if (!Array.isArray(quiz) || !Number.isInteger(quiz[0])) continue;
      const [counted, last] = [quiz[2], quiz[3]].map((part) => (isRational(part) ? part : ""));
      state.quizzes[key] = { attempt: quiz[0], done: quiz[1] === 1, counted, last };
    }
    for (const [key, path] of entries(raw.c)) if (Array.isArray(path)) state.stories[key] = path.map(String);
    for (const [key, fields] of entries(raw.f)) state.fields[key] = mapped(fields, (value) => unicode(String(value)));
    for (const [key, text] of entries(raw.t)) state.texts[key] = unicode(textOr(text));
    return state;
  } catch (error) {
    return null;
  }
}

/** A line of at most `limit` characters, and the keys of the texts that found no room in it. */
function fit(state, limit, keep) {
  const left = new Set();
  const light = Object.assign({}, state);
  let line = pack(light, keep);
  const texts = Object.entries(state.texts).filter(([key, text]) => text && keep(key));
  for (const [key] of texts.sort((a, b) => b[1].length - a[1].length)) {
    if (line.length <= limit) break;
    left.add(key);
    line = pack(light, (name) => keep(name) && !left.has(name));
  }
  const none = () => false;
  light.answers = Object.assign({}, state.answers);
  const longest = Object.entries(state.answers).sort((a, b) => b[1].response.length - a[1].response.length);
  for (const [key, answer] of longest) {
    if (line.length <= limit) break;
    // What a long answer earned counts more than its words.
    light.answers[key] = Object.assign({}, answer, { response: "", lost: true });
    line = pack(light, none);
  }
  for (const part of ["fields", "stories", "answers", "seen"]) {
    if (line.length <= limit) break;
    light[part] = Array.isArray(state[part]) ? [] : {};
    line = pack(light, none);
  }
  return { line, left };
}

function mapped(object, change) {
  return Object.fromEntries(entries(object).map(([key, value]) => [key, change(value)]));
}

function entries(object) {
  return object && typeof object === "object" && !Array.isArray(object) ? Object.entries(object) : [];
}

function textOr(value) {
  return typeof value === "string" ? value : "";
}
