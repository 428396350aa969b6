import { lossBits } from '../../src-engine/losses/perplexity.ts';
import { summarizeModel } from '../../src-engine/models/summary.ts';
import { isMeasured } from '../../src-engine/tasks/facts.ts';
import type { ImportReport } from '../../src-main/contract/datasets/import-records.ts';
import type { Finding } from '../../src-main/contract/doctor/doctor-records.ts';
import { confidenceText, findingSentence } from '../domain/doctor/finding-text.ts';
import { trialText } from '../domain/doctor/trial-text.ts';
import { describeModel } from '../domain/models/describe-model.ts';
import { metricText } from '../domain/metrics/metric-text.ts';
import { nGramKeys } from '../domain/metrics/n-gram-names.ts';
import { scoresOfTask } from '../domain/metrics/task-scores.ts';
import { outcomeReason, outcomeText, verdictText } from '../domain/runs/outcome-text.ts';
import { settingRows } from '../domain/training/config-rows.ts';
import type { Locale } from '../locales/use-locale.ts';
import { answerSection } from './answers/answer-sections.ts';
import { heading, paragraph, type Block, type Fact } from './block.ts';
import { sampleTemperature, type ReportedRun } from './gather-report.ts';
import { chartsOfRun } from './report-charts.ts';

/** The most labels that are named. */
const mostLabels = 12;

/** Everything about one run, section by section. */
export function runSections(reported: ReportedRun, locale: Locale): Block[] {
  const { t } = locale;
  const charts = chartsOfRun(reported, locale);
  return [
    heading(t('report.question')),
    paragraph(questionOf(reported, locale)),
    ...notesOf(reported, locale),
    heading(t('report.result')),
    { type: 'facts', rows: resultFacts(reported, locale) },
    ...sentencesOf(reported, locale),
    heading(t('report.curves')),
    ...(charts.length === 0 ? [paragraph(t('report.noCurves'))] : charts),
    ...baselines(reported, locale),
    ...sampleOf(reported, locale),
    ...answerSection(reported.answers, locale),
    ...findings(reported, locale),
    ...dataSection(reported, locale),
    ...modelSection(reported, locale),
    heading(t('report.training')),
    {
      type: 'facts',
      rows: settingRows([reported.run], locale).map(({ label, values }) => ({ label, value: values[0] ?? '' })),
    },
  ];
}

export function questionOf({ run }: ReportedRun, { t }: Locale): string {
  const { task, input } = run.model;
  if (task === 'classification' && input.kind === 'features') return t('report.questions.seriesClassification');
  return t(`report.questions.${task}`);
}

function notesOf({ run }: ReportedRun, { t }: Locale): Block[] {
  return run.notes.trim() === '' ? [] : [heading(t('report.notes')), paragraph(run.notes.trim())];
}

function resultFacts({ run }: ReportedRun, locale: Locale): Fact[] {
  const { t, integer, loss, perplexity, duration } = locale;
  const { bestValidationLoss: best, bestEpoch, trainLoss } = run;
  const facts: (Fact | null)[] = [{ label: t('report.state'), value: outcomeText(run, locale) }];
  for (const metric of scoresOfTask(run.model.task)) {
    const score = run.bestScores[metric.name];
    facts.push(
      score === undefined ? null : { label: t(`metrics.${metric.name}`), value: metricText(metric, score, locale) },
    );
  }
  const place = (value: string) =>
    bestEpoch === null ? value : t('report.inEpoch', { value, epoch: integer(bestEpoch) });
  if (best !== null) facts.push({ label: t('report.bestLoss'), value: place(loss(best)) });
  if (trainLoss !== null) facts.push({ label: t('report.trainLoss'), value: loss(trainLoss) });
  const reached = best ?? trainLoss;
  if (reached !== null && isMeasured(run.model.task, 'perplexity'))
    facts.push({ label: t('dashboard.perplexity'), value: perplexity(Math.exp(reached)) });
  const bits = lossBits(reached, run)?.perCharacter ?? null;
  if (bits !== null) facts.push({ label: t('report.bits'), value: loss(bits) });
  facts.push(
    { label: t('report.epochs'), value: integer(run.epoch) },
    { label: t('report.steps'), value: integer(run.step) },
    { label: t('report.time'), value: duration(run.elapsedMs) },
  );
  return facts.filter((fact) => fact !== null);
}

/** Why it ended, and what to think of it. */
function sentencesOf({ run }: ReportedRun, locale: Locale): Block[] {
  const said = [
    outcomeReason(run.outcome, locale),
    run.error === null ? null : locale.failureText(run.error),
    run.verdict === null ? null : verdictText(run.verdict, locale),
  ].filter((each) => each !== null);
  return said.length === 0 ? [] : [paragraph(locale.sentences(...said))];
}

function baselines({ run, measurements }: ReportedRun, locale: Locale): Block[] {
  const { t, loss, perplexity } = locale;
  const models = measurements?.nGrams?.models ?? [];
  const best = run.bestValidationLoss;
  if (models.length === 0 || best === null) return [];
  const nameOf = ({ order }: (typeof models)[number]) => t(nGramKeys[order]);
  const row = (name: string, nats: number) => [name, loss(nats), perplexity(Math.exp(nats))];
  const [worse, better] = [models.filter((each) => best >= each.loss), models.filter((each) => best < each.loss)];
  const list = (each: typeof models) => locale.list(each.map(nameOf));
  const kind = worse.length === 0 ? 'all' : better.length === 0 ? 'none' : 'some';
  return [
    heading(t('report.baselines')),
    {
      type: 'table',
      caption: t('report.baselineTable'),
      head: [t('report.baselineModel'), t('report.loss'), t('dashboard.perplexity')],
      rows: [...models.map((each) => row(nameOf(each), each.loss)), row(t('report.thisNetwork'), best)],
      isNumeric: true,
    },
    paragraph(t(`report.beats.${kind}`, { better: list(better), worse: list(worse) })),
  ];
}

export function sampleOf({ sample }: ReportedRun, { t, number }: Locale): Block[] {
  if (sample === null) return [];
  const note = t('report.sampleNote', { temperature: number(sampleTemperature) });
  return [heading(t('report.sample')), paragraph(note), { type: 'quotation', text: sample }];
}

export function findings({ run, diagnosis, trials }: ReportedRun, locale: Locale): Block[] {
  const { t, integer } = locale;
  const said = (finding: Finding): Block[] => {
    const sentence = findingSentence(finding, run.model, locale);
    const severity = t(`doctor.severities.${finding.severity}`);
    const confidence = t('report.confidence', { confidence: confidenceText(finding.confidence, t) });
    const trial = trials.find(({ rule, verdict }) => rule === finding.rule && verdict !== null);
    const tried = trial === undefined ? [] : [t('report.tried', { verdict: trialText(trial, locale) })];
    return [paragraph(locale.sentences(t('report.finding', { severity, sentence }), confidence, ...tried))];
  };
  const all = [...diagnosis.open, ...diagnosis.others];
  const isOver = run.outcome !== null;
  const quiet = isOver ? t('doctor.quietWhole') : t('doctor.quiet', { step: integer(run.step) });
  return [
    heading(t('report.findings')),
    ...(all.length === 0 ? [paragraph(quiet)] : all.flatMap(said)),
    ...diagnosis.dismissed.map(({ rule, reason }) =>
      paragraph(t('report.dismissed', { finding: t(`doctor.rules.${rule}`), reason })),
    ),
    ...(diagnosis.isPartial ? [paragraph(t('doctor.dataUnread'))] : []),
  ];
}

function dataSection({ run, dataset, measurements }: ReportedRun, locale: Locale): Block[] {
  const { t, integer, bytes, percent } = locale;
  const rows: Fact[] = [{ label: t('report.dataset'), value: run.datasetName }];
  const count = (label: string, value: number | undefined) => {
    if (value !== undefined && value > 0) rows.push({ label, value: integer(value) });
  };
  if (dataset !== null) {
    const { report } = dataset;
    rows.push({ label: t('report.size'), value: bytes(dataset.bytes) });
    count(t('report.characters'), dataset.characters);
    count(t('report.differentCharacters'), dataset.vocabularySize);
    const { tagged, understood, rows: texts } = report ?? {};
    count(t('report.sentences'), tagged?.sentences);
    count(t('report.tokens'), tagged?.tokens);
    if (tagged === undefined) count(t('report.rows'), texts?.count ?? understood?.rowsUsed);
    if (texts === null && (report?.documents ?? 0) > 1) count(t('report.documents'), report?.documents);
    rows.push(...columnFacts(understood, locale));
    const classes = report?.classes ?? [];
    if (classes.length > 0) {
      const named = classes
        .slice(0, mostLabels)
        .map(({ label, count: n }) => t('report.classCount', { name: label, n: integer(n) }));
      rows.push({
        label: t('report.classes'),
        value: locale.list([...named, ...(classes.length > mostLabels ? ['…'] : [])]),
      });
    }
    if (dataset.origin !== null) rows.push({ label: t('report.origin'), value: dataset.origin });
  }
  const { validationFraction } = run.train;
  const file = dataset?.report?.validation?.name;
  const share =
    validationFraction === 0
      ? t('report.heldBackNone')
      : t('report.heldBackShare', { share: percent(validationFraction, 1) });
  rows.push({
    label: t('report.heldBack'),
    value: file === undefined ? share : t('report.heldBackFile', { name: file }),
  });
  count(t('report.trainingTokens'), measurements?.nGrams?.trainingTokens);
  count(t('report.predictions'), measurements?.nGrams?.predictions);
  return [
    heading(t('report.data')),
    { type: 'facts', rows },
    ...(dataset === null ? [paragraph(t('report.dataGone'))] : []),
  ];
}

/** The understanding of a table: the time that it spans, and the columns with a part in it. */
function columnFacts(understood: ImportReport['understood'], { t, list }: Locale): Fact[] {
  if (understood === undefined) return [];
  const { columns, time } = understood;
  const span =
    time === null ? [] : [{ label: t('report.span'), value: t('report.fromTo', { from: time.from, to: time.to }) }];
  const roles = [...new Set(columns.map(({ role }) => role))].filter((role) => role !== 'ignore' && role !== 'time');
  return [
    ...span,
    ...roles.map((role) => ({
      label: t(`datasets.import.role.${role}`),
      value: list(columns.filter((column) => column.role === role).map(({ name }) => name)),
    })),
  ];
}

function modelSection({ run }: ReportedRun, { t, integer }: Locale): Block[] {
  const { batchSize, sequenceLength, optimizer } = run.train;
  const summary = summarizeModel(run.model, { batch: batchSize, steps: sequenceLength, optimizer: optimizer.type });
  const totals = { trainable: integer(summary.trainableParameters), all: integer(summary.totalParameters) };
  return [
    heading(t('report.model')),
    paragraph(describeModel(run.model)),
    {
      type: 'table',
      caption: t('report.layers'),
      head: [t('report.layer'), t('report.output'), t('report.parameters')],
      rows: summary.rows.map(({ name, className, outputShape, parameters }) => [
        `${name} (${className})`,
        `(${outputShape.join(', ')})`,
        integer(parameters),
      ]),
      isNumeric: true,
    },
    paragraph(t('report.trainable', totals)),
  ];
}
