// Exact fractions, kept as text such as "2/3": a pass mark is compared before anything is rounded.

function isRational(text) {
  return typeof text === "string" && /^-?\d+(\/[1-9]\d*)?$/.test(text);
}

function parts(text) {
  const [above, below] = text.split("/");
  return [BigInt(above), BigInt(below || 1)];
}

function ratio(above, below) {
  let [a, b] = [above < 0 ? -above : above, below];
  while (b) [a, b] = [b, a % b];
  const divisor = a || BigInt(1);
  return below === divisor ? String(above / divisor) : `${above / divisor}/${below / divisor}`;
}

function plus(x, y) {
  const [[a, b], [c, d]] = [parts(x), parts(y)];
  return ratio(a * d + c * b, b * d);
}

function times(x, y) {
  const [[a, b], [c, d]] = [parts(x), parts(y)];
  return ratio(a * c, b * d);
}

/** x ÷ y for y above 0. */
function over(x, y) {
  const [c, d] = parts(y);
  return times(x, ratio(d, c));
}

function isLess(x, y) {
  const [[a, b], [c, d]] = [parts(x), parts(y)];
  return a * d < c * b;
}

function notBelowZero(x) {
  return isLess(x, "0") ? "0" : x;
}

function sum(list) {
  return list.reduce(plus, "0");
}

/** A fraction of 1 as a whole number of percent, rounded half up. */
function percent(x) {
  const [a, b] = parts(x);
  return Number((a * BigInt(200) + b) / (b * BigInt(2)));
}

function wholePercent(x) {
  const [a, b] = parts(x);
  return Number((a * BigInt(100)) / b);
}

/** A fraction of 1, not below 0, as a number that is never above it. */
function floored(x, digits) {
  const [a, b] = parts(x);
  return decimal(ratio((a * BigInt(10) ** BigInt(digits)) / b, BigInt(10) ** BigInt(digits)), digits);
}

/** A number as somebody types it, with comma or point; null if it is none. */
function typedNumber(text) {
  const clean = text.replace(/[\s\u00a0\u202f_']/g, "").replace(/^[\u2212\u2013]/, "-").replace(",", ".");
  const found = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(clean);
  if (!found || !(found[2] || found[3])) return null;
  const digits = found[3] || "";
  const whole = BigInt((found[2] || "0") + digits);
  return ratio(found[1] === "-" ? -whole : whole, BigInt(10) ** BigInt(digits.length));
}

/** A fraction as a number for people and for the LMS, with at most so many digits behind the point, never as 1e21. */
function decimal(x, digits) {
  const [a, b] = parts(x);
  const shifted = (a < 0 ? -a : a) * BigInt(10) ** BigInt(digits);
  const rounded = String((shifted * BigInt(2) + b) / (b * BigInt(2))).padStart(digits + 1, "0");
  const text = `${rounded.slice(0, -digits)}.${rounded.slice(-digits)}`.replace(/\.?0+$/, "");
  return a < 0 && text !== "0" ? `-${text}` : text;
}
