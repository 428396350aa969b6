import type { ClassifiedRows } from '../../contract/evaluation-records.ts';
import { defineCommand } from '../command.ts';
import { findRun } from '../find-run.ts';
import { formatAmount, formatTable } from '../formats.ts';
import { required, text } from '../options.ts';
import { documentOption, outOption, overwriteOption, runOption } from '../shared-options.ts';
import { studioOptions, withExistingStudio } from '../studio/with-studio.ts';

type Row = ClassifiedRows['rows'][number];

const shownCharacters = 60;

export const classify = defineCommand({
  description:
    'Tells a class for each text of a file with a trained classifier, by its best checkpoint: a row of a table, or a line of a text. A classifier of numbers over time tells one for each series. ' +
    'Columns are those of the same names as in training; labels are not needed.',
  positionals: null,
  options: {
    run: required(runOption),
    data: required(text('FILE|FOLDER', 'what is to be classified')),
    text: text('COLUMN', 'the column with the texts, if it is called otherwise than in training'),
    out: outOption,
    overwrite: overwriteOption,
    ...studioOptions,
    json: documentOption,
  },
  examples: [
    'kioku classify --run last --data new-reviews.csv',
    'kioku classify --run last --data lines.txt --json',
    'kioku classify --run 3f2a --data new.csv --text review --out classified.csv',
  ],
  async run(values) {
    const { withStagedFiles } = await import('../studio/with-staged-files.ts');
    const { csvLine } = await import('../evaluating/csv-lines.ts');
    const { requirePlace } = await import('../place-file.ts');
    if (values.out !== undefined) await requirePlace(values.out, { overwrites: values.overwrite });
    return withExistingStudio(values, async (studio) => {
      const { client } = studio;
      const { id: runId, model } = await findRun(client, values.run, values);
      const of = model.input.kind === 'features' ? 'series' : 'text';
      const columns = { text: values.text ?? null };
      let classes: string[] = [];
      const rows: Row[] = [];
      const input = { runId, columns };
      await withStagedFiles(studio, values.data, async (importId) => {
        for await (const some of await client.evaluations.classify({ ...input, importId })) {
          classes = some.classes;
          // A sequence without a name is called by the number of its row.
          for (const row of some.rows) rows.push({ ...row, text: row.text ?? String(rows.length) });
        }
      });
      if (values.out !== undefined) {
        const { writeFile } = await import('node:fs/promises');
        const header = [of, 'label', 'probability', ...classes];
        await writeFile(values.out, [header, ...rows.map((row) => cellsOf(row, classes))].map(csvLine).join(''), {
          flag: values.overwrite ? 'w' : 'wx',
        });
      }
      if (values.json) process.stdout.write(`${JSON.stringify(rows.map((row) => documentOf(row, classes, of)))}\n`);
      else if (values.out === undefined) process.stdout.write(describe(rows, classes, of));
      else process.stdout.write(`${formatAmount(rows.length, 'row')} classified: ${values.out}\n`);
      return 0;
    });
  },
});

function cellsOf({ text: given, predicted, probabilities }: Row, classes: readonly string[]) {
  return [given, classes[predicted] ?? null, probabilities[predicted] ?? null, ...probabilities];
}

function documentOf({ text: given, predicted, probabilities }: Row, classes: readonly string[], of: 'text' | 'series') {
  return {
    [of]: given,
    label: classes[predicted],
    probability: probabilities[predicted],
    probabilities: Object.fromEntries(classes.map((label, id) => [label, probabilities[id]])),
  };
}

function describe(rows: readonly Row[], classes: readonly string[], of: 'text' | 'series'): string {
  const lines = rows.map(({ text: given, predicted, probabilities }) => [
    classes[predicted] ?? '',
    `${(100 * (probabilities[predicted] ?? 0)).toFixed(1)} %`,
    beginningOf(given ?? ''),
  ]);
  return `${formatTable([['label', 'probability', of], ...lines], [1])}\n`;
}

function beginningOf(given: string): string {
  const line = given.replaceAll(/\s+/g, ' ');
  return line.length <= shownCharacters ? line : `${line.slice(0, shownCharacters).toWellFormed()}…`;
}
