import { describe, expect, it } from 'vitest';
import { createStream } from '../../../src-engine/random/stream.ts';
import { brackets } from '../../../src-engine/samples/brackets.ts';
import {
  drawEmbeddedReber,
  embeddedReber,
  embeddedReberSuccessors,
} from '../../../src-engine/samples/embedded-reber.ts';
import { equalCounts } from '../../../src-engine/samples/equal-counts.ts';
import { writeStrings } from '../../../src-engine/samples/formal-language.ts';
import { twoDigitAddition } from '../../../src-engine/samples/two-digit-addition.ts';

const languages = [
  {
    name: 'embedded Reber',
    language: embeddedReber,
    inside: ['BTBTXSETE', 'BPBTXSEPE', 'BTBPVVETE', 'BPBPTTVPXTVVEPE', 'BTBTSSXXTVPSETE'],
    outside: [
      '',
      'B',
      'BTBTXSEPE',
      'BPBTXSETE',
      'BTBTXSET',
      'BTBTXSETEE',
      'BTBTSSETE',
      'TBTXSET',
      'btbtxsete',
      'BTBPVPETE',
    ],
  },
  {
    name: 'brackets',
    language: brackets,
    inside: ['()', '[{}]()', '(((((((())))))))'],
    outside: ['', '(', ')', '(]', '([)]', '())', '()a', '((((((((()))))))))'],
  },
  {
    name: 'equal counts',
    language: equalCounts,
    inside: ['ab', 'aaabbb'],
    outside: ['', 'a', 'ba', 'aab', 'abb', 'abab', 'a'.repeat(21) + 'b'.repeat(21)],
  },
  {
    name: 'addition',
    language: twoDigitAddition,
    inside: ['12+34=46', '99+99=198', '10+10=20'],
    outside: ['', '12+34=47', '1+2=3', '12+34=046', '12+34=', '12+34=46 ', '09+10=19'],
  },
];

describe.each(languages)('$name', ({ language, inside, outside }) => {
  it('accepts exactly its own strings', () => {
    for (const text of inside) expect(language.accepts(text), text).toBe(true);
    for (const text of outside) expect(language.accepts(text), text).toBe(false);
  });

  it('generates strings of the language only, and different ones', () => {
    const random = createStream(3, 'test', 0);
    const strings = Array.from({ length: 3000 }, () => language.generate(random));
    for (const text of strings) expect(language.accepts(text), text).toBe(true);
    expect(new Set(strings).size).toBeGreaterThanOrEqual(20);
  });

  it('writes the same lines for the same seed, as long as asked', () => {
    const text = writeStrings(language, 5000, 9);
    expect(writeStrings(language, 5000, 9)).toBe(text);
    expect(writeStrings(language, 5000, 10)).not.toBe(text);
    expect(text.length).toBeGreaterThanOrEqual(5000);
    expect(text.length).toBeLessThan(5100);
    expect(text.endsWith('\n')).toBe(true);
    expect(
      text
        .trimEnd()
        .split('\n')
        .every((line) => language.accepts(line)),
    ).toBe(true);
  });
});

describe('the embedded Reber grammar', () => {
  /** The figure in the paper as a regular expression, worked out by hand: what may come after the first P or the second X. */
  const rest = 'T*V(?:PXT*V)*(?:V|PS)';
  const grammar = new RegExp(`^B(T|P)B(?:TS*X(?:S|X${rest})|P${rest})E\\1E$`);

  it('agrees with a regular expression on its strings and on those with one symbol changed', () => {
    const random = createStream(5, 'test', 0);
    let accepted = 0;
    for (let trial = 0; trial < 5000; trial++) {
      const text = embeddedReber.generate(random);
      expect(grammar.test(text), text).toBe(true);
      const at = random.below(text.length);
      const changed = text.slice(0, at) + 'BTPSXVE'[random.below(7)] + text.slice(at + 1);
      expect(embeddedReber.accepts(changed), changed).toBe(grammar.test(changed));
      if (embeddedReber.accepts(changed)) accepted++;
    }
    expect(accepted).toBeGreaterThan(0);
    expect(accepted).toBeLessThan(5000);
  });

  it.each([
    ['', ['B']],
    ['B', ['T', 'P']],
    ['BT', ['B']],
    ['BTB', ['T', 'P']],
    ['BTBT', ['S', 'X']],
    ['BTBTX', ['X', 'S']],
    ['BTBTXS', ['E']],
    ['BTBTXSE', ['T']],
    ['BPBTXSE', ['P']],
    ['BPBTXSEP', ['E']],
    ['BPBTXSEPE', []],
    ['BPBTXSET', null],
    ['X', null],
  ])('after %j come %j', (prefix, successors) => {
    expect(embeddedReberSuccessors(prefix)).toEqual(successors);
  });

  it.each([9, 10, 12, 30])('has strings of at least %i symbols, in which what may come is known', (minimumLength) => {
    const random = createStream(6, 'test', minimumLength);
    const strings = Array.from({ length: 3000 }, () => drawEmbeddedReber(random, minimumLength));
    const seen = new Map<string, Set<string>>();
    for (const text of strings) {
      expect(grammar.test(text), text).toBe(true);
      expect(text.length).toBeGreaterThanOrEqual(minimumLength);
      for (let at = 0; at < 8; at++) {
        const prefix = text.slice(0, at);
        seen.set(prefix, (seen.get(prefix) ?? new Set()).add(text[at]));
      }
    }
    for (const [prefix, symbols] of seen) {
      expect(embeddedReberSuccessors(prefix, minimumLength)?.sort(), prefix).toEqual([...symbols].sort());
    }
    expect(new Set(strings.map(({ length }) => length))).toContain(minimumLength);
  });
});
