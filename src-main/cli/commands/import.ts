import { basename, resolve } from 'node:path';
import {
  cleanUpIds,
  importFormats,
  textEncodings,
  type ImportOptions,
} from '../../contract/datasets/import-records.ts';
import { keepableKinds } from '../../contract/datasets/left-out.ts';
import { isModelFile } from '../../contract/model-file-endings.ts';
import type { StudioClient } from '../../contract/contract.ts';
import type { DatasetRecord } from '../../contract/datasets/dataset-records.ts';
import { defineCommand } from '../command.ts';
import { formatAmount, formatBytes, formatCount } from '../formats.ts';
import { INTERRUPTED, onInterruption } from '../interruption.ts';
import { chooseContent } from '../tables/choose-content.ts';
import { understoodLines } from '../tables/describe-understood.ts';
import { importStaged } from '../tables/import-staged.ts';
import { givenColumns, tableOptions } from '../tables/table-options.ts';
import { findLocalFiles } from '../../host/local-files.ts';
import { leftOutWords } from '../datasets/left-out-words.ts';
import { importModel } from '../import-model.ts';
import { studioOptions, withStudio } from '../studio/with-studio.ts';
import { taggedLines } from '../tagging/tagged-lines.ts';
import { choice, flag, text, wholeNumber, withDefault } from '../options.ts';
import { jsonOption } from '../shared-options.ts';
import { quotedArgument, suggestedCommand } from '../suggested-command.ts';
import { UsageError } from '../usage-error.ts';

const LONGEST_NAME = 255;

export const importCommand = defineCommand({
  description:
    'Makes a dataset of files: texts, tables (CSV, TSV, JSONL, Parquet, Arrow), tokens with tags (a token and its tag a line, or JSONL with lists), documents (HTML, EPUB, DOCX, PDF, subtitles) of which the running text is taken, a ZIP archive or folders of them; one file may be packed with gzip or zstd. The encoding is detected, and what was found and done is told. ' +
    'Folders of which each is a class become labels. A project bundle (.kioku) becomes a run, with its dataset where that goes along; so do weights of recurrent networks (.safetensors, .pt, .pth, .bin, .ckpt) and whole models of Keras (.keras, .h5, .hdf5).',
  positionals: { placeholder: 'FILE|FOLDER…', description: 'what to import', minimum: 1 },
  options: {
    name: text('NAME', 'a name for the dataset (the file’s if left out)'),
    encoding: choice(textEncodings, 'the encoding, where it should not be detected'),
    replace: flag('replaces bytes that are not of the encoding with U+FFFD, instead of refusing them'),
    clean: withDefault(
      text('LIST', `what to clean up, of ${cleanUpIds.join(', ')}; none for nothing`),
      'byte-order-mark',
    ),
    keep: text(
      'LIST',
      `what stays in the text of documents that is otherwise left out, of ${keepableKinds.join(', ')}`,
    ),
    format: choice(importFormats, 'the format, where the name does not say it'),
    ...tableOptions,
    horizon: wholeNumber('N', 'how many rows are to be forecast (as suits the table if left out)', 1, 10_000),
    vocabulary: text('FILE', 'weights: the tokens in the order of their ids, as JSON, lines or a pickled list or dict'),
    map: text(
      'LIST',
      'weights: SLOT=TENSOR with commas between them, where a tensor is not found; SLOT=TENSOR.T turns it over, SLOT= leaves the place empty. --inspect lists both',
    ),
    ignore: text(
      'LIST',
      'weights: tensors, with commas between them, that take no part in what the network computes, and that it may be imported without',
    ),
    inspect: flag('only shows what the files look like, as JSON, and imports nothing'),
    ...studioOptions,
    json: jsonOption,
  },
  examples: [
    'kioku import novel.txt',
    'kioku import old-novel.txt --encoding shift_jis --clean byte-order-mark,newlines',
    'kioku import reviews.csv --text review --label stars',
    'kioku import novel.epub',
    'kioku import thesis.pdf --keep footnotes',
    'kioku import names.conll',
    'kioku import words.txt --format conll --token-column "column 2" --tag-column "column 4"',
    'kioku import reviews/ --name "Reviews by folder"',
    'kioku import moby-dick.kioku',
    'kioku import char-rnn.pt --vocabulary chars.json',
    'kioku import old.safetensors --vocabulary chars.json --map output=w_out.T,output-bias=b_out',
    'kioku import model.keras --vocabulary chars.json',
    'kioku import sales.csv --time day --predict sold --known-ahead price,holiday --series shop',
    'kioku import sensors.csv --series id --label state --read x,y,z',
  ],
  async run(values, paths) {
    const given = givenColumns(values);
    const options = {
      encoding: values.encoding ?? null,
      malformed: values.replace ? 'replace' : 'refuse',
      cleanUps: cleanUpsOf(values.clean),
      format: values.format ?? null,
      header: null,
      keep: keptOf(values.keep),
    } satisfies Omit<ImportOptions, 'content'>;
    const name = values.name ?? basename(resolve(paths[0] ?? ''));
    if (name.length < 1 || name.length > LONGEST_NAME)
      throw new UsageError(`--name takes 1 to ${LONGEST_NAME} characters.`);
    const files = await findLocalFiles(paths);
    if (files.length === 1 && isModelFile(files[0].path)) return importModel(values, files);
    return withStudio(values, async (studio) => {
      const importId = await studio.stageFiles(name, files);
      if (values.inspect) {
        const inspect = (content: ImportOptions['content']) =>
          studio.client.imports.inspect({ importId, options: { ...options, content } });
        const inspection = await inspect(await chooseContent(given, () => inspect(null)));
        process.stdout.write(`${JSON.stringify(inspection)}\n`);
        return 0;
      }
      const cancellation = new AbortController();
      const stopListening = onInterruption(() => cancellation.abort());
      try {
        const { signal } = cancellation;
        const before = new Set((await studio.client.datasets.list()).map(({ id }) => id));
        const imported = await importStaged(studio, {
          ...{ importId, options, given, signal, onProgress: showProgress },
          commandWith: (chosen) => suggestedCommand(importCommandLine(paths, values.name, chosen), values),
        });
        showProgress(null, 0);
        const dataset = before.has(imported.id) ? await callAsWanted(studio.client, imported, values.name) : imported;
        process.stdout.write(values.json ? `${JSON.stringify(dataset)}\n` : describe(dataset));
      } catch (error) {
        showProgress(null, 0);
        if (!cancellation.signal.aborted) throw error;
      } finally {
        stopListening();
      }
      if (!cancellation.signal.aborted) return 0;
      process.stderr.write('Cancelled. Nothing was imported.\n');
      return INTERRUPTED;
    });
  },
});

function cleanUpsOf(list: string): ImportOptions['cleanUps'] {
  if (list === 'none') return [];
  return list.split(',').map((given) => {
    const known = cleanUpIds.find((id) => id === given.trim());
    if (known === undefined) throw new UsageError(`--clean takes ${cleanUpIds.join(', ')} or none, not “${given}”.`);
    return known;
  });
}

function keptOf(list: string | undefined): ImportOptions['keep'] {
  return (list ?? '').split(',').flatMap((given) => {
    const wanted = given.trim();
    const known = keepableKinds.find((kind) => kind === wanted);
    if (wanted === '') return [];
    if (known === undefined) throw new UsageError(`--keep takes ${keepableKinds.join(', ')}, not “${wanted}”.`);
    return [known];
  });
}

/** The command without where the data lies. */
function importCommandLine(paths: readonly string[], name: string | undefined, chosen: string): string {
  const named = name === undefined ? [] : ['--name', quotedArgument(name)];
  return ['import', ...paths.map(quotedArgument), ...named, chosen].join(' ');
}

/** Calls a dataset that was here already by the name that was typed for it, if one was, so that it is found by this name. */
async function callAsWanted(client: StudioClient, dataset: DatasetRecord, name?: string): Promise<DatasetRecord> {
  const isRenamed = name !== undefined && name !== dataset.name;
  const calledNow = isRenamed ? `it is called “${name}” now` : 'nothing was added';
  process.stderr.write(`The same content is here already, as “${dataset.name}”; ${calledNow}.\n`);
  return isRenamed ? client.datasets.rename({ datasetId: dataset.id, name }) : dataset;
}

/** On a terminal only; null wipes it away. */
function showProgress(bytesDone: number | null, bytesTotal: number): void {
  if (!process.stderr.isTTY) return;
  const line = bytesDone === null ? '' : `Importing: ${formatBytes(bytesDone)} of ${formatBytes(bytesTotal)}`;
  process.stderr.write(`\r\u001B[K${line}`);
}

function describe(dataset: DatasetRecord): string {
  const { id, name, kind, bytes, characters, vocabularySize, hash, report } = dataset;
  const lines = [`${name}: ${kind}, ${formatBytes(bytes)}`, `id ${id}`, `sha-256 ${hash}`];
  if (report?.understood !== undefined) lines.push(...understoodLines(dataset).slice(1));
  if (kind !== 'series' && kind !== 'labelled-series')
    lines.push(`${formatAmount(characters, 'character')}, ${formatCount(vocabularySize)} different`);
  lines.push(...taggedLines(dataset));
  if (report !== null) lines.push(...describeReport(report));
  return `${lines.join('\n')}\n`;
}

function describeReport(report: NonNullable<DatasetRecord['report']>): string[] {
  const { encodings, documents, rows, classes, cleanUps, replaced, skippedFiles, newlines, rareCharacters } = report;
  const { constantColumns = [], leftOut = [] } = report;
  const isOverTime = report.content?.kind === 'series' || report.content?.kind === 'labelled-series';
  const lines = [`encoding: ${encodings.join(', ')}`];
  if (newlines.crlf + newlines.cr > 0)
    lines.push(`line ends: ${newlines.lf} LF, ${newlines.crlf} CR LF, ${newlines.cr} CR`);
  if (rareCharacters > 0)
    lines.push(`${formatAmount(rareCharacters, 'character occurs', 'characters occur')} only once`);
  for (const { id, count } of cleanUps) lines.push(`cleaned: ${id} (${formatCount(count)})`);
  if (replaced > 0) lines.push(`${formatAmount(replaced, 'character stands', 'characters stand')} for malformed bytes`);
  if (documents > 1 && report.tagged === undefined && !isOverTime) lines.push(`${formatCount(documents)} documents`);
  if (classes !== null && report.tagged === undefined)
    lines.push(`classes: ${classes.map(({ label, count }) => `${label} ${count}`).join(', ')}`);
  if (rows !== null) {
    lines.push(
      `${formatAmount(rows.duplicates, report.tagged === undefined ? 'duplicate row' : 'duplicate sentence')}; ${formatCount(rows.leaked.count)} would be in training and validation`,
    );
    if (rows.incomplete > 0 && report.understood === undefined)
      lines.push(`${formatAmount(rows.incomplete, 'row')} without a text or a label left out`);
    if (rows.raggedCount > 0)
      lines.push(
        `${formatAmount(rows.raggedCount, 'ragged row')} left out: ${listed(
          rows.ragged.map(({ file, line }) => `${file}:${line}`),
          rows.raggedCount,
        )}`,
      );
  }
  if (constantColumns.length > 0)
    lines.push(`constant, so that nothing can be learnt from: ${listed(constantColumns, constantColumns.length)}`);
  if (report.validation !== undefined)
    lines.push(
      `${report.validation.name} validates: ${formatAmount(report.validation.rows, rows === null ? 'document' : 'row')}`,
    );
  if (leftOut.length > 0) lines.push(`left out of the text: ${leftOutWords(leftOut)}`);
  if (skippedFiles.length > 0) lines.push(`left out: ${listed(skippedFiles, skippedFiles.length)}`);
  return lines;
}

/** The first ten, and how many more there are. */
function listed(names: readonly string[], count: number): string {
  const shown = names.slice(0, 10);
  return count > shown.length ? `${shown.join(', ')} and ${formatCount(count - shown.length)} more` : shown.join(', ');
}
