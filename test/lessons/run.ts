/**
 * `npm run test:lessons`: runs every lesson in full, and the classifier of number sequences on its five shapes, and fails where one does
 * not show what it says. `--only parity` runs one of them.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cellFacts, cellTypes } from '../../src-engine/cells/index.ts';
import { shapesFault } from './shapes.ts';

const SHAPES = 'shapes';

interface Lesson {
  name: string;
  args: string[];
  /** Says what the last line of the lesson should have been; null where it is that. */
  fault(verdict: Record<string, unknown>): string | null;
}

const trackers = cellTypes.filter((type) => cellFacts(type).recurrentKernel !== 'none');

const solvedBy = (name: string, args: string[], solvers: readonly string[]): Lesson => ({
  name,
  args,
  fault: (verdict) =>
    JSON.stringify(verdict['solvedBy']) === JSON.stringify(solvers)
      ? null
      : `Solved by ${JSON.stringify(verdict['solvedBy'])}, and not by ${JSON.stringify(solvers)}.`,
});

const lessons: Lesson[] = [
  solvedBy('parity', ['--seeds', '5'], trackers),
  ...['reber', 'adding', 'temporal-order'].map((name) => solvedBy(name, [], ['lstm'])),
  {
    name: 'vanishing-gradient',
    args: [],
    fault: ({ ratioAtLag50 }) => (Number(ratioAtLag50) >= 100 ? null : `The ratio is ${String(ratioAtLag50)}.`),
  },
];

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const isChosen = (name: string) => values.only === undefined || name === values.only;
const chosen = lessons.filter(({ name }) => isChosen(name));
const names = [...lessons.map(({ name }) => name), SHAPES];
if (!names.some(isChosen)) throw new Error(`A lesson is one of ${names.join(', ')}.`);
const faults = chosen.flatMap((lesson) => {
  const fault = faultOf(lesson);
  console.log(`${lesson.name}: ${fault ?? 'as it says'}`);
  return fault ?? [];
});
if (isChosen(SHAPES)) {
  const fault = await shapesFault();
  console.log(`${SHAPES}: ${fault ?? 'as it says'}`);
  if (fault !== null) faults.push(fault);
}
process.exit(faults.length === 0 ? 0 : 1);

function faultOf({ name, args, fault }: Lesson): string | null {
  const program = fileURLToPath(new URL('../tools/kioku.ts', import.meta.url));
  const command = [program, 'lesson', name, ...args, '--json'];
  const { status, stdout } = spawnSync(process.execPath, command, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) return `It ended with ${status}.`;
  return fault(JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Record<string, unknown>);
}
