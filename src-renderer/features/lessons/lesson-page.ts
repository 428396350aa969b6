import type { Component } from 'vue';
import type { LessonId, LessonOutcome, LessonSettings } from '../../../src-engine/spec/lesson-spec.ts';
import type { LessonPrediction } from '../../../src-main/contract/lesson-records.ts';
import type { AxisRange } from '../../charts/lines/chart-line.ts';
import type { ColourToken } from '../../charts/token-colour.ts';
import type { Language } from '../../locales/language.ts';
import type { MessageKey, Texts } from '../../locales/messages.ts';
import type { FigureFormat } from './figure-format.ts';

/** All that the page of a lesson is made of, besides its prose. */
export interface LessonPage {
  id: LessonId;
  labels: Readonly<Record<'en' | 'ja', LessonLabels>>;
  /** Takes `PictureProps`. */
  picture: Component;
  prediction: Prediction;
  charts: readonly LessonChart[];
  /** The figures of the outcome that are shown as numbers. */
  figures: readonly ShownFigure[];
  /** Stands below the charts, and takes `ResultsProps`. */
  results?: Component;
  /** Settings with which the lesson begins for readers of a language, where they differ from those of its tests. */
  settingsIn?: Partial<Record<Language, LessonSettings>>;
  /** False where every seed gives the same result, so that no other is offered. */
  isSeeded?: boolean;
  /** Panels of the studio that show the idea, by the titles under which the search finds them. */
  panels: readonly MessageKey[];
}

/** The short texts of a lesson, by name; see `useLabels`. */
export interface LessonLabels {
  readonly [name: string]: string | LessonLabels;
}

/** Labels in another language. */
export type LabelsLike<T> = Texts<T>;

export interface PictureProps {
  /** `null` until the experiment has been run. */
  outcome: LessonOutcome | null;
  settings: LessonSettings;
}

export interface ResultsProps {
  outcome: LessonOutcome;
  settings: LessonSettings;
  prediction: PredictionValue | null;
}

/** A number for a slider, an option's name for a choice, numbers for a drawing. */
export type PredictionValue = LessonPrediction;

export type Prediction = SliderPrediction | ChoicePrediction | DrawingPrediction;

interface SliderPrediction {
  kind: 'slider';
  minimum: number;
  maximum: number;
  /** In powers of ten where it is logarithmic. */
  step: number;
  start: number;
  logarithmic?: boolean;
  format: FigureFormat;
  /** The number can be typed as well, in a field with the label `prediction.typed`. */
  isTyped?: boolean;
  /** The name of the figure that tells the truth. */
  truth: string;
}

interface ChoicePrediction {
  kind: 'choice';
  options: readonly string[];
  truth: (outcome: LessonOutcome) => string;
}

export interface DrawingPrediction {
  kind: 'drawing';
  /** The chart over which the drawing is laid, and the curve that it predicts. */
  chart: string;
  curve: string;
  /** Ascending. */
  x: readonly number[];
  minimum: number;
  maximum: number;
  start: number;
  logarithmic?: boolean;
  /** A number where this is left out. */
  format?: FigureFormat;
}

export interface LessonChart {
  id: string;
  logarithmic?: boolean;
  /** Every power of ten of x is as wide as the others. */
  logarithmicX?: boolean;
  yRange?: AxisRange;
  formatX?: FigureFormat;
  formatY?: FigureFormat;
  /** The first is drawn on top. A curve that is not there yet is left out. */
  lines: readonly LessonLine[] | ((outcome: LessonOutcome) => readonly LessonLine[]);
  /** Horizontal lines; `label` is the path of a label. */
  references?: (outcome: LessonOutcome) => readonly { y: number; label: string }[];
}

export interface LessonLine {
  curve: string;
  colour: ColourToken;
  /** Lengths of dashes and gaps. */
  dash?: number[];
  /** Marks every point. */
  points?: boolean;
  isFilled?: boolean;
  /** The names of the curves between which the value is expected to lie. */
  band?: { low: string; high: string };
  /** A label other than `curves.<curve>`. */
  label?: { path: string; values?: Record<string, string | number> };
}

interface ShownFigure {
  figure: string;
  format: FigureFormat;
}

/** Lets the compiler see that the labels of all languages have the same names. */
export function defineLesson<Labels extends LessonLabels>(
  page: Omit<LessonPage, 'labels'> & { labels: { en: Labels; ja: LabelsLike<Labels> } },
): LessonPage {
  return page as LessonPage;
}
