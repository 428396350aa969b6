import { csvFile } from '../../charts/files/csv.ts';
import { matrixCsv } from '../../charts/heat/heat-matrix.ts';
import { drawHeatPicture, type HeatPicture } from '../../charts/heat/heat-picture.ts';
import { blobOf } from '../../charts/files/picture.ts';
import { fileNameOf, saveFile } from '../../charts/files/save-file.ts';
import { tokenColour } from '../../charts/token-colour.ts';
import { matrixOf } from './confusion-counts.ts';

type SavedMatrix = Pick<HeatPicture, 'title' | 'matrix' | 'max' | 'rowLabel' | 'columnLabel' | 'cellText'>;

/** Saves counts or shares, from 0 on, as a picture in the colours that `element` has, or as a table. */
export async function saveMatrix(format: 'png' | 'csv', element: HTMLElement, saved: SavedMatrix): Promise<void> {
  const picture = () =>
    drawHeatPicture({
      ...saved,
      colours: [tokenColour(element, 'panel'), tokenColour(element, 'cool')],
      min: 0,
      ground: tokenColour(element, 'panel'),
      text: tokenColour(element, 'text'),
      font: getComputedStyle(element).fontFamily,
    });
  const blob =
    format === 'png' ? await blobOf(picture()) : csvFile(matrixCsv(saved.matrix, saved.rowLabel, saved.columnLabel));
  saveFile(fileNameOf(saved.title, format), blob);
}

/** Saves counts[actual][predicted] of named classes, as `saveMatrix` does. */
export function saveConfusion(
  format: 'png' | 'csv',
  element: HTMLElement,
  { title, classes, counts }: { title: string; classes: readonly string[]; counts: number[][] },
): Promise<void> {
  const matrix = matrixOf(counts);
  const nameOf = (id: number) => classes[id] ?? '';
  const max = Math.max(1, ...matrix.values);
  return saveMatrix(format, element, { title, matrix, max, rowLabel: nameOf, columnLabel: nameOf, cellText: String });
}
