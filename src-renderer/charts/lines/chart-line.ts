import type { ColourToken } from '../token-colour.ts';

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
  /** The interval in which each value is expected to lie, drawn as an area behind the lines. */
  band?: ValueBand;
  /** The area between the line and zero is filled, as a histogram's is. */
  isFilled?: boolean;
  /** Ascending x at which the line begins anew: what lies between two parts is not known. */
  breaks?: readonly number[];
  /** Says nothing beyond its first and its last point; other lines are read at their nearest point. */
  isBounded?: boolean;
}

/** Limits of each point of a line, with their names as columns of a table. */
export interface ValueBand {
  low: Float64Array;
  high: Float64Array;
  lowLabel: string;
  highLabel: string;
}

/** The columns of a line in tables and files: its values, then the limits of its band. */
export function columnsOf({ label, y, band }: ChartLine): { label: string; y: Float64Array }[] {
  const own = { label, y };
  if (band === undefined) return [own];
  return [own, { label: band.lowLabel, y: band.low }, { label: band.highLabel, y: band.high }];
}

export type Marker = 'circle' | 'rect' | 'triangle' | 'rectRot' | 'cross' | 'star' | 'crossRot' | 'rectRounded';

export interface Reference {
  y: number;
  label: string;
}

/** Everything drawn besides the lines, in units of the axes. */
export interface ChartMarks {
  /** The ends of epochs. There may be thousands, of which only those that are drawn are numbered. */
  epochs: { xs: Float64Array; labelOf(index: number): string };
  /** Diamonds on the x axis. */
  checkpoints: { id: string; x: number }[];
  /** The horizontal lines that something is compared with, the highest first. */
  references: readonly Reference[];
  /** Lines across that divide the x axis, each named on the side that begins there. */
  divisions?: { x: number; label: string }[];
}

export const noMarks: ChartMarks = {
  epochs: { xs: new Float64Array(), labelOf: () => '' },
  checkpoints: [],
  references: [],
};

/** The part of the x axis that is looked at. */
export interface AxisRange {
  min: number;
  max: number;
}
