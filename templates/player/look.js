// How the page looks to whoever sits here: colours and size of the text, kept on this device for all modules.

const LOOK = "bot-scorm look";

function setUpLook() {
  const toggle = disclosure(one(".tools-button"), one("#tools"), (open) => { one("#tools").hidden = !open; });
  document.addEventListener("click", (event) => { if (!event.target.closest(".tools, .tools-button")) toggle(false); });
  const kept = keptLook();
  for (const field of all('#tools input[type="radio"]')) {
    const name = field.name.slice(5);
    if (kept[name] === field.value) field.checked = true;
    field.addEventListener("change", () => {
      kept[name] = field.value;
      dress(kept);
      try {
        localStorage.setItem(LOOK, JSON.stringify(kept));
      } catch (error) {
        // Nothing is kept on this device; it still looks so until the page is left.
      }
    });
  }
  dress(kept);
  watchScrolled();
}

function keptLook() {
  try {
    return Object.fromEntries(entries(JSON.parse(localStorage.getItem(LOOK))));
  } catch (error) {
    return {};
  }
}

function dress({ scheme, size }) {
  const media = { light: "not all", dark: "screen" };
  document.getElementById("dark").media = media[scheme] || "screen and (prefers-color-scheme: dark)";
  const percent_ = Number(size);
  document.documentElement.style.fontSize = percent_ > 100 && percent_ <= 200 ? `${percent_}%` : "";
}

/** A button that shows and hides something; Escape hides it and goes back to the button. */
function disclosure(button, box, show_) {
  const toggle = (open) => {
    button.setAttribute("aria-expanded", String(open));
    show_(open);
  };
  const isOpen = () => button.getAttribute("aria-expanded") === "true";
  button.addEventListener("click", () => toggle(!isOpen()));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    toggle(false);
    if (box.contains(document.activeElement) || document.activeElement === document.body) button.focus();
  });
  return toggle;
}

/** What is wider than the page scrolls in its own box, which the keyboard has to reach; no other box is a stop. */
function watchScrolled() {
  if (!window.ResizeObserver) return; // then every such box stays a stop, as it is written
  const watcher = new ResizeObserver((boxes) => {
    for (const { target } of boxes) {
      if (target.scrollWidth > target.clientWidth + 1) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  for (const box of all(".table, pre, .math, .profile")) watcher.observe(box);
}
