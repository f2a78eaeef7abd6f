// What stays on the device: under the learner's and the package's name, so that nobody sees another's.

const store = (function () {
  let key = "";
  let usable = false; // whether there is a name to keep it under
  let works = false; // whether what was kept last is there

  function open(learner) {
    key = `bot-scorm ${data.programme} ${data.module} ${learner}`;
    works = false;
    usable = Boolean(learner);
    if (!usable) return;
    try {
      localStorage.setItem("bot-scorm", "1");
      works = localStorage.getItem("bot-scorm") === "1";
    } catch (error) {
      works = false; // forbidden in this frame, or full
    }
  }

  /** {state, texts} as kept last, or null. */
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

  /** Calls back when another window keeps something for the same learner and module. */
  function watch(then) {
    window.addEventListener("storage", (event) => { if (usable && event.key === key && event.newValue) then(); });
  }

  return { open, read, write, watch, get works() { return works; } };
}());
