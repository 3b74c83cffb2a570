// What is typed for a number: 215, ２１５, 2捆+15, 二百. Nothing here touches the page.

const DIGITS = { 〇: 0, 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const UNITS = { 十: 10, 百: 100, 千: 1000 };
const BUNDLES = /^([^捆a-z+]+)(捆|bundles?)\+?(.*)$/i;

// What is typed in full width means the same.
export function plain(text) {
  return text.normalize("NFKC").replace(/[\s,，]/g, "");
}

// A whole number, in digits or in Chinese; null for anything else. 二百五 may be 205 or 250, so it is neither.
export function whole(text) {
  const typed = plain(text);
  if (/^\d{1,9}$/.test(typed)) return Number(typed);
  if (!/^[〇零一二两三四五六七八九十百千万]+$/.test(typed) || /[百千万][一二两三四五六七八九]$/.test(typed)) return null;
  return chinese(typed);
}

function chinese(typed) {
  let total = 0;
  let part = 0;
  let digit = null;
  for (const sign of typed) {
    if (sign in DIGITS) {
      if (digit) return null; // 二三: not a number of one reading
      digit = DIGITS[sign];
    } else if (sign === "万") {
      total = (total + part + (digit || 0)) * 10000;
      part = 0;
      digit = null;
    } else {
      part += (digit === null || (digit === 0 && sign === "十") ? 1 : digit) * UNITS[sign];
      digit = null;
    }
  }
  return total + part + (digit || 0);
}

// The pieces that the text means; null where nobody can say.
export function pieces(text, bundle) {
  const found = BUNDLES.exec(plain(text));
  if (!found) return whole(text);
  const [bundles, loose] = [whole(found[1]), found[3] ? whole(found[3]) : 0];
  return bundle && bundles !== null && loose !== null ? bundles * bundle + loose : null;
}

// The text with one bundle more; null where it can't be read, and then it stays as it is.
export function withBundle(text, bundle) {
  const typed = plain(text);
  if (/^\d*$/.test(typed)) return String(Number(typed) + bundle);
  const found = BUNDLES.exec(typed);
  return found && /^\d+$/.test(found[1]) ? `${Number(found[1]) + 1}${found[2]}${found[3] ? `+${found[3]}` : ""}` : null;
}
