// Text as printable ASCII that every LMS hands back unchanged: no space, quote, backslash, <, >, &, % or +.
//
// Latin letters, digits and common signs cost one character, and so do the letters of another script once
// the text has switched to its window of 52 code points; a capital there costs two, signs and Latin letters with
// accents two, anything else four. No UTF-16 unit ever costs more than four. `src/bot_scorm/writers/letters.py`
// counts the same.

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const LETTERS = 52; // of the digits: what a window holds
const SIGNS = " \n.,-!?()/"; // written as
const WRITTEN = "_$.,-!?()/";
const BLOCKS = [["[", 0], ["]", 1], ["{", 2], ["}", 3], ["=", 4], ["@", 5], ["|", 128]]; // of 64 code points each
const AHEAD = 24; // so far is looked for whether a switch is worth its three characters

function numeral(number, width) {
  let line = "";
  for (let n = number, left = width; left; left -= 1, n = Math.floor(n / 64)) line = DIGITS[n % 64] + line;
  return line;
}

/** The number that digits stand for; anything else counts as zero. */
function valueOf(line) {
  return Array.from(line).reduce((sum_, digit) => sum_ * 64 + Math.max(0, DIGITS.indexOf(digit)), 0);
}

/** A character in a window, which is counted in steps of 16 code points; window 0 is the Latin alphabet. */
function inWindow(sign, window_) {
  const code = sign.codePointAt(0);
  const place = SIGNS.indexOf(sign);
  if (place >= 0) return WRITTEN[place];
  if (code > 47 && code < 58) return sign;
  if (!window_) {
    if (/^[A-Za-z]$/.test(sign)) return sign;
  } else {
    const at = (one_) => one_.codePointAt(0) - 16 * window_;
    if (at(sign) >= 0 && at(sign) < LETTERS) return DIGITS[at(sign)];
    const small = smallOf(sign);
    if (small !== sign && at(small) >= 0 && at(small) < LETTERS) return `^${DIGITS[at(small)]}`;
  }
  const block = BLOCKS.find(([, number]) => number === code >> 6);
  if (block) return block[0] + DIGITS[code & 63];
  if (code < 0x40000) return `~${numeral(code, 3)}`;
  return Array.from({ length: 2 }, (_, n) => `~${numeral(sign.charCodeAt(n), 3)}`).join("");
}

/** The small letter of a Greek, Cyrillic or Armenian capital. */
function smallOf(sign) {
  const small = sign.toLowerCase();
  return sign >= "\u0370" && sign < "\u0590" && small.length === 1 && small.toUpperCase() === sign ? small : sign;
}

/** The window to be in from a place on: the present one, unless another is worth the switch. */
function windowAt(signs, at, window_) {
  if (inWindow(signs[at], window_).length === 1) return window_;
  const cost = (one_) => signs.slice(at, at + AHEAD).reduce((sum_, sign) => sum_ + inWindow(sign, one_).length, 0);
  const near = [smallOf(signs[at]), signs[at]].map((sign) => sign.codePointAt(0) >> 4);
  let [best, least] = [window_, cost(window_)];
  for (const each of near.flatMap((step) => (step < 8 ? [0] : step < 4096 ? [step, step - 1, step - 2] : []))) {
    if (inWindow(signs[at], each).length > 1 || cost(each) + 3 >= least) continue;
    [best, least] = [each, cost(each) + 3];
  }
  return best;
}

/** As much of a text as has room, as a line; and how many UTF-16 units of the text that is. */
function toLine(text, room) {
  const signs = Array.from(text);
  let [line, taken, window_] = ["", 0, 0];
  for (let at = 0; at < signs.length; at += 1) {
    const next = windowAt(signs, at, window_);
    const more = (next === window_ ? "" : `*${numeral(next, 2)}`) + inWindow(signs[at], next);
    if (line.length + more.length > room) break;
    line += more;
    taken += signs[at].length;
    window_ = next;
  }
  return { line, taken };
}

function fromLine(line) {
  let [text, window_] = ["", 0];
  const letter = (digit) => String.fromCharCode(16 * window_ + valueOf(digit));
  for (const [part] of line.matchAll(/\*..|~...|\^.|[[\]{}=@|].|[^]/g)) {
    const block = BLOCKS.find(([sign]) => sign === part[0]);
    const place = WRITTEN.indexOf(part);
    if (part[0] === "*") window_ = valueOf(part.slice(1));
    else if (part[0] === "~") text += String.fromCodePoint(valueOf(part.slice(1)));
    else if (part[0] === "^") text += letter(part.slice(1)).toUpperCase();
    else if (block) text += String.fromCharCode(64 * block[1] + valueOf(part.slice(1)));
    else if (place >= 0) text += SIGNS[place];
    else text += window_ && /[A-Za-z]/.test(part) ? letter(part) : part;
  }
  return text;
}
