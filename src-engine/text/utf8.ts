/** Text and its bytes, for an engine that has no TextEncoder. */

const REPLACEMENT = 0xfffd;
/** Code units turned into a string at a time: a call takes only so many arguments. */
const CHUNK = 8192;
/** The largest byte allowed after ED: surrogates are the characters with a byte over 9F there. */
const LAST_BYTE_BEFORE_SURROGATES = 0x9f;
const LAST_SURROGATE_BYTE = 0xbf;

/**
 * UTF-8 of a text, at most three bytes a code unit. A lone surrogate is written in three bytes as if it were a character (WTF-8), so
 * that `decodeWtf8` gives every text back.
 */
export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(utf8Length(text));
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      bytes[at++] = unit;
    } else if (unit < 0x800) {
      bytes[at++] = 0xc0 | (unit >> 6);
      bytes[at++] = 0x80 | (unit & 0x3f);
    } else if (isPair(text, i)) {
      const point = 0x10000 + ((unit & 0x3ff) << 10) + (text.charCodeAt(++i) & 0x3ff);
      bytes[at++] = 0xf0 | (point >> 18);
      bytes[at++] = 0x80 | ((point >> 12) & 0x3f);
      bytes[at++] = 0x80 | ((point >> 6) & 0x3f);
      bytes[at++] = 0x80 | (point & 0x3f);
    } else {
      bytes[at++] = 0xe0 | (unit >> 12);
      bytes[at++] = 0x80 | ((unit >> 6) & 0x3f);
      bytes[at++] = 0x80 | (unit & 0x3f);
    }
  }
  return bytes;
}

/** Bytes of `encodeUtf8`. */
export function utf8Length(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    length += unit < 0x800 ? 1 : 2;
    if (isPair(text, i)) i++; // two units, four bytes
  }
  return length;
}

/** Tells whether a high surrogate is at i and a low one after it. */
function isPair(text: string, i: number): boolean {
  return (text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00;
}

/**
 * The text of UTF-8 bytes, exactly as the WHATWG Encoding Standard's decoder: every longest beginning of a character that is cut short,
 * and every other byte that cannot be, becomes one U+FFFD. A byte order mark is kept, as the character U+FEFF.
 */
export function decodeUtf8(bytes: Uint8Array): string {
  return decode(bytes, LAST_BYTE_BEFORE_SURROGATES);
}

/** Does the same as `decodeUtf8`, but three bytes that stand for a lone surrogate become that surrogate. */
export function decodeWtf8(bytes: Uint8Array): string {
  return decode(bytes, LAST_SURROGATE_BYTE);
}

/** Bytes at the end that are the beginning of a character, cut short: 0 to 3. What comes before them decodes without them. */
export function incompleteTail(bytes: Uint8Array): number {
  for (let size = 1; size <= Math.min(3, bytes.length); size++) {
    const at = bytes.length - size;
    const trail = trailCount(bytes[at]);
    if (trail >= size && trailTaken(bytes, at, trail, LAST_SURROGATE_BYTE) === size - 1) return size;
  }
  return 0;
}

function decode(bytes: Uint8Array, lastAfterEd: number): string {
  let units: number[] = [];
  let text = '';
  for (let i = 0; i < bytes.length;) {
    if (units.length >= CHUNK) {
      text += String.fromCharCode(...units);
      units = [];
    }
    const lead = bytes[i];
    if (lead < 0x80) {
      units.push(lead);
      i++;
      continue;
    }
    const trail = trailCount(lead);
    const taken = trailTaken(bytes, i, trail, lastAfterEd);
    let point = REPLACEMENT;
    if (trail > 0 && taken === trail) {
      point = lead & (0x3f >> trail);
      for (let k = 1; k <= trail; k++) point = (point << 6) | (bytes[i + k] & 0x3f);
    }
    if (point < 0x10000) {
      units.push(point);
    } else {
      units.push(0xd800 + ((point - 0x10000) >> 10), 0xdc00 + (point & 0x3ff));
    }
    i += 1 + taken;
  }
  return text + String.fromCharCode(...units);
}

/** Bytes that must follow this first byte of a character; 0 also for bytes that begin none. */
function trailCount(lead: number): number {
  if (lead < 0xc2 || lead > 0xf4) return 0;
  return lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
}

/** Returns how many of the bytes after the one at `at` may belong to its character, at most `trail`. */
function trailTaken(bytes: Uint8Array, at: number, trail: number, lastAfterEd: number): number {
  const lead = bytes[at];
  let low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  let high = lead === 0xed ? lastAfterEd : lead === 0xf4 ? 0x8f : 0xbf;
  let taken = 0;
  while (taken < trail) {
    const byte = bytes[at + taken + 1];
    if (!(byte >= low && byte <= high)) break; // also past the end
    low = 0x80;
    high = 0xbf;
    taken++;
  }
  return taken;
}
