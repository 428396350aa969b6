import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { cellFacts, cellTypes } from '../../src-engine/cells/index.ts';

/** A run of `kioku lesson` that is to show what the paper says. */
export interface PaperExperiment {
  /** That of the lesson is taken by its own experiment. */
  name: string;
  lesson: string;
  args: string[];
  /** Says what the last line of the lesson should have been; null where it is that. */
  fault(verdict: Record<string, unknown>): string | null;
}

const trackers = cellTypes.filter((type) => cellFacts(type).recurrentKernel !== 'none');

const solvedBy = (lesson: string, args: string[], solvers: readonly string[]): PaperExperiment => ({
  name: `paper-${lesson}`,
  lesson,
  args,
  fault: (verdict) =>
    JSON.stringify(verdict['solvedBy']) === JSON.stringify(solvers)
      ? null
      : `Solved by ${JSON.stringify(verdict['solvedBy'])}, and not by ${JSON.stringify(solvers)}.`,
});

/** The experiments of papers, in full. */
export const paperExperiments: PaperExperiment[] = [
  solvedBy('parity', ['--seeds', '5'], trackers),
  ...['reber', 'adding', 'temporal-order'].map((lesson) => solvedBy(lesson, [], ['lstm'])),
  {
    name: 'vanishing-gradient',
    lesson: 'vanishing-gradient',
    args: [],
    fault: ({ ratioAtLag50 }) => (Number(ratioAtLag50) >= 100 ? null : `The ratio is ${String(ratioAtLag50)}.`),
  },
];

/** Runs one, and says what it did not show; null where it showed all. */
export function faultOf({ lesson, args, fault }: PaperExperiment): string | null {
  const program = fileURLToPath(new URL('../tools/kioku.ts', import.meta.url));
  const command = [program, 'lesson', lesson, ...args, '--json'];
  const { status, stdout } = spawnSync(process.execPath, command, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) return `It ended with ${status}.`;
  return fault(JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Record<string, unknown>);
}
