// What stays on the device: under the learner's and the package's name, so that nobody sees another's.

const store = (function () {
  let key = "";
  let works = false;

  function open(learner) {
    key = `bot-scorm ${data.programme} ${data.module} ${learner}`;
    works = false;
    if (!learner) return;
    try {
      localStorage.setItem("bot-scorm", "1");
      works = localStorage.getItem("bot-scorm") === "1";
    } catch (error) {
      works = false; // forbidden in this frame, or full
    }
  }

  /** {state, texts} as kept last, or null. */
  function read() {
    if (!works) return null;
    try {
      const kept = JSON.parse(localStorage.getItem(key));
      return kept && typeof kept === "object" ? kept : null;
    } catch (error) {
      return null;
    }
  }

  function write(kept) {
    if (!works) return false;
    try {
      localStorage.setItem(key, JSON.stringify(kept));
      return true;
    } catch (error) {
      return false;
    }
  }

  return { open, read, write, get works() { return works; } };
}());
