import type { Loop } from '../../../../cells/min_gru/loop.ts';
import type { LoopKernels } from '../../../cell-kernels.ts';
import { activate, slope } from '../../activations.ts';
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

/** z = σ(a_z); h̃ = g(a_h); h_t = (1 − z) ⊙ h_{t−1} + z ⊙ h̃; columns of a block: z h̃, H each. */
function forward(args: Loop['forward']): void {
  const { steps, batch, units } = loopExtents(args.h);
  const { override } = args;
  for (const { t, before, after } of timeSteps(steps, args.reverse)) {
    const hBefore = blockOf(args.h, before, batch * units);
    const h = blockOf(args.h, after, batch * units);
    const gates = blockOf(args.gates, t, batch * 2 * units);
    for (let n = 0; n < batch * units; n++) {
      const unit = n % units;
      const zAt = 2 * n - unit;
      const candidateAt = zAt + units;
      const z = overridden(override, 0, unit, units, activate('sigmoid', gates[zAt]));
      const candidate = overridden(override, 1, unit, units, positive(gates[candidateAt]));
      h[n] = overridden(override, 2, unit, units, (1 - z) * hBefore[n] + z * candidate);
      gates[zAt] = z;
      gates[candidateAt] = candidate;
    }
    clearResetStates(args.resets, t, h, units);
    copyPaddedStates(args.lengths, t, hBefore, h, units);
  }
}

/**
 * From the last step to the first, with dh = ∂L/∂h_t complete once dOut_t is added:
 *   da_z = dh ⊙ (h̃ − h_{t−1}) ⊙ σ′; da_h = dh ⊙ z ⊙ g′; dh ← dh ⊙ (1 − z).
 */
function backward(args: Loop['backward']): void {
  const { steps, batch, units } = loopExtents(args.h);
  const block = batch * units;
  const dHidden = floats(args.dHidden);
  for (const { t, before } of timeSteps(steps, args.reverse).reverse()) {
    const hBefore = blockOf(args.h, before, block);
    const gates = blockOf(args.gates, t, 2 * block);
    const dGates = blockOf(args.dGates, t, 2 * block);
    if (args.dOut !== null) {
      const dOut = blockOf(args.dOut, t, block);
      for (let n = 0; n < block; n++) dHidden[n] += dOut[n];
    }
    if (args.recordDHidden !== null) blockOf(args.recordDHidden, t, block).set(dHidden);
    for (let n = 0; n < block; n++) {
      const unit = n % units;
      const b = Math.floor(n / units);
      const zAt = 2 * n - unit;
      const candidateAt = zAt + units;
      const isPadded = isPadding(args.lengths, b, t);
      if (isPadded || isReset(args.resets, b, t)) {
        dGates[zAt] = dGates[candidateAt] = 0;
        if (!isPadded) dHidden[n] = 0;
        continue;
      }
      // `dGates` may be `gates`: everything is read before anything is written.
      const z = gates[zAt];
      const candidate = gates[candidateAt];
      dGates[zAt] = dHidden[n] * (candidate - hBefore[n]) * slope('sigmoid', z);
      dGates[candidateAt] = dHidden[n] * z * positiveSlope(candidate);
      dHidden[n] *= 1 - z;
    }
  }
}

/** g(a) = a + ½ where a ≥ 0, else σ(a): continuous, and never below 0. */
function positive(a: number): number {
  return a >= 0 ? a + 0.5 : activate('sigmoid', a);
}

/** g′ from g(a). */
function positiveSlope(value: number): number {
  return value >= 0.5 ? 1 : slope('sigmoid', value);
}

export const kernels: LoopKernels<'min_gru'> = { forward, backward };
