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
}

/** What is drawn besides the lines. All in units of the axes. */
export interface ChartMarks {
  /** Where an epoch ended, with its number. */
  epochs: { x: number; label: string }[];
  /** Diamonds on the x axis. */
  checkpoints: number[];
  /** A horizontal line that something is compared with. */
  reference: { y: number; label: string } | null;
}
