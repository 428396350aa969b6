import { expect, test } from 'vitest';
import { cellFacts, cellTypes } from '../../../../../src-engine/cells/index.ts';
import { formulaParts } from '../../../../../src-renderer/domain/insight/theatre/formula-parts.ts';

const c = { symbol: 'c' };
const candidate = { symbol: 'c̃' };
const h = { symbol: 'h' };

test('signs are found as whole words, with what stands above them, and nothing is lost', () => {
  const formula = 'c̃ = tanh(x·K + h₋₁·R)';
  const parts = formulaParts(formula, [c, candidate, h]);
  expect(parts.map(({ text }) => text).join('')).toBe(formula);
  expect(parts.filter(({ variable }) => variable !== null)).toEqual([
    { text: 'c̃', variable: candidate },
    { text: 'h', variable: h },
  ]);
});

test.each(cellTypes)('the formulas of %s say how each of its variables comes about', (type) => {
  const { formulas, variables } = cellFacts(type);
  // The names before an equals sign are computed: `z, r = …`, or `…, i = …` after another one.
  const computed = formulas
    .flatMap((formula) => [...formula.matchAll(/([\p{L}\p{M}, ]+)=/gu)])
    .flatMap(([, names = '']) => formulaParts(names, variables));
  const names = computed.flatMap(({ variable }) => variable?.name ?? []);
  expect(names.toSorted()).toEqual(variables.map(({ name }) => name).toSorted());
});

/** The parameters, the functions, and Euler's number. */
const understood = new Set(['x', 'K', 'R', 'b', 'φ', 'σ', 'tanh', 'log', 'max', 'min', 'e']);

test.each(cellTypes)('the formulas of %s use no sign that they do not explain, and no word of a language', (type) => {
  const { formulas } = cellFacts(type);
  const signs = (text: string) => formulaParts(text, []).filter((part) => /^\p{L}/u.test(part.text));
  const defined = formulas.flatMap((formula) => signs(formula.split('=')[0] ?? ''));
  const known = new Set([...understood, ...defined.map(({ text }) => text)]);
  const unknown = formulas.flatMap((formula) => signs(formula)).filter(({ text }) => !known.has(text));
  expect(unknown.map(({ text }) => text)).toEqual([]);
});
