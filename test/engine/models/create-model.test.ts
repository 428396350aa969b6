import { describe, expect, it } from 'vitest';
import { OutOfMemoryError } from '../../../src-engine/backends/backend.ts';
import type { Backend, Tensor } from '../../../src-engine/backends/backend.ts';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { cellFacts, cellTypes } from '../../../src-engine/cells/index.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import {
  dense,
  dropout,
  embedding,
  lstm,
  recurrentLayer,
  simpleRnn,
} from '../../../src-engine/models/default-layers.ts';
import type { Model, Pass } from '../../../src-engine/models/model.ts';
import { EngineError } from '../../../src-engine/spec/engine-error.ts';
import type { LayerSpec, ModelSpec } from '../../../src-engine/spec/model-spec.ts';

const VOCABULARY = 6;
const random = { seed: 1, step: 0 };
const tokens = { kind: 'tokens', vocabularySize: VOCABULARY } as const;

function languageModel(...layers: LayerSpec[]): ModelSpec {
  return { task: 'language-model', input: tokens, layers: [...layers, dense(VOCABULARY)] };
}

function classifier(...layers: LayerSpec[]): ModelSpec {
  return { task: 'classification', input: tokens, layers: [...layers, dense(3)] };
}

function create(spec: ModelSpec, seed = 1): Model {
  const model = createModel(createReferenceBackend(), spec);
  model.initialize(seed);
  return model;
}

async function read({ backend }: Model, tensor: Tensor): Promise<number[]> {
  return [...(await backend.read(tensor))];
}

async function gradients(model: Model): Promise<Record<string, number[]>> {
  const entries = model.parameters.map(async ({ name, gradient }): Promise<[string, number[]]> => {
    const tensor = gradient();
    return [name, tensor === null ? [] : await read(model, tensor)];
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** The output of a forward pass, and, of a training pass, one backward pass. */
async function run(model: Model, pass: Pass, step = 0): Promise<number[]> {
  pass.forward({ ...random, step });
  const output = await read(model, pass.output);
  if (pass.shape.training) pass.backward(1, model.backend.tensor([3]));
  return output;
}

describe('padding', () => {
  const layers: [string, LayerSpec[]][] = [
    ['lstm', [embedding(3), lstm(4), lstm(3, { returnSequences: false })]],
    [
      'gru',
      [
        embedding(3),
        recurrentLayer('gru', 4, { bidirectional: 'concat' }),
        recurrentLayer('gru', 3, { returnSequences: false, bidirectional: 'sum' }),
      ],
    ],
    [
      'one-hot rnn',
      [{ type: 'one_hot' }, simpleRnn(4), simpleRnn(3, { returnSequences: false, bidirectional: 'concat' })],
    ],
  ];

  it.each(layers)(
    '%s: what comes after a sequence’s end changes no bit of the output or the gradients',
    async (_, stack) => {
      const outcomes = [0, 5, -1].map(async (padding) => {
        const model = create(classifier(...stack));
        const pass = model.createPass({ batch: 2, steps: 4, training: true });
        const ids = Int32Array.of(1, 2, 3, 4, padding, 5, padding, 0);
        model.zeroGradients([ids]);
        pass.setIds(ids, Int32Array.of(2, 4));
        pass.setTargets(Int32Array.of(0, 2));
        return { output: await run(model, pass), gradients: await gradients(model) };
      });
      const [first, second, third] = await Promise.all(outcomes);
      expect(second).toEqual(first);
      expect(third).toEqual(first);
    },
  );

  it.each(layers)('%s: a padded sequence gives what it gives alone', async (_, stack) => {
    const model = create(classifier(...stack));
    const padded = model.createPass({ batch: 2, steps: 4, training: false });
    padded.setIds(Int32Array.of(1, 2, 3, 4, -1, 5, -1, 0), Int32Array.of(2, 4));
    const [a, b, c] = await run(model, padded);
    const alone = model.createPass({ batch: 1, steps: 2, training: false });
    alone.setIds(Int32Array.of(1, 3), null);
    expect([a, b, c]).toEqual(await run(model, alone));
  });
});

describe('documents one after the other in a row of a batch', () => {
  const rows = [
    [[0, 3, 1], [5, 2], [4]],
    [[4, 4], [], [1, 0, 2, 3]],
  ];
  const steps = 8;

  it.each(cellTypes)('%s: give the outputs and the gradients that each of them gives by itself', async (type) => {
    const model = create(languageModel(embedding(2), recurrentLayer(type, 4), recurrentLayer(type, 8)));
    const packed = model.createPass({ batch: 2, steps, training: true });
    const ids = new Int32Array(2 * steps).fill(-1);
    const resets = new Int32Array(2 * steps).fill(1);
    rows.forEach((documents, row) => {
      documents.reduce((from, document) => {
        document.forEach((id, t) => {
          ids[(from + t) * 2 + row] = id;
          resets[(from + t) * 2 + row] = 0;
        });
        return from + document.length + 1;
      }, 0);
    });
    const targets = ids.map((id) => (id < 0 ? -1 : (id + 1) % VOCABULARY));
    model.zeroGradients([ids]);
    packed.setIds(ids, null);
    packed.setResets(resets);
    packed.setTargets(targets);
    const outputs = await run(model, packed);
    const packedGradients = await gradients(model);

    const documents = rows.flat().filter(({ length }) => length > 0);
    model.zeroGradients(documents.map((document) => Int32Array.from(document)));
    const separate: number[] = [];
    for (const document of documents) {
      const pass = model.createPass({ batch: 1, steps: document.length, training: true });
      pass.setIds(Int32Array.from(document), null);
      pass.setTargets(Int32Array.from(document, (id) => (id + 1) % VOCABULARY));
      separate.push(...(await run(model, pass)));
    }
    const inRows = [0, 1].flatMap((row) =>
      Array.from({ length: steps }, (_, t) => t * 2 + row).filter((at) => ids[at] >= 0),
    );
    expect(inRows.flatMap((at) => outputs.slice(at * VOCABULARY, (at + 1) * VOCABULARY))).toEqual(separate);
    for (const [name, values] of Object.entries(await gradients(model))) {
      values.forEach((value, n) => expect(packedGradients[name][n], name).toBeCloseTo(value, 12));
    }
  });
});

describe('recurrent states', () => {
  it.each(cellTypes)('%s: carried over chunks, they give the outputs of the whole text', async (type) => {
    const names = [1, 2].flatMap((layer) => cellFacts(type).states.map(({ name }) => `${layer}.${name}`));
    const model = create(languageModel(embedding(2), recurrentLayer(type, 4), recurrentLayer(type, 8)));
    const text = [0, 3, 1, 5, 2, 4];
    const whole = model.createPass({ batch: 1, steps: 6, training: false });
    whole.setIds(Int32Array.from(text), null);
    const expected = await run(model, whole);

    const chunk = model.createPass({ batch: 1, steps: 2, training: false });
    expect(chunk.states.map(({ name }) => name)).toEqual(names);
    const outputs: number[] = [];
    for (const start of [0, 2, 4]) {
      chunk.setIds(Int32Array.from(text.slice(start, start + 2)), null);
      outputs.push(...(await run(model, chunk)));
      chunk.carryState();
    }
    expect(outputs).toEqual(expected);

    chunk.resetState();
    chunk.setIds(Int32Array.from(text.slice(0, 2)), null);
    expect(await run(model, chunk)).toEqual(expected.slice(0, 2 * VOCABULARY));
  });

  it('are forgotten in some rows and kept in the others', async () => {
    const model = create(languageModel(embedding(2), lstm(3), recurrentLayer('gru', 2)));
    const pass = model.createPass({ batch: 3, steps: 2, training: false });
    const texts: [number[], number[]][] = [
      [
        [0, 3],
        [1, 5],
      ],
      [
        [2, 2],
        [4, 0],
      ],
      [
        [5, 1],
        [3, 3],
      ],
    ];
    const chunk = (n: 0 | 1) => Int32Array.from([0, 1].flatMap((t) => texts.map((text) => text[n][t])));
    pass.setIds(chunk(0), null);
    await run(model, pass);
    pass.carryState();
    pass.resetState([0, 2]);
    pass.setIds(chunk(1), null);
    const outputs = await run(model, pass);

    for (const [b, [before, after]] of texts.entries()) {
      const read = b === 1 ? [...before, ...after] : after;
      const alone = model.createPass({ batch: 1, steps: read.length, training: false });
      alone.setIds(Int32Array.from(read), null);
      const expected = (await run(model, alone)).slice(-2 * VOCABULARY);
      const row = [0, 1].flatMap((t) => outputs.slice((t * 3 + b) * VOCABULARY, (t * 3 + b + 1) * VOCABULARY));
      expect(row).toEqual(expected);
    }
    expect(() => pass.resetState([3])).toThrow(RangeError);
  });

  it('of a bidirectional layer are never carried', () => {
    const model = create(classifier(embedding(2), lstm(3, { bidirectional: 'sum', returnSequences: false })));
    expect(model.createPass({ batch: 1, steps: 2, training: false }).states).toEqual([]);
  });
});

describe('dropout', () => {
  const spec = languageModel(embedding(3), dropout(0.5), lstm(4, { recurrentDropout: 0.5 }), dropout(0.5));

  it('depends on seed and step alone, and does not happen without training', async () => {
    const model = create(spec);
    const outputs: Record<string, number[]> = {};
    for (const [name, training, step] of [
      ['training', true, 7],
      ['again', true, 7],
      ['next step', true, 8],
      ['inference', false, 7],
      ['inference, next step', false, 8],
    ] as const) {
      const pass = model.createPass({ batch: 2, steps: 3, training });
      pass.setIds(Int32Array.of(0, 1, 2, 3, 4, 5), null);
      pass.forward({ seed: 3, step });
      outputs[name] = await read(model, pass.output);
    }
    expect(outputs.again).toEqual(outputs.training);
    expect(outputs['next step']).not.toEqual(outputs.training);
    expect(outputs.inference).not.toEqual(outputs.training);
    expect(outputs['inference, next step']).toEqual(outputs.inference);
  });

  it('does nothing at a rate of 0', async () => {
    const plain = create(languageModel(embedding(3), lstm(4)));
    const rateZero = create(languageModel(embedding(3), lstm(4), dropout(0)));
    for (const [n, { value }] of rateZero.parameters.entries())
      rateZero.backend.write(value, await read(plain, plain.parameters[n].value));
    const outputs = [plain, rateZero].map((model) => {
      const pass = model.createPass({ batch: 1, steps: 3, training: true });
      pass.setIds(Int32Array.of(0, 1, 2), null);
      pass.forward(random);
      return read(model, pass.output);
    });
    expect(await outputs[1]).toEqual(await outputs[0]);
  });
});

describe('a model', () => {
  it('gathers one-hot rows as if they were multiplied', async () => {
    const layers = [lstm(4), lstm(3, { returnSequences: false }), dense(3)];
    const ids = Int32Array.of(0, 5, 2, 2, 1, 4);
    const gathered = create({ task: 'classification', input: tokens, layers: [{ type: 'one_hot' }, ...layers] });
    const multiplied = create({ task: 'classification', input: { kind: 'features', size: VOCABULARY }, layers });
    const rows = Float32Array.from({ length: ids.length * VOCABULARY }, (_, n) =>
      ids[Math.floor(n / VOCABULARY)] === n % VOCABULARY ? 1 : 0,
    );
    const results = [gathered, multiplied].map(async (model) => {
      for (const { value } of model.parameters)
        model.backend.write(
          value,
          new Float64Array(value.size).map((_, n) => Math.sin(n)),
        );
      const pass = model.createPass({ batch: 2, steps: 3, training: true });
      if (model === gathered) pass.setIds(ids, null);
      else pass.setFeatures(rows, null);
      pass.setTargets(Int32Array.of(1, 2));
      model.zeroGradients([ids]);
      return { output: await run(model, pass), gradients: Object.values(await gradients(model)) };
    });
    expect(await results[0]).toEqual(await results[1]);
  });

  it('adds the gradients of several batches up', async () => {
    const model = create(languageModel(embedding(2), recurrentLayer('gru', 3)));
    const pass = model.createPass({ batch: 1, steps: 3, training: true });
    const batches = [
      [Int32Array.of(0, 1, 2), Int32Array.of(1, 2, 3)],
      [Int32Array.of(5, 5, 4), Int32Array.of(5, 4, -1)],
    ];
    const accumulate = async (chosen: Int32Array[][]): Promise<Record<string, number[]>> => {
      model.zeroGradients(chosen.map(([ids]) => ids));
      for (const [ids, targets] of chosen) {
        pass.setIds(ids, null);
        pass.setTargets(targets);
        await run(model, pass);
      }
      return gradients(model);
    };
    const [first, second, both] = [
      await accumulate([batches[0]]),
      await accumulate([batches[1]]),
      await accumulate(batches),
    ];
    for (const [name, sum] of Object.entries(both)) {
      sum.forEach((value, n) => expect(value).toBeCloseTo(first[name][n] + second[name][n], 12));
    }
  });

  it('weighs classes in the loss', async () => {
    const model = create(classifier(embedding(2), lstm(3, { returnSequences: false })));
    const pass = model.createPass({ batch: 3, steps: 2, training: false });
    pass.setIds(Int32Array.of(0, 1, 2, 3, 4, 5), null);
    pass.setTargets(Int32Array.of(0, 1, -1));
    pass.forward(random);
    const logits = await read(model, pass.output);
    const losses = [0, 1].map((row) => {
      const scores = logits.slice(3 * row, 3 * row + 3);
      return Math.log(scores.reduce((sum, score) => sum + Math.exp(score), 0)) - scores[row];
    });
    for (const weights of [[2, 0.25, 1], null]) {
      const metrics = model.backend.tensor([3]);
      pass.setClassWeights(weights);
      pass.evaluate(metrics);
      const [loss, count] = await read(model, metrics);
      const [first, second] = weights ?? [1, 1];
      expect(loss).toBeCloseTo(first * losses[0] + second * losses[1], 12);
      expect(count).toBe(first + second);
    }
  });

  it('does not train a frozen embedding', () => {
    const model = create(
      languageModel({ type: 'embedding', dim: 2, trainable: false, initializer: 'uniform' }, lstm(3)),
    );
    model.createPass({ batch: 1, steps: 2, training: true });
    model.zeroGradients([Int32Array.of(1, 2)]);
    expect(model.parameters.map(({ trainable, gradient }) => [trainable, gradient() === null])).toEqual([
      [false, true],
      ...new Array<boolean[]>(5).fill([true, false]),
    ]);
  });

  it('draws the same parameters from the same seed, and opens the forget gate', async () => {
    const spec = languageModel({ type: 'one_hot' }, lstm(2, { forgetBias: 1.5 }));
    const values = async (seed: number): Promise<number[][]> => {
      const model = create(spec, seed);
      return Promise.all(model.parameters.map(({ value }) => read(model, value)));
    };
    const [kernel, recurrent, bias, , outputBias] = await values(4);
    expect([kernel, recurrent]).toEqual((await values(4)).slice(0, 2));
    expect(kernel).not.toEqual((await values(5))[0]);
    expect(kernel.slice(0, 8)).not.toEqual(recurrent.slice(0, 8));
    expect(bias).toEqual([0, 0, 1.5, 1.5, 0, 0, 0, 0]);
    expect(outputBias).toEqual(new Array(VOCABULARY).fill(0));
  });

  it('refuses an invalid spec with all of its problems', () => {
    const spec = languageModel(embedding(3), lstm(3, { bidirectional: 'concat', returnSequences: false }));
    expect(() => create(spec)).toThrow(EngineError);
    expect(() => create(spec)).toThrow(/bidirectional.*last state/s);
  });

  it('refuses token ids that are not in the vocabulary, and too few of them', () => {
    const pass = create(languageModel(embedding(3), lstm(3))).createPass({ batch: 1, steps: 2, training: false });
    expect(() => pass.setIds(Int32Array.of(0, VOCABULARY), null)).toThrow(
      'The token id 6 is outside of the vocabulary of 6',
    );
    expect(() => pass.setIds(Int32Array.of(0, -2), null)).toThrow('The token id -2');
    expect(() => pass.setIds(Int32Array.of(0), null)).toThrow('Expected 2 token ids, got 1.');
  });
});

describe('memory', () => {
  const spec = languageModel(embedding(3), lstm(5), dropout(0.5), lstm(5));

  it('is given back', () => {
    const backend = createReferenceBackend();
    const model = createModel(backend, spec);
    const own = backend.allocatedBytes;
    const inference = model.createPass({ batch: 2, steps: 3, training: false });
    inference.dispose();
    expect(backend.allocatedBytes).toBe(own);
    const training = model.createPass({ batch: 2, steps: 3, training: true });
    training.dispose();
    model.dispose();
    expect(backend.allocatedBytes).toBe(0);
  });

  it('of a pass or model that does not fit is given back too', () => {
    const backend = createReferenceBackend();
    const limited = (bytes: number): Backend => ({
      ...backend,
      tensor(shape, type) {
        if (backend.allocatedBytes > bytes) throw new OutOfMemoryError(1, 0);
        return backend.tensor(shape, type);
      },
    });
    expect(() => createModel(limited(1000), spec)).toThrow(OutOfMemoryError);
    expect(backend.allocatedBytes).toBe(0);
    const model = createModel(backend, spec);
    const held = backend.allocatedBytes;
    const small = createModel(limited(held + held + 2000), spec);
    expect(() => small.createPass({ batch: 8, steps: 8, training: false })).toThrow(OutOfMemoryError);
    small.dispose();
    expect(backend.allocatedBytes).toBe(held);
    model.dispose();
  });

  it('is shared by the layers of a pass without gradients', () => {
    const bytesOf = (layers: number, training: boolean): number => {
      const backend = createReferenceBackend();
      const model = createModel(backend, languageModel(embedding(3), ...new Array<LayerSpec>(layers).fill(lstm(5))));
      model.createPass({ batch: 1, steps: 1, training: true }).dispose();
      const own = backend.allocatedBytes;
      model.createPass({ batch: 4, steps: 50, training });
      return backend.allocatedBytes - own;
    };
    const inference = bytesOf(3, false) - bytesOf(2, false);
    const states = 2 * 51 * 4 * 5 * 8;
    expect(inference).toBe(states);
    expect(bytesOf(3, true) - bytesOf(2, true)).toBeGreaterThan(3 * states);
  });
});
