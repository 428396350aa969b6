import { createStream } from '../../random/stream.ts';
import type { SequenceSamples } from '../../training/sequence-data.ts';
import { TEST_SEQUENCES } from './experiment.ts';
import type { ExperimentData } from './experiment.ts';

/** Data of a task that has so many sequences that none is ever drawn twice. `draw` gives the same ones for the same seed. */
export function independentDraws(draw: (count: number, seed: number) => SequenceSamples, seed: number): ExperimentData {
  const drawSeed = (purpose: string, n: number) => createStream(seed, `lesson/${purpose}`, n).nextUint32();
  return {
    draw: (count, n) => draw(count, drawSeed('train', n)),
    test: draw(TEST_SEQUENCES, drawSeed('test', 0)),
  };
}
