import { lossBits } from '../../../../src-engine/losses/perplexity.ts';
import { isMeasured, taskFacts } from '../../../../src-engine/tasks/facts.ts';
import type { RunRecord } from '../../../../src-main/contract/runs/run-records.ts';
import { metricText } from '../../../domain/metrics/metric-text.ts';
import { nGramKeys } from '../../../domain/metrics/n-gram-names.ts';
import type { NGram } from '../../../domain/metrics/use-n-grams.ts';
import { termOfMetric } from '../../../domain/metrics/task-scores.ts';
import type { Term } from '../../../ui/words.ts';
import type { Locale } from '../../../locales/use-locale.ts';

interface RunFigure {
  id: string;
  label: string;
  value: string;
  /** The place of the value, such as its epoch. */
  note: string | null;
  term: Term | null;
}

/** A run's figures: those that a person waits for, and those that explain them. */
interface RunFigures {
  main: RunFigure[];
  others: RunFigure[];
}

interface BesideRun {
  /** The estimated memory of the training; null means that it is not known. */
  memoryBytes: number | null;
  /** The n-gram models on the same validation part; empty while they are not known. */
  nGrams: readonly NGram[];
}

export function runFigures(run: RunRecord, { memoryBytes, nGrams }: BesideRun, locale: Locale): RunFigures {
  const { t, integer, compact, duration, loss, bytes } = locale;
  const plain = { note: null, term: null };
  const of = (part: number, whole: number | null) =>
    whole === null ? integer(part) : `${integer(part)} / ${integer(whole)}`;
  const elapsed = { ...plain, id: 'elapsed', label: t('dashboard.elapsed'), value: duration(run.elapsedMs) };
  const left =
    run.remainingMs === null
      ? null
      : { ...plain, id: 'left', label: t('dashboard.left'), value: duration(run.remainingMs) };

  const main: (RunFigure | null)[] = [quality(run, locale), best(run, locale), left ?? elapsed];
  const others: (RunFigure | null)[] = [
    { ...plain, id: 'epoch', label: t('dashboard.epoch'), value: of(run.epoch, run.train.epochs), term: 'epoch' },
    { ...plain, id: 'step', label: t('dashboard.step'), value: of(run.step, run.totalSteps), term: 'step' },
    left === null ? null : elapsed,
    run.tokensPerSecond === null
      ? null
      : run.model.input.kind === 'features'
        ? { ...plain, id: 'speed', label: t('dashboard.rowSpeed'), value: compact(run.tokensPerSecond) }
        : { ...plain, id: 'speed', label: t('dashboard.speed'), value: compact(run.tokensPerSecond), term: 'token' },
    memoryBytes === null
      ? null
      : { ...plain, id: 'memory', label: t('dashboard.memory'), value: bytes(memoryBytes), term: 'trainingMemory' },
    run.trainLoss === null
      ? null
      : { ...plain, id: 'train', label: t('dashboard.trainLoss'), value: loss(run.trainLoss), term: 'loss' },
  ];
  others.push(bits(run, locale), simpleModels(nGrams, locale));
  const known = (figure: RunFigure | null) => figure !== null;
  return { main: main.filter(known), others: others.filter(known) };
}

/** How good the network is now: its perplexity where it predicts tokens, or else its task's most telling score at the best epoch. */
function quality(run: RunRecord, locale: Locale): RunFigure | null {
  const { t, perplexity } = locale;
  const { task } = run.model;
  if (isMeasured(task, 'perplexity')) {
    const isBack = run.outcome?.kind === 'stopped-early' && run.outcome.restored;
    const own = (isBack ? run.bestValidationLoss : run.validationLoss) ?? run.trainLoss;
    if (own === null) return null;
    return {
      id: 'perplexity',
      label: t('dashboard.perplexity'),
      value: perplexity(Math.exp(own)),
      note: t(run.validationLoss === null ? 'dashboard.train' : 'dashboard.validation'),
      term: 'perplexity',
    };
  }
  const [metric] = taskFacts[task].metrics;
  const score = metric === undefined ? undefined : run.bestScores[metric.name];
  if (metric === undefined || score === undefined) return null;
  return {
    id: 'score',
    label: t(`metrics.${metric.name}`),
    value: metricText(metric, score, locale),
    note: null,
    term: termOfMetric[metric.name],
  };
}

/** The run's best loss, or else its training loss, in units of text; null means that it predicts no tokens of text. */
function bits(run: RunRecord, { t, loss: write }: Locale): RunFigure | null {
  const found = lossBits(run.bestValidationLoss ?? run.trainLoss, run);
  if (found === null) return null;
  const { perCharacter, perWord, perByte } = found;
  const value = [perCharacter, perWord, perByte].map((each) => (each === null ? '–' : write(each))).join(' · ');
  return { id: 'bits', label: t('dashboard.bits'), value, note: null, term: 'bitsByUnit' };
}

/** The perplexities of the n-gram models, which a network has to beat. */
function simpleModels(nGrams: readonly NGram[], { t, perplexity }: Locale): RunFigure | null {
  if (nGrams.length === 0) return null;
  const label = nGrams.map(({ order }) => t(nGramKeys[order])).join(' · ');
  const value = nGrams.map(({ loss }) => perplexity(Math.exp(loss))).join(' · ');
  return { id: 'n-grams', label, value, note: null, term: 'nGram' };
}

function best(run: RunRecord, { t, integer, loss }: Locale): RunFigure | null {
  if (run.bestValidationLoss === null) return null;
  return {
    id: 'best',
    label: t('dashboard.best'),
    value: loss(run.bestValidationLoss),
    note: run.bestEpoch === null ? null : t('dashboard.atEpoch', { epoch: integer(run.bestEpoch) }),
    term: 'validation',
  };
}
