import {
  cleanUpIds,
  type CleanUpId,
  type ImportContent,
  type ImportOptions,
  type Inspection,
  type TextEncoding,
} from '../../contract/import-records.ts';
import { beginningRows, readTableBeginning, readText, suggestForTexts, type TableBeginning } from './import-plan.ts';
import type { ImportSource } from './import-source.ts';
import { taggedPlaces } from './import-tagged.ts';
import { SentenceReading } from './tagged-sentences.ts';
import type { SourceFile } from '../readers/source-file.ts';
import { suggestContent } from '../columns/table-columns.ts';
import { changedLines, countNewlines } from '../cleaning/text-cleaning.ts';
import { detectFileEncoding } from '../readers/text-source.ts';

const previewCharacters = 4000;
const toldFiles = 100;
const shownRows = 20;
const shownSamples = 3;
const sampleCharacters = 120;
const shownSentences = 12;
const shownTokens = 80;

/** Looks at what is to be imported, with what was chosen so far. Reads no file whole but for its encoding, and keeps nothing. */
export async function inspectSource(source: ImportSource, options: ImportOptions): Promise<Inspection> {
  const { files, format, alternatives, folders, skippedFiles } = source;
  const [first] = files;
  const { ranking, byteOrderMark } = await detectFileEncoding(first);
  const encoding: TextEncoding = options.encoding ?? ranking[0].encoding;
  const text = await readText(first, encoding);
  const table = format === 'text' ? null : readTableBeginning(first, text, format, options);
  const suggestion = table === null ? suggestForTexts(source) : suggestContent(table.columns);
  return {
    name: source.name,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    files: files.slice(0, toldFiles).map(({ path, bytes }) => ({ path, bytes })),
    fileCount: files.length,
    skippedFiles: skippedFiles.slice(0, toldFiles),
    format,
    alternatives,
    encodings: ranking,
    byteOrderMark,
    encoding,
    preview: cutPreview(text),
    inspectedCharacters: text.length,
    cleanUps: cleanUpIds.map((id) => offers[id](text)).filter(({ count }) => count > 0),
    table:
      table === null
        ? null
        : {
            header: table.header,
            columns: table.columns.map((column) => ({ ...column, examples: column.examples.map(cutSample) })),
            rows: table.rows.slice(0, shownRows).map((row) => row.map(cutSample)),
            raggedRows: table.raggedRows,
          },
    folders: folders === null ? null : [...new Set(folders)],
    tagged: table === null ? null : inspectTagged(first, text, table, options.content ?? suggestion),
    suggestion,
  };
}

/**
 * Returns the first tagged sentences; `null` means that tokens have no tags, or that columns were chosen that do not
 * exist.
 */
function inspectTagged(
  file: SourceFile,
  text: string,
  { columns, ...form }: TableBeginning,
  content: ImportContent,
): Inspection['tagged'] {
  if (content.kind !== 'tagged') return null;
  const table = { form, columns: columns.map(({ name }) => name) };
  const places = taggedPlaces(table, content);
  if (places.token < 0 || places.tag < 0) return null;
  const reading = new SentenceReading(places);
  const examples: NonNullable<Inspection['tagged']>['examples'] = [];
  const rows = beginningRows(file, text, table);
  for (const row of form.header ? rows.slice(1) : rows) {
    const sentence = reading.read(file.path, row);
    if (sentence === null || examples.length === shownSentences) continue;
    const shown = (list: string[]) => list.slice(0, shownTokens).map(cutSample);
    examples.push({ tokens: shown(sentence.tokens), tags: shown(sentence.tags) });
  }
  return { ...reading.facts(), tags: reading.tags(), examples };
}

type CleanUpOffer = Inspection['cleanUps'][number];

/** Tells the effect of each clean-up on this text. */
const offers: Record<CleanUpId, (text: string) => CleanUpOffer> = {
  'byte-order-mark'(text) {
    const count = text.startsWith('\u{FEFF}') ? 1 : 0;
    const beginning = cutSample(text.slice(0, sampleCharacters));
    return {
      id: 'byte-order-mark',
      count,
      samples: count === 0 ? [] : [{ before: beginning, after: beginning.slice(1) }],
    };
  },
  newlines(text) {
    const { crlf, cr } = countNewlines(text);
    const lines = text.match(new RegExp(`[^\\r\\n]{0,${sampleCharacters}}\\r\\n?`, 'g'))?.slice(0, shownSamples) ?? [];
    return {
      id: 'newlines',
      count: crlf + cr,
      samples: lines.map((before) => ({ before, after: before.replace(/\r\n?/, '\n') })),
    };
  },
  nfkc(text) {
    const normal = text.normalize('NFKC');
    if (normal === text) return { id: 'nfkc', count: 0, samples: [] };
    const afterLines = normal.split('\n');
    const samples: CleanUpOffer['samples'] = [];
    for (const [n, before] of text.split('\n').entries()) {
      if (samples.length === shownSamples) break;
      if (before !== afterLines[n]) samples.push(aroundDifference(before, afterLines[n] ?? ''));
    }
    return { id: 'nfkc', count: changedLines(text, normal), samples };
  },
};

/** Both lines from shortly before the first character that differs. */
function aroundDifference(before: string, after: string): { before: string; after: string } {
  let at = 0;
  while (at < before.length && before[at] === after[at]) at++;
  const start = Math.max(0, at - 20);
  return { before: cutSample(before.slice(start)), after: cutSample(after.slice(start)) };
}

function cutSample(text: string): string {
  return cut(text, sampleCharacters);
}

function cutPreview(text: string): string {
  return cut(text, previewCharacters);
}

/** One character fewer where a surrogate pair would be cut. */
function cut(text: string, length: number): string {
  return text.slice(0, /[\uD800-\uDBFF]/.test(text.charAt(length - 1)) ? length - 1 : length);
}
