import { createStream } from '../../../src-engine/random/stream.ts';

/** Things that tokenizers get wrong, each also as parts that can meet in any order. */
const fragments = [
  ...[
    'a',
    'Z',
    ' ',
    '  ',
    '\n',
    '\r\n',
    '\r',
    '\t',
    '.',
    '"',
    '0',
    '12',
    'the',
    "don't",
    '3.14',
    'é',
    'e\u0301',
    '\u0301',
    '\u0308\u0301',
  ],
  ...[
    '吾輩は猫である。',
    '「',
    '」',
    '猫',
    '食べる',
    'カタカナ',
    'ー',
    'が',
    'か\u3099',
    '\u3099',
    'ﾊﾟ',
    '々',
    '〇',
    '辻\u{E0100}',
    '𠮟',
  ],
  ...['각', '가', 'ᄀ', 'ᅡ', 'ᆨ', 'ᄀ\u1161\u11A8', '한국어', '\u1160', '\uD7B0', '\uD7CB'],
  ...[
    '👩‍👩‍👧',
    '👍🏽',
    '🏽',
    '\u200D',
    '❤️',
    '\uFE0F',
    '1️⃣',
    '🇯🇵',
    '🇯',
    '🇵🇫',
    '🏴\u{E0067}\u{E0062}\u{E007F}',
    '☎',
    '©',
    '\u200C',
  ],
  ...[
    'क्षि',
    'क',
    '्',
    'ष',
    '\u094D\u200D',
    'ത്ര',
    '\u0D4D',
    'நி',
    'ni\u0E33',
    'ก็',
    '\u0E33',
    '\u0903',
    '\u1B05',
    '\u1B44',
  ],
  ...['\u0600', '\u0601١', '\u06DD', '\u{110BD}', 'مَرْحَبًا', 'שָׁלוֹם', '\u0D4E'],
  ...[
    '\uD800',
    '\uDC00',
    '\uDFFF',
    '\uDBFF',
    '\uD83D',
    '\uDE00',
    '\u0000',
    '\u00AD',
    '\u200B',
    '\u2028',
    '\uFEFF',
    '\uFFFF',
    '\u{10FFFF}',
  ],
];

/** A text of up to 40 fragments, code units and code points from anywhere in Unicode. The same index gives the same text. */
export function randomText(index: number): string {
  const random = createStream(20_261_123, 'random-text', index);
  let text = '';
  for (let length = random.below(41); length > 0; length--) {
    const kind = random.below(10);
    if (kind < 7) text += fragments[random.below(fragments.length)];
    else if (kind < 8) text += String.fromCharCode(random.below(0x10000));
    else if (kind < 9) text += String.fromCodePoint(random.below(0x110000));
    else text += String.fromCodePoint(0x20 + random.below(0x60)).repeat(1 + random.below(50));
  }
  return text;
}
