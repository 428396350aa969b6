import type { DatasetRecord } from '../../contract/datasets/dataset-records.ts';
import { formatBytes } from '../formats.ts';
import type { Studio } from '../studio/studio.ts';
import { withExistingStudio, type StudioValues } from '../studio/with-studio.ts';
import { suggestedCommand } from '../suggested-command.ts';
import { seriesTable } from './series-table.ts';
import { findDataset } from '../training/training-dataset.ts';
import { UsageError } from '../usage-error.ts';

interface Values extends StudioValues {
  json: boolean;
  out: string | undefined;
  overwrite: boolean;
}

/** Puts datasets into the trash. Resolves with the exit code; rejects where a run that trains reads one. */
export async function deleteDatasets(names: readonly string[], values: Values): Promise<number> {
  if (names.length === 0) throw new UsageError('datasets delete takes the NAME or id of a dataset.');
  return withExistingStudio(values, async (studio) => {
    const found: DatasetRecord[] = [];
    for (const name of names) found.push(await findDataset(studio, name, values));
    for (const { id, name, bytes } of found) {
      await studio.client.datasets.delete({ datasetId: id });
      const restore = suggestedCommand(`trash --restore ${id.slice(0, 8)}`, values);
      process.stdout.write(
        values.json
          ? `${JSON.stringify({ deleted: id, name })}\n`
          : `${name} is deleted: ${formatBytes(bytes)}. For a minute it can be had back with: ${restore}\n`,
      );
    }
    return 0;
  });
}

/** Writes the content of a dataset into a file, or on standard output. Resolves with the exit code. */
export async function writeDataset([wanted, ...others]: readonly string[], values: Values): Promise<number> {
  if (wanted === undefined || others.length > 0)
    throw new UsageError('datasets write takes the NAME or id of one dataset.');
  const { out, overwrite, json } = values;
  if (json && out === undefined) throw new UsageError('--json goes with --out: the content itself is no JSON.');
  const { requirePlace } = await import('../place-file.ts');
  if (out !== undefined) await requirePlace(out, { overwrites: overwrite });
  return withExistingStudio(values, async (studio) => {
    const dataset = await findDataset(studio, wanted, values);
    if (out === undefined) {
      for await (const piece of contentOf(studio, dataset)) process.stdout.write(piece);
      return 0;
    }
    const { open } = await import('node:fs/promises');
    const file = await open(out, overwrite ? 'w' : 'wx');
    try {
      for await (const piece of contentOf(studio, dataset)) await file.appendFile(piece);
    } finally {
      await file.close();
    }
    const { id, name, kind, bytes, hash } = dataset;
    process.stdout.write(
      json
        ? `${JSON.stringify({ datasetId: id, name, kind, bytes, hash, path: out })}\n`
        : `${name}: ${formatBytes(bytes)} written: ${out}\n`,
    );
    return 0;
  });
}

const pieceCharacters = 2 ** 18;

/** The text as it was imported; rows with labels and sentences with tags are a JSON object a line, numbers over time a table. */
async function* contentOf({ client }: Studio, dataset: DatasetRecord): AsyncGenerator<string> {
  const { id: datasetId, kind } = dataset;
  if (kind === 'series' || kind === 'labelled-series') return yield* seriesTable(client, dataset);
  for (let offset = 0; ;) {
    const { text, end } = await client.datasets.read({ datasetId, offset, length: pieceCharacters });
    if (text !== '') yield text;
    if (end <= offset) return;
    offset = end;
  }
}
