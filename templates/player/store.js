// What stays on the device: under the learner's and the package's name, so that nobody sees another's.

const store = (function () {
  const programme = `bot-scorm ${data.programme} `;
  let key = "";
  let usable = false; // whether there is a name to keep it under
  let works = false; // whether what was kept last is there
  let first = null; // what was kept when this page opened it

  function open(learner) {
    key = `${programme}${data.module} ${learner}`;
    works = false;
    first = null;
    usable = Boolean(learner);
    if (!usable) return;
    try {
      localStorage.setItem("bot-scorm", "1");
      works = localStorage.getItem("bot-scorm") === "1";
      first = localStorage.getItem(key);
    } catch (error) {
      works = false; // forbidden in this frame, or full
    }
  }

  /** {state, texts, sent} as kept last, or null. */
  function read() {
    if (!usable) return null;
    try {
      const kept = JSON.parse(localStorage.getItem(key));
      return kept && typeof kept === "object" ? kept : null;
    } catch (error) {
      return null;
    }
  }

  function write(kept) {
    if (!usable) return;
    try {
      localStorage.setItem(key, JSON.stringify(kept));
      works = true;
    } catch (error) {
      works = false; // full
    }
  }

  /** As if this page had not been here: what it kept belongs to somebody with another name. */
  function giveBack() {
    if (!usable) return;
    try {
      if (first === null) localStorage.removeItem(key);
      else localStorage.setItem(key, first);
    } catch (error) {
      works = false;
    }
  }

  /** Names of what is kept of this learner in the programme; of everybody in it with `everybody`. */
  function names(everybody) {
    const learner = key.slice(`${programme}${data.module} `.length);
    const mine = (name) => name.slice(programme.length).replace(/^\S+ /, "") === learner;
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(programme) && (everybody || (usable && mine(name))));
    } catch (error) {
      return [];
    }
  }

  /** Takes it all away; nothing is kept any more until the page is opened again. */
  function clear(everybody) {
    for (const name of names(everybody)) localStorage.removeItem(name);
    usable = false;
  }

  /** Calls back when another window keeps something for the same learner and module, or takes it away. */
  function watch(then, gone) {
    window.addEventListener("storage", (event) => {
      if (usable && event.key === key) (event.newValue ? then : gone)();
    });
  }

  return { open, read, write, giveBack, names, clear, watch, get works() { return works; } };
}());
