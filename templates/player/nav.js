// One page at a time: the address behind # says which, so links, the back button and bookmarks work.

const pages = all(".page");
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
    || (state.seen.length && pages.find((page) => !state.seen.includes(page.dataset.key)))
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
  closeMenu();
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

/** Marks in the table of contents what is seen and where we are. */
function refreshContents() {
  let n = 0;
  for (const link of all("#contents a")) {
    const seen = state.seen.includes(link.dataset.page);
    n += seen;
    link.classList.toggle("seen", seen);
    one(".state", link).textContent = seen ? ` (${say("seen")})` : "";
    if (link.dataset.page === current.dataset.key) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const text = say("pages_seen", { n, of: pages.length });
  const bar = one(".progress-bar");
  bar.setAttribute("aria-valuenow", String(n));
  bar.setAttribute("aria-valuetext", text);
  bar.firstElementChild.style.inlineSize = `${(100 * n) / pages.length}%`;
  one(".progress-text").textContent = `${n} / ${pages.length}`;
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

const menuButton = one(".menu");

function closeMenu() {
  menuButton.setAttribute("aria-expanded", "false");
  document.body.classList.remove("menu-open");
}

function setUpMenu() {
  menuButton.addEventListener("click", () => {
    const open = menuButton.getAttribute("aria-expanded") !== "true";
    menuButton.setAttribute("aria-expanded", String(open));
    document.body.classList.toggle("menu-open", open);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !document.body.classList.contains("menu-open")) return;
    closeMenu();
    menuButton.focus();
  });
}
