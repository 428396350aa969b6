import { readSeriesTable } from '../../../src-engine/forecast/rows/read-series-table.ts';
import type { DatasetContent } from '../../../src-engine/spec/dataset-content.ts';
import { StudioError } from '../../contract/errors.ts';
import type { CharacterCount } from './character-count.ts';
import type { ContentWriter } from './content-writer.ts';
import { rowsOfContent, withNewRows } from './new-rows.ts';
import { seriesContent } from './series-table.ts';
import { labelledLine } from './write-documents.ts';
import { taggedLine } from './write-tagged.ts';

interface Parts {
  /** The part that is learnt from. */
  training: DatasetContent;
  /** The part that validates: of the same kind, read with the same columns. */
  validation: DatasetContent;
  /** The name of the file that validates. */
  name: string;
}

interface Written {
  /** JSON, see `stored-content.ts`. */
  layout: string;
  /** The number of rows, documents or sentences that validate, and of those that are trained on. */
  heldBack: number;
  training: number;
}

/**
 * Writes two contents as one whose last part validates, and counts their characters. Throws `invalid-data` where the parts are of different
 * kinds, or the second has labels that the first lacks.
 */
export async function writeWithValidation(
  parts: Parts,
  writer: ContentWriter,
  count: CharacterCount,
): Promise<Written> {
  const { training, validation, name } = parts;
  if (hasValidation(training)) throw alreadyValidated();
  if (training.kind === 'text' && validation.kind === 'text') {
    const documents = [...training.documents, ...validation.documents];
    for (const document of documents) {
      await writer.write(document);
      await count.add([document]);
    }
    const heldBack = validation.documents.length;
    const layout = JSON.stringify({ documents: documents.map(({ length }) => length), heldBack });
    return { layout, heldBack, training: training.documents.length };
  }
  if (training.kind === 'labelled' && validation.kind === 'labelled') {
    requireKnown(name, validation.classes, training.classes);
    for (const { texts, labels, classes } of [training, validation]) {
      for (const [row, text] of texts.entries()) {
        await writer.write(labelledLine({ text, label: classes[labels[row]] }));
      }
      if (texts.length > 0) await count.add(texts);
    }
    return rowsWritten(validation.texts.length, training.texts.length);
  }
  if (training.kind === 'tagged' && validation.kind === 'tagged') {
    requireKnown(name, validation.tags, training.tags);
    for (const sentence of [...training.sentences, ...validation.sentences]) {
      await writer.write(taggedLine(sentence));
      await count.add(sentence.tokens);
    }
    return rowsWritten(validation.sentences.length, training.sentences.length);
  }
  if (training.kind === 'labelled-series' && validation.kind === 'labelled-series') {
    return writeSequences(training, validation, name, writer);
  }
  if (training.kind === 'series' && validation.kind === 'series')
    return writeSeries(training, validation, name, writer);
  const message = `${name} is not of the kind of the data that is learnt from. Choose a file with the same columns.`;
  throw new StudioError('invalid-data', message, { reason: 'other-kind', name });
}

const rowsWritten = (heldBack: number, training: number): Written => ({
  layout: JSON.stringify({ heldBack }),
  heldBack,
  training,
});

type SeriesContent = Extract<DatasetContent, { kind: 'series' }>;
type LabelledSeries = Extract<DatasetContent, { kind: 'labelled-series' }>;

/** Rows that validate follow those that train, or take the place of those of the same time. */
async function writeSeries(
  training: SeriesContent,
  validation: SeriesContent,
  name: string,
  writer: ContentWriter,
): Promise<Written> {
  const rows = withNewRows(rowsOfContent(training), { name, ...rowsOfContent(validation) });
  const first = new Map<string | null, number>();
  const pieces = rows.pieces.map((piece) => {
    const begin = first.get(piece.series) ?? 0;
    first.set(piece.series, begin + piece.rows);
    const newFrom = rows.newFrom.get(piece.series) ?? Infinity;
    return { ...piece, heldBack: Math.max(0, Math.min(piece.known, begin + piece.known - newFrom)) };
  });
  const { table, layout } = seriesContent(rows.layout, pieces);
  await writer.write(table);
  const told = { ...layout, pieces: layout.pieces.map((piece, n) => ({ ...piece, heldBack: pieces[n].heldBack })) };
  const heldBack = pieces.reduce((sum, piece) => sum + piece.heldBack, 0);
  const known = pieces.reduce((sum, piece) => sum + piece.known, 0);
  return { layout: JSON.stringify(told), heldBack, training: known - heldBack };
}

async function writeSequences(
  training: LabelledSeries,
  validation: LabelledSeries,
  name: string,
  writer: ContentWriter,
): Promise<Written> {
  const { layout } = training;
  requireKnown(name, validation.layout.classes, layout.classes);
  const labels = validation.layout.classes.map((label) => layout.classes.indexOf(label));
  const [own, added] = [training, validation].map(seriesOf);
  const { pieces } = withNewRows({ ...own, pieces: [] }, { name, ...added });
  const heldBack = validation.layout.pieces.length;
  const { table } = seriesContent(own.layout, [...own.pieces, ...pieces]);
  await writer.write(table);
  const all = [
    ...layout.pieces,
    ...validation.layout.pieces.map((piece) => ({ ...piece, label: labels[piece.label] })),
  ];
  return { layout: JSON.stringify({ ...layout, pieces: all, heldBack }), heldBack, training: layout.pieces.length };
}

/** Sequences as pieces of series, whose columns are all read. */
function seriesOf({ table, layout }: LabelledSeries) {
  const { time } = layout;
  const series = {
    version: 1 as const,
    time,
    columns: layout.columns.map((column) => ({ ...column, role: 'read' as const })),
    pieces: layout.pieces.map(({ rows }, n) => ({ series: String(n), rows, known: rows })),
    horizon: null,
  };
  return { layout: series, pieces: readSeriesTable(table, series) };
}

function hasValidation(content: DatasetContent): boolean {
  if (content.kind === 'series') return content.layout.pieces.some(({ heldBack }) => heldBack !== undefined);
  if (content.kind === 'labelled-series') return content.layout.heldBack !== undefined;
  return 'heldBack' in content;
}

function alreadyValidated(): StudioError {
  const message = 'This dataset has a validation part of its own already. Choose the one that it was made of.';
  return new StudioError('invalid-data', message, { reason: 'has-validation' });
}

function requireKnown(name: string, found: readonly string[], known: readonly string[]): void {
  const unknown = found.filter((label) => !known.includes(label));
  if (unknown.length === 0) return;
  const labels = unknown.slice(0, 10).join(', ');
  const message = `${name} has labels that are not learnt: ${labels}. Leave these rows out, or learn from data that has them.`;
  throw new StudioError('invalid-data', message, { reason: 'labels-not-learnt', name, labels });
}
