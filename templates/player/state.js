// The learner's state in memory, and which of its texts may leave the device.

let state = emptyState();

const isPrivate = (function () {
  let keys = null;
  /** Whether a text is the learner's own: a reflection, a journal, a planner. */
  return function (key) {
    if (!keys) {
      keys = new Set(all("form[data-private]").map((form) => form.dataset.key));
      for (const field of all("[data-private][data-field]")) keys.add(textKey(field));
    }
    return keys.has(key.split(".")[0]); // what stands behind a point is the row of a planner
  };
}());

function textKey(field) {
  const form = field.closest("form[data-key]");
  return form ? form.dataset.key : field.closest(".activity").dataset.key + field.dataset.field;
}

/**
 * What to go on with: the LMS's state, or the one on the device where that is newer and of the same attempt.
 * Returns the state, whether the LMS has yet to get it, and whether what the LMS holds is none of ours.
 * Private texts come from the device alone.
 */
function chooseState(remoteLine, kept, connected, resumed) {
  const remote = remoteLine ? unpack(remoteLine) : null;
  const local = kept ? unpack(textOr(kept.state)) : null;
  // An LMS that holds nothing has started a new attempt: an old one on the device is not part of it.
  // Unless it never took this one: then it is the same attempt, and only the device knows of it.
  const lost = connected && !remote && !remoteLine && !resumed && !(kept && kept.sent === false);
  const sameAttempt = local && remote && local.seed === remote.seed;
  let found = remote;
  if (!lost && local && (!remote || (sameAttempt && local.revision > remote.revision))) found = local;
  const newer = found !== null && found === local && connected;
  found = found || emptyState();
  const unreadable = Boolean(remoteLine) && !remote && !local;
  const texts = joinTexts(found, kept, local && local.seed === found.seed);
  return Object.assign({ found, newer, remote, unreadable }, texts);
}

/**
 * Adds the device's texts to a state: its private ones, and those of the same attempt. Where another device went on
 * with a text, that counts, also if it was emptied; what no LMS ever took, and the rest of a text of which the LMS
 * has a part, stays. Returns the texts that the LMS has, and whether it has yet to get what came of that.
 */
function joinTexts(found, kept, same) {
  const told = Object.assign({}, found.texts);
  let joined = false;
  const { texts, cut, unsent } = kept || {};
  const [cutHere, news] = [Object.keys(cut || {}), [].concat(unsent || [])];
  for (const [key, text] of entries(texts)) {
    if (typeof text !== "string" || !(same || isPrivate(key))) continue;
    const [theirs, part, fresh] = [found.texts[key], found.cut[key], news.includes(key)];
    if (theirs !== undefined && !part && !fresh) continue;
    const both = theirs === undefined ? text : bothTexts(theirs, text);
    found.texts[key] = told[key] = both;
    if (theirs === undefined ? cutHere.includes(key) : part && (cutHere.includes(key) || both === theirs)) found.cut[key] = true;
    else delete found.cut[key];
    if (!fresh && (theirs === undefined || both === text || both === theirs)) continue;
    delete told[key];
    if (theirs !== undefined && both !== theirs) joined = true;
  }
  return { told, joined };
}

/** Two texts that were written apart: one, if it goes on with the other, else both. */
function bothTexts(theirs, mine) {
  if (mine.startsWith(theirs)) return mine;
  return theirs.startsWith(mine) ? theirs : `${theirs}\n\n${mine}`;
}
