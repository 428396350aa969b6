import { afterAll, describe, expect, it } from 'vitest';
import type { Backend } from '../../../src-engine/backends/backend.ts';
import { everydayCases, opCases, relativeError, runCase } from '../../../src-engine/backends/op-cases.ts';
import type { OpCase } from '../../../src-engine/backends/op-cases.ts';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { wasmBackends } from './wasm/wasm-backends.ts';

/** Every backend that is to agree with the reference. */
const backendsUnderTest: [string, () => Backend][] = wasmBackends;

/** float32 rounding of one result is 6e-8; a sum of K terms wanders by about √K of it, and every op makes a few such steps. */
function tolerance({ terms }: OpCase): number {
  return 2e-6 * Math.sqrt(terms);
}

const expected = new Map<OpCase, Promise<Record<string, number[]>>>();

/** What the reference computes; once, for all backends. */
function expectedOf(opCase: OpCase): Promise<Record<string, number[]>> {
  const known = expected.get(opCase) ?? runCase(opCase, createReferenceBackend());
  expected.set(opCase, known);
  return known;
}

/** Cases of everyday size take the reference minutes, so that they are left to `npm run test:variants`. */
const comparedCases: readonly OpCase[] =
  process.env['KIOKU_TEST_VARIANTS'] === 'all' ? [...opCases, ...everydayCases] : opCases;
const named = (opCase: OpCase): [string, OpCase] => [opCase.name, opCase];

describe('the op-case table', () => {
  it('has a case for every method of a backend that computes, and one of everyday size', () => {
    const memory = ['tensor', 'view', 'release', 'dispose', 'write', 'read'];
    const methods = Object.entries(createReferenceBackend()).filter(([, member]) => typeof member === 'function');
    const computing = methods.map(([name]) => name).filter((name) => !memory.includes(name));
    for (const cases of [opCases, everydayCases]) {
      const covered = new Set<string>(cases.flatMap(({ ops }) => ops));
      expect([...covered].sort()).toEqual(computing.sort());
    }
  });

  it('names every case differently, so that each draws its own numbers', () => {
    const names = [...opCases, ...everydayCases].map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});

describe('the reference backend', () => {
  it.each(opCases.map(named))('writes to nothing but its arguments: %s', async (_, opCase) => {
    const own = await runCase(opCase, createReferenceBackend(), 'own');
    expect(await runCase(opCase, createReferenceBackend(), 'window')).toEqual(own);
  });
});

for (const [name, create] of backendsUnderTest) {
  describe(`the backend ${name} agrees with the reference`, () => {
    const backend = create();
    afterAll(() => backend.dispose());
    describe.each(['own', 'window'] as const)('on tensors placed %s', (placement) => {
      it.each(comparedCases.map(named))('%s', async (_, opCase) => {
        const expected = await expectedOf(opCase);
        const actual = await runCase(opCase, backend, placement);
        for (const output of opCase.outputs) {
          const error = relativeError(actual[output], expected[output]);
          expect(error, `relative error of ${output}`).toBeLessThanOrEqual(tolerance(opCase));
        }
      });
    });
  });
}
