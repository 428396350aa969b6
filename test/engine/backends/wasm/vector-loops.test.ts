import { expect, it } from 'vitest';

/** A script of the build, which runs in any Node and so has no types. */
const script = new URL('../../../../src-engine/backends/wasm/generate-vector-loops.mjs', import.meta.url).href;
const { withVectorLoops } = (await import(script)) as { withVectorLoops(source: string, folder: string): string };

const formula = (...body: string[]) =>
  `@inline\nfunction halfVector(n: i32, count: i32, x: usize): void {\n${body.join('\n')}\n}\n`;

it('computes pairs from both of their vectors, and what is left over by the formula itself', () => {
  const source = formula(
    '  const at = n << 2;',
    '  const half = f32x4.splat(0.5);',
    '  const value = f32x4.mul(v128.load(x + at), half);',
    '  storeFirst(x + at, value, count);',
  );
  const generated = withVectorLoops(source, './').slice(source.length).split('\n');
  expect(generated).toEqual(
    expect.arrayContaining([
      'const half = f32x4.splat(0.5);',
      'const value0 = f32x4.mul(v128.load(x + at), half);',
      'const value1 = f32x4.mul(v128.load(x + at, 16), half);',
      'storePair(x + at, value0, value1);',
      'for (; n < end; n += 4) halfVector(n, end - n, x);',
      "import { storePair } from './simd';",
    ]),
  );
});

it('refuses a formula whose pairs would have branches', () => {
  const source = formula('  if (n > 3) storeFirst(x, f32x4.splat(1), count);');
  expect(() => withVectorLoops(source, './')).toThrow('A formula cannot hold: if (n > 3)');
});

it('leaves a source without formulas as it is', () => {
  const source = 'export function nothing(): void {}\n';
  expect(withVectorLoops(source, './')).toBe(source);
});
