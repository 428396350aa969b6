import { can } from '../../../src-engine/tasks/facts.ts';
import type { AttributionRecord } from '../../contract/insight/attribution-records.ts';
import { defineCommand } from '../command.ts';
import { findRun } from '../find-run.ts';
import { formatTable } from '../formats.ts';
import { required, text, wholeNumber } from '../options.ts';
import { documentOption, runOption } from '../shared-options.ts';
import { studioOptions, withExistingStudio } from '../studio/with-studio.ts';
import { UsageError } from '../usage-error.ts';

export const explain = defineCommand({
  description:
    'Tells why a network predicts something: how much each token of the text contributes to the score of the token, class or tag, by gradient × input at its best checkpoint. ' +
    'A language model is asked about what comes after the text, or about one of its tokens; a classifier about the class; a tagger about the tag of a token. ' +
    'A positive number says that the score would grow if the token’s input grew a little; it does not say what would happen without the token.',
  positionals: null,
  options: {
    run: required(runOption),
    text: required(text('TEXT', 'the text that the network reads')),
    position: wholeNumber('N', 'the token that is explained, counted from 1', 1),
    output: text('NAME', 'a class or tag other than the likeliest, or a token other than the one that stands there'),
    ...studioOptions,
    json: documentOption,
  },
  examples: [
    'kioku explain --run last --text "What a lovely day"',
    'kioku explain --run last --text "Call me Ishmael." --position 9',
    'kioku explain --run 3f2a --text "What a lovely day" --output negative --json',
  ],
  async run(values) {
    return withExistingStudio(values, async ({ client }) => {
      const run = await findRun(client, values.run, values);
      if (values.position !== undefined && can(run.model.task, 'classify'))
        throw new UsageError('A classifier gives a class to the whole text. Leave --position out.');
      const answer = await client.insight.attribution({
        runId: run.id,
        text: values.text,
        position: values.position === undefined ? null : values.position - 1,
        output: values.output ?? null,
      });
      process.stdout.write(values.json ? `${JSON.stringify(documentOf(answer))}\n` : describe(answer));
      return 0;
    });
  },
});

/** Positions count from 1, as on the command line. */
function documentOf({ step, position, output, logit, probability, pieces }: AttributionRecord) {
  return {
    step,
    output: output.name,
    position: position === null ? null : position + 1,
    logit,
    probability,
    pieces: pieces.map((piece) => ({ text: piece.text, contribution: piece.contribution })),
  };
}

function describe({ output, position, logit, probability, pieces }: AttributionRecord): string {
  const name = output.endsDocument ? 'the end of the document' : `“${shown(output.name)}”`;
  const place = position === null ? '' : ` as token ${position + 1}`;
  const share = `${(100 * probability).toPrecision(3)} %`;
  const rows = pieces.map(({ text: piece, contribution }) => [
    piece === '' ? '(beginning)' : shown(piece),
    contribution === null ? 'too far back' : signed(contribution),
    bar(contribution ?? 0, pieces),
  ]);
  const table = formatTable([['token', 'contribution', ''], ...rows], [1]);
  return `${name}${place}: probability ${share}, score ${signed(logit)}\n${table}\n`;
}

const shown = (piece: string) => piece.replaceAll('\n', '⏎').replaceAll('\t', '⇥');
const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;

const barWidth = 20;

/** The length of a bar tells the size, its sign the direction. */
function bar(contribution: number, pieces: AttributionRecord['pieces']): string {
  const largest = Math.max(...pieces.map((piece) => Math.abs(piece.contribution ?? 0)));
  const length = largest === 0 ? 0 : Math.round((barWidth * Math.abs(contribution)) / largest);
  return (contribution < 0 ? '−' : '+').repeat(length);
}
