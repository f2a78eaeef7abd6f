// One page at a time: the address behind # says which, so links, the back button and bookmarks work.

const pages = all(".page");
const counted = pages.filter((page) => !page.dataset.extra); // all but the glossary, which nobody has to see
let current = null;

const placeName = () => (current ? current.id.slice(2) : "");

/** The element that the address names, or the page to go on with. */
function wanted() {
  let name = location.hash.slice(1);
  try {
    name = decodeURIComponent(name);
  } catch (error) {
    // Somebody's address is spoilt; it may still be a name as it stands.
  }
  const named = document.getElementById(name);
  return named && pageOf(named) ? named : null;
}

/** Where the learner was: by key, by the name that the LMS keeps; else the first page not seen yet. */
function lastPlace() {
  const byName = document.getElementById(`p_${session.place}`);
  return pages.find((page) => page.dataset.key === state.at)
    || (byName && byName.matches(".page") ? byName : null)
    || (state.seen.length && counted.find((page) => !state.seen.includes(page.dataset.key)))
    || pages[0];
}

/** Gives the first page an address as well, so that going back leads to it. */
function nameFirstPlace(page) {
  if (!wanted()) history.replaceState(null, "", `#${page.id}`);
}

function route() {
  const target = wanted();
  if (target) go(pageOf(target), target, true);
}

function go(page, target, focus) {
  const fresh = page !== current;
  current = page;
  for (const each of pages) each.hidden = each !== page;
  const { key } = page.dataset;
  const heading = one("h1", page);
  document.title = `${heading.textContent} – ${data.title}`;
  toggleMenu(false);
  if (fresh) {
    if (!state.seen.includes(key)) state.seen.push(key);
    state.at = key;
    interactions.begin();
    session.changed();
    refreshContents();
    refreshSteps();
  }
  if (!focus) return;
  if (target === page) {
    heading.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  } else {
    focusOn(target);
  }
}

/** Marks in the table of contents what is done, what is begun and where we are. */
function refreshContents() {
  const seen = counted.filter((page) => state.seen.includes(page.dataset.key)).length;
  for (const link of all("#contents a")) {
    const page = document.getElementById(link.hash.slice(1));
    const how = howFar(page);
    for (const name of ["seen", "begun"]) link.classList.toggle(name, how === name || how === "done");
    one(".state", link).textContent = how ? ` (${say(how)})` : "";
    if (page === current) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const text = say("pages_seen", { n: seen, of: counted.length });
  const bar = one(".progress-bar");
  bar.setAttribute("aria-valuenow", String(seen));
  bar.setAttribute("aria-valuetext", text);
  bar.firstElementChild.style.inlineSize = `${(100 * seen) / counted.length}%`;
  one(".progress-text").textContent = `${seen} / ${counted.length}`;
  one(".overview-seen").textContent = text;
  one(".overview-left").textContent = timeLeft();
}

/** "", "begun" for a quiz that is not handed in, "seen", or "done" for one that is. */
function howFar(page) {
  if (!state.seen.includes(page.dataset.key)) return "";
  if (page.dataset.kind !== "quiz") return "seen";
  return quizOf(page).done ? "done" : "begun";
}

/** The module's minutes are shared out by the length of the pages; rounded so as not to feign to be exact. */
function timeLeft() {
  const left = counted.filter((page) => !["seen", "done"].includes(howFar(page)));
  if (!left.length) return say("nothing_left");
  if (!data.minutes) return "";
  const length = (some) => some.reduce((sum_, page) => sum_ + page.textContent.length, 0);
  const minutes = (data.minutes * length(left)) / length(counted);
  return say("time_left_about", { n: Math.max(5, 5 * Math.round(minutes / 5)) });
}

function refreshSteps() {
  const at = pages.indexOf(current);
  for (const [name, page] of [["previous", pages[at - 1]], ["next", pages[at + 1]]]) {
    const link = one(`.step.${name}`);
    link.hidden = !page;
    if (!page) continue;
    link.href = `#${page.id}`;
    one(".step-title", link).textContent = one("h1", page).textContent;
  }
}

let toggleMenu = null;

function setUpMenu() {
  toggleMenu = disclosure(one(".menu"), one("#contents"), (open) => document.body.classList.toggle("menu-open", open));
}
