import { MOST_SEEDS } from '../../../src-engine/lessons/mean-interval.ts';
import { defineCommand } from '../command.ts';
import { wholeNumber, withDefault } from '../options.ts';
import { jsonOption } from '../shared-options.ts';
import { UsageError } from '../usage-error.ts';

const VANISHING_GRADIENT = 'vanishing-gradient';
const PARITY = 'parity';
const USUAL_SEEDS = 5;

export const lesson = defineCommand({
  description:
    'Repeats an experiment of the paper that introduced the LSTM (Hochreiter & Schmidhuber 1997): an LSTM and a SimpleRNN, which has no ' +
    'fewer parameters, learn from the same sequences in the same number of steps with the same optimizer, and are tested on sequences that ' +
    'neither has seen. vanishing-gradient shows why one of them fails. parity compares all cells, several times each: which of them can keep ' +
    'track of a state at any length? Each takes one to three minutes at most.',
  positionals: {
    placeholder: 'reber|adding|temporal-order|vanishing-gradient|parity',
    description: 'which lesson',
    minimum: 1,
  },
  options: {
    seed: withDefault(wholeNumber('N', 'draws the networks and all sequences', 0, 2 ** 32 - 1), 1),
    seeds: wholeNumber(
      'N',
      `parity: how often each cell learns, each time with the next seed (${USUAL_SEEDS} if left out)`,
      1,
      MOST_SEEDS,
    ),
    steps: wholeNumber('N', 'optimizer steps of each network; as many as the lesson takes, if left out', 0),
    json: jsonOption,
  },
  examples: [
    'kioku lesson adding',
    'kioku lesson reber --seed 2',
    'kioku lesson vanishing-gradient --steps 0',
    'kioku lesson parity',
  ],
  async run({ seed, seeds, steps, json }, [name, surplus]) {
    const { experiments } = await import('../../../src-engine/lessons/memory-tasks/experiments.ts');
    const isExperiment = (id: string): id is keyof typeof experiments => Object.hasOwn(experiments, id);
    if (surplus !== undefined) throw new UsageError(`One lesson at a time: “${surplus}” is one too many.`);
    if (seeds !== undefined && name !== PARITY) throw new UsageError('--seeds goes with the lesson parity alone.');
    if (name === PARITY) {
      const { showParity } = await import('../lessons/parity.ts');
      await showParity({ seed, seeds: seeds ?? USUAL_SEEDS, steps, json });
    } else if (name === VANISHING_GRADIENT) {
      const { showVanishingGradient } = await import('../lessons/vanishing-gradient.ts');
      await showVanishingGradient({ seed, steps, json });
    } else if (isExperiment(name)) {
      const { showExperiment } = await import('../lessons/experiment.ts');
      await showExperiment(name, { seed, steps, json });
    } else {
      const names = [...Object.keys(experiments), VANISHING_GRADIENT, PARITY].join(', ');
      throw new UsageError(`A lesson is one of ${names}, not “${name}”.`);
    }
    return 0;
  },
});
