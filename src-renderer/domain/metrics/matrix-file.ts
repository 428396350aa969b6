import { csvFile } from '../../charts/files/csv.ts';
import { matrixCsv } from '../../charts/heat/heat-matrix.ts';
import { drawHeatPicture, type HeatPicture } from '../../charts/heat/heat-picture.ts';
import { blobOf } from '../../charts/files/picture.ts';
import { tokenColour } from '../../charts/token-colour.ts';
import { matrixOf } from './confusion-counts.ts';

type MatrixOfFile = Pick<HeatPicture, 'title' | 'matrix' | 'max' | 'rowLabel' | 'columnLabel' | 'cellText'>;

/** Counts or shares, from 0 on, as the file of a picture in the colours that `element` has, or of a table. */
export async function matrixFile(format: 'png' | 'csv', element: HTMLElement, saved: MatrixOfFile): Promise<Blob> {
  const picture = () =>
    drawHeatPicture({
      ...saved,
      colours: [tokenColour(element, 'panel'), tokenColour(element, 'cool')],
      min: 0,
      ground: tokenColour(element, 'panel'),
      text: tokenColour(element, 'text'),
      font: getComputedStyle(element).fontFamily,
    });
  return format === 'png' ? blobOf(picture()) : csvFile(matrixCsv(saved.matrix, saved.rowLabel, saved.columnLabel));
}

/** The file of counts[actual][predicted] of named classes, as `matrixFile` makes it. */
export function confusionFile(
  format: 'png' | 'csv',
  element: HTMLElement,
  { title, classes, counts }: { title: string; classes: readonly string[]; counts: number[][] },
): Promise<Blob> {
  const matrix = matrixOf(counts);
  const nameOf = (id: number) => classes[id] ?? '';
  const max = Math.max(1, ...matrix.values);
  return matrixFile(format, element, { title, matrix, max, rowLabel: nameOf, columnLabel: nameOf, cellText: String });
}
