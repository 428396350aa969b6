import { weightPrecisions } from '../../../src-engine/spec/generation-spec.ts';
import { longestBeam, mostBeams, mostContinuations, mostTokensAtOnce } from '../../contract/writing/writing-limits.ts';
import { defineCommand } from '../command.ts';
import { findCheckpoint } from '../find-checkpoint.ts';
import { findRun } from '../find-run.ts';
import { formatCount } from '../formats.ts';
import { INTERRUPTED, onInterruption } from '../interruption.ts';
import { studioOptions, withExistingStudio } from '../studio/with-studio.ts';
import {
  choice,
  flag,
  number,
  positiveNumber,
  required,
  text,
  wholeNumber,
  withDefault,
  type OptionValues,
} from '../options.ts';
import { jsonOption, runOption } from '../shared-options.ts';
import { UsageError } from '../usage-error.ts';
import { writeMany, writeOne } from '../write-texts.ts';

const LARGEST_SEED = 2 ** 32 - 1;

/** The settings of chance; a beam search leaves nothing to it. */
const chanceOptions = {
  count: wholeNumber('N', 'writes N texts at once, each by chance of its own', 1, mostContinuations),
  temperature: number('T', 'below 1 safer, above 1 wilder; 0 always takes the likeliest token (0.8 if left out)', {
    minimum: 0,
    maximum: 100,
  }),
  seed: wholeNumber('N', 'repeats what was written with this seed (a new one each time if left out)', 0, LARGEST_SEED),
  'top-k': wholeNumber('K', 'chooses among the K likeliest tokens; 0: all (0 if left out)', 0),
  'top-p': number('P', 'chooses among the likeliest tokens that make up this probability (1 if left out)', {
    minimum: 1e-6,
    maximum: 1,
  }),
  'min-p': number('P', 'drops tokens less likely than this share of the likeliest (0 if left out)', {
    minimum: 0,
    maximum: 1,
  }),
  'repetition-penalty': positiveNumber('X', 'above 1 avoids what was just written (1 if left out)'),
  'repetition-window': wholeNumber('N', 'how far back the penalty looks, in tokens (64 if left out)', 0),
};

export const generate = defineCommand({
  description:
    'Writes text with a trained run, by its best checkpoint, to standard output as it comes. The prompt itself is not ' +
    'repeated. The same seed and settings write the same text. Several texts, and what a beam search finds, come when all of ' +
    'them are written, each with its perplexity: among how many tokens the network hesitated.',
  positionals: null,
  options: {
    run: required(runOption),
    prompt: text(
      'TEXT',
      'what the text goes on from; left out or empty: a new document, of a network that has learnt several, else nothing',
    ),
    length: withDefault(
      wholeNumber('N', 'tokens to write; a network that has learnt documents may end sooner', 1, 100_000),
      400,
    ),
    ...chanceOptions,
    beams: wholeNumber(
      'K',
      'beam search: follows the K likeliest texts at a time and writes them, the likeliest first; nothing is left to chance',
      1,
      mostBeams,
    ),
    weights: withDefault(
      choice(
        weightPrecisions,
        'bf16 rounds the network’s matrices to half of their bytes, so that two layers of 512 units write one text twice as fast; it may become another one',
      ),
      'float32',
    ),
    stop: text('TEXT', 'ends when this has been written'),
    step: wholeNumber('N', 'writes with the checkpoint of this step, and not with the best one', 0),
    memorisation: flag(
      'tells how much of what is written is copied from the training text: the longest passage, and the share of all passages of 20 tokens; ' +
        'beside them those of held-out text',
    ),
    ...studioOptions,
    json: jsonOption,
  },
  examples: [
    'kioku generate --run last --prompt "Call me " --length 400',
    'kioku generate --run last --prompt "The whale" --temperature 0.5 --seed 7',
    'kioku generate --run 3f2a --prompt "Once" --temperature 1 --top-p 0.9',
    'kioku generate --run last --prompt "Once" --count 8 --length 80',
    'kioku generate --run names --count 20',
    'kioku generate --run last --prompt "Once" --beams 5 --length 80',
    'kioku generate --run last --temperature 0.5 --memorisation',
    'kioku generate --run last --length 5000 --weights bf16',
  ],
  async run(values) {
    checkTogether(values);
    return withExistingStudio(values, async ({ client }) => {
      const run = await findRun(client, values.run, values);
      const abort = new AbortController();
      const stopListening = onInterruption(() => abort.abort());
      const { length, weights, beams, count, json } = values;
      const checkpointId = values.step === undefined ? null : (await findCheckpoint(client, run, values.step)).id;
      const input = { runId: run.id, checkpointId, prompt: values.prompt ?? '', length, weights };
      const writing = { json, comparesCopies: values.memorisation, signal: abort.signal };
      const sampling = samplingOf(values);
      const { stopStrings } = sampling;
      try {
        if (beams !== undefined) {
          await writeMany(client, { ...input, way: { way: 'beams', beams, stopStrings } }, writing);
        } else if (count !== undefined || json) {
          const way = { way: 'sample' as const, count: count ?? 1, sampling };
          await writeMany(client, { ...input, way }, writing);
        } else await writeOne(client, { ...input, sampling }, writing);
      } finally {
        stopListening();
      }
      return abort.signal.aborted ? INTERRUPTED : 0;
    });
  },
});

type Given = OptionValues<typeof chanceOptions>;

function samplingOf(values: Given & { stop: string | undefined }) {
  return {
    temperature: values.temperature ?? 0.8,
    topK: values['top-k'] ?? 0,
    topP: values['top-p'] ?? 1,
    minP: values['min-p'] ?? 0,
    repetitionPenalty: values['repetition-penalty'] ?? 1,
    repetitionWindow: values['repetition-window'] ?? 64,
    stopStrings: values.stop === undefined || values.stop === '' ? [] : [values.stop],
    seed: values.seed ?? Math.floor(Math.random() * 2 ** 32),
  };
}

function checkTogether(values: Given & { beams: number | undefined; length: number }): void {
  const { beams, length, count = 1 } = values;
  if (beams !== undefined) {
    const given = (Object.keys(chanceOptions) as (keyof Given)[]).find((name) => values[name] !== undefined);
    if (given !== undefined) {
      throw new UsageError(`--beams leaves nothing to chance, so that --${given} does not go with it.`);
    }
    if (length > longestBeam) {
      throw new UsageError(`With --beams, --length is at most ${formatCount(longestBeam)}.`);
    }
  }
  const longest = Math.floor(mostTokensAtOnce / count);
  if (length > longest) {
    throw new UsageError(`With --count ${count}, --length is at most ${formatCount(longest)}.`);
  }
}
