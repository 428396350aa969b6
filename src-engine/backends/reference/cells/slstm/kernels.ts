import type { Loop } from '../../../../cells/slstm/loop.ts';
import type { LoopKernels } from '../../../cell-kernels.ts';
import { floats } from '../../reference-tensor.ts';
import {
  blockOf,
  clearResetStates,
  copyPaddedStates,
  isPadding,
  isReset,
  loopExtents,
  overridden,
  timeSteps,
} from '../../time-loop.ts';

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
/** ln σ(x). */
const logSigmoid = (x: number): number => Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x)));

/** The formulas are in cells/slstm/loop.ts. */
function forward(args: Loop['forward']): void {
  const { steps, batch, units } = loopExtents(args.h);
  const { override } = args;
  const block = batch * units;

  for (const { t, before, after } of timeSteps(steps, args.reverse)) {
    const [hBefore, cBefore, nBefore, mBefore] = statesAt(args, before, block);
    const [h, c, n, m] = statesAt(args, after, block);
    const gates = blockOf(args.gates, t, 4 * block);
    const slopes = blockOf(args.forgetSlope, t, block);
    addRecurrentProduct(hBefore, args.recurrent, gates);

    for (let b = 0; b < batch; b++) {
      for (let unit = 0; unit < units; unit++) {
        const at = b * units + unit;
        const [iAt, fAt, zAt, oAt] = gatesAt(b, unit, units);
        const isFirst = nBefore[at] === 0;
        const kept = mBefore[at] + logSigmoid(gates[fAt]);
        m[at] = isFirst ? gates[iAt] : Math.max(gates[iAt], kept);
        slopes[at] = sigmoid(-gates[fAt]);
        const i = overridden(override, 0, unit, units, Math.exp(gates[iAt] - m[at]));
        const f = overridden(override, 1, unit, units, isFirst ? 0 : Math.exp(kept - m[at]));
        const z = overridden(override, 2, unit, units, Math.tanh(gates[zAt]));
        const o = overridden(override, 3, unit, units, sigmoid(gates[oAt]));
        c[at] = overridden(override, 4, unit, units, f * cBefore[at] + i * z);
        n[at] = overridden(override, 5, unit, units, f * nBefore[at] + i);
        h[at] = overridden(override, 6, unit, units, n[at] === 0 ? 0 : (o * c[at]) / n[at]);
        gates[iAt] = i;
        gates[fAt] = f;
        gates[zAt] = z;
        gates[oAt] = o;
      }
    }
    for (const [state, old] of [
      [h, hBefore],
      [c, cBefore],
      [n, nBefore],
      [m, mBefore],
    ]) {
      clearResetStates(args.resets, t, state, units);
      copyPaddedStates(args.lengths, t, old, state, units);
    }
  }
}

/**
 * From the last step to the first, with dh = ∂L/∂h_t complete once dOut_t is added, and y = c_t/n_t:
 *   do = dh ⊙ y; dc ← dc + dh ⊙ o/n_t; dn ← dn − dh ⊙ o ⊙ y/n_t; dz = dc ⊙ i; di = (dc ⊙ z + dn) ⊙ i;
 *   df = (dc ⊙ c_{t−1} + dn ⊙ n_{t−1}) ⊙ f ⊙ σ(−f̃); dc ← dc ⊙ f; dn ← dn ⊙ f; dR += h_{t−1}ᵀ·da; dh ← da·Rᵀ.
 */
function backward(args: Loop['backward']): void {
  const { steps, batch, units } = loopExtents(args.h);
  const block = batch * units;
  const [dHidden, dCell, dNormaliser] = [args.dHidden, args.dCell, args.dNormaliser].map(floats);

  for (const { t, before, after } of timeSteps(steps, args.reverse).reverse()) {
    const [hBefore, cBefore, nBefore] = statesAt(args, before, block);
    const [, c, n] = statesAt(args, after, block);
    const gates = blockOf(args.gates, t, 4 * block);
    const dGates = blockOf(args.dGates, t, 4 * block);
    const slopes = blockOf(args.forgetSlope, t, block);
    const recordDCell = args.recordDCell === null ? null : blockOf(args.recordDCell, t, block);
    const recordDNormaliser = args.recordDNormaliser === null ? null : blockOf(args.recordDNormaliser, t, block);
    if (args.dOut !== null) {
      const dOut = blockOf(args.dOut, t, block);
      for (let at = 0; at < block; at++) dHidden[at] += dOut[at];
    }
    if (args.recordDHidden !== null) blockOf(args.recordDHidden, t, block).set(dHidden);

    for (let b = 0; b < batch; b++) {
      const padding = isPadding(args.lengths, b, t);
      const passes = !padding && !isReset(args.resets, b, t);
      for (let unit = 0; unit < units; unit++) {
        const at = b * units + unit;
        const places = gatesAt(b, unit, units);
        if (!passes) {
          if (recordDCell !== null) recordDCell[at] = dCell[at];
          if (recordDNormaliser !== null) recordDNormaliser[at] = dNormaliser[at];
          if (!padding) dCell[at] = dNormaliser[at] = 0;
          for (const place of places) dGates[place] = 0;
          continue;
        }
        const [i, f, z, o] = places.map((place) => gates[place]);
        const y = c[at] / n[at];
        const throughOutput = (dHidden[at] * o) / n[at];
        const dC = dCell[at] + throughOutput;
        const dN = dNormaliser[at] - throughOutput * y;
        if (recordDCell !== null) recordDCell[at] = dC;
        if (recordDNormaliser !== null) recordDNormaliser[at] = dN;
        const [iAt, fAt, zAt, oAt] = places;
        dGates[iAt] = (dC * z + dN) * i;
        dGates[fAt] = (dC * cBefore[at] + dN * nBefore[at]) * f * slopes[at];
        dGates[zAt] = dC * i * (1 - z * z);
        dGates[oAt] = dHidden[at] * y * o * (1 - o);
        dCell[at] = dC * f;
        dNormaliser[at] = dN * f;
      }
    }
    const dBefore = new Float64Array(block);
    addRecurrentGradients({ dGates, hBefore, dBefore, args });
    clearResetStates(args.resets, t, dBefore, units);
    copyPaddedStates(args.lengths, t, dHidden, dBefore, units);
    dHidden.set(dBefore);
  }
  addBiasGradient(args);
}

function addBiasGradient({ h, c, n, reverse, dGates, dCell, dNormaliser, dBias }: Loop['backward']): void {
  const { steps, batch, units } = loopExtents(h);
  const [gradients, bias] = [floats(dGates), floats(dBias)];
  const [initialC, initialN] = [c, n].map((state) => blockOf(state, reverse ? steps : 0, batch * units));
  const [dInitialC, dInitialN] = [dCell, dNormaliser].map(floats);
  for (let column = units; column < 4 * units; column++) {
    for (let row = 0; row < steps * batch; row++) bias[column] += gradients[row * 4 * units + column];
  }
  for (let at = 0; at < batch * units; at++) {
    bias[at % units] -= initialC[at] * dInitialC[at] + initialN[at] * dInitialN[at];
  }
}

function statesAt({ h, c, n, m }: Pick<Loop['forward'], 'h' | 'c' | 'n' | 'm'>, index: number, size: number) {
  return [h, c, n, m].map((state) => blockOf(state, index, size));
}

/** Returns the places in (B, 4H) of a unit's gates i f z o. */
function gatesAt(b: number, unit: number, units: number): number[] {
  return [0, 1, 2, 3].map((gate) => (4 * b + gate) * units + unit);
}

/** Calls `visit` for each element of R with its place, and those of its input in (B, H) and of its output in (B, 4H), of sequence 0. */
function eachWeight(
  recurrent: Loop['forward']['recurrent'],
  visit: (at: number, input: number, output: number) => void,
): void {
  const [heads, size] = recurrent.shape;
  for (let head = 0; head < heads; head++) {
    for (let from = 0; from < size; from++) {
      for (let column = 0; column < 4 * size; column++) {
        const gate = Math.floor(column / size);
        const output = gate * heads * size + head * size + (column % size);
        visit((head * size + from) * 4 * size + column, head * size + from, output);
      }
    }
  }
}

/** gates (B, 4H) += h (B, H)·R. */
function addRecurrentProduct(h: Float64Array, recurrent: Loop['forward']['recurrent'], gates: Float64Array): void {
  const units = recurrent.shape[0] * recurrent.shape[1];
  const weights = floats(recurrent);
  eachWeight(recurrent, (at, input, output) => {
    for (let b = 0; b < h.length / units; b++) gates[4 * b * units + output] += h[b * units + input] * weights[at];
  });
}

/** dR += hᵀ·dGates; dh = dGates·Rᵀ. */
function addRecurrentGradients({
  dGates,
  hBefore,
  dBefore,
  args: { recurrent, dRecurrent },
}: {
  dGates: Float64Array;
  hBefore: Float64Array;
  dBefore: Float64Array;
  args: Pick<Loop['backward'], 'recurrent' | 'dRecurrent'>;
}): void {
  const units = recurrent.shape[0] * recurrent.shape[1];
  const weights = floats(recurrent);
  const gradients = floats(dRecurrent);
  eachWeight(recurrent, (at, input, output) => {
    for (let b = 0; b < hBefore.length / units; b++) {
      const gradient = dGates[4 * b * units + output];
      gradients[at] += hBefore[b * units + input] * gradient;
      dBefore[b * units + input] += gradient * weights[at];
    }
  });
}

export const kernels: LoopKernels<'slstm'> = { forward, backward };
