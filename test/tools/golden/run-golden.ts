import type { Backend } from '../../../src-engine/backends/backend.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import type { Model, Parameter, Pass } from '../../../src-engine/models/model.ts';
import { createOptimizer } from '../../../src-engine/optimizers/optimizer.ts';
import { taskFacts } from '../../../src-engine/tasks/facts.ts';
import type { GoldenFixture, GoldenStep, GoldenTensor } from './golden-fixture.ts';
import { relativeError } from './relative-error.ts';

/** The largest relative errors of a run, against the other framework's numbers. */
export interface GoldenReport {
  steps: { logits: number; loss: number; gradients: number | null; gradientNorm: number }[];
  parameters: number;
  /** The largest of all the errors above but those of the losses, and the largest of the losses. */
  largest: number;
  largestLoss: number;
  tolerance: number;
  lossTolerance: number;
  passed: boolean;
}

/** Float64 must agree to 1e-9, float32 to 1e-4. */
const tolerances = { 64: 1e-9, 32: 1e-4 } as const;
/** A loss is a mean over many targets, whose rounding errors largely cancel. */
const lossTolerances = { 64: 1e-9, 32: 1e-6 } as const;

/** Repeats a fixture's optimizer steps on a backend. Throws an Error where model and file do not fit together. */
export async function runGolden(fixture: GoldenFixture, backend: Backend): Promise<GoldenReport> {
  const model = createModel(backend, fixture.model);
  const optimizer = createOptimizer(model, fixture.optimizer);
  const [batch, steps] = extentsOf(fixture.steps[0]);
  const pass = model.createPass({ batch, steps, training: true });
  pass.setLabelSmoothing(fixture.labelSmoothing);
  const metrics = backend.tensor([3]);
  try {
    writeParameters(model, fixture.initial);
    const reports: GoldenReport['steps'] = [];
    for (const step of fixture.steps) {
      prepare(model, pass, step);
      backend.fill(metrics, 0);
      pass.forward({ seed: 0, step: 0 });
      const logits = relativeError(batchMajorRows(await backend.read(pass.output), step), step.logits.data);
      pass.backward(1 / targetCount(fixture, step), metrics);
      const [lossSum, count] = await backend.read(metrics);
      const loss = relativeError([lossSum / count], [step.loss]);
      const gradients = step.gradients === null ? null : await compareGradients(model, step.gradients);
      optimizer.step({ learningRate: fixture.optimizer.learningRate, clip: fixture.clip, l2: 0 });
      const gradientNorm = relativeError(await backend.read(optimizer.gradientNorm), [step.gradientNorm]);
      reports.push({ logits, loss, gradients, gradientNorm });
      if (fixture.stateCarried) pass.carryState();
      else pass.resetState();
    }
    const parameters = await compareParameters(model, fixture.final);
    const errors = reports.flatMap((step) => [step.logits, step.gradients ?? 0, step.gradientNorm]);
    const largest = Math.max(parameters, ...errors);
    const largestLoss = Math.max(...reports.map(({ loss }) => loss));
    const tolerance = tolerances[backend.floatBits];
    const lossTolerance = lossTolerances[backend.floatBits];
    const passed = largest <= tolerance && largestLoss <= lossTolerance;
    return { steps: reports, parameters, largest, largestLoss, tolerance, lossTolerance, passed };
  } finally {
    backend.release(metrics);
    pass.dispose();
    optimizer.dispose();
    model.dispose();
  }
}

/** B and T. */
function extentsOf({ input }: GoldenStep): [batch: number, steps: number] {
  if ('ids' in input) return [input.ids.length, input.ids[0].length];
  return [input.features.shape[0], input.features.shape[1]];
}

/** The number of targets that the mean is over: all numbers, or those ids that are not masked. */
function targetCount({ model }: GoldenFixture, { targets }: GoldenStep): number {
  return taskFacts[model.task].outputsAre === 'numbers'
    ? targets.length
    : targets.filter((target) => target >= 0).length;
}

/** Files are batch-major, passes time-major. */
function prepare(model: Model, pass: Pass, { input, lengths, targets }: GoldenStep): void {
  const { batch, steps } = pass.shape;
  /** The file's row of a pass's row. */
  const rowOf = (n: number) => (n % batch) * steps + Math.floor(n / batch);
  const knownLengths = lengths === null ? null : Int32Array.from(lengths);
  if ('ids' in input) {
    const ids = input.ids.flat();
    const timeMajor = Int32Array.from(ids, (_, n) => ids[rowOf(n)]);
    model.zeroGradients([timeMajor]);
    pass.setIds(timeMajor, knownLengths);
  } else {
    const { data, shape } = input.features;
    const width = shape[2];
    model.zeroGradients([]);
    pass.setFeatures(
      Float64Array.from(data, (_, n) => data[rowOf(Math.floor(n / width)) * width + (n % width)]),
      knownLengths,
    );
  }
  const isPerStep = taskFacts[model.spec.task].outputsPer === 'step';
  if (taskFacts[model.spec.task].outputsAre === 'numbers') pass.setTargets(Float64Array.from(targets));
  else pass.setTargets(Int32Array.from(targets, (target, n) => (isPerStep ? targets[rowOf(n)] : target)));
}

/** Time-major rows of logits in the order of the file. */
function batchMajorRows(output: ArrayLike<number>, { logits }: GoldenStep): ArrayLike<number> {
  if (logits.shape.length === 2) return output;
  const [batch, steps, width] = logits.shape;
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
