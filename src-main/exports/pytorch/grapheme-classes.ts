/** By the name of a class, its code points as pairs of the first one and how many there are. */
export type GraphemeClasses = Record<string, [number, number][]>;

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const lastCodePoint = 0x10ffff;

/** Only these can be anything but `Other`; Hangul syllables are told by arithmetic. */
const candidate =
  /[\p{M}\p{Cf}\p{Cc}\p{Zl}\p{Zp}\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\p{Default_Ignorable_Code_Point}\p{Grapheme_Extend}\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff[\p{Lo}--[\p{Script=Han}\p{Script=Hangul}]]]/v;

let known: GraphemeClasses | null = null;

/**
 * The classes by which extended grapheme clusters are found (UAX #29), asked of the very segmenter that the studio's own tokenizer uses:
 * it tells where it cuts, not why. Takes a fraction of a second, once.
 */
export function graphemeClasses(): GraphemeClasses {
  return (known ??= findClasses());
}

function findClasses(): GraphemeClasses {
  const points: number[] = [];
  for (let point = 0; point <= lastCodePoint; point++) {
    const isSurrogate = point >= 0xd800 && point <= 0xdfff;
    if (!isSurrogate && candidate.test(String.fromCodePoint(point))) points.push(point);
  }
  /** Tells whether before + character + after is one cluster, or has as many as this. */
  const clusters = (before: string, after: string) => countClusters(points, before, after);
  const afterLetter = clusters('a', '');
  const beforeLetter = clusters('', 'a');
  const beforeMark = clusters('', '\u0301');
  const linked = clusters('क', 'क');
  const betweenLinker = clusters('क', '\u094dक');
  const afterLinker = clusters('क\u094d', '');
  const afterJoiner = clusters('©\u200d', '');
  const beforeVowel = clusters('', '\u1161');
  const afterLead = clusters('\u1100', '');
  const beforeTrail = clusters('', '\u11a8');
  const afterTrail = clusters('\u11a8', '');

  const classOf = (point: number, n: number): string => {
    if (point === 13) return 'CR';
    if (point === 10) return 'LF';
    if (point === 0x200d) return 'ZWJ';
    if (/\p{Regional_Indicator}/u.test(String.fromCodePoint(point))) return 'Flag';
    if (afterLetter[n] === 1) {
      if (linked[n] === 1) return 'Linker';
      if (betweenLinker[n] === 1) return 'ConjunctExtend';
      return isInvisible(point) ? 'Extend' : 'SpacingMark';
    }
    if (beforeMark[n] === 2) return 'Control';
    if (beforeLetter[n] === 1) return 'Prepend';
    if (afterTrail[n] === 1) return 'T';
    if (afterLead[n] === 1) return beforeVowel[n] === 1 && beforeTrail[n] === 2 ? 'L' : 'V';
    if (afterLinker[n] === 1) return 'Consonant';
    return afterJoiner[n] === 1 ? 'Pictograph' : 'Other';
  };
  const classes: GraphemeClasses = {};
  points.forEach((point, n) => {
    const name = classOf(point, n);
    if (name === 'Other') return;
    const ranges = (classes[name] ??= []);
    const last = ranges.at(-1);
    if (last !== undefined && last[0] + last[1] === point) last[1]++;
    else ranges.push([point, 1]);
  });
  return classes;
}

/** A pictograph, this, a joiner and a pictograph are one cluster: the character extends, and is no spacing mark. */
function isInvisible(point: number): boolean {
  return [...segmenter.segment(`©${String.fromCodePoint(point)}\u200d©`)].length === 1;
}

/** For each code point, how many clusters there are in it with what comes before and after. */
function countClusters(points: readonly number[], before: string, after: string): Uint8Array {
  const counts = new Uint8Array(points.length);
  const atOnce = 2000; // a call costs as much as some forty clusters
  for (let from = 0; from < points.length; from += atOnce) {
    const starts: number[] = [];
    let text = '';
    for (const point of points.slice(from, from + atOnce)) {
      starts.push(text.length);
      text += `${before}${String.fromCodePoint(point)}${after}\n`;
    }
    let at = -1;
    for (const { index, segment } of segmenter.segment(text)) {
      while (at + 1 < starts.length && starts[at + 1] <= index) at++;
      const isSeparator = index + segment.length === (starts[at + 1] ?? text.length) && segment === '\n';
      if (!isSeparator) counts[from + at]++;
    }
  }
  return counts;
}
