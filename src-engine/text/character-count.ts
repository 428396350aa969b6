import { makeTokens } from './piece-tokenizer.ts';
import { isSeparable, scanGraphemes } from './scan-graphemes.ts';
import type { TokenizerFit } from './tokenizer.ts';
import { decodeUtf8 } from './utf8.ts';

const CODE_UNITS = 65_536;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
/** Stretches of UTF-8 that need segmenting and are this close are decoded and segmented as one. */
const NEARBY_BYTES = 48;
/** No code unit: counted in a place of its own, rather than asked for at every character. */
const NONE = CODE_UNITS;

/** Counts, over texts given one after the other as text or as UTF-8, the pieces that the character tokenizer with minimumFrequency 1 finds. */
export class CharacterCount {
  readonly #unitCounts = new Uint32Array(CODE_UNITS + 1);
  readonly #clusterCounts = new Map<string, number>();

  /** Between one text and the next there is a boundary. */
  add(text: string): void {
    scanGraphemes(text, {
      units: (start, end) => {
        for (let i = start; i < end; i++) this.#unitCounts[text.charCodeAt(i)]++;
      },
      piece: (start, end) => this.#addCluster(text.slice(start, end)),
    });
  }

  /**
   * Well-formed UTF-8, of which only what is more than single code points is made a text: as `scanGraphemes`, it counts a separable code point
   * by itself when the next one is separable too.
   */
  addUtf8(bytes: Uint8Array): void {
    const counts = this.#unitCounts;
    let last = NONE; // a separable code unit that waits for what follows it
    let lastStart = 0;
    let at = 0;
    while (at < bytes.length) {
      const lead = bytes[at];
      if (lead < 0x80 && last !== CARRIAGE_RETURN) {
        // ASCII is separable, all of it.
        counts[last]++;
        last = lead;
        lastStart = at++;
        continue;
      }
      const size = sizeOf(lead);
      const unit = size === 1 ? lead : unitAt(bytes, at, size);
      if (size < 4 && isSeparable(unit)) {
        if (last === CARRIAGE_RETURN && unit === LINE_FEED) {
          this.#addCluster('\r\n');
          last = NONE;
        } else {
          counts[last]++;
          last = unit;
          lastStart = at;
        }
        at += size;
      } else {
        const start = last === NONE ? at : lastStart;
        at = endOfStretch(bytes, at + size);
        this.add(decodeUtf8(bytes.subarray(start, at)));
        last = NONE;
      }
    }
    counts[last]++;
    counts[NONE] = 0;
  }

  finish(): TokenizerFit {
    return makeTokens({ type: 'character', minimumFrequency: 1 }, this.#clusterCounts, this.#unitCounts);
  }

  #addCluster(cluster: string): void {
    this.#clusterCounts.set(cluster, (this.#clusterCounts.get(cluster) ?? 0) + 1);
  }
}

/** The first place from `at` on that has two separable code points before and after it, with nothing but such ones nearby. */
function endOfStretch(bytes: Uint8Array, at: number): number {
  let end = -1;
  let wasSeparable = false;
  while (at < bytes.length) {
    const size = sizeOf(bytes[at]);
    const unit = size === 1 ? bytes[at] : unitAt(bytes, at, size);
    const separable = size < 4 && isSeparable(unit);
    if (!separable || unit === LINE_FEED || !wasSeparable) end = -1;
    else if (end < 0) end = at;
    else if (at - end >= NEARBY_BYTES) return end;
    wasSeparable = separable;
    at += size;
  }
  return end < 0 ? bytes.length : end;
}

function sizeOf(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

/** Decodes a code point that is one code unit. */
function unitAt(bytes: Uint8Array, at: number, size: number): number {
  if (size === 2) return ((bytes[at] & 0x1f) << 6) | (bytes[at + 1] & 0x3f);
  return ((bytes[at] & 0x0f) << 12) | ((bytes[at + 1] & 0x3f) << 6) | (bytes[at + 2] & 0x3f);
}
