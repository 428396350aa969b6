import type { Backend, Tensor } from '../../../../src-engine/backends/backend.ts';
import { createStream } from '../../../../src-engine/random/stream.ts';

/** Two stacked layers over 65 characters, drawn at random: the ops of a language model's training step. Returns what came out. */
export function trainingStep(
  backend: Backend,
  layer: 'lstm' | 'gru',
  batch: number,
  steps: number,
  units: number,
): Record<string, Tensor> {
  const vocabulary = 65;
  const rows = batch * steps;
  const gateUnits = (layer === 'lstm' ? 4 : 3) * units;
  const stream = createStream(7, layer, 0);
  const random = (shape: number[], limit: number) => {
    const tensor = backend.tensor(shape);
    const values = Array.from({ length: tensor.size }, () => Math.fround((2 * stream.uniform() - 1) * limit));
    backend.write(tensor, values);
    return tensor;
  };
  const ids = backend.tensor([rows], 'int32');
  const targets = backend.tensor([rows], 'int32');
  for (const tensor of [ids, targets]) {
    backend.write(
      tensor,
      Array.from({ length: rows }, () => stream.below(vocabulary)),
    );
  }
  const limit = 1 / Math.sqrt(units);
  const kernels = [random([vocabulary, gateUnits], limit), random([units, gateUnits], limit)];
  const recurrents = kernels.map(() => random([units, gateUnits], limit));
  const biases = kernels.map(() => random([gateUnits], limit));
  const dense = random([units, vocabulary], limit);
  const zeros = (...shape: number[]) => backend.tensor(shape);
  const loops = recurrents.map((recurrent, index) => ({
    recurrent,
    lengths: null,
    resets: null,
    reverse: false,
    recurrentMask: null,
    activation: 'tanh' as const,
    recurrentActivation: 'sigmoid' as const,
    gates: zeros(steps, batch, gateUnits),
    h: zeros(steps + 1, batch, units),
    c: zeros(steps + 1, batch, units),
    cellActivation: zeros(steps, batch, units),
    recurrentBias: biases[1 - index],
    recurrentCandidate: zeros(steps, batch, units),
    override: null,
  }));
  const logits = zeros(rows, vocabulary);
  const dLogits = zeros(rows, vocabulary);
  const metrics = zeros(3);
  const dKernels = kernels.map(({ shape }) => zeros(...shape));
  const dRecurrents = recurrents.map(({ shape }) => zeros(...shape));
  const dBiases = biases.map(({ shape }) => zeros(...shape));
  const dDense = zeros(...dense.shape);
  const dOuts = kernels.map(() => zeros(steps, batch, units));

  const outputs = loops.map(({ h }) => backend.view(h, batch * units, [rows, units]));
  const inputs = [{ ids }, { x: outputs[0] }];
  loops.forEach((loop, index) => {
    backend.linearForward({ ...inputs[index], kernel: kernels[index], bias: biases[index], out: loop.gates });
    if (layer === 'lstm') backend.loop('lstm', 'forward', loop);
    else backend.loop('gru', 'forward', loop);
  });
  backend.linearForward({ x: outputs[1], kernel: dense, bias: null, out: logits });
  backend.softmaxCrossEntropy({
    logits,
    targets,
    classWeights: null,
    labelSmoothing: 0,
    dLogits,
    scale: 1 / rows,
    metrics,
  });
  backend.linearBackward({
    ...{ x: outputs[1], kernel: dense, dOut: dLogits, dKernel: dDense, dBias: null, dX: dOuts[1] },
    accumulateDX: false,
  });
  for (const index of [1, 0]) {
    const backward = {
      ...loops[index],
      ...{ dOut: dOuts[index], dHidden: zeros(batch, units), dRecurrent: dRecurrents[index], recordDHidden: null },
      dGates: loops[index].gates,
    };
    if (layer === 'lstm')
      backend.loop('lstm', 'backward', { ...backward, dCell: zeros(batch, units), recordDCell: null });
    else {
      const dRecurrentGates = zeros(steps, batch, gateUnits);
      backend.loop('gru', 'backward', { ...backward, dRecurrentGates, dRecurrentBias: zeros(gateUnits) });
    }
    backend.linearBackward({
      ...{ ...inputs[index], kernel: kernels[index], dOut: loops[index].gates },
      ...{ dKernel: dKernels[index], dBias: dBiases[index], dX: index === 1 ? dOuts[0] : null, accumulateDX: false },
    });
  }
  return { logits, metrics, dDense, ...Object.fromEntries([...dKernels, ...dRecurrents, ...dBiases].entries()) };
}
