/**
 * Tells how much a text looks like writing, and not like bytes read in a wrong encoding: the mean of a weight from 0 to 1 over all characters that
 * are not plain ASCII; 1 where there are only such. Wrong encodings give themselves away by half-width katakana (EUC-JP read as
 * Shift_JIS), rare ideographs (UTF-16 in the other byte order), control characters, and letters or ideographs in odd company.
 */
export function plausibility(text: string): number {
  let sum = 0;
  let count = 0;
  let ideographs = 0;
  let kana = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x7f && (unit >= 0x20 || isLayout(unit))) continue;
    count++;
    sum += weight(unit, text.charCodeAt(i - 1), text.charCodeAt(i + 1));
    if (isBetween(unit, 0x4e00, 0x9fff)) ideographs++;
    if (isBetween(unit, 0x3001, 0x30ff) || isUnitOfTime(unit, text.charCodeAt(i - 1))) kana++;
  }
  if (count === 0) return 1;
  // Chinese can be written without kana, but none of the encodings in question is a Chinese one; UTF-8 is not weighed.
  return (sum / count) * (ideographs > 0 && kana < ideographs / 20 ? 0.4 : 1);
}

function weight(unit: number, before: number, after: number): number {
  if (unit < 0xa0) return 0; // control characters
  if (unit < 0xc0) return isAscii(before) || isAscii(after) ? 0.6 : 0.2;
  if (unit < 0x250) return isLetter(before) || isLetter(after) ? 0.9 : 0.2;
  if (isBetween(unit, 0x2010, 0x203f) || unit === 0x20ac) return isAscii(before) || isAscii(after) ? 0.8 : 0.5;
  if (isBetween(unit, 0x3000, 0x30ff)) return 1;
  if (isUnitOfTime(unit, before)) return 1;
  if (isBetween(unit, 0x4e00, 0x9fff)) return isLetter(before) && isLetter(after) ? 0 : 0.7;
  if (isBetween(unit, 0xff01, 0xff60)) return 0.8;
  if (isBetween(unit, 0xff61, 0xff9f)) return 0.1;
  if (isBetween(unit, 0x3400, 0x4dff)) return 0.1;
  if (isBetween(unit, 0xd800, 0xdfff)) return 0.5;
  if (isBetween(unit, 0xe000, 0xf8ff) || unit >= 0xfff0) return 0;
  return 0.5;
}

const isBetween = (unit: number, first: number, last: number) => unit >= first && unit <= last;
const isLayout = (unit: number) => unit === 0x09 || unit === 0x0a || unit === 0x0c || unit === 0x0d;
const unitsOfTime = new Set([...'年月日時分秒'].map((unit) => unit.charCodeAt(0)));
/** Tables have dates such as 2024年1月5日 where other texts have kana. */
const isUnitOfTime = (unit: number, before: number) => isBetween(before, 0x30, 0x39) && unitsOfTime.has(unit);
const isAscii = (unit: number) => unit < 0x80;
const isLetter = (unit: number) => isBetween(unit | 0x20, 0x61, 0x7a);
