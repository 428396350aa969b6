import type { ChartLine, Marker } from './chart-line.ts';
import type { ColourToken } from '../token-colour.ts';

const markers: readonly Marker[] = [
  'circle',
  'rect',
  'triangle',
  'rectRot',
  'cross',
  'star',
  'crossRot',
  'rectRounded',
];
const dashes: readonly number[][] = [[], [6, 3], [2, 2], [8, 3, 2, 3], [12, 4], [4, 4], [1, 3], [10, 2, 2, 2, 2, 2]];

/** The nth of several things of the same kind; after eight they begin again. */
export const seriesColour = (index: number): ColourToken =>
  `series-${((index % 8) + 1) as 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}`;
export const markerOf = (index: number): Marker => markers[index % 8];

/** Colour, dash and marker together, so that none of them has to be seen. */
export const seriesStyle = (index: number): Pick<ChartLine, 'colour' | 'dash'> & { marker: Marker } => ({
  colour: seriesColour(index),
  dash: dashes[index % 8],
  marker: markerOf(index),
});
