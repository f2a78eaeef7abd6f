// Whether the focus is seen: a ring of 2 px or more that stands out 3 to 1 from what is around it, in view and
// not under the bar. Gives what is wrong, or nothing.
(() => {
  const at = document.activeElement;
  if (at === document.body || at.tabIndex < 0) return ""; // a heading that is read out: there is nothing to do at it
  const boxes = [at, at.nextElementSibling, at.closest(".choice")].filter(Boolean);
  const ring = boxes.find((one) => getComputedStyle(one).outlineStyle !== "none" && parseFloat(getComputedStyle(one).outlineWidth) >= 2);
  const name = at.outerHTML.slice(0, 100);
  if (!ring) return `no ring: ${name}`;
  const ratio = contrast(colour(getComputedStyle(ring).outlineColor), behind(ring.parentElement));
  if (ratio < 3) return `a ring of ${ratio.toFixed(2)} to 1: ${name}`;
  const box = ring.getBoundingClientRect();
  const bar = document.querySelector(".bar");
  const top = bar.contains(at) || at.matches("a.skip") || getComputedStyle(bar).position !== "sticky" ? 0 : bar.getBoundingClientRect().bottom;
  if (box.top < top - 1 && box.height < innerHeight / 2) return `under the bar: ${name}`;
  if (box.top >= innerHeight || box.bottom <= top) return `out of view: ${name}`;
  return "";

  function colour(text) {
    const parts = (text.match(/[\d.]+/g) || []).map(Number);
    return text.startsWith("color(srgb") ? [...parts.slice(0, 3).map((part) => part * 255), parts[3] === undefined ? 1 : parts[3]] : [...parts, 1].slice(0, 4);
  }

  function behind(element) {
    for (let one = element; one; one = one.parentElement) {
      const found = colour(getComputedStyle(one).backgroundColor);
      if (found[3] === 1) return found;
    }
    return [255, 255, 255, 1];
  }

  function luminance([red, green, blue]) {
    const [r, g, b] = [red, green, blue].map((part) => (part <= 10 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  function contrast(one, other) {
    const [a, b] = [luminance(one), luminance(other)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  }
})
