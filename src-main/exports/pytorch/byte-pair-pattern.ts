const lastCodePoint = 0x10ffff;

let known: string | null = null;

/** The words of the byte-pair tokenizer as a pattern of Python's `re`, which knows no Unicode properties: their code points are written out. */
export function bytePairPattern(): string {
  return (known ??= writePattern());
}

function writePattern(): string {
  const han = characterClass(/\p{Script=Han}/u);
  const hiragana = characterClass(/[\p{Script=Hiragana}ー]/u);
  const katakana = characterClass(/[\p{Script=Katakana}ー]/u);
  const letters = characterClass(/[[\p{L}\p{M}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]]/v);
  const numbers = characterClass(/\p{N}/u);
  const signs = characterClass(/[^\s\p{L}\p{M}\p{N}]/u);
  const kinds = [han, hiragana, katakana, letters, numbers, signs].map((kind) => `[${kind}]{1,64}`);
  return ` ?(?:${kinds.join('|')})|[${characterClass(/\s/u)}]{1,64}`;
}

function characterClass(pattern: RegExp): string {
  let written = '';
  let start = -1;
  for (let point = 0; point <= lastCodePoint + 1; point++) {
    const isSurrogate = point >= 0xd800 && point <= 0xdfff;
    const isIn = point <= lastCodePoint && !isSurrogate && pattern.test(String.fromCodePoint(point));
    if (isIn && start < 0) start = point;
    if (isIn || start < 0) continue;
    written += point - 1 === start ? escaped(start) : `${escaped(start)}-${escaped(point - 1)}`;
    start = -1;
  }
  return written;
}

function escaped(point: number): string {
  return `\\U${point.toString(16).padStart(8, '0')}`;
}
