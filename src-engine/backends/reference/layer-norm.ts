import type { LayerNormBackward, LayerNormForward } from '../backend.ts';
import { floats } from './reference-tensor.ts';

/** out = γ ⊙ (x − μ)/√(σ² + ε) + β, row by row of (N, F). */
export function layerNormForward(args: LayerNormForward): void {
  const [x, gamma, beta] = [floats(args.x), floats(args.gamma), floats(args.beta)];
  const [out, statistics] = [floats(args.out), floats(args.statistics)];
  const width = gamma.length;
  for (let row = 0; row * width < x.length; row++) {
    const values = x.subarray(row * width, (row + 1) * width);
    const mean = values.reduce((sum, value) => sum + value, 0) / width;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / width;
    const scale = 1 / Math.sqrt(variance + args.epsilon);
    statistics.set([mean, scale], 2 * row);
    for (let n = 0; n < width; n++) out[row * width + n] = gamma[n] * (values[n] - mean) * scale + beta[n];
  }
}

/** With g = dOut ⊙ γ and x̂ = (x − μ)/√(σ² + ε): dX = (g − mean g − x̂·mean(g ⊙ x̂))/√(σ² + ε). */
export function layerNormBackward(args: LayerNormBackward): void {
  const [x, gamma, statistics, dOut] = [floats(args.x), floats(args.gamma), floats(args.statistics), floats(args.dOut)];
  const [dGamma, dBeta] = [floats(args.dGamma), floats(args.dBeta)];
  const dX = args.dX === null ? null : floats(args.dX);
  const width = gamma.length;
  for (let row = 0; row * width < x.length; row++) {
    const [mean, scale] = statistics.subarray(2 * row, 2 * row + 2);
    const normal = (n: number) => (x[row * width + n] - mean) * scale;
    let meanOfGradient = 0;
    let meanOfProduct = 0;
    for (let n = 0; n < width; n++) {
      const d = dOut[row * width + n];
      dGamma[n] += d * normal(n);
      dBeta[n] += d;
      meanOfGradient += (d * gamma[n]) / width;
      meanOfProduct += (d * gamma[n] * normal(n)) / width;
    }
    for (let n = 0; dX !== null && n < width; n++) {
      const gradient = dOut[row * width + n] * gamma[n];
      dX[row * width + n] = (gradient - meanOfGradient - normal(n) * meanOfProduct) * scale;
    }
  }
}
