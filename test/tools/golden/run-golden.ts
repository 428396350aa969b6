import type { Backend } from '../../../src-engine/backends/backend.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import type { Model, Parameter, Pass } from '../../../src-engine/models/model.ts';
import { createOptimizer } from '../../../src-engine/optimizers/optimizer.ts';
import type { GoldenFixture, GoldenStep, GoldenTensor } from './golden-fixture.ts';
import { relativeError } from './relative-error.ts';

/** The largest relative errors of a run, against the other framework's numbers. */
export interface GoldenReport {
  steps: { logits: number; loss: number; gradients: number | null; gradientNorm: number }[];
  parameters: number;
  /** Of all the above. */
  largest: number;
  tolerance: number;
  passed: boolean;
}

/** Float64 must agree to 1e-9, float32 to 1e-4. */
const tolerances = { 64: 1e-9, 32: 1e-4 } as const;

/** Repeats a fixture's optimizer steps on a backend. Throws an Error where model and file do not fit together. */
export async function runGolden(fixture: GoldenFixture, backend: Backend): Promise<GoldenReport> {
  const model = createModel(backend, fixture.model);
  const optimizer = createOptimizer(model, fixture.optimizer);
  const { ids } = fixture.steps[0];
  const pass = model.createPass({ batch: ids.length, steps: ids[0].length, training: true });
  const metrics = backend.tensor([3]);
  try {
    writeParameters(model, fixture.initial);
    const steps: GoldenReport['steps'] = [];
    for (const step of fixture.steps) {
      prepare(model, pass, step);
      backend.fill(metrics, 0);
      pass.forward({ seed: 0, step: 0 });
      const logits = relativeError(batchMajorRows(await backend.read(pass.output), step), step.logits.data);
      pass.backward(1 / step.targets.filter((target) => target >= 0).length, metrics);
      const [lossSum, count] = await backend.read(metrics);
      const loss = relativeError([lossSum / count], [step.loss]);
      const gradients = step.gradients === null ? null : await compareGradients(model, step.gradients);
      optimizer.step({ learningRate: fixture.optimizer.learningRate, clip: fixture.clip, l2: 0 });
      const gradientNorm = relativeError(await backend.read(optimizer.gradientNorm), [step.gradientNorm]);
      steps.push({ logits, loss, gradients, gradientNorm });
      if (fixture.stateCarried) pass.carryState();
      else pass.resetState();
    }
    const parameters = await compareParameters(model, fixture.final);
    const errors = steps.flatMap((step) => [step.logits, step.loss, step.gradients ?? 0, step.gradientNorm]);
    const largest = Math.max(parameters, ...errors);
    const tolerance = tolerances[backend.floatBits];
    return { steps, parameters, largest, tolerance, passed: largest <= tolerance };
  } finally {
    backend.release(metrics);
    pass.dispose();
    optimizer.dispose();
    model.dispose();
  }
}

/** Files are batch-major, passes time-major. */
function prepare(model: Model, pass: Pass, { ids, lengths, targets }: GoldenStep): void {
  const { batch, steps } = pass.shape;
  const timeMajor = Int32Array.from({ length: steps * batch }, (_, n) => ids[n % batch][Math.floor(n / batch)]);
  model.zeroGradients([timeMajor]);
  pass.setIds(timeMajor, lengths === null ? null : Int32Array.from(lengths));
  pass.setTargets(
    targets.length === batch
      ? Int32Array.from(targets)
      : Int32Array.from(timeMajor, (_, n) => targets[(n % batch) * steps + Math.floor(n / batch)]),
  );
}

/** Time-major rows of logits in the order of the file. */
function batchMajorRows(output: ArrayLike<number>, { ids, logits }: GoldenStep): ArrayLike<number> {
  const { shape } = logits;
  if (shape.length === 2) return output;
  const [batch, steps, width] = [ids.length, ids[0].length, shape[2]];
  return Array.from({ length: output.length }, (_, n) => {
    const row = Math.floor(n / width);
    return output[((row % steps) * batch + Math.floor(row / steps)) * width + (n % width)];
  });
}

function writeParameters(model: Model, values: ReadonlyMap<string, GoldenTensor>): void {
  for (const { name, value } of model.parameters) model.backend.write(value, tensorNamed(values, name).data);
}

async function compareParameters(model: Model, expected: ReadonlyMap<string, GoldenTensor>): Promise<number> {
  const errors = model.parameters.map(async ({ name, value }) =>
    relativeError(await model.backend.read(value), tensorNamed(expected, name).data),
  );
  return Math.max(...(await Promise.all(errors)));
}

async function compareGradients(model: Model, expected: ReadonlyMap<string, GoldenTensor>): Promise<number> {
  const errors = model.parameters.map(async (parameter) =>
    relativeError(await readGradient(model.backend, parameter), tensorNamed(expected, parameter.name).data),
  );
  return Math.max(...(await Promise.all(errors)));
}

/** A gradient in the parameter's own shape, a sparse one with 0 in the rows that it does not have. */
async function readGradient(backend: Backend, parameter: Parameter): Promise<ArrayLike<number>> {
  const gradient = parameter.gradient();
  if (gradient === null) throw new Error(`The parameter ${parameter.name} has no gradient.`);
  const values = await backend.read(gradient);
  const rows = parameter.rows();
  if (rows === null) return values;
  const whole = new Float64Array(parameter.value.size);
  const width = gradient.shape[1];
  (await backend.read(rows)).forEach((row, n) => whole.set(values.subarray(n * width, (n + 1) * width), row * width));
  return whole;
}

function tensorNamed(tensors: ReadonlyMap<string, GoldenTensor>, name: string): GoldenTensor {
  const tensor = tensors.get(name);
  if (tensor === undefined) throw new Error(`The file has no values for the parameter ${name}.`);
  return tensor;
}
