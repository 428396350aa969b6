import type { GaussianLoss, MeanSquaredError, QuantileLoss, SoftmaxCrossEntropy } from '../backend.ts';
import { floats, integers } from './reference-tensor.ts';

/** ½ ln 2π. */
const HALF_LOG_2_PI = 0.9189385332046727;

/** −ln p = ln Σ exp(x − max) − (x_target − max), row by row of logits (N, V); dLogits = scale·w·(p − q). */
export function softmaxCrossEntropy(args: SoftmaxCrossEntropy): void {
  const logits = floats(args.logits);
  const targets = integers(args.targets);
  const classWeights = args.classWeights === null ? null : floats(args.classWeights);
  const dLogits = args.dLogits === null ? null : floats(args.dLogits);
  const metrics = floats(args.metrics);
  const width = args.logits.shape[args.logits.shape.length - 1];

  for (let row = 0; row < targets.length; row++) {
    const start = row * width;
    const target = targets[row];
    if (target < 0) {
      dLogits?.fill(0, start, start + width);
      continue;
    }
    const weight = classWeights === null ? 1 : classWeights[target];
    let best = 0;
    for (let v = 1; v < width; v++) if (logits[start + v] > logits[start + best]) best = v;
    const largest = logits[start + best];
    let sum = 0;
    for (let v = 0; v < width; v++) sum += Math.exp(logits[start + v] - largest);

    const [smoothing, logOfSum] = [args.labelSmoothing, Math.log(sum) + largest];
    const ofTarget = logOfSum - logits[start + target];
    let ofAll = 0;
    for (let v = 0; v < width; v++) ofAll += (logOfSum - logits[start + v]) / width;
    metrics[0] += weight * ((1 - smoothing) * ofTarget + smoothing * ofAll);
    metrics[1] += weight;
    metrics[2] += best === target ? 1 : 0;
    if (dLogits === null) continue;
    for (let v = 0; v < width; v++) {
      const probability = Math.exp(logits[start + v] - largest) / sum;
      const wanted = (v === target ? 1 - smoothing : 0) + smoothing / width;
      dLogits[start + v] = args.scale * weight * (probability - wanted);
    }
  }
}

export function meanSquaredError(args: MeanSquaredError): void {
  const prediction = floats(args.prediction);
  const target = floats(args.target);
  const dPrediction = args.dPrediction === null ? null : floats(args.dPrediction);
  const metrics = floats(args.metrics);
  for (let n = 0; n < prediction.length; n++) {
    const masked = Number.isNaN(target[n]);
    const error = masked ? 0 : prediction[n] - target[n];
    metrics[0] += error * error;
    metrics[1] += masked ? 0 : 1;
    if (dPrediction !== null) dPrediction[n] = args.scale * 2 * error;
  }
}

export function quantileLoss(args: QuantileLoss): void {
  const prediction = floats(args.prediction);
  const target = floats(args.target);
  const levels = floats(args.levels);
  const dPrediction = args.dPrediction === null ? null : floats(args.dPrediction);
  const metrics = floats(args.metrics);
  const share = 2 / levels.length;
  for (let n = 0; n < target.length; n++) {
    const masked = Number.isNaN(target[n]);
    metrics[1] += masked ? 0 : 1;
    for (let l = 0; l < levels.length; l++) {
      const at = n * levels.length + l;
      const error = masked ? 0 : target[n] - prediction[at];
      metrics[0] += share * Math.max(levels[l] * error, (levels[l] - 1) * error);
      if (dPrediction === null) continue;
      // At the kink the gradient is in the middle of those on either side.
      const slope = (1 - Math.sign(error)) / 2 - levels[l];
      dPrediction[at] = masked ? 0 : args.scale * share * slope;
    }
  }
}

export function gaussianLoss(args: GaussianLoss): void {
  const prediction = floats(args.prediction);
  const target = floats(args.target);
  const dPrediction = args.dPrediction === null ? null : floats(args.dPrediction);
  const metrics = floats(args.metrics);
  for (let n = 0; n < target.length; n++) {
    const [mean, s] = [prediction[2 * n], prediction[2 * n + 1]];
    if (Number.isNaN(target[n])) {
      dPrediction?.fill(0, 2 * n, 2 * n + 2);
      continue;
    }
    const e = Math.exp(-Math.abs(s));
    const deviation = Math.max(s, 0) + Math.log1p(e) + args.floor;
    const error = (target[n] - mean) / deviation;
    metrics[0] += HALF_LOG_2_PI + Math.log(deviation) + error ** 2 / 2;
    metrics[1] += 1;
    if (dPrediction === null) continue;
    const slope = (s < 0 ? e : 1) / (1 + e);
    dPrediction[2 * n] = (-args.scale * error) / deviation;
    dPrediction[2 * n + 1] = ((args.scale * (1 - error ** 2)) / deviation) * slope;
  }
}
