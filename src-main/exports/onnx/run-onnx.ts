import { env, InferenceSession, Tensor } from 'onnxruntime-web';
import { withoutPadding } from '../../../src-engine/interchange/compute-outputs.ts';
import type { GraphTensor } from '../../../src-engine/interchange/numbers/run-number-graph.ts';
import { onnxNames } from '../../../src-engine/interchange/onnx/write-onnx.ts';
import { elementCount } from '../../../src-engine/models/parameter-specs.ts';
import type { ParityInput } from '../../../src-engine/spec/parity-spec.ts';
import type { RuntimeRun } from '../export-format.ts';

/** Runs an ONNX file in ONNX Runtime's WebAssembly build, every sequence from states of 0. */
export async function runOnnx(file: Uint8Array, inputs: readonly ParityInput[]): Promise<RuntimeRun> {
  const session = await openOnnx(file);
  try {
    const outputs: Float32Array[] = [];
    for (const input of inputs) {
      const results = await session.run({ ...feedsOf(session, input), ...zeroStates(session, input.batch) });
      outputs.push(outputsOf(results, session, input));
    }
    return { runtime: 'ONNX Runtime Web', version: env.versions.web ?? env.versions.common, outputs };
  } finally {
    await session.release();
  }
}

/** The logits or values of a network, or all that a forecaster tells, one after the other. */
function outputsOf(
  results: InferenceSession.ReturnType,
  { outputNames }: InferenceSession,
  input: ParityInput,
): Float32Array {
  const output = results[onnxNames.logits] ?? results[onnxNames.values];
  if (output === undefined) {
    return Float32Array.from(outputNames.flatMap((name) => [...(results[name].data as Float32Array)]));
  }
  const values = output.data as Float32Array;
  return output.dims.length === 3 ? withoutPadding(values, input) : values;
}

/** One thread: the order of sums, and with it the last bits, stay the same. */
export async function openOnnx(file: Uint8Array): Promise<InferenceSession> {
  env.wasm.numThreads = 1;
  return InferenceSession.create(file, { executionProviders: ['wasm'], logSeverityLevel: 3 });
}

type Feeds = Record<string, Tensor>;

export function feedsOf(
  { inputNames, inputMetadata }: InferenceSession,
  { batch, steps, ids, features, lengths, numbers = {} }: ParityInput,
): Feeds {
  const named = inputMetadata.flatMap((input) => {
    const given = numbers[input.name];
    if (given === undefined || !input.isTensor) return [];
    return [[input.name, tensorOf(input.type, given)] as const];
  });
  return {
    ...Object.fromEntries(named),
    ...(ids && { [onnxNames.ids]: new Tensor('int64', BigInt64Array.from(ids, BigInt), [batch, steps]) }),
    ...(features && {
      [onnxNames.features]: new Tensor('float32', features, [batch, steps, features.length / (batch * steps)]),
    }),
    ...(inputNames.includes(onnxNames.lengths) && {
      [onnxNames.lengths]: new Tensor('int32', lengths ?? new Int32Array(batch).fill(steps), [batch]),
    }),
  };
}

function tensorOf(type: Tensor.Type, { shape, values }: GraphTensor): Tensor {
  switch (type) {
    case 'float64':
      return new Tensor('float64', values, shape);
    case 'int64':
      return new Tensor('int64', BigInt64Array.from(values, BigInt), shape);
    default:
      return new Tensor('float32', Float32Array.from(values), shape);
  }
}

/** For all inputs that are states, which have a number for their layer before a point. */
export function zeroStates({ inputMetadata }: InferenceSession, batch: number): Feeds {
  const states: Feeds = {};
  for (const input of inputMetadata) {
    if (!input.isTensor || !/^\d+\./.test(input.name)) continue;
    const shape = [batch, ...input.shape.slice(1).map(Number)];
    states[input.name] = new Tensor('float32', new Float32Array(elementCount(shape)), shape);
  }
  return states;
}
