import type { Loop } from '../../../../cells/gru/loop.ts';
import type { LoopKernels } from '../../../cell-kernels.ts';
import { activate, slope } from '../../activations.ts';
import { addProduct, addProductWithTransposed, addRows, addTransposedProduct } from '../../matrix-products.ts';
import { floats } from '../../reference-tensor.ts';
import {
  blockOf,
  clearResetStates,
  copyPaddedStates,
  isPadding,
  isReset,
  loopExtents,
  masked,
  overridden,
  timeSteps,
} from '../../time-loop.ts';

/**
 * u_t = (m ⊙ h_{t−1}) · R + b′, R (H, 3H), b′ (3H); z_t (T, B, 3H) in `gates`; columns of a block: z r h̃, H each.
 * z = σ(z_z + u_z); r = σ(z_r + u_r); h̃ = φ(z_h + r ⊙ u_h); h_t = z ⊙ h_{t−1} + (1 − z) ⊙ h̃.
 */
function forward(args: Loop['forward']): void {
  const { steps, batch, units } = loopExtents(args.h);
  const { activation, recurrentActivation, override } = args;
  const recurrent = floats(args.recurrent);
  const recurrentBias = floats(args.recurrentBias);
  const u = new Float64Array(batch * 3 * units);

  for (const { t, before, after } of timeSteps(steps, args.reverse)) {
    const hBefore = blockOf(args.h, before, batch * units);
    const h = blockOf(args.h, after, batch * units);
    const gates = blockOf(args.gates, t, batch * 3 * units);
    const recurrentCandidate = blockOf(args.recurrentCandidate, t, batch * units);
    for (let b = 0; b < batch; b++) u.set(recurrentBias, b * 3 * units);
    addProduct(masked(hBefore, args.recurrentMask), recurrent, u, batch, units, 3 * units);

    for (let b = 0; b < batch; b++) {
      for (let unit = 0; unit < units; unit++) {
        const n = b * units + unit;
        const zAt = b * 3 * units + unit;
        const rAt = zAt + units;
        const candidateAt = rAt + units;
        const z = overridden(override, 0, unit, units, activate(recurrentActivation, gates[zAt] + u[zAt]));
        const r = overridden(override, 1, unit, units, activate(recurrentActivation, gates[rAt] + u[rAt]));
        const ownCandidate = activate(activation, gates[candidateAt] + r * u[candidateAt]);
        const candidate = overridden(override, 2, unit, units, ownCandidate);
        h[n] = overridden(override, 3, unit, units, z * hBefore[n] + (1 - z) * candidate);
        gates[zAt] = z;
        gates[rAt] = r;
        gates[candidateAt] = candidate;
        recurrentCandidate[n] = u[candidateAt];
      }
    }
    clearResetStates(args.resets, t, h, units);
    copyPaddedStates(args.lengths, t, hBefore, h, units);
  }
}

/**
 * From the last step to the first, with dh = ∂L/∂h_t complete once dOut_t is added, and σ′, φ′ the slopes of the gates:
 *   da_z = dh ⊙ (h_{t−1} − h̃) ⊙ σ′; da_h = dh ⊙ (1 − z) ⊙ φ′; da_r = da_h ⊙ u_h ⊙ σ′; du = [da_z da_r (da_h ⊙ r)];
 *   dR += (m ⊙ h_{t−1})ᵀ · du; db′ += Σ rows of du; dh ← dh ⊙ z + m ⊙ (du · Rᵀ).
 */
function backward(args: Loop['backward']): void {
  const { steps, batch, units } = loopExtents(args.h);
  const { activation, recurrentActivation } = args;
  const block = batch * units;
  const recurrent = floats(args.recurrent);
  const dRecurrent = floats(args.dRecurrent);
  const dRecurrentBias = floats(args.dRecurrentBias);
  const dHidden = floats(args.dHidden);

  for (const { t, before } of timeSteps(steps, args.reverse).reverse()) {
    const hBefore = blockOf(args.h, before, block);
    const gates = blockOf(args.gates, t, 3 * block);
    const recurrentCandidate = blockOf(args.recurrentCandidate, t, block);
    const dGates = blockOf(args.dGates, t, 3 * block);
    const dU = blockOf(args.dRecurrentGates, t, 3 * block);
    if (args.dOut !== null) {
      const dOut = blockOf(args.dOut, t, block);
      for (let n = 0; n < block; n++) dHidden[n] += dOut[n];
    }
    if (args.recordDHidden !== null) blockOf(args.recordDHidden, t, block).set(dHidden);

    const direct = new Float64Array(block); // dh ⊙ z, the part that passes by the recurrent product
    for (let b = 0; b < batch; b++) {
      const isSkipped = isPadding(args.lengths, b, t) || isReset(args.resets, b, t);
      for (let unit = 0; unit < units; unit++) {
        const n = b * units + unit;
        const zAt = b * 3 * units + unit;
        const rAt = zAt + units;
        const candidateAt = rAt + units;
        if (isSkipped) {
          dGates[zAt] = dGates[rAt] = dGates[candidateAt] = 0;
          dU[zAt] = dU[rAt] = dU[candidateAt] = 0;
          continue;
        }
        // `dGates` may be `gates`: everything is read before anything is written.
        const z = gates[zAt];
        const r = gates[rAt];
        const candidate = gates[candidateAt];
        const dZ = dHidden[n] * (hBefore[n] - candidate) * slope(recurrentActivation, z);
        const dCandidate = dHidden[n] * (1 - z) * slope(activation, candidate);
        const dR = dCandidate * recurrentCandidate[n] * slope(recurrentActivation, r);
        dGates[zAt] = dU[zAt] = dZ;
        dGates[rAt] = dU[rAt] = dR;
        dGates[candidateAt] = dCandidate;
        dU[candidateAt] = dCandidate * r;
        direct[n] = dHidden[n] * z;
      }
    }
    addTransposedProduct(masked(hBefore, args.recurrentMask), dU, dRecurrent, batch, units, 3 * units);
    addRows(dU, dRecurrentBias, batch, 3 * units);

    const dBefore = new Float64Array(block);
    addProductWithTransposed(dU, recurrent, dBefore, batch, 3 * units, units);
    const through = masked(dBefore, args.recurrentMask);
    for (let n = 0; n < block; n++) through[n] += direct[n];
    clearResetStates(args.resets, t, through, units);
    copyPaddedStates(args.lengths, t, dHidden, through, units);
    dHidden.set(through);
  }
}

export const kernels: LoopKernels<'gru'> = { forward, backward };
