/**
 * Losses of forecasts: blocks begin … end of `blockSize` targets each, of `size` in all; a NaN in y masks its target. Each writes to
 * `sums` two float64 for each block: the sum of the losses and the number of targets. Computed in float64, one by one: there are few.
 */

/** ½ ln 2π. */
const HALF_LOG_2_PI: f64 = 0.9189385332046727;

/** See QuantileLoss. dPrediction, if not 0, may be the prediction. */
export function quantileLoss(
  begin: i32,
  end: i32,
  blockSize: i32,
  size: i32,
  levelCount: i32,
  levels: usize,
  prediction: usize,
  target: usize,
  dPrediction: usize,
  scale: f32,
  sums: usize,
): void {
  const share: f64 = 2 / <f64>levelCount;
  for (let block = begin; block < end; block++) {
    let loss: f64 = 0;
    let count: f64 = 0;
    const last = min(size, (block + 1) * blockSize);
    for (let n = block * blockSize; n < last; n++) {
      const y = <f64>f32.load(target + (n << 2));
      const masked = y != y;
      if (!masked) count++;
      for (let l = 0; l < levelCount; l++) {
        const at: usize = (n * levelCount + l) << 2;
        const level = <f64>f32.load(levels + (l << 2));
        const error: f64 = masked ? 0 : y - <f64>f32.load(prediction + at);
        loss += share * max(level * error, (level - 1) * error);
        if (!dPrediction) continue;
        const side: f64 = error > 0 ? 0 : error < 0 ? 1 : 0.5;
        f32.store(dPrediction + at, masked ? 0 : <f32>(<f64>scale * share * (side - level)));
      }
    }
    f64.store(sums + 16 * block, loss);
    f64.store(sums + 16 * block, count, 8);
  }
}

/** See GaussianLoss. dPrediction, if not 0, may be the prediction. */
export function gaussianLoss(
  begin: i32,
  end: i32,
  blockSize: i32,
  size: i32,
  floor: f32,
  prediction: usize,
  target: usize,
  dPrediction: usize,
  scale: f32,
  sums: usize,
): void {
  for (let block = begin; block < end; block++) {
    let loss: f64 = 0;
    let count: f64 = 0;
    const last = min(size, (block + 1) * blockSize);
    for (let n = block * blockSize; n < last; n++) {
      const at: usize = n << 3;
      const y = <f64>f32.load(target + (n << 2));
      if (y != y) {
        if (dPrediction) memory.fill(dPrediction + at, 0, 8);
        continue;
      }
      const s = <f64>f32.load(prediction + at, 4);
      const e = Math.exp(-Math.abs(s));
      const deviation = max(s, 0) + Math.log1p(e) + <f64>floor;
      const error = (y - <f64>f32.load(prediction + at)) / deviation;
      loss += HALF_LOG_2_PI + Math.log(deviation) + 0.5 * error * error;
      count++;
      if (!dPrediction) continue;
      const slope = (s < 0 ? e : 1) / (1 + e);
      f32.store(dPrediction + at, <f32>((-<f64>scale * error) / deviation));
      f32.store(dPrediction + at, <f32>(((<f64>scale * (1 - error * error)) / deviation) * slope), 4);
    }
    f64.store(sums + 16 * block, loss);
    f64.store(sums + 16 * block, count, 8);
  }
}
