import { describe, expect, it } from 'vitest';
import { cellTypes } from '../../../src-engine/cells/index.ts';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { attribute, type AttributedScore } from '../../../src-engine/insight/attribution.ts';
import { runTexts } from '../../../src-engine/insight/run-texts.ts';
import {
  attentionPooling,
  dense,
  dropout,
  embedding,
  layerNorm,
  lstm,
  recurrentLayer,
} from '../../../src-engine/models/default-layers.ts';
import type { Model } from '../../../src-engine/models/model.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import type { LayerSpec, ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import { labelledSequences } from '../../../src-engine/training/labelled-sequences.ts';
import { createSequenceData } from '../../../src-engine/training/sequence-data.ts';
import { createTrainer } from '../../../src-engine/training/trainer.ts';
import { advance, trainSpec } from '../training/small-run.ts';
import { backends, drawModel, VOCABULARY } from './drawn-models.ts';

const uninterrupted = { signal: { aborted: false }, yieldToEventLoop: () => Promise.resolve() };
const input = { kind: 'tokens', vocabularySize: VOCABULARY } as const;
/** Each token once, so that the row of a token is the input at one step. */
const ids = Int32Array.of(3, 0, 5, 1, 4, 2);
const question: AttributedScore = { ids, step: null, output: 1, hidden: null, reach: Infinity };

async function explained(model: Model, score: AttributedScore) {
  const attributed = await attribute(model, score, uninterrupted);
  if (attributed === null) throw new Error('It was not aborted.');
  return attributed;
}

/** Reads the score of one output, given ids, after a forward pass. */
async function logitOf(model: Model, read: Int32Array, { step, output }: AttributedScore): Promise<number> {
  for await (const { outputs, size } of runTexts(model, [read], uninterrupted)) {
    return Number(outputs[(step ?? 0) * size + (output ?? 0)]);
  }
  throw new Error('Nothing was read.');
}

const SHARE = 1e-5;

/** Central differences of the score while the input of one token after the other grows by a share of itself. */
async function differences(spec: ModelSpec, score: AttributedScore): Promise<number[]> {
  const { model, values } = drawModel(createReferenceBackend(), spec);
  const read = spec.layers.findIndex((layer) => layer.type !== 'one_hot');
  // The rows by which tokens come in: of the embedding, or of the kernels of both directions.
  const tables = model.parameters.filter(({ name }) => new RegExp(`^${read}\\.(.*\\.)?(weights|kernel)$`).test(name));
  const scaled = (id: number, factor: number) => {
    for (const { name, value } of tables) {
      const drawn = Float64Array.from(values.get(name) ?? []);
      const size = drawn.length / VOCABULARY;
      for (let n = id * size; n < (id + 1) * size; n++) drawn[n] *= factor;
      model.backend.write(value, drawn);
    }
    return logitOf(model, score.ids, score);
  };
  const found: number[] = [];
  for (const id of score.ids) {
    const change = (await scaled(id, 1 + SHARE)) - (await scaled(id, 1 - SHARE));
    await scaled(id, 1);
    found.push(change / (2 * SHARE));
  }
  return found;
}

const frozen: LayerSpec = { ...embedding(3), trainable: false } as LayerSpec;
const sequence = { returnSequences: false };
const stacks: [string, ModelSpec, AttributedScore][] = [
  ...cellTypes.flatMap((type): typeof stacks => [
    [
      `a language model of ${type}`,
      {
        task: 'language-model',
        input,
        layers: [embedding(3), recurrentLayer(type, 4), dropout(0.5), dense(VOCABULARY)],
      },
      { ...question, step: 5 },
    ],
    [
      `a classifier of ${type} in both directions, of one-hot rows`,
      {
        task: 'classification',
        input,
        layers: [{ type: 'one_hot' }, recurrentLayer(type, 4, { bidirectional: 'concat', ...sequence }), dense(3)],
      },
      question,
    ],
  ]),
  [
    'a tagger, at a step in the middle',
    { task: 'tagging', input, layers: [embedding(3), lstm(4, { bidirectional: 'sum' }), dense(3)] },
    { ...question, step: 2 },
  ],
  [
    'a frozen embedding, with normalisation and attention above',
    { task: 'classification', input, layers: [frozen, lstm(4), layerNorm(), attentionPooling(3), dense(3)] },
    question,
  ],
];

describe.each(backends)(
  'on the %s backend, gradient × input agrees with central differences',
  (_, tolerance, create) => {
    it.each(stacks)('of %s', async (_name, spec, score) => {
      const backend = create();
      const { model } = drawModel(backend, spec);
      const { contributions, logit } = await explained(model, score);
      const expected = await differences(spec, score);
      const largest = Math.max(...expected.map(Math.abs));
      expect(largest).toBeGreaterThan(1e-3);
      expected.forEach((value, n) => {
        expect(Math.abs(contributions[n] - value)).toBeLessThan(Math.max(10 * tolerance, 1e-8) * largest);
      });
      expect(logit).toBeCloseTo(await logitOf(model, ids, score), 5);

      const held = backend.allocatedBytes;
      expect(await explained(model, score)).toEqual(await explained(model, score));
      expect(backend.allocatedBytes, 'memory that was not given back').toBe(held);
    });
  },
);

it('looks at the last tokens alone where a text is long, with the state of those before', async () => {
  const { model } = drawModel(createReferenceBackend(), stacks[0][1]);
  const random = createStream(7, 'long text', 0);
  const long = Int32Array.from({ length: 150 }, () => random.below(VOCABULARY));
  const asked = { ...question, ids: long, step: 149 };
  const whole = await explained(model, asked);
  const near = await explained(model, { ...asked, reach: 30 });
  expect([...near.contributions].findIndex((value) => !Number.isNaN(value))).toBe(128);
  expect(near.logit).toBeCloseTo(whole.logit, 12);
  near.contributions.subarray(128).forEach((value, n) => {
    expect(value).toBeCloseTo(whole.contributions[128 + n], 12);
  });
});

it('takes the likeliest output where none is named, and never a hidden one', async () => {
  const { model } = drawModel(createReferenceBackend(), stacks[0][1]);
  const open = { ...question, step: 5, output: null };
  const likeliest = await explained(model, open);
  const others = await explained(model, { ...open, hidden: likeliest.output });
  expect(others.output).not.toBe(likeliest.output);
  expect(others.logit).toBeLessThan(likeliest.logit);
});

/** The Pearson correlation of ranks; there are no ties. */
function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  const ranks = (values: readonly number[]) => {
    const order = values.map((_, n) => n).toSorted((x, y) => values[x] - values[y]);
    return values.map((_, n) => order.indexOf(n));
  };
  const [x, y] = [ranks(a), ranks(b)];
  const distances = x.reduce((sum, rank, n) => sum + (rank - y[n]) ** 2, 0);
  return 1 - (6 * distances) / (a.length * (a.length ** 2 - 1));
}

it('ranks the tokens of a trained classifier as leaving each of them out does', async () => {
  const weights = [2, 1, 0.3, -0.3, -1, -2];
  const random = createStream(11, 'weighed tokens', 0);
  const sentence = () => Int32Array.from({ length: 6 + random.below(4) }, () => random.below(weights.length));
  const labelled = Array.from({ length: 400 }, sentence).map((tokens) => ({
    ids: tokens,
    label: Number(tokens.reduce((sum, id) => sum + weights[id], 0) > 0),
  }));
  const train = trainSpec({ batchSize: 16, sequenceLength: 10, validationFraction: 0.1, epochs: 12 });
  const model: ModelSpec = {
    task: 'classification',
    input,
    layers: [embedding(4), lstm(8, sequence), dense(2)],
  };
  const data = createSequenceData(labelledSequences(labelled, null), train);
  const trainer = createTrainer({
    backend: createReferenceBackend(),
    model,
    train,
    data,
    resumeFrom: null,
    clock: () => 0,
  });
  const { epochs } = await advance(trainer, 1000);
  expect(epochs.at(-1)?.validationAccuracy).toBeGreaterThan(0.9);

  const correlations: number[] = [];
  for (const read of Array.from({ length: 30 }, sentence)) {
    const score = { ...question, ids: read };
    const { contributions, logit } = await explained(trainer.model, score);
    const leftOut: number[] = [];
    for (const n of read.keys()) {
      leftOut.push(
        logit -
          (await logitOf(
            trainer.model,
            read.filter((_, at) => at !== n),
            score,
          )),
      );
    }
    correlations.push(rankCorrelation([...contributions], leftOut));
  }
  const mean = correlations.reduce((sum, each) => sum + each, 0) / correlations.length;
  expect(mean, correlations.map((each) => each.toFixed(2)).join(' ')).toBeGreaterThan(0.7);
});
