import { describe, expect, it } from 'vitest';
import { relativeError } from '../../tools/golden/relative-error.ts';
import { inspect } from '../../../src-engine/insight/inspect.ts';
import { searchCells } from '../../../src-engine/insight/cell-search.ts';
import { prepareInspection, type PreparedInspection } from '../../../src-engine/insight/prepare-inspection.ts';
import type { Clamp, Inspection, InspectionResult } from '../../../src-engine/spec/insight-spec.ts';
import { createTokenizer } from '../../../src-engine/text/create-tokenizer.ts';
import { fitTokenizer } from '../../../src-engine/text/fit-tokenizer.ts';
import { backends, classifier, drawIds, drawModel, languageModel } from './drawn-models.ts';
import { plainOutputs } from './plain-network.ts';

const tokenizer = createTokenizer(fitTokenizer('abcdef', { type: 'character', minimumFrequency: 1 }).state);
const uninterrupted = { signal: { aborted: false }, yieldToEventLoop: () => Promise.resolve() };
const ids = drawIds(12);
const text = tokenizer.decode(ids);
const clamps: Clamp[] = [{ loop: '1', variable: 'forget-gate', units: [0, 2], value: 0 }];

function softmax(logits: readonly number[]): number[] {
  const weights = logits.map(Math.exp);
  return weights.map((weight) => weight / weights.reduce((sum, each) => sum + each, 0));
}

describe.each(backends)('on the %s backend', (_, tolerance, createBackend) => {
  const precision = Math.max(tolerance, 1e-6); // results are float32
  type ResultOf<I extends PreparedInspection> = Extract<InspectionResult, { type: I['type'] }>;

  async function ask<I extends PreparedInspection>(spec: typeof languageModel, inspection: I) {
    const { model, values } = drawModel(createBackend(), spec);
    const result = await inspect({ model, tokenizer, preparation: null, ...uninterrupted }, inspection);
    return { model, values, result: result as ResultOf<I> };
  }

  it('losses of a text, untouched and clamped, are those of the formulas', async () => {
    const { model, values, result } = await ask(languageModel, { type: 'counterfactual', text, clamps });
    const plainLosses = (held: readonly Clamp[]) =>
      plainOutputs(model, values, ids.subarray(0, -1), held).map((logits, t) => -Math.log(softmax(logits)[ids[t + 1]]));
    expect(result.tokens.join('')).toBe(text);
    expect(relativeError(result.losses, plainLosses([]))).toBeLessThanOrEqual(precision);
    expect(relativeError(result.clampedLosses, plainLosses(clamps))).toBeLessThanOrEqual(precision);
    expect(result.clampedLosses).not.toEqual(result.losses);
  });

  it('probabilities of classes do not depend on the texts beside', async () => {
    const { model, values, result } = await ask(classifier, {
      type: 'classify',
      texts: [text, 'ab', '?'],
      mostTokens: null,
    });
    expect(result.probabilities).toHaveLength(9); // of '?' the model knows nothing, and has its prejudices
    [text, 'ab'].forEach((each, n) => {
      const [logits] = plainOutputs(model, values, tokenizer.encode(each), []);
      expect(relativeError(result.probabilities.subarray(3 * n, 3 * n + 3), softmax(logits))).toBeLessThanOrEqual(
        precision,
      );
    });
  });

  it('classifies more texts than fit at once, and reads only the beginning where it is told to', async () => {
    const many = Array.from({ length: 150 }, (_, n) => text.slice(n % 3));
    const { model, values, result } = await ask(classifier, { type: 'classify', texts: many, mostTokens: 4 });
    expect(result.probabilities).toHaveLength(3 * 150);
    for (const n of [0, 64, 149]) {
      const [logits] = plainOutputs(model, values, tokenizer.encode(many[n]).slice(0, 4), []);
      const own = result.probabilities.subarray(3 * n, 3 * n + 3);
      expect(relativeError(own, softmax(logits))).toBeLessThanOrEqual(precision);
    }
  });

  it('the unit that follows a property most closely is found', async () => {
    const { result } = await ask(languageModel, { type: 'activations', text });
    const chosen = result.loops[0].variables.find(({ variable }) => variable === 'hidden-state');
    const { units } = result.loops[0];
    // A property made of one unit's own values, upside down.
    const property = Float32Array.from(ids, (_id, t) => 3 - 2 * (chosen?.values[t * units + 2] ?? NaN));
    const [best, second] = searchCells(result.loops, property, 2);
    expect(best).toMatchObject({ loop: '1', variable: 'hidden-state', unit: 2 });
    expect(best.correlation).toBeCloseTo(-1, 5);
    expect(Math.abs(second.correlation)).toBeLessThan(1);
  });

  it('a unit that never changes follows nothing', () => {
    const values = Float32Array.of(0.5, 1, 0.5, 2, 0.5, 4);
    const found = searchCells(
      [{ loop: '0', units: 2, variables: [{ variable: 'hidden-state', values }] }],
      Float32Array.of(1, 2, 4),
      2,
    );
    expect(found.map(({ unit, correlation }) => [unit, correlation])).toEqual([
      [1, expect.closeTo(1, 12)],
      [0, 0],
    ]);
  });

  it.each<[string, Inspection]>([
    ['activations', { type: 'activations', text: '?' }],
    ['gradient flow', { type: 'gradient-flow', data: { kind: 'texts', texts: [text] }, steps: 50 }],
  ])('a text that is too short for %s is told', async (_name, inspection) => {
    const asked = async () => {
      const inputs = { tokenizer, preparation: null };
      const prepared = await prepareInspection(inspection, inputs, () => Promise.resolve(null), { aborted: false });
      return prepared && ask(languageModel, prepared);
    };
    await expect(asked()).rejects.toMatchObject({ code: 'invalid-data' });
  });
});
