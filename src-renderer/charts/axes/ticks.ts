/** Multiples of 1, 2 or 5 × 10ⁿ within [min, max]: as many as there may be without exceeding `most`. */
export function linearTicks(min: number, max: number, most: number): number[] {
  if (!(max > min)) return [min];
  const rough = (max - min) / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((width) => countWithin(min, max, width) <= most);
  return multiplesWithin(min, max, step ?? 20 * power);
}

/**
 * The same on a logarithmic axis: powers of ten with as many of 2, 5 and the others between them as fit, none nearer to the next than
 * if `most` were spread evenly, or hardly; of a narrow range, linear ones. Of a wide range, where powers have to be left out, 1 is among
 * those that stay.
 */
export function logTicks(min: number, max: number, most: number): number[] {
  if (!(min > 0) || !(max > min)) return [];
  const leastRatio = (max / min) ** (1 / (most * 1.4));
  const isRoomy = (ticks: readonly number[]) =>
    ticks.every((tick, index) => index === 0 || tick / (ticks[index - 1] ?? tick) >= leastRatio);
  for (const factors of [[1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 5], [1, 3], [1]]) {
    const ticks = decadeTicks(min, max, factors);
    if (ticks.length > most || !isRoomy(ticks)) continue;
    if (ticks.length >= Math.min(3, most)) return ticks;
    for (let count = most; count > 1; count--) {
      const linear = linearTicks(min, max, count);
      if (isRoomy(linear)) return linear;
    }
    return ticks;
  }
  const powers = decadeTicks(min, max, [1]);
  const every = Math.ceil(powers.length / most);
  return powers.filter((power) => Math.round(Math.log10(power)) % every === 0);
}

/** Leaves out ticks that read as the one before them: an axis never says 0 %, 0 %, 0 %. */
export function distinctTicks(ticks: readonly number[], format: (value: number) => string): number[] {
  return ticks.filter((tick, index) => index === 0 || format(tick) !== format(ticks[index - 1] ?? tick));
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const timeSteps = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
];

/** Milliseconds at round seconds, minutes, hours or days. `offset` is added for the rounding: that of a time zone. */
export function timeTicks(min: number, max: number, most: number, offset = 0): number[] {
  if (max - min < 2 * second) return linearTicks(min, max, most);
  const step = timeSteps.find((width) => countWithin(min + offset, max + offset, width) <= most);
  const ticks =
    step === undefined
      ? linearTicks((min + offset) / day, (max + offset) / day, most).map((days) => days * day)
      : multiplesWithin(min + offset, max + offset, step);
  return ticks.map((tick) => tick - offset);
}

const countWithin = (min: number, max: number, step: number) => Math.floor(max / step) - Math.ceil(min / step) + 1;

function multiplesWithin(min: number, max: number, step: number): number[] {
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  // Divided where the step is a fraction, so that 3 × 0.1 is 0.3.
  const inverse = Math.round(1 / step);
  return Array.from({ length: last - first + 1 }, (_, n) => (step < 1 ? (first + n) / inverse : (first + n) * step));
}

function decadeTicks(min: number, max: number, factors: readonly number[]): number[] {
  const ticks: number[] = [];
  for (let exponent = Math.floor(Math.log10(min)); exponent <= Math.log10(max); exponent++) {
    for (const factor of factors) {
      // The power is read from its text, since one that is computed may be off by its last bit.
      const tick = Number(`${factor}e${exponent}`);
      if (tick >= min && tick <= max) ticks.push(tick);
    }
  }
  return ticks;
}
