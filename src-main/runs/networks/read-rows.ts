import type { DatasetContent } from '../../../src-engine/spec/dataset-content.ts';
import type { FlowData, InspectedRows } from '../../../src-engine/spec/insight-spec.ts';
import type { ForecastPreparation, Preparation } from '../../../src-engine/spec/preparation-spec.ts';
import { StudioError } from '../../contract/errors.ts';
import type { ActivationsInput } from '../../contract/insight-records.ts';
import { cutPiece } from '../forecasts/cut-piece.ts';
import { rowsOfContent } from '../../datasets/content/new-rows.ts';
import { placedPieces } from '../forecasts/series-history.ts';
import { seriesContent } from '../../datasets/content/series-table.ts';

type AskedRows = NonNullable<ActivationsInput['rows']>;

/**
 * Returns the rows of a dataset that a network of numbers is to read. Throws `invalid-data` for other data, and for a series that there
 * is not, or that is too short.
 */
export function rowsToRead(
  content: DatasetContent,
  preparation: Preparation | null,
  { series, origin }: AskedRows,
): InspectedRows {
  if (content.kind === 'labelled-series') {
    const piece = content.layout.pieces.findIndex((each) => series === null || each.series === series);
    if (piece < 0) throw nothingToRead();
    return { ...content, piece };
  }
  if (preparation?.kind !== 'forecast') throw nothingToRead();
  return windowOf(content, preparation, { series, origin });
}

/** The rows that one window needs, so that a long table does not have to be sent for every look. */
function windowOf(
  content: DatasetContent,
  preparation: ForecastPreparation,
  { series, origin }: AskedRows,
): InspectedRows {
  const { layout, pieces } = rowsOfContent(content);
  const placed = placedPieces(pieces, series ?? pieces[0]?.series ?? null).filter(({ piece }) => piece.known > 0);
  const start = origin === null ? placed.at(-1) : placed.findLast(({ first }) => first < origin);
  if (start === undefined) throw nothingToRead();
  const { piece, first } = start;
  const row = Math.min(origin === null ? piece.known : origin - first, piece.known);
  // Rows without times are called by their numbers, which are counted from the first.
  const cut = layout.time === null ? { piece, row } : cutPiece(piece, row, preparation, preparation.horizon);
  return { ...seriesContent(layout, [cut.piece]), piece: 0, row: cut.row };
}

/** Returns the numbers of a dataset that gradients are followed through; null where it holds others. */
export function flowOfNumbers(content: DatasetContent): FlowData | null {
  if (content.kind === 'labelled-series' || content.kind === 'series') return content;
  if (content.kind !== 'numeric') return null;
  const { layout, pieces } = rowsOfContent(content);
  return seriesContent(layout, pieces);
}

function nothingToRead(): StudioError {
  return new StudioError('invalid-data', 'This dataset has no numbers over time that the network could read.', {
    reason: 'needs-numbers',
  });
}
