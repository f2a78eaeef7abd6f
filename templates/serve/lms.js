// One sitting at an LMS: the API object that a SCO calls, over a data model's table.

/** The row of an element such as cmi.interactions.3.id, and how its table is to be read. */
function place(standard, element) {
  const pattern = element.replace(/\.\d+(?=\.|$)/g, ".n");
  return { pattern, row: standard.elements[pattern], indexes: element.match(/\.\d+(?=\.|$)/g) || [] };
}

/** The names below an element in the order of the table; empty if it is none or a leaf. */
function childrenOf(standard, pattern) {
  const below = Object.keys(standard.elements).filter((name) => name.startsWith(`${pattern}.`));
  const names = below.map((name) => name.slice(pattern.length + 1).replace(/^n\./, "").split(".")[0]);
  return [...new Set(names)];
}

const isArray = (standard, pattern) => Object.keys(standard.elements).some((name) => name.startsWith(`${pattern}.n.`));

/** How many entries an array has: their numbers are given without a gap. */
function countOf(data, array) {
  const numbers = Object.keys(data).filter((name) => name.startsWith(`${array}.`)).map((name) => parseInt(name.slice(array.length + 1), 10));
  return Math.max(-1, ...numbers) + 1;
}

/**
 * A sitting. `stored` are the elements that were kept, null for a new attempt; `line` says whether calls get
 * through (`taken(data)`: keeps them; `refuses(call)`: an error's number or 0); `log(call, values, result,
 * code, note)` is told of every call. Gives the API object, and what the panel shows of it.
 */
function sitting({ standard, stored, learner, settings, line, log }) {
  const { codes, names } = standard;
  const goesOn = stored && (standard.keepsWithoutSuspend || stored[names.exit] === "suspend");
  const total = stored ? seconds(stored[names.total] || "") : 0;
  const entry = !stored ? "ab-initio" : stored[names.exit] === "suspend" ? "resume" : standard.keepsWithoutSuspend ? "" : "ab-initio";
  const data = Object.assign({}, standard.first, goesOn ? stored : {}, standard.given(learner, entry, goesOn ? total : 0, settings));
  for (const name of standard.passing) delete data[name];
  let phase = "before"; // then "open", "over"
  let last = 0;

  const answer = (result, code) => ({ result, code });
  const refusal = (call) => line.refuses(call) || (phase === "open" ? 0 : codes[phase === "before" ? "early" : "late"][call]);

  /** What keeps a call about an element from being answered: an error's number or 0. */
  function wrongElement(call, element) {
    const { pattern, row, indexes } = place(standard, element);
    const [, owner, keyword] = /^(.*)\.(_children|_count)$/.exec(pattern) || [];
    if (keyword && call === "set") return codes.keyword;
    if (keyword) {
      const there = keyword === "_count" ? isArray(standard, owner) : childrenOf(standard, owner).length > 0;
      if (there) return outOfRange(call, element);
      const known = standard.elements[owner] || childrenOf(standard, owner).length > 0;
      return known ? codes[keyword] : codes.unknown;
    }
    if (!row) return codes.unknown;
    if (call === "set" && row[0] === "r") return pattern === "cmi._version" ? codes.keyword : codes.readOnly;
    if (call === "get" && row[0] === "w") return codes.writeOnly;
    return indexes.length ? outOfRange(call, element) : 0;
  }

  /** Numbers in an element's name go on from those that are there. */
  function outOfRange(call, element) {
    const parts = element.split(".");
    for (let at = 0; at < parts.length; at += 1) {
      if (!/^\d+$/.test(parts[at])) continue;
      const there = countOf(data, parts.slice(0, at).join("."));
      if (Number(parts[at]) > there - (call === "get")) return codes.index[call];
    }
    return 0;
  }

  function read(element) {
    const { row } = place(standard, element);
    if (element.endsWith("._children")) return childrenOf(standard, place(standard, element.slice(0, -10)).pattern).join(",");
    if (element.endsWith("._count")) return String(countOf(data, element.slice(0, -7)));
    const worked = standard.derived(element, data);
    if (worked) return worked;
    if (data[element] !== undefined) return data[element];
    return row && row[2];
  }

  function get(element) {
    const wrong = refusal("get") || (element === "" ? codes.nameless.get : wrongElement("get", element));
    if (wrong) return answer("", wrong);
    const value = read(element);
    return value === undefined ? answer("", codes.unset) : answer(value, 0);
  }

  /** SCORM 2004: an entry has its id first, and a response its type; no two objectives share an id. */
  function dependency(element, value) {
    if (standard !== scorm2004) return 0;
    const [, entry, rest] = /^(cmi\.(?:interactions|objectives)\.\d+)\.(.*)$/.exec(element) || [];
    if (!entry) return 0;
    if (rest !== "id" && data[`${entry}.id`] === undefined) return codes.needs;
    if (/learner_response|pattern/.test(rest) && data[`${entry}.type`] === undefined) return codes.needs;
    const same = Object.entries(data).some(([name, other]) => /^cmi\.objectives\.\d+\.id$/.test(name) && name !== element && other === value);
    return entry.startsWith("cmi.objectives") && rest === "id" && same ? codes.twice : 0;
  }

  function set(element, given) {
    const value = String(given);
    const wrong = refusal("set") || (element === "" ? codes.nameless.set : wrongElement("set", element)) || dependency(element, value);
    if (wrong) return answer("false", wrong);
    const { row } = place(standard, element);
    const entry = element.split(".").slice(0, 3).join(".");
    const said = row[1](value, { type: data[`${entry}.type`] });
    if (said) return answer("false", codes[said]);
    data[element] = value;
    return answer("true", 0);
  }

  function initialize() {
    const refused = line.refuses("initialize");
    if (refused) return answer("false", refused);
    if (phase === "open") return answer("false", codes.initialized);
    if (phase === "over" && codes.again) return answer("false", codes.again);
    phase = "open";
    return answer("true", 0);
  }

  function commit() {
    const refused = refusal("commit");
    if (refused) return answer("false", refused);
    return line.taken(kept()) ? answer("true", 0) : answer("false", codes.commit);
  }

  function terminate() {
    const refused = refusal("terminate");
    if (refused) return answer("false", refused);
    const settled = standard.settle(data, settings);
    if (!line.taken(Object.assign(kept(), settled))) return answer("false", codes.terminate);
    const changed = Object.entries(settled).filter(([name, value]) => data[name] !== value);
    Object.assign(data, settled);
    phase = "over";
    return Object.assign(answer("true", 0), { note: changed.map(([name, value]) => `the LMS sets ${name} to ${value}`).join("; ") });
  }

  /** What the next sitting starts from. */
  function kept() {
    const time = total * Boolean(goesOn) + seconds(data[names.session] || "");
    return Object.assign({}, data, { [names.total]: standard.given(learner, "", time, settings)[names.total] });
  }

  /** A call as the SCO makes it: its result; the error's number is there to be asked for. */
  function called(call, run) {
    return (...values) => {
      line.wait(call);
      const wanted = call === "set" ? 2 : 1;
      const blank = ["initialize", "terminate", "commit"].includes(call);
      const { result, code, note } = values.length < wanted || (blank && values[0] !== "")
        ? answer(call === "get" ? "" : "false", codes.argument)
        : run(...values);
      last = code;
      log(call, values, result, code, note || "");
      return result;
    };
  }

  const asked = (call, run) => (...values) => {
    const result = run(...values);
    log(call, values, result, 0, "");
    return result;
  };
  const text = (code) => standard.errors[String(code)] || "";
  const functions = {
    initialize: called("initialize", initialize),
    terminate: called("terminate", terminate),
    get: called("get", (element) => get(String(element))),
    set: called("set", (element, value) => set(String(element), value)),
    commit: called("commit", commit),
    error: asked("error", () => String(last)),
    text: asked("text", text),
    diagnostic: asked("diagnostic", (code) => text(code === "" ? last : code)),
  };
  const api = Object.fromEntries(Object.entries(functions).map(([call, run]) => [standard.calls[call], run]));
  return { standard, api, data, read, entry, get phase() { return phase; } };
}
