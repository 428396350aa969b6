/**
 * ONNX Runtime's side of `npm run bench -- G --vs onnxruntime`: the network that G writes with, exported as a user would export it, and
 * run one character at a time by onnxruntime-node.
 *
 *     node onnxruntime-lstm.ts G [--threads N] [--seconds N]
 *
 * prints one JSON object: {"config", "unit", "rate", "threads", "version"}.
 */
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import type * as OnnxRuntime from 'onnxruntime-web';
import { onnxNames, writeOnnx } from '../../../../src-engine/interchange/onnx/write-onnx.ts';
import { elementCount, parameterSpecs } from '../../../../src-engine/models/parameter-specs.ts';
import { createStream } from '../../../../src-engine/random/stream.ts';
import { measureRate } from '../measure-rate.ts';
import { languageModel, WRITER_UNITS } from '../workloads.ts';

const COUNT = 50;

/** It has the API of the package for web pages, which the project has types of. */
const { InferenceSession, Tensor } = createRequire(import.meta.url)('onnxruntime-node') as typeof OnnxRuntime;

/** Returns the file of the network; speed does not depend on the weights. */
function exportedNetwork(): Uint8Array {
  const model = languageModel(WRITER_UNITS);
  const stream = createStream(0, 'weights', 0);
  const parameters = parameterSpecs(model).map(({ name, shape }) => {
    const values = Float32Array.from({ length: elementCount(shape) }, () => (stream.uniform() - 0.5) / 8);
    return [name, { shape, values }] as const;
  });
  const network = { name: 'G', model, tokenizer: null, classes: null, step: 0, parameters: new Map(parameters) };
  return writeOnnx(network, 'float32');
}

/** Returns what writes COUNT characters, each drawn by the probabilities after the one before. */
async function generation(threads: number): Promise<() => Promise<void>> {
  const session = await InferenceSession.create(exportedNetwork(), {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  });
  const states = session.inputNames.filter((name) => name !== onnxNames.ids);
  const zeros = () => new Tensor('float32', new Float32Array(WRITER_UNITS), [1, WRITER_UNITS]);
  let feeds: Record<string, OnnxRuntime.Tensor> = Object.fromEntries(states.map((name) => [name, zeros()]));
  let id = 0;
  return async () => {
    for (let n = 0; n < COUNT; n++) {
      const ids = new Tensor('int64', BigInt64Array.of(BigInt(id)), [1, 1]);
      const results = await session.run({ ...feeds, [onnxNames.ids]: ids });
      feeds = Object.fromEntries(states.map((name) => [name, results[`${name}.next`]]));
      id = draw(results[onnxNames.probabilities].data as Float32Array);
    }
  };
}

/** Returns the id whose share of the probabilities a random number falls into. */
function draw(probabilities: Float32Array): number {
  let rest = Math.random();
  const id = probabilities.findIndex((probability) => (rest -= probability) < 0);
  return Math.max(id, 0);
}

const { values, positionals } = parseArgs({
  options: { seconds: { type: 'string', default: '5' }, threads: { type: 'string', default: '1' } },
  allowPositionals: true,
});
const [config] = positionals;
if (config !== 'G') throw new Error(`It runs networks and does not train them, so that there is G, not ${config}.`);
const step = await generation(Number(values.threads));
const rate = await measureRate(
  { count: COUNT, flopsPerUnit: 0, step, dispose: () => undefined },
  Number(values.seconds),
);
const { version } = createRequire(import.meta.url)('onnxruntime-node/package.json') as { version: string };
process.stdout.write(
  `${JSON.stringify({ config, unit: 'characters/s', rate, threads: Number(values.threads), version })}\n`,
);
