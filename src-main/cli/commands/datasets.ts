import type { DatasetRecord } from '../../contract/datasets/dataset-records.ts';
import { defineCommand } from '../command.ts';
import { formatBytes, formatCount, formatTable } from '../formats.ts';
import { studioOptions, withStudio } from '../studio/with-studio.ts';
import { text } from '../options.ts';
import { taskOf } from '../tables/describe-understood.ts';
import { deleteDatasets, writeDataset } from '../datasets/dataset-actions.ts';
import { jsonOption, overwriteOption } from '../shared-options.ts';
import { suggestedCommand } from '../suggested-command.ts';
import { UsageError } from '../usage-error.ts';

export const datasets = defineCommand({
  description:
    'Lists the datasets in the data folder, the newest first, or adds one of those that come with the studio. “write NAME” writes the ' +
    'content of one as it is stored, with a JSON object a line where it has rows; “delete NAME” puts some into the trash.',
  positionals: {
    placeholder: '[write|delete NAME|ID…]',
    description: 'what to do, and with which datasets',
    minimum: 0,
  },
  options: {
    'add-sample': text('ID', 'adds a sample, with its licence; an id that is none lists them'),
    out: text('FILE', 'write: the new file (standard output if left out)'),
    overwrite: overwriteOption,
    ...studioOptions,
    json: jsonOption,
  },
  examples: [
    'kioku datasets',
    'kioku datasets --json',
    'kioku datasets --add-sample first-names',
    'kioku datasets write novel.txt --out novel-copy.txt',
    'kioku datasets delete reviews.csv',
  ],
  run: async (values, [action, ...names]) => {
    if (action === 'write') return writeDataset(names, values);
    if (action === 'delete') return deleteDatasets(names, values);
    if (action !== undefined) throw new UsageError(`datasets takes write or delete, not “${action}”.`);
    if (values.out !== undefined) throw new UsageError('--out goes with write.');
    return withStudio(values, async ({ client }) => {
      const sampleId = values['add-sample'];
      const list =
        sampleId === undefined ? await client.datasets.list() : [await client.datasets.importSample({ sampleId })];
      if (values.json) {
        for (const dataset of list) process.stdout.write(`${JSON.stringify(dataset)}\n`);
      } else if (list.length === 0) {
        process.stdout.write(`There is no dataset yet. Import one with: ${suggestedCommand('import FILE', values)}\n`);
      } else {
        const rows = list.map((dataset) => [
          dataset.id,
          dataset.name,
          dataset.kind,
          formatBytes(dataset.bytes),
          rowsOf(dataset),
          ...(hasText(dataset) ? [formatCount(dataset.characters), formatCount(dataset.vocabularySize)] : ['–', '–']),
          String(dataset.runCount),
          contentOf(dataset),
        ]);
        const header = ['id', 'name', 'kind', 'size', 'rows', 'characters', 'vocabulary', 'runs', 'for'];
        process.stdout.write(`${formatTable([header, ...rows], [3, 4, 5, 6, 7])}\n`);
      }
      return 0;
    });
  },
});

function rowsOf({ report }: DatasetRecord): string {
  const rows = report?.understood?.rowsUsed ?? report?.rows?.count;
  return rows === undefined ? '–' : formatCount(rows);
}

/** Says what a table is for, and the times that it reaches over; nothing for texts. */
function contentOf({ kind, report }: DatasetRecord): string {
  const understood = report?.understood;
  if (understood === undefined) return '';
  const time = understood.time === null ? '' : `, ${understood.time.from} to ${understood.time.to}`;
  return `${taskOf(kind, understood)}${time}`;
}

function hasText({ kind }: DatasetRecord): boolean {
  return kind === 'text' || kind === 'labelled' || kind === 'tagged';
}
