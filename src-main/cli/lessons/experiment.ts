import { cellFacts } from '../../../src-engine/cells/index.ts';
import type { CellType } from '../../../src-engine/cells/index.ts';
import { TEST_SEQUENCES } from '../../../src-engine/lessons/memory-tasks/experiment.ts';
import type { Criterion } from '../../../src-engine/lessons/memory-tasks/experiment.ts';
import { experiments } from '../../../src-engine/lessons/memory-tasks/experiments.ts';
import { runExperiment } from '../../../src-engine/lessons/memory-tasks/run-experiment.ts';
import type { Figure } from '../../../src-engine/lessons/memory-tasks/figures.ts';
import type { ExperimentProgress, ExperimentResult } from '../../../src-engine/lessons/memory-tasks/run-experiment.ts';
import { openNodeBackends } from '../../engine-process/node-backends.ts';
import { formatCount, formatDuration, formatTable } from '../formats.ts';

export interface LessonOptions {
  seed: number;
  /** `undefined` means as many as the lesson takes. */
  steps: number | undefined;
  json: boolean;
}

const contenders = ['lstm', 'simple_rnn'] as const;
const nameOf = (contender: CellType) => cellFacts(contender).displayName;

const introductions: Record<keyof typeof experiments, string> = {
  reber:
    'Embedded Reber grammar (section 5.1). After each symbol of a string, which ones may come next? The last but one is the second ' +
    'again, a T or a P: it must be kept in mind over all that is between. The strings are longer than the paper’s: 30 symbols and more.',
  adding:
    'Adding problem (section 5.4). Of 100 to 110 numbers two in the first half are marked. At the end: what is their sum?',
  'temporal-order':
    'Temporal order (section 5.6). Among 100 to 110 symbols there are two that count, X or Y, one about the 15th and one about the ' +
    '55th. At the end: which were they, and in which order?',
};

const criterionNames: Partial<Record<Criterion['id'], string>> = {
  'all-predictions': 'strings with every prediction right',
  'remembered-symbol': 'strings with the T or P at the end right',
  'error-below-0.04': 'sums with an error below 0.04',
  'mean-absolute-error': 'mean error, of a range of 1',
  'outputs-within-0.3': 'sequences with every output within 0.3',
  'classification-error': 'sequences put into the wrong class',
};

/** Trains both networks, one after the other, and prints how they did. */
export async function showExperiment(name: keyof typeof experiments, options: LessonOptions): Promise<void> {
  const { seed, json } = options;
  const experiment = experiments[name];
  const { batchSize, maxSteps, backend: choice, threads } = experiment.train;
  const totalSteps = options.steps ?? maxSteps;
  const print = (line: string, event: object) => process.stdout.write(`${json ? JSON.stringify(event) : line}\n`);
  const budget = `Both learn from the same ${formatCount(totalSteps)} batches of ${batchSize} sequences, seed ${seed}.`;
  print(`Hochreiter & Schmidhuber 1997. ${introductions[name]}\n${budget}`, {
    type: 'start',
    lesson: name,
    seed,
    totalSteps,
    batchSize,
  });
  const backends = await openNodeBackends();
  const results: ExperimentResult[] = [];
  for (const contender of contenders) {
    const backend = backends.create(choice, threads);
    const clock = () => performance.now();
    for await (const event of runExperiment(experiment, { contender, seed, totalSteps, backend, clock })) {
      print(event.type === 'progress' ? progressLine(event) : resultLine(event), event);
      if (event.type === 'result') results.push(event);
    }
    backend.dispose();
  }
  print(`\n${verdict(results)}`, { type: 'verdict', solvedBy: solversOf(results) });
}

function progressLine({ contender, step, totalSteps, loss }: ExperimentProgress): string {
  const steps = formatCount(step).padStart(formatCount(totalSteps).length);
  return `${nameOf(contender).padEnd(9)}  step ${steps} of ${formatCount(totalSteps)}  loss ${loss.toFixed(4)}`;
}

function resultLine({ contender, parameterCount, elapsedMs }: ExperimentResult): string {
  return `${nameOf(contender).padEnd(9)}  ${formatCount(parameterCount)} parameters, trained in ${formatDuration(elapsedMs)}`;
}

function verdict(results: readonly ExperimentResult[]): string {
  const figures = results[0]?.figures ?? [];
  const rows = figures.map((figure, k) => [
    criterionNames[figure.id] ?? figure.id,
    ...results.map((result) => formatFigure(result.figures[k] ?? figure)),
    formatGoal(figure),
  ]);
  const header = [
    `${formatCount(TEST_SEQUENCES)} sequences that were not trained on`,
    ...results.map(({ contender }) => nameOf(contender)),
    'goal',
  ];
  const sentences = results.map(
    ({ contender, isSolved }) => `${nameOf(contender)} ${isSolved ? 'solves' : 'does not solve'} it.`,
  );
  return `${formatTable([header, ...rows], [1, 2, 3])}\n\n${sentences.join(' ')}`;
}

function formatFigure({ unit, value }: Figure): string {
  return unit === 'share' ? formatShare(value) : value.toFixed(4);
}

function formatGoal({ unit, goal }: Criterion): string {
  if (goal === null) return '–';
  const limit = 'atLeast' in goal ? goal.atLeast : goal.below;
  return `${'atLeast' in goal ? '≥' : '<'} ${unit === 'share' ? formatShare(limit) : String(limit)}`;
}

/** Two digits, so that one sequence of 2,560 shows. */
function formatShare(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

function solversOf(results: readonly ExperimentResult[]): CellType[] {
  return results.filter(({ isSolved }) => isSolved).map(({ contender }) => contender);
}
