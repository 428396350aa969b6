import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Backend } from '../../../src-engine/backends/backend.ts';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { parseGoldenFixture } from '../../tools/golden/golden-fixture.ts';
import type { GoldenFixture } from '../../tools/golden/golden-fixture.ts';
import { runGolden } from '../../tools/golden/run-golden.ts';
import { wasmBackends } from '../backends/wasm/wasm-backends.ts';

const folder = new URL('../../golden/', import.meta.url);
const files = readdirSync(folder).filter((file) => /^(lm|cls|series|tag)_.*\.json$/.test(file));

function read(file: string): GoldenFixture {
  return parseGoldenFixture(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
}

const backends: [string, number, number, () => Backend][] = [
  ['reference', 1e-9, 1e-9, createReferenceBackend],
  ...wasmBackends.map(([name, create]): [string, number, number, () => Backend] => [name, 1e-4, 1e-6, create]),
];

describe.each(backends)('on the %s backend', (_, tolerance, lossTolerance, create) => {
  it.each(files)('%s: logits, loss, gradients, norms and parameters are those of PyTorch', async (file) => {
    const backend = create();
    const report = await runGolden(read(file), backend);
    expect(report.largest).toBeLessThanOrEqual(tolerance);
    expect(report.largestLoss).toBeLessThanOrEqual(lossTolerance);
    expect(report).toMatchObject({ tolerance, lossTolerance });
    expect(report.passed).toBe(true);

    const held = backend.allocatedBytes;
    expect(await runGolden(read(file), backend), 'the same run again').toEqual(report);
    expect(backend.allocatedBytes, 'memory that the run did not give back').toBe(held);
    backend.dispose();
  });
});

describe('a golden run', () => {
  it.each([
    ['a logit', (fixture: GoldenFixture) => fixture.steps[1].logits.data],
    ['a gradient', (fixture: GoldenFixture) => fixture.steps[0].gradients?.get('1.recurrent')?.data],
    ['a parameter', (fixture: GoldenFixture) => fixture.final.get('2.bias')?.data],
  ])('fails when %s differs by more than the tolerance', async (_, values) => {
    const fixture = read('lm_lstm.json');
    const changed = values(fixture);
    if (changed === undefined) throw new Error('The fixture has changed.');
    changed[3] += 1e-6;
    const report = await runGolden(fixture, createReferenceBackend());
    expect(report.passed).toBe(false);
    expect(report.largest).toBeGreaterThan(1e-7);
    expect(report.largest).toBeLessThan(1e-3);
  });

  it('fails where a loss of float32 differs by more than a millionth', async () => {
    const fixture = read('tag_bilstm.json');
    const [[, create]] = wasmBackends;
    expect((await runGolden(fixture, create())).passed).toBe(true);
    fixture.steps[1].loss *= 1 + 3e-6;
    expect((await runGolden(fixture, create())).passed).toBe(false);
  });

  it('takes a fixture whose scores are not of the vocabulary for a tagger', () => {
    expect(read('tag_bilstm.json').model.task).toBe('tagging');
    expect(read('lm_lstm.json').model.task).toBe('language-model');
  });

  it('says what is wrong with a file that is no fixture', () => {
    const json = JSON.parse(readFileSync(new URL('lm_lstm.json', folder), 'utf8'));
    expect(() => parseGoldenFixture([])).toThrow('The file is not an object.');
    expect(() => parseGoldenFixture({ ...json, optimizer: 'lion' })).toThrow('optimizer is "lion", not one of sgd,');
    expect(() => parseGoldenFixture({ ...json, layers: [{ type: 'conv' }] })).toThrow('layers[0].type is "conv"');
    expect(() => parseGoldenFixture({ ...json, initial: { kernel: { shape: [2, 2], data: [1] } } })).toThrow(
      'initial.kernel has 1 elements, not 4.',
    );
  });
});
