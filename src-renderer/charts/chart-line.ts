import type { ColourToken } from './token-colour.ts';

/** One line of a chart, x ascending. */
export interface ChartLine {
  id: string;
  label: string;
  colour: ColourToken;
  x: Float64Array;
  y: Float64Array;
  width: number;
  /** Lengths of dashes and gaps; [] is a solid line. */
  dash: number[];
  /** 1 unless the line is background to another one. */
  opacity: number;
  /** Marks every point: for lines with few of them. */
  points: boolean;
  /** A shape that tells the line from others without its colour; where not every point is marked, some are. */
  marker?: Marker;
}

export type Marker = 'circle' | 'rect' | 'triangle' | 'rectRot' | 'cross' | 'star' | 'crossRot' | 'rectRounded';

/** Everything drawn besides the lines, in units of the axes. */
export interface ChartMarks {
  /** The ends of epochs. There may be thousands, of which only those that are drawn are numbered. */
  epochs: { xs: Float64Array; labelOf(index: number): string };
  /** Diamonds on the x axis. */
  checkpoints: { id: string; x: number }[];
  /** A horizontal line that something is compared with. */
  reference: { y: number; label: string } | null;
}

export const noMarks: ChartMarks = {
  epochs: { xs: new Float64Array(), labelOf: () => '' },
  checkpoints: [],
  reference: null,
};

/** The part of the x axis that is looked at. */
export interface AxisRange {
  min: number;
  max: number;
}
