/**
 * TensorFlow.js's side of `npm run bench -- --vs tfjs`: the networks and batches of pytorch_lstm.py with its layers API.
 *
 *     node tfjs-lstm.ts CONFIG [--seconds N] [--backend wasm|cpu]
 *
 * prints one JSON object: {"config", "unit", "rate", "backend", "version"}. Configurations that it cannot run end with an error.
 */
import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

const vocabulary = 65;
const languageModels: Record<string, { units: number; batch: number; steps: number }> = {
  S: { units: 128, batch: 50, steps: 50 },
  M: { units: 256, batch: 64, steps: 64 },
  L: { units: 512, batch: 64, steps: 128 },
};

interface Measured {
  step: () => Promise<void>;
  count: number;
  unit: string;
}

function languageModel(units: number, batchInputShape: [number, number, number]): tf.Sequential {
  const model = tf.sequential();
  // Its orthogonal matrices alone take minutes; speed does not depend on the weights.
  const lstm = {
    units,
    returnSequences: true,
    stateful: true,
    recurrentActivation: 'sigmoid',
    recurrentInitializer: 'glorotUniform',
  } as const;
  model.add(tf.layers.lstm({ ...lstm, batchInputShape }));
  model.add(tf.layers.lstm(lstm));
  model.add(tf.layers.dense({ units: vocabulary, activation: 'softmax' }));
  return model;
}

function oneHot(rows: number, steps: number): tf.Tensor3D {
  return tf.tidy(() =>
    tf
      .oneHot(tf.randomUniform([rows * steps], 0, vocabulary, 'int32'), vocabulary)
      .toFloat()
      .reshape([rows, steps, vocabulary]),
  );
}

function training(config: string): Measured {
  const { units, batch, steps } = languageModels[config];
  const model = languageModel(units, [batch, steps, vocabulary]);
  model.compile({ optimizer: tf.train.adam(2e-3), loss: 'categoricalCrossentropy' });
  const inputs = oneHot(batch, steps);
  const targets = oneHot(batch, steps);
  return {
    async step() {
      await model.trainOnBatch(inputs, targets);
    },
    count: batch * steps,
    unit: 'tokens/s',
  };
}

function generation(): Measured {
  const model = languageModel(languageModels['L'].units, [1, 1, vocabulary]);
  const count = 10;
  let last = oneHot(1, 1);
  return {
    async step() {
      for (let n = 0; n < count; n++) {
        const next = tf.tidy((): tf.Tensor3D => {
          const probabilities = model.predict(last) as tf.Tensor;
          const id = tf.multinomial(probabilities.reshape([vocabulary]).log() as tf.Tensor1D, 1);
          return tf.oneHot(id.toInt(), vocabulary).toFloat().reshape([1, 1, vocabulary]);
        });
        await next.data();
        last.dispose();
        last = next;
      }
    },
    count,
    unit: 'characters/s',
  };
}

async function medianStepSeconds(step: () => Promise<void>, seconds: number): Promise<number> {
  await step();
  const durations: number[] = [];
  const began = performance.now();
  while (durations.length < 3 || performance.now() - began < seconds * 1000) {
    const start = performance.now();
    await step();
    durations.push(performance.now() - start);
  }
  return durations.toSorted((a, b) => a - b)[durations.length >> 1] / 1000;
}

const { values, positionals } = parseArgs({
  options: { seconds: { type: 'string', default: '5' }, backend: { type: 'string', default: 'wasm' } },
  allowPositionals: true,
});
const [config] = positionals;
const wasmFolder = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
setWasmPaths(`${wasmFolder}${sep}`);
await tf.setBackend(values.backend);
await tf.ready();
const { step, count, unit } = config === 'G' ? generation() : training(config);
const rate = count / (await medianStepSeconds(step, Number(values.seconds)));
process.stdout.write(`${JSON.stringify({ config, unit, rate, backend: tf.getBackend(), version: tf.version_core })}\n`);
