import { defineCommand } from '../command.ts';
import { findRun } from '../find-run.ts';
import { INTERRUPTED, onInterruption } from '../interruption.ts';
import { withHost } from '../open-host.ts';
import { number, positiveNumber, required, text, wholeNumber, withDefault } from '../options.ts';
import { dataDirOption, runOption } from '../shared-options.ts';

const LARGEST_SEED = 2 ** 32 - 1;

export const generate = defineCommand({
  description:
    'Writes text with a trained run, by its best checkpoint, to standard output as it comes. The prompt itself is not ' +
    'repeated. The same seed and settings write the same text.',
  positionals: null,
  options: {
    run: required(runOption),
    prompt: text('TEXT', 'what the text goes on from (nothing if left out)'),
    length: withDefault(wholeNumber('N', 'tokens to write', 1, 100_000), 400),
    temperature: withDefault(
      number('T', 'below 1 safer, above 1 wilder; 0 always takes the likeliest token', { minimum: 0, maximum: 100 }),
      0.8,
    ),
    seed: wholeNumber(
      'N',
      'repeats what was written with this seed (a new one each time if left out)',
      0,
      LARGEST_SEED,
    ),
    'top-k': withDefault(wholeNumber('K', 'chooses among the K likeliest tokens; 0: all', 0), 0),
    'top-p': withDefault(
      number('P', 'chooses among the likeliest tokens that make up this probability', { minimum: 1e-6, maximum: 1 }),
      1,
    ),
    'min-p': withDefault(
      number('P', 'drops tokens less likely than this share of the likeliest', { minimum: 0, maximum: 1 }),
      0,
    ),
    'repetition-penalty': withDefault(positiveNumber('X', 'above 1 avoids what was just written'), 1),
    'repetition-window': withDefault(wholeNumber('N', 'how far back the penalty looks, in tokens', 0), 64),
    stop: text('TEXT', 'ends when this has been written'),
    'data-dir': dataDirOption,
  },
  examples: [
    'kioku generate --run last --prompt "Call me " --length 400',
    'kioku generate --run last --prompt "The whale" --temperature 0.5 --seed 7',
    'kioku generate --run 3f2a --prompt "Once" --temperature 1 --top-p 0.9',
  ],
  run: async (values) =>
    withHost(values['data-dir'], async ({ client }) => {
      const run = await findRun(client, values.run);
      const abort = new AbortController();
      const stopListening = onInterruption(() => abort.abort());
      const stream = await client.playground.generate(
        {
          runId: run.id,
          prompt: values.prompt ?? '',
          length: values.length,
          sampling: {
            temperature: values.temperature,
            topK: values['top-k'],
            topP: values['top-p'],
            minP: values['min-p'],
            repetitionPenalty: values['repetition-penalty'],
            repetitionWindow: values['repetition-window'],
            stopStrings: values.stop === undefined || values.stop === '' ? [] : [values.stop],
            seed: values.seed ?? Math.floor(Math.random() * 2 ** 32),
          },
        },
        { signal: abort.signal },
      );
      let unknown: readonly string[] = [];
      try {
        for await (const update of stream) {
          if (abort.signal.aborted) break;
          if (update.type === 'tokens') process.stdout.write(update.tokens.map((token) => token.text).join(''));
          else unknown = update.unknown;
        }
      } finally {
        stopListening();
      }
      process.stdout.write('\n');
      reportUnknown(unknown);
      return abort.signal.aborted ? INTERRUPTED : 0;
    }),
});

function reportUnknown(unknown: readonly string[]): void {
  if (unknown.length === 0) return;
  const pieces = [...new Set(unknown)].map((piece) => `“${piece}”`).join(', ');
  process.stderr.write(`The run’s text does not have ${pieces}: the network could not see this part of the prompt.\n`);
}
