import { isMeasured } from '../../src-engine/tasks/facts.ts';
import { needsLogarithm } from '../charts/axes/needs-logarithm.ts';
import { createXAxis } from '../charts/axes/x-axis.ts';
import type { ChartLine, Reference } from '../charts/lines/chart-line.ts';
import { noMarks } from '../charts/lines/chart-line.ts';
import { summarize } from '../charts/panel/summarize.ts';
import { perplexityLines, scoreLines, trainingLines, validationLines } from '../domain/metrics/compared-lines.ts';
import { comparableScores } from '../domain/metrics/compared-metric.ts';
import { metricText } from '../domain/metrics/metric-text.ts';
import { nGramReferences } from '../domain/metrics/n-gram-names.ts';
import { measureOf } from '../domain/training/comparable-loss.ts';
import type { MeasuredRun } from '../domain/training/run-metrics.ts';
import type { Locale } from '../locales/use-locale.ts';
import type { Block } from './block.ts';
import type { ReportedRun } from './gather-report.ts';

type ChartBlock = Extract<Block, { type: 'chart' }>;

/** The curves of one run: its losses, the perplexity where it has one, and the scores of its task. */
export function chartsOfRun(reported: ReportedRun, locale: Locale): ChartBlock[] {
  const { t, loss, perplexity } = locale;
  const measured = [reported];
  const measure = { by: 'loss' } as const;
  const [training] = trainingLines(measured, 'step', measure);
  const [validation] = validationLines(measured, 'step', measure);
  const losses: ChartLine[] = [
    { ...training, label: t('dashboard.train'), colour: 'cool', dash: [] },
    { ...validation, label: t('dashboard.validation'), colour: 'text', dash: [5, 3] },
  ];
  const nGrams = reported.measurements?.nGrams?.models ?? [];
  const references = (valueOf: (value: number) => number, write: (value: number) => string) =>
    nGramReferences(nGrams, { valueOf, write, t });
  const lossReferences = references((value) => value, loss);
  const charts = [chart({ title: t('report.loss'), lines: losses, formatY: loss, references: lossReferences }, locale)];
  if (isMeasured(reported.run.model.task, 'perplexity')) {
    const lines = losses.map((line) => ({ ...line, y: line.y.map(Math.exp) }));
    const perplexities = { title: t('dashboard.perplexity'), lines, formatY: perplexity, isLogarithmic: true };
    charts.push(chart({ ...perplexities, references: references(Math.exp, perplexity) }, locale));
  }
  return [...charts, ...scoreCharts(measured, locale, t('dashboard.validation'))].flatMap((each) => each ?? []);
}

/** The curves of several runs, in the measure in which they compare. */
export function chartsOfRuns(reported: readonly ReportedRun[], locale: Locale): ChartBlock[] {
  const { t, loss, perplexity } = locale;
  const measure = measureOf(reported.map(({ run }) => run));
  const inBits = measure.by === 'bits';
  const validation = validationLines(reported, 'step', measure);
  const training = trainingLines(reported, 'step', measure);
  const charts = [
    chart(
      { title: t(inBits ? 'compare.validationBits' : 'compare.validation'), lines: validation, formatY: loss },
      locale,
    ),
    chart({ title: t(inBits ? 'compare.trainingBits' : 'compare.training'), lines: training, formatY: loss }, locale),
  ];
  if (reported.every(({ run }) => isMeasured(run.model.task, 'perplexity'))) {
    const title = t(inBits ? 'compare.perplexityPerCharacter' : 'dashboard.perplexity');
    const lines = perplexityLines(reported, 'step', measure);
    charts.push(chart({ title, lines, formatY: perplexity, isLogarithmic: true }, locale));
  }
  return [...charts, ...scoreCharts(reported, locale)].flatMap((each) => each ?? []);
}

/** The most telling score of a task that has scores; lines are named after their runs, or else by `label`. */
function scoreCharts(runs: readonly MeasuredRun[], locale: Locale, label?: string): (ChartBlock | null)[] {
  return comparableScores(runs.map(({ run }) => run))
    .slice(0, 1)
    .map((metric) => {
      const lines = scoreLines(runs, 'step', metric.name).map((line) => ({ ...line, label: label ?? line.label }));
      const formatY = (value: number) => metricText(metric, value, locale);
      return chart({ title: locale.t(`metrics.${metric.name}`), lines, formatY }, locale);
    });
}

interface Chart {
  title: string;
  lines: readonly ChartLine[];
  formatY: (value: number) => string;
  references?: readonly Reference[];
  isLogarithmic?: boolean;
}

/** Returns null where there is no more to draw than a point. */
function chart(
  { title, lines: all, formatY, references = [], isLogarithmic }: Chart,
  locale: Locale,
): ChartBlock | null {
  const lines = all.filter(({ y }) => y.some(Number.isFinite));
  if (!lines.some(({ y }) => y.filter(Number.isFinite).length > 1)) return null;
  const axis = createXAxis('step', locale);
  const marks = { ...noMarks, references: references.toSorted((a, b) => b.y - a.y) };
  const logarithmic = isLogarithmic ?? needsLogarithm(lines);
  const content = { lines, marks, logarithmic, axis, range: null, whole: null, yRange: null, formatTick: formatY };
  return { type: 'chart', title, summary: summarize(lines, formatY, axis.phrase, locale.t), content };
}
