import type { ClipSpec, ScheduleSpec } from '../../src-engine/spec/train-spec.ts';

/** Returns a schedule with its customary settings. */
export function customarySchedule(type: ScheduleSpec['type'], warmupSteps: number): ScheduleSpec {
  switch (type) {
    case 'constant':
      return { type, warmupSteps };
    case 'step':
      return { type, warmupSteps, everyEpochs: 5, factor: 0.5 };
    case 'exponential':
      return { type, warmupSteps, decayPerEpoch: 0.97 };
    case 'cosine':
      return { type, warmupSteps, finalFactor: 0 };
    case 'reduce-on-plateau':
      return { type, warmupSteps, patience: 2, factor: 0.5, minDelta: 0 };
  }
}

/** The largest norm, or value, of gradients that are clipped, unless another one is chosen. */
const customaryClipMax = 5;

/** Returns a way of clipping; one that clips keeps the limit of another one that does. */
export function customaryClip(type: ClipSpec['type'], before: ClipSpec): ClipSpec {
  return type === 'none' ? { type } : { type, max: before.type === 'none' ? customaryClipMax : before.max };
}
