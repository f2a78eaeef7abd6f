// The line between the LMS's page and its server, as good or bad as the panel says.

const SLOW = { commit: 2, terminate: 2, otherwise: 0.05 }; // seconds

const line = (function () {
  let mode = "works"; // or "slow", "dropped", "timed-out"
  let failing = 0; // so many commits fail yet
  let attempt = ""; // the address of the attempt on the server
  const listeners = [];
  const tell = () => listeners.forEach((listener) => listener());

  /** Keeps elements on the server; whether it did. It answers only once it has them, as LMSs do. */
  function taken(data) {
    if (mode === "dropped") return false;
    if (failing > 0) {
      failing -= 1;
      tell();
      return false;
    }
    return post(JSON.stringify(data));
  }

  function post(body) {
    try {
      const request = new XMLHttpRequest();
      request.open("POST", attempt, false);
      request.send(body);
      return request.status === 200;
    } catch (error) {
      return navigator.sendBeacon(attempt, body); // the page is going away: browsers allow nothing else
    }
  }

  function wait(call) {
    if (mode !== "slow") return;
    try {
      const request = new XMLHttpRequest();
      request.open("GET", `/api/wait/${SLOW[call] || SLOW.otherwise}`, false);
      request.send();
    } catch (error) {
      // The page is going away, and nobody waits any more.
    }
  }

  /** The error with which a call is refused whatever it says; 0 for none. A session that has timed out is over. */
  function refuses(call) {
    const { codes } = current.standard;
    if (mode === "timed-out") return codes.late[call] || codes.initialize;
    return mode === "dropped" && call === "initialize" ? codes.initialize : 0;
  }

  return {
    taken,
    wait,
    refuses,
    listen: (listener) => listeners.push(listener),
    at(address) { attempt = address; },
    forget: () => post("null"),
    get mode() { return mode; },
    set mode(value) { mode = value; tell(); },
    get failing() { return failing; },
    fail(count) { failing = count; tell(); },
  };
}());
