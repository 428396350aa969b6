import { isMeasured } from '../../src-engine/tasks/facts.ts';
import { scoresOfTask } from '../domain/metrics/task-scores.ts';
import { metricText } from '../domain/metrics/metric-text.ts';
import { outcomeText } from '../domain/runs/outcome-text.ts';
import { measured, measureOf } from '../domain/training/comparable-loss.ts';
import { configRows } from '../domain/training/config-rows.ts';
import type { Locale } from '../locales/use-locale.ts';
import { answerSection } from './answers/answer-sections.ts';
import { heading, paragraph, type Block } from './block.ts';
import type { ReportedRun } from './gather-report.ts';
import { chartsOfRuns } from './report-charts.ts';
import { findings, questionOf, sampleOf } from './run-sections.ts';

/** Several runs beside each other, and then the texts and findings of each. */
export function comparisonSections(reported: readonly ReportedRun[], locale: Locale): Block[] {
  const { t } = locale;
  const runs = reported.map(({ run }) => run);
  const settings = configRows(runs, locale);
  const differing = settings.filter(({ differs }) => differs);
  const difference =
    differing.length === 0
      ? t('report.noDifference')
      : t('report.differsIn', { list: locale.list(differing.map(({ label }) => label)) });
  const questions = [...new Set(reported.map((each) => questionOf(each, locale)))];
  const charts = chartsOfRuns(reported, locale);
  return [
    heading(t('report.question')),
    paragraph(locale.sentences(...questions, t('report.comparedQuestion'), difference)),
    heading(t('report.ranking')),
    ...ranking(reported, locale),
    heading(t('report.curves')),
    ...(charts.length === 0 ? [paragraph(t('report.noCurves'))] : charts),
    ...reported.flatMap((each) => [
      heading(each.run.name),
      ...lowered([...sampleOf(each, locale), ...answerSection(each.answers, locale), ...findings(each, locale)]),
    ]),
    heading(t('compare.settings')),
    {
      type: 'table',
      caption: difference,
      head: [t('compare.setting'), ...runs.map(({ name }) => name)],
      rows: [...differing, ...settings.filter(({ differs }) => !differs)].map(({ label, values }) => [
        label,
        ...values,
      ]),
      isNumeric: false,
    },
  ];
}

/** A table of how far each run came; where their losses do not compare, the reason for which none is the best. */
function ranking(reported: readonly ReportedRun[], locale: Locale): Block[] {
  const { t, integer, loss, perplexity, duration } = locale;
  const runs = reported.map(({ run }) => run);
  const measure = measureOf(runs);
  const metrics = measure.by === 'loss' ? scoresOfTask(runs[0].model.task) : [];
  const hasPerplexity = runs.every(({ model }) => isMeasured(model.task, 'perplexity'));
  const text = (value: number | null | undefined, write: (value: number) => string) =>
    value === null || value === undefined ? '–' : write(value);
  const columns: { label: string; value: (run: (typeof runs)[number]) => string }[] = [
    { label: t('report.state'), value: (run) => outcomeText(run, locale) },
    { label: t('report.bestLoss'), value: (run) => text(run.bestValidationLoss, loss) },
    ...(measure.by === 'bits'
      ? [
          {
            label: t('report.bits'),
            value: (run: (typeof runs)[number]) => text(measured(run.bestValidationLoss, run, measure), loss),
          },
        ]
      : []),
    ...(hasPerplexity
      ? [
          {
            label: t('dashboard.perplexity'),
            value: (run: (typeof runs)[number]) => text(run.bestValidationLoss, (nats) => perplexity(Math.exp(nats))),
          },
        ]
      : []),
    ...metrics.map((metric) => ({
      label: t(`metrics.${metric.name}`),
      value: (run: (typeof runs)[number]) =>
        text(run.bestScores[metric.name], (score) => metricText(metric, score, locale)),
    })),
    { label: t('report.parameters'), value: (run) => integer(run.parameterCount) },
    { label: t('report.time'), value: (run) => duration(run.elapsedMs) },
  ];
  const figureOf = (run: (typeof runs)[number]) => measured(run.bestValidationLoss, run, measure) ?? Infinity;
  const ordered = measure.by === null ? runs : runs.toSorted((a, b) => figureOf(a) - figureOf(b));
  return [
    {
      type: 'table',
      caption: t('report.ranking'),
      head: [t('report.run'), ...columns.map(({ label }) => label)],
      rows: ordered.map((run) => [run.name, ...columns.map(({ value }) => value(run))]),
      isNumeric: true,
    },
    ...(measure.by === null ? [paragraph(t(`compare.notRanked.${measure.reason}`))] : []),
  ];
}

/** Sections as parts of the section of their run. */
const lowered = (blocks: readonly Block[]): Block[] =>
  blocks.map((block) => (block.type === 'heading' ? { ...block, level: 3 } : block));
