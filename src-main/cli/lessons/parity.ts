import { cellFacts, cellTypes } from '../../../src-engine/cells/index.ts';
import type { CellType } from '../../../src-engine/cells/index.ts';
import type { MeanInterval } from '../../../src-engine/lessons/mean-interval.ts';
import { parity, PARITY_LENGTHS } from '../../../src-engine/lessons/memory-tasks/parity.ts';
import { parityFindings } from '../../../src-engine/lessons/memory-tasks/parity-findings.ts';
import type { ParityFinding } from '../../../src-engine/lessons/memory-tasks/parity-findings.ts';
import { runExperiment } from '../../../src-engine/lessons/memory-tasks/run-experiment.ts';
import type { ExperimentResult } from '../../../src-engine/lessons/memory-tasks/run-experiment.ts';
import { openNodeBackends } from '../../engine-process/node-backends.ts';
import { formatCount, formatDuration, formatTable } from '../formats.ts';
import type { LessonOptions } from './experiment.ts';

const lengthNames = PARITY_LENGTHS.map(([shortest, longest]) => `${shortest}–${longest} bits`);
const nameOf = (contender: CellType) => cellFacts(contender).displayName;

/** Trains networks of every cell, `seeds` of each from `seed` on, and prints which of them keep track of the parity of bits. */
export async function showParity({ seed, seeds, steps, json }: LessonOptions & { seeds: number }): Promise<void> {
  const { batchSize, maxSteps, backend: choice, threads } = parity.train;
  const totalSteps = steps ?? maxSteps;
  const print = (line: string, event: object) => process.stdout.write(`${json ? JSON.stringify(event) : line}\n`);
  print(introduction(totalSteps, { seed, seeds }), {
    type: 'start',
    lesson: 'parity',
    seed,
    seeds,
    totalSteps,
    batchSize,
    contenders: cellTypes,
  });
  const backends = await openNodeBackends();
  const results: ExperimentResult[] = [];
  for (const contender of cellTypes) {
    for (let n = 0; n < seeds; n++) {
      const drawn = (seed + n) % 2 ** 32;
      const backend = backends.create(choice, threads);
      const clock = () => performance.now();
      for await (const event of runExperiment(parity, { contender, seed: drawn, totalSteps, backend, clock })) {
        if (event.type === 'result') {
          results.push(event);
          print(resultLine(event, drawn), { ...event, seed: drawn });
        } else if (json) print('', { ...event, seed: drawn });
      }
      backend.dispose();
    }
  }
  const findings = parityFindings(results);
  print(`\n${table(findings)}\n\n${conclusion(findings)}`, {
    type: 'verdict',
    findings,
    solvedBy: findings.filter(({ seeds: all, solved }) => solved === all).map(({ contender }) => contender),
    conclusion: conclusion(findings),
  });
}

function introduction(totalSteps: number, { seed, seeds }: { seed: number; seeds: number }): string {
  const { batchSize, sequenceLength } = parity.train;
  const drawn = seeds === 1 ? `seed ${seed}` : `seeds ${seed} to ${seed + seeds - 1}`;
  return [
    'Who can compute parity? (Merrill et al. 2024, Grazzi et al. 2024, Beck et al. 2024)',
    'After each bit of a sequence: is the number of ones so far odd? The answer is one bit of memory, which every one turns over. The',
    `networks learn from sequences of at most ${sequenceLength} bits, which begin short, and are then asked about longer ones.`,
    `Each learns from ${formatCount(totalSteps)} batches of ${batchSize} sequences; ${drawn}.`,
    '',
  ].join('\n');
}

function resultLine({ contender, figures, elapsedMs }: ExperimentResult, seed: number): string {
  const shares = figures.map(({ value }, k) => `${lengthNames[k]} ${formatShare(value).padStart(7)}`);
  return `${nameOf(contender).padEnd(10)} seed ${seed}  ${shares.join('  ')}  in ${formatDuration(elapsedMs)}`;
}

function table(findings: readonly ParityFinding[]): string {
  const header = ['right answers', 'sees its state', ...lengthNames, 'learnt it'];
  const rows = findings.map(({ contender, seesState, shares, seeds, solved }) => [
    nameOf(contender),
    seesState ? 'yes' : 'no',
    ...shares.map(formatInterval),
    `${solved} of ${seeds}`,
  ]);
  const means = findings.some(({ seeds }) => seeds > 1)
    ? 'Means over the seeds, in parentheses their 95 % interval. '
    : 'A single seed: more of them tell how much is chance. ';
  const note = `${means}Guessing is right in 50 %. Learnt: ≥ 99 % at all lengths.`;
  return `${formatTable([header, ...rows], [2, 3, 4, 5])}\n${note}`;
}

function formatInterval({ mean, low, high }: MeanInterval): string {
  if (low === null || high === null) return formatShare(mean);
  return `${formatShare(mean)} (${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)})`;
}

function formatShare(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** Says what the figures of this run show, whatever they are. */
function conclusion(findings: readonly ParityFinding[]): string {
  const always = findings.filter(({ seeds, solved }) => solved === seeds);
  const sometimes = findings.filter(({ seeds, solved }) => solved > 0 && solved < seeds);
  const never = findings.filter(({ solved }) => solved === 0);
  return [
    ...(always.length === 0
      ? []
      : [
          `${namesOf(always)} learnt it${always[0]?.seeds === 1 ? '' : ' with every seed'}, at up to ${parity.longestTest} bits.`,
        ]),
    ...sometimes.map(
      ({ contender, seeds, solved }) => `${nameOf(contender)} learnt it with ${solved} of ${seeds} seeds.`,
    ),
    ...never.map((finding) => `${nameOf(finding.contender)} did not learn it: ${failure(finding)}.`),
    explanation(findings),
  ].join('\n');
}

function failure({ shares }: ParityFinding): string {
  const parts = shares.map(({ mean }, k) => `${formatShare(mean)} at ${lengthNames[k]}`);
  return `it is right in ${parts.join(', ')}`;
}

function explanation(findings: readonly ParityFinding[]): string {
  const blind = findings.filter(({ seesState }) => !seesState);
  if (blind.length === 0) return 'The next state of every one of these cells depends on the last one through a kernel.';
  const isAsExpected = findings.every(({ seesState, seeds, solved }) => solved === (seesState ? seeds : 0));
  if (!isAsExpected)
    return 'These figures do not separate the cells that see their state from those that do not: more steps or seeds may.';
  return (
    `So exactly the cells whose new content or gates see the state keep track of it.\nA step of ${namesOf(blind)} looks at the input alone: ` +
    'it can scale what is remembered by a factor from 0 to 1 and add to it, but not turn it over.'
  );
}

function namesOf(findings: readonly ParityFinding[]): string {
  return new Intl.ListFormat('en').format(findings.map(({ contender }) => nameOf(contender)));
}
