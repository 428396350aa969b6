import { defineCommand } from '../command.ts';
import { findRun } from '../find-run.ts';
import { required, wholeNumber } from '../options.ts';
import { documentOption, runOption } from '../shared-options.ts';
import { studioOptions, withExistingStudio } from '../studio/with-studio.ts';

const LONGEST = 10_000;

export const predict = defineCommand({
  description:
    'Asks a trained network, by its best checkpoint, about what is typed, or comes from standard input: a classifier tells the class of a text, a tagger the tags of a sentence, ' +
    'a language model the likeliest end of a text. A forecaster takes rows of its table with their header, as CSV, and tells what comes next; without any it goes on from the end of its data.',
  positionals: { placeholder: '[TEXT…]', description: 'the text; standard input if left out', minimum: 0 },
  options: {
    run: required(runOption),
    steps: wholeNumber(
      'N',
      'how many steps a forecaster tells (1), or tokens a language model writes (20)',
      1,
      LONGEST,
    ),
    ...studioOptions,
    json: documentOption,
  },
  examples: [
    'kioku predict --run last "What a lovely day"',
    'echo "Ann Lee left on 3 May 1998." | kioku predict --run last --json',
    'kioku predict --run Passengers --steps 3',
    'tail -24 measured.csv | (echo "time,value"; cat) | kioku predict --run last',
  ],
  async run(values, words) {
    const { readInput } = await import('../evaluating/read-input.ts');
    const { answer } = await import('../evaluating/answer-input.ts');
    const input = words.length > 0 ? words.join(' ') : await readInput(process.stdin);
    return withExistingStudio(values, async (studio) => {
      const run = await findRun(studio.client, values.run, values);
      const { document, text } = await answer(studio, run, { input, steps: values.steps });
      process.stdout.write(values.json ? `${JSON.stringify(document)}\n` : text);
      return 0;
    });
  },
});
