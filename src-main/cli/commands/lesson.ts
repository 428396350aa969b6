import { MOST_SEEDS } from '../../../src-engine/lessons/mean-interval.ts';
import { lessonIds } from '../../../src-engine/spec/lesson-spec.ts';
import { defineCommand } from '../command.ts';
import { assignments, flag, wholeNumber, withDefault } from '../options.ts';
import { jsonOption } from '../shared-options.ts';
import { UsageError } from '../usage-error.ts';

const VANISHING_GRADIENT = 'vanishing-gradient';
const PARITY = 'parity';
/** Lessons whose name stands for the whole experiment of a paper. */
const papers = ['reber', 'adding', 'temporal-order', PARITY, VANISHING_GRADIENT] as const;
const USUAL_SEEDS = 5;

export const lesson = defineCommand({
  description:
    'Runs the experiment of a lesson of the studio, in seconds, and prints its figures, the claims that they bear out, and its curves. ' +
    'reber, adding and temporal-order repeat the experiments of the paper that introduced the LSTM (Hochreiter & Schmidhuber 1997) as ' +
    'they are there: an LSTM and a SimpleRNN, which has no fewer parameters, learn from the same sequences in the same number of steps ' +
    'with the same optimizer, and are tested on sequences that neither has seen. vanishing-gradient shows why one of them fails. parity ' +
    'compares all cells, several times each. Each of these five takes one to three minutes at most; with --short the lesson’s own, ' +
    'shorter experiment is run.',
  positionals: {
    placeholder: 'LESSON',
    description: `which lesson: ${[...lessonIds, VANISHING_GRADIENT].join(', ')}`,
    minimum: 1,
  },
  options: {
    seed: withDefault(wholeNumber('N', 'draws the networks and all data', 0, 2 ** 32 - 1), 1),
    seeds: wholeNumber(
      'N',
      `how often it is run, each time with the next seed (1 if left out; ${USUAL_SEEDS} for parity)`,
      1,
      MOST_SEEDS,
    ),
    set: assignments('NAME=VALUE', 'sets a control of the lesson’s experiment; may be given several times'),
    short: flag('reber, adding, temporal-order and parity: runs the lesson’s own experiment instead of the paper’s'),
    steps: wholeNumber('N', 'the paper’s experiments: optimizer steps of each network; all, if left out', 0),
    json: jsonOption,
  },
  examples: [
    'kioku lesson singular-values',
    'kioku lesson singular-values --set sigma=0.8,signals=usual',
    'kioku lesson clipping --seeds 5 --json',
    'kioku lesson reber --seed 2',
    'kioku lesson vanishing-gradient --steps 0',
    'kioku lesson parity',
  ],
  async run({ seed, seeds, set, short, steps, json }, [name, surplus]) {
    if (surplus !== undefined) throw new UsageError(`One lesson at a time: “${surplus}” is one too many.`);
    const paper = papers.find((known) => known === name);
    if (paper !== undefined && !short && Object.keys(set).length === 0) {
      if (seeds !== undefined && name !== PARITY) {
        throw new UsageError('--seeds goes with the lesson parity, or with --short, alone.');
      }
      await showPaper(paper, { seed, seeds: seeds ?? USUAL_SEEDS, steps, json });
      return 0;
    }
    const { lessonExperiments } = await import('../../../src-engine/lessons/lesson-list.ts');
    const id = lessonIds.find((known) => known === name);
    if (id === undefined) {
      const names = [...lessonIds, VANISHING_GRADIENT].join(', ');
      throw new UsageError(`A lesson is one of ${names}, not “${name}”.`);
    }
    if (steps !== undefined) throw new UsageError('--steps goes with the experiments of papers alone.');
    const { showLesson } = await import('../lessons/lesson-experiment.ts');
    await showLesson(id, lessonExperiments[id], { seed, seeds: seeds ?? 1, set, json });
    return 0;
  },
});

interface PaperOptions {
  seed: number;
  seeds: number;
  steps: number | undefined;
  json: boolean;
}

async function showPaper(name: (typeof papers)[number], { seeds, ...options }: PaperOptions): Promise<void> {
  if (name === PARITY) {
    const { showParity } = await import('../lessons/parity.ts');
    await showParity({ ...options, seeds });
  } else if (name === VANISHING_GRADIENT) {
    const { showVanishingGradient } = await import('../lessons/vanishing-gradient.ts');
    await showVanishingGradient(options);
  } else {
    const { showExperiment } = await import('../lessons/experiment.ts');
    await showExperiment(name, options);
  }
}
