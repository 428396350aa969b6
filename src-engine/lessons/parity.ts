import { cellFacts, cellTypes } from '../cells/index.ts';
import type { CellType } from '../cells/index.ts';
import type { LessonClaim, LessonExperiment } from './lesson-experiment.ts';
import { parityOfLengths } from './memory-tasks/parity.ts';
import { nameInOutcome, trainSideBySide } from './memory-tasks/side-by-side.ts';

const controls = {
  learnt: { kind: 'number', default: 20, minimum: 10, maximum: 40, step: 10 },
} as const;

const MAX_STEPS = 800;
/** The longest sequences of the test have so many times the bits of the longest ones of training. */
const LONGEST_FACTOR = 6;
const LONGER_FACTOR = 3;

/** Which cells learn to count modulo 2, and go on counting at six times the length? The experiment of the papers' size is `parity`. */
export const parityLesson: LessonExperiment<typeof controls> = {
  controls,
  async *run({ settings: { learnt }, ...options }) {
    const experiment = parityOfLengths({
      lengths: [
        [learnt / 2 + 1, learnt],
        [learnt + 1, LONGER_FACTOR * learnt],
        [LONGER_FACTOR * learnt + 1, LONGEST_FACTOR * learnt],
      ],
      maxSteps: MAX_STEPS,
      batchSize: 64,
    });
    return yield* trainSideBySide({
      ...options,
      experiment,
      contenders: cellTypes,
      totalSteps: MAX_STEPS,
      criteria: {
        learnt: 'parity-of-learnt-lengths',
        longer: 'parity-of-longer',
        longest: 'parity-of-longest',
      },
      stages: 16,
      tested: { onTheWay: 128, atTheEnd: 512 },
    });
  },
  claims: cellTypes.flatMap(claimsOf),
};

function claimsOf(cell: CellType): LessonClaim[] {
  const seesState = cellFacts(cell).recurrentKernel !== 'none';
  const claim = (name: string, bounds: Pick<LessonClaim, 'atLeast' | 'atMost'>): LessonClaim => ({
    id: `${cell}-${name}`,
    figure: nameInOutcome(cell, name),
    unit: 'share',
    ...bounds,
  });
  if (seesState) return [claim('learnt', { atLeast: 0.97 }), claim('longest', { atLeast: 0.95 })];
  // Guessing is right in half of the cases.
  return [claim('longer', { atLeast: 0.4, atMost: 0.6 }), claim('longest', { atLeast: 0.4, atMost: 0.6 })];
}
