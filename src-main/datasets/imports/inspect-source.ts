import {
  isTableFormat,
  type ImportContent,
  type ImportOptions,
  type Inspection,
  type TextEncoding,
} from '../../contract/datasets/import-records.ts';
import { StudioError } from '../../contract/errors.ts';
import { cleanUpOffers, cutSample, cutText } from '../cleaning/clean-up-offers.ts';
import { cleanSeries } from '../cleaning/series/clean-series.ts';
import { SourceReading } from '../cleaning/source-reading.ts';
import { SentenceReading, taggedPlaces } from '../cleaning/tagged-sentences.ts';
import {
  beginningRows,
  readBeginning,
  readTableBeginning,
  type TableBeginning,
  type TextBeginning,
} from '../columns/table-beginning.ts';
import { columnsOf, roleIn } from '../../contract/datasets/content-roles.ts';
import { guessTable } from '../meaning/guess-content.ts';
import { clear } from '../meaning/guess-texts.ts';
import { chosenColumns, suggestForTexts } from '../meaning/import-plan.ts';
import type { ImportSource } from '../readers/open-source.ts';
import type { SourceFile } from '../readers/source-file.ts';
import { detectFileEncoding } from '../readers/text-source.ts';

const previewCharacters = 4000;
const toldFiles = 100;
const shownRows = 20;
const shownSentences = 12;
const shownTokens = 80;

/**
 * Looks at what is to be imported, with what was chosen so far, and keeps nothing. Reads no file whole but for its encoding, and for numbers
 * whose rows are in order of time: gaps may be anywhere.
 */
export async function inspectSource(
  source: ImportSource,
  options: ImportOptions,
  signal: AbortSignal,
): Promise<Inspection> {
  const { files, format, alternatives, folders, skippedFiles } = source;
  const [first] = files;
  const { ranking, byteOrderMark } = await detectFileEncoding(first);
  const encoding: TextEncoding = options.encoding ?? ranking[0].encoding;
  const beginning = await readBeginning(first, encoding, options.keep);
  const { text, isWhole, leftOut } = beginning;
  const table = isTableFormat(format) ? readTableBeginning(first, beginning, format, chosenColumns(options)) : null;
  const guess = table === null ? clear(suggestForTexts(source)) : guessTable(table);
  const content = options.content ?? guess.suggestion;
  const questions = options.content === null ? guess.questions : [];
  const look: Look = { source, options, signal, table, content };
  return {
    name: source.name,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    files: files.slice(0, toldFiles).map(({ path, bytes }) => ({ path, bytes })),
    fileCount: files.length,
    validationFiles: source.validationFiles.slice(0, toldFiles).map(({ path, bytes }) => ({ path, bytes })),
    skippedFiles: skippedFiles.slice(0, toldFiles),
    format,
    alternatives,
    encodings: ranking,
    byteOrderMark,
    encoding,
    preview: cutPreview(text),
    inspectedCharacters: text.length,
    isWhole,
    leftOut,
    cleanUps: cleanUpOffers(text),
    table:
      table === null
        ? null
        : {
            header: table.form.header,
            columns: describeColumns(table, content),
            rowsRead: table.rows.length,
            isWhole: table.isWhole,
            rows: table.rows.slice(0, shownRows).map((row) => row.map(cutSample)),
            raggedRows: table.raggedRows,
          },
    folders: folders === null ? null : [...new Set(folders)],
    tagged: table === null ? null : inspectTagged(first, beginning, table, content),
    suggestion: content,
    questions,
    understood: null,
    refusal: null,
    ...(questions.length === 0 && (await understand(look))),
  };
}

interface Look {
  source: ImportSource;
  options: ImportOptions;
  signal: AbortSignal;
  table: TableBeginning | null;
  content: ImportContent;
}

/** Reads all numbers of a table in order of time, and tells what is understood, what is open, or why they would be refused. */
async function understand({ source, options, signal, table, content }: Look): Promise<Partial<Inspection>> {
  if (table === null || (content.kind !== 'series' && content.kind !== 'labelled-series')) return {};
  const names = table.columns.map(({ name }) => name);
  if (!columnsOf(content).every((name) => name !== null && names.includes(name))) return {};
  const reading = new SourceReading(options, { signal, onProgress: () => undefined });
  try {
    const whole = { form: table.form, columns: names, found: table.columns };
    const { questions, understood } = await cleanSeries({ source, reading }, whole, content);
    return { questions, understood: questions.length === 0 ? understood : null };
  } catch (error) {
    if (!(error instanceof StudioError) || signal.aborted) throw error;
    const { code, message, details } = error;
    return { refusal: { code, message, details } };
  }
}

function describeColumns({ columns }: TableBeginning, content: ImportContent) {
  return columns.map((found) => {
    const role = roleIn(content, found.name);
    return { ...found, role, examples: found.examples.map(cutSample) };
  });
}

/**
 * Returns the first tagged sentences; `null` means that tokens have no tags, or that columns were chosen that do not
 * exist.
 */
function inspectTagged(
  file: SourceFile,
  beginning: TextBeginning,
  { columns, form }: TableBeginning,
  content: ImportContent,
): Inspection['tagged'] {
  if (content.kind !== 'tagged') return null;
  const table = { form, columns: columns.map(({ name }) => name), found: columns };
  const places = taggedPlaces(table, content);
  if (places.token < 0 || places.tag < 0) return null;
  const reading = new SentenceReading(places);
  const examples: NonNullable<Inspection['tagged']>['examples'] = [];
  const rows = beginningRows(file, beginning, table);
  for (const row of form.header ? rows.slice(1) : rows) {
    const sentence = reading.read(file.path, row);
    if (sentence === null || examples.length === shownSentences) continue;
    const shown = (list: string[]) => list.slice(0, shownTokens).map(cutSample);
    examples.push({ tokens: shown(sentence.tokens), tags: shown(sentence.tags) });
  }
  return { ...reading.facts(), tags: reading.tags(), examples };
}

function cutPreview(text: string): string {
  return cutText(text, previewCharacters);
}
