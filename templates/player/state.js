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
  for (const [key, text] of entries(kept && kept.texts)) {
    if (typeof text !== "string" || !(isPrivate(key) || (local && local.seed === found.seed))) continue;
    const theirs = found.texts[key] || "";
    // Another device may have gone on with the part of a text that was handed in.
    if (!theirs || found.cut[key]) found.texts[key] = text.startsWith(theirs) ? text : `${theirs}\n\n${text}`;
    delete found.cut[key];
  }
  const unreadable = Boolean(remoteLine) && !remote && !local;
  return { found, newer, remote, unreadable };
}
