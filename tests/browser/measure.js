// What does not fit or is too small to touch on the page that is shown: WCAG 2.2, 1.4.10 and 2.5.8.
() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const faults = wide > 0 ? [`the page is ${wide} px wider than the window`] : [];
  const shown = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: false });
  const targets = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [role=button]")];
  for (const one of targets.filter(shown)) {
    const boxed = one.closest("label") || one; // a label is part of its target
    const { width, height } = boxed.getBoundingClientRect();
    const inText = one.matches("a") && getComputedStyle(one).display === "inline"; // the exception for inline links
    const skip = one.matches("a.skip") || one.disabled;
    if (!skip && !inText && (width < 24 || height < 24)) {
      faults.push(`${Math.round(width)} × ${Math.round(height)}: ${one.outerHTML.slice(0, 90)}`);
    }
  }
  return faults;
}
