import { expect, test } from 'vitest';
import {
  formatFigure,
  formatMeasured,
  formatTick,
  roundToInterval,
  type FigureFormat,
} from '../../../../src-renderer/features/lessons/figure-format.ts';
import { fillProse } from '../../../../src-renderer/features/lessons/prose/lesson-prose.ts';
import { useLocale } from '../../../../src-renderer/locales/use-locale.ts';
import { compileProse, sectionIds } from '../../../tools/lessons/compile-prose.ts';

const lesson = (texts: Partial<Record<(typeof sectionIds)[number], string>> = {}) =>
  `# A title\n\n${sectionIds.map((id) => `## ${id}\n\n${texts[id] ?? 'Words.'}\n`).join('\n')}`;

test('punctuation stays with the formula before it, and a function’s name alone asks for no space after it', () => {
  const { idea } = compileProse(lesson({ idea: 'as $x$, or "$\\tanh$" の' })).sections;
  expect(idea).toMatch(/<span class="whitespace-nowrap"><math alttext="x">.*?<\/math>,<\/span> or/);
  expect(idea).toMatch(/“<span class="whitespace-nowrap"><math alttext="\\tanh">.*?<\/math>”<\/span> の/);
  expect(idea).not.toContain('<mspace');
});

test('formulas become MathML with their LaTeX beside it, in a line and as a block', () => {
  const { title, sections } = compileProse(lesson({ idea: 'Let $\\sigma^k$ be\n\n$$\n\\frac{a}{b}\n$$\n' }));
  expect(title).toBe('A title');
  expect(sections.idea).toContain('<math alttext="\\sigma^k">');
  expect(sections.idea).toMatch(/<div class="formula"><math alttext="\\frac\{a\}\{b\}" display="block".*<mfrac>/);
  expect(sections.idea).toContain(encodeURIComponent('\\frac{a}{b}'));
});

test('a line that ends within Japanese leaves no gap', () => {
  expect(compileProse(lesson({ idea: '勾配が\n消える。' })).sections.idea).toContain('勾配が消える。');
  expect(compileProse(lesson({ idea: 'a gradient\nvanishes' })).sections.idea).toContain('a gradient\nvanishes');
});

test.each([
  [lesson().replace('## meaning', '## meening'), 'Section “meening” where “meaning” belongs'],
  [lesson().replace(/## yours[^]*/, ''), 'where “yours” belongs'],
  [lesson().replace('# A title', 'A title'), 'The first line is to be “# Title”'],
  [lesson({ idea: '$\\unknownCommand$' }), 'Bad LaTeX in “\\unknownCommand”'],
  [lesson({ idea: 'a $ b' }), 'A $ without its partner'],
  [lesson({ idea: '{{live.loss}}' }), 'where nothing has been run yet'],
  [lesson({ answer: '{{lives.loss}}' }), '{{lives.loss}} is no placeholder'],
  [lesson({ answer: '{{live.loss | percents}}' }), 'has no known format'],
  [lesson({ answer: '{{live.loss ±}}' }), 'only measured figures have an interval'],
  [lesson({ yours: '[x](studio:nowhere)' }), 'which is no place'],
  [lesson({ yours: '[x](studio:lesson/nothing)' }), 'which is no place'],
])('what is no lesson is refused in a sentence', (markdown, sentence) => {
  expect(() => compileProse(markdown)).toThrow(sentence);
});

test('values are filled in, measured ones as exactly as their interval allows, and text from a run is no markup', () => {
  const { sections } = compileProse(
    lesson({
      meaning: '{{measured.loss}}, {{measured.loss ±}}, {{measured.share ± | percent}}',
      answer: '{{live.loss | loss}}, {{live.written}}, {{setting.rate}}, {{prediction}}',
      yours: '[run](studio:new-run?dataset=a&b=c)',
    }),
  );
  const values = {
    measured: {
      loss: { mean: 1.23456, low: 1.20456, high: 1.26456 },
      share: { mean: 0.4321, low: 0.4021, high: 0.4621 },
    },
    outcome: { figures: { loss: 1.5 }, curves: {}, grids: {}, texts: { written: '<b>&' } },
    settings: { rate: 0.25 },
    prediction: 'a lot',
    hrefOf: (place: string) => `#/${place}`,
  };
  const fill = (html: string) => fillProse(html, values, useLocale());
  expect(fill(sections.meaning)).toBe('<p>1.23, 1.23\u00a0±\u00a00.03, 43%\u00a0±\u00a03%</p>\n');
  expect(fill(sections.answer)).toBe('<p>1.500, &lt;b&gt;&amp;, 0.25, a lot</p>\n');
  expect(fill(sections.yours)).toContain('href="#/new-run?dataset=a&amp;b=c"');
});

test('the half of an interval keeps one digit, or two where the first is a one', () => {
  expect(roundToInterval({ mean: 12.3456, low: 12.2156, high: 12.4756 })).toMatchObject({ mean: 12.35, half: 0.13 });
  expect(roundToInterval({ mean: 0.000123456, low: 0.000120456, high: 0.000126456 })).toMatchObject({
    mean: 0.000123,
    half: 0.000003,
  });
  expect(roundToInterval({ mean: 1, low: 1, high: 1 })).toMatchObject({ mean: 1, half: 0 });
  expect(roundToInterval({ mean: 1234.5, low: 1034.5, high: 1434.5 })).toMatchObject({ mean: 1200, half: 200 });
});

const around = (mean: number, half: number) => ({ mean, low: mean - half, high: mean + half });

test.each([
  [around(1.6, 0.08), 'number', '1.60 ± 0.08'],
  [around(1, 0.007), 'number', '1.000 ± 0.007'],
  [around(-0.45, 0.04), 'number', '−0.45 ± 0.04'],
  [around(0.9, 0.004), 'percent', '90.0% ± 0.4%'],
  [around(6.123e-32, 3e-33), 'scientific', '(6.1 ± 0.3) × 10⁻³²'],
  [around(7.02e-5, 3e-7), 'number', '(7.02 ± 0.03) × 10⁻⁵'],
  [around(1234.5, 200), 'number', '1,200 ± 200'],
  [around(0.25, 0), 'number', '0.25'],
] as const)('a mean and the half of its interval have as many decimals: %o as %s', (measured, format, text) => {
  const written = formatMeasured(measured, { format, hasInterval: true }, useLocale());
  expect(written).toBe(text.replaceAll(' ', '\u00a0'));
});

test.each([
  [1e9, 'number', '10⁹'],
  [7.0234e-5, 'number', '7.02 × 10⁻⁵'],
  [1051.2, 'number', '1,051'],
  [0.000692674, 'loss', '0.000693'],
  [1, 'scientific', '1'],
  [39.27, 'scientific', '39.3'],
  [6.1e-32, 'scientific', '6.1 × 10⁻³²'],
  [0.42, 'percent', '42.0%'],
  [0.01, 'percent', '1.0%'],
  [0.0034, 'percent', '0.34%'],
  [-0.405, 'number', '−0.405'],
] as const)('a figure %f as %s is written %s', (value, format, text) => {
  expect(formatFigure(value, format, useLocale())).toBe(text.replaceAll(' ', '\u00a0'));
});

test('ticks have no decimals that say nothing', () => {
  const ticks = (values: number[], format: FigureFormat) => values.map((each) => formatTick(each, format, useLocale()));
  expect(ticks([1, 0.01, 1e-4], 'scientific')).toEqual(['1', '10⁻²', '10⁻⁴']);
  expect(ticks([0, 0.2, 1], 'percent')).toEqual(['0%', '20%', '100%']);
  expect(ticks([0.5, 10], 'loss')).toEqual(['0.5', '10']);
});
