import { describe, expect, it } from 'vitest';
import { cellFacts, cellTypes } from '../../../src-engine/cells/index.ts';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { relativeError } from '../../tools/golden/relative-error.ts';
import { clampPasses } from '../../../src-engine/insight/clamp-passes.ts';
import { dense, lstm, recurrentLayer } from '../../../src-engine/models/default-layers.ts';
import type { Model, Pass } from '../../../src-engine/models/model.ts';
import { generate } from '../../../src-engine/sampling/generator.ts';
import type { Clamp } from '../../../src-engine/spec/insight-spec.ts';
import { createTokenizer } from '../../../src-engine/text/create-tokenizer.ts';
import { fitTokenizer } from '../../../src-engine/text/fit-tokenizer.ts';
import { evaluate } from '../../../src-engine/training/evaluate.ts';
import { createLanguageModelData } from '../../../src-engine/training/language-model-data.ts';
import { createPassSet } from '../../../src-engine/training/pass-set.ts';
import {
  backends,
  classifier,
  drawIds,
  drawModel,
  gateless,
  headed,
  languageModel,
  VOCABULARY,
} from './drawn-models.ts';
import { crossEntropy, plainOutputs } from './plain-network.ts';

/** Each variable of each cell of `languageModel`, some units or all. */
const everyClamp: Clamp[] = [
  { loop: '1', variable: 'input-gate', units: [0], value: 0.9 },
  { loop: '1', variable: 'forget-gate', units: [1, 4], value: 0 },
  { loop: '1', variable: 'candidate', units: [2], value: -1 },
  { loop: '1', variable: 'output-gate', units: [3], value: 1 },
  { loop: '1', variable: 'cell-state', units: [4], value: 2 },
  { loop: '1', variable: 'hidden-state', units: [2], value: 0 },
  { loop: '3', variable: 'update-gate', units: [0, 1], value: 0.5 },
  { loop: '3', variable: 'reset-gate', units: null, value: 0 },
  { loop: '3', variable: 'candidate', units: [1], value: 0.25 },
  { loop: '3', variable: 'hidden-state', units: [3], value: -0.5 },
  { loop: '4', variable: 'hidden-state', units: [1], value: 0.75 },
];

async function outputsOf(model: Model, pass: Pass, ids: Int32Array): Promise<number[]> {
  pass.setIds(ids, null);
  pass.resetState();
  pass.forward({ seed: 0, step: 0 });
  return [...(await model.backend.read(pass.output))];
}

describe.each(backends)('on the %s backend', (_, tolerance, createBackend) => {
  it.each(cellTypes)('every variable of %s can be held at 0, and what comes out are numbers', async (type) => {
    const backend = createBackend();
    const { model } = drawModel(backend, {
      task: 'language-model',
      input: { kind: 'tokens', vocabularySize: VOCABULARY },
      layers: [{ type: 'one_hot' }, recurrentLayer(type, 8), dense(VOCABULARY)],
    });
    const pass = model.createPass({ batch: 1, steps: 12, training: false });
    for (const { name } of cellFacts(type).variables) {
      const clamped = clampPasses(backend, [pass], [{ loop: '1', variable: name, units: null, value: 0 }]);
      expect((await outputsOf(model, pass, drawIds(12))).every(Number.isFinite)).toBe(true);
      clamped.remove();
    }
  });

  it('a clamped pass computes what the formulas give with those values, and after `remove` its own again', async () => {
    const backend = createBackend();
    const { model, values } = drawModel(backend, languageModel);
    const ids = drawIds(12);
    const pass = model.createPass({ batch: 1, steps: 12, training: false });
    const untouched = await outputsOf(model, pass, ids);
    const held = backend.allocatedBytes;
    for (const clamps of [...everyClamp.map((clamp) => [clamp]), everyClamp]) {
      const clamped = clampPasses(backend, [pass], clamps);
      const outputs = await outputsOf(model, pass, ids);
      const expected = plainOutputs(model, values, ids, clamps).flat();
      expect(relativeError(outputs, expected)).toBeLessThanOrEqual(tolerance);
      expect(relativeError(outputs, untouched)).toBeGreaterThan(1e-3);
      clamped.remove();
      expect(await outputsOf(model, pass, ids)).toEqual(untouched);
    }
    expect(backend.allocatedBytes).toBe(held);
  });

  it('gates that do not see the state can be held as well', async () => {
    const { model, values } = drawModel(createBackend(), gateless);
    const ids = drawIds(9);
    const pass = model.createPass({ batch: 1, steps: 9, training: false });
    const clamps: Clamp[] = [
      { loop: '1', variable: 'update-gate', units: [0, 3], value: 0 },
      { loop: '1', variable: 'candidate', units: [1], value: -0.5 },
      { loop: '2.backward', variable: 'update-gate', units: null, value: 0.25 },
      { loop: '2.forward', variable: 'hidden-state', units: [2], value: 0.75 },
    ];
    clampPasses(model.backend, [pass], clamps);
    const [expected] = plainOutputs(model, values, ids, clamps);
    expect(relativeError(await outputsOf(model, pass, ids), expected)).toBeLessThanOrEqual(tolerance);
  });

  it('one direction of a bidirectional layer can be held alone', async () => {
    const { model, values } = drawModel(createBackend(), classifier);
    const ids = drawIds(7);
    const pass = model.createPass({ batch: 1, steps: 7, training: false });
    const clamps: Clamp[] = [{ loop: '3.backward', variable: 'forget-gate', units: null, value: 0 }];
    clampPasses(model.backend, [pass], clamps);
    const [expected] = plainOutputs(model, values, ids, clamps);
    expect(relativeError(await outputsOf(model, pass, ids), expected)).toBeLessThanOrEqual(tolerance);
  });

  it('each variable of a cell with heads can be held', async () => {
    const { model, values } = drawModel(createBackend(), headed);
    const ids = drawIds(7);
    const pass = model.createPass({ batch: 1, steps: 7, training: false });
    const clamps = cellFacts('slstm').variables.map(({ name: variable }, n): Clamp => {
      return { loop: n % 2 === 0 ? '1' : '2.backward', variable, units: [n % 4], value: 0.5 };
    });
    for (const clamp of clamps) {
      const clamped = clampPasses(model.backend, [pass], [clamp]);
      const [expected] = plainOutputs(model, values, ids, [clamp]);
      expect(relativeError(await outputsOf(model, pass, ids), expected), clamp.variable).toBeLessThanOrEqual(tolerance);
      clamped.remove();
    }
  });

  it('evaluation under clamps gives the loss of the formulas', async () => {
    const { model, values } = drawModel(createBackend(), languageModel);
    const { backend } = model;
    const ids = drawIds(61);
    const { validation } = createLanguageModelData([ids], { batchSize: 1, sequenceLength: 7, validationFraction: 0.5 });
    if (validation === null) throw new Error('The text is too short.');
    const passes = createPassSet(model, validation, { training: false, classWeights: null });
    const metrics = backend.tensor([3]);
    const uninterrupted = { signal: { aborted: false }, yieldToEventLoop: () => Promise.resolve() };
    const lossOf = async (): Promise<number | undefined> =>
      (await evaluate(backend, validation, passes, metrics, null, uninterrupted))?.loss;
    const plainLoss = (clamps: readonly Clamp[]): number => {
      const heldOut = ids.subarray(30);
      const outputs = plainOutputs(model, values, heldOut.subarray(0, -1), clamps);
      return outputs.reduce((sum, logits, t) => sum + crossEntropy(logits, heldOut[t + 1]), 0) / outputs.length;
    };
    const untouched = await lossOf();
    expect(relativeError([untouched ?? NaN], [plainLoss([])])).toBeLessThanOrEqual(tolerance);
    const clamped = clampPasses(backend, passes.passes, everyClamp);
    expect(relativeError([(await lossOf()) ?? NaN], [plainLoss(everyClamp)])).toBeLessThanOrEqual(tolerance);
    clamped.remove();
    expect(await lossOf()).toBe(untouched);
  });

  it('generation under clamps, after a prompt of several chunks, takes the likeliest tokens of the clamped formulas', async () => {
    const { model, values } = drawModel(createBackend(), languageModel);
    const tokenizer = createTokenizer(fitTokenizer('abcdef', { type: 'character', minimumFrequency: 1 }).state);
    expect(tokenizer.state.vocabulary).toHaveLength(VOCABULARY);
    const prompt = [...drawIds(70)];
    const write = async (clamps: readonly Clamp[]): Promise<number[]> => {
      const written: number[] = [];
      await generate({
        model,
        tokenizer,
        prompt: tokenizer.decode(prompt),
        length: 10,
        sampling: {
          temperature: 0,
          topK: 0,
          topP: 1,
          minP: 0,
          repetitionPenalty: 1,
          repetitionWindow: 0,
          stopStrings: [],
          seed: 0,
        },
        clamps,
        emit: (some) => written.push(...some.map(({ id }) => id)),
        signal: { aborted: false },
        clock: () => 0,
        yieldToEventLoop: () => Promise.resolve(),
      });
      return written;
    };
    const expected = (clamps: readonly Clamp[]): number[] => {
      const ids = [...prompt];
      while (ids.length < 80) {
        const logits = plainOutputs(model, values, Int32Array.from(ids), clamps).at(-1) ?? [];
        ids.push(logits.indexOf(Math.max(...logits)));
      }
      return ids.slice(70);
    };
    expect(expected([])).not.toEqual(expected(everyClamp));
    expect(await write(everyClamp)).toEqual(expected(everyClamp));
    expect(await write([])).toEqual(expected([]));
  });

  it('an LSTM whose forget gates and recurrent kernel are 0 knows the last token alone', async () => {
    const { model } = drawModel(createBackend(), {
      ...languageModel,
      layers: [{ type: 'one_hot' }, lstm(4), dense(VOCABULARY)],
    });
    for (const { name, value } of model.parameters) if (name === '1.recurrent') model.backend.fill(value, 0);
    const pass = model.createPass({ batch: 1, steps: 3, training: false });
    const lastLogits = async (...ids: number[]): Promise<number[]> =>
      (await outputsOf(model, pass, Int32Array.from(ids))).slice(-VOCABULARY);
    expect(await lastLogits(0, 1, 2)).not.toEqual(await lastLogits(4, 5, 2));
    clampPasses(model.backend, [pass], [{ loop: '1', variable: 'forget-gate', units: null, value: 0 }]);
    expect(await lastLogits(0, 1, 2)).toEqual(await lastLogits(4, 5, 2));
    expect(await lastLogits(0, 1, 2)).not.toEqual(await lastLogits(0, 1, 3));
  });
});

describe('clamps', () => {
  const create = (training: boolean): { model: Model; pass: Pass } => {
    const { model } = drawModel(createReferenceBackend(), languageModel);
    return { model, pass: model.createPass({ batch: 1, steps: 2, training }) };
  };

  it('for what the model does not have are refused in words, and leave nothing behind', () => {
    const { model, pass } = create(false);
    const held = model.backend.allocatedBytes;
    const good: Clamp = { loop: '1', variable: 'forget-gate', units: null, value: 0 };
    const refused = (changes: Partial<Clamp>): (() => void) => {
      return () => clampPasses(model.backend, [pass], [good, { ...good, ...changes }]);
    };
    expect(refused({ loop: '0' })).toThrow('no recurrent layer 0');
    expect(refused({ loop: '4' })).toThrow('Layer 4 has no forget gate.');
    expect(refused({ units: [5] })).toThrow('Layer 1 has 5 units, counted from 0; 5 is not one of them.');
    expect(refused({ value: NaN })).toThrow('cannot be held at NaN');
    expect(model.backend.allocatedBytes).toBe(held);
    expect(pass.loops.every(({ hooks }) => hooks.override === null)).toBe(true);
  });

  it('and gradients do not go together', () => {
    const { model, pass } = create(true);
    const ids = Int32Array.of(1, 2);
    clampPasses(model.backend, [pass], [everyClamp[0]]);
    model.zeroGradients([ids]);
    pass.setIds(ids, null);
    pass.forward({ seed: 0, step: 0 });
    expect(() => pass.backward(1, model.backend.tensor([3]))).toThrow('are not defined');
  });
});
