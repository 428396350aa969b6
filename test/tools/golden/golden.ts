import { basename } from 'node:path';
import type { Backend } from '../../../src-engine/backends/backend.ts';
import type { GoldenReport } from './run-golden.ts';
import { defineCommand } from '../../../src-main/cli/command.ts';
import { formatTable } from '../../../src-main/cli/formats.ts';
import { readJson } from '../../../src-main/cli/read-json.ts';
import { choice } from '../../../src-main/cli/options.ts';
import { jsonOption } from '../../../src-main/cli/shared-options.ts';
import { variantChoices, type VariantChoice } from '../../../src-engine/spec/backends.ts';

/** What is compared; in the order of the table's columns. */
const parts = ['logits', 'loss', 'gradients', 'norm', 'parameters'] as const;

/** The largest relative errors over all steps; null: the file has no such numbers. */
type Errors = Record<(typeof parts)[number], number | null>;

interface Outcome {
  file: string;
  backend: string;
  errors: Errors;
  tolerance: number;
  lossTolerance: number;
  passed: boolean;
}

export const golden = defineCommand({
  description:
    'Repeats what PyTorch computed in float64 for small networks, on every backend, with every build of its kernels, alone and on two ' +
    'threads, and prints the largest relative errors. ' +
    'The exit code is 1 where one is past the tolerance: 1e-9 in float64, 1e-4 in float32, and 1e-6 for its loss.',
  positionals: { placeholder: 'FILE…', description: 'golden files, as in test/golden', minimum: 1 },
  options: {
    variant: choice(variantChoices, 'only this build of the kernels'),
    json: jsonOption,
  },
  examples: [
    'kioku golden test/golden/lm_lstm.json test/golden/lm_gru.json',
    'kioku golden my-network.json --json',
    'kioku golden test/golden/lm_gru.json --variant native',
  ],
  async run(values, files) {
    const { parseGoldenFixture } = await import('./golden-fixture.ts');
    const { runGolden } = await import('./run-golden.ts');
    const { backends, isWhole } = await openBackends(values.variant);
    const outcomes: Outcome[] = [];
    let allPassed = isWhole;
    for (const path of files) {
      const file = basename(path);
      try {
        const fixture = parseGoldenFixture(await readJson(path));
        for (const { name, backend } of backends) {
          const report = await runGolden(fixture, backend);
          const { tolerance, lossTolerance, passed } = report;
          allPassed &&= passed;
          outcomes.push({ file, backend: name, errors: largestErrors([report]), tolerance, lossTolerance, passed });
        }
      } catch (error) {
        allPassed = false;
        process.stderr.write(`${file}: ${error instanceof Error ? error.message : String(error)}\n`);
      }
    }
    for (const { backend } of backends) backend.dispose();
    if (values.json) for (const outcome of outcomes) process.stdout.write(`${JSON.stringify(outcome)}\n`);
    else if (outcomes.length > 0) process.stdout.write(`${describe(outcomes)}\n`);
    return allPassed ? 0 : 1;
  },
});

/** `isWhole`: none is missing. */
async function openBackends(
  wanted: VariantChoice | undefined,
): Promise<{ backends: { name: string; backend: Backend }[]; isWhole: boolean }> {
  const { everyBuildOfBackends } = await import('../../../src-main/engine-process/node-backends.ts');
  const { builds, problems } = await everyBuildOfBackends();
  for (const { name, message } of problems) process.stderr.write(`The ${name} backend is not checked: ${message}\n`);
  const best = builds.find(({ variant }) => variant?.startsWith('native-'))?.variant ?? null;
  const variant = wanted === 'native' ? best : wanted;
  const chosen =
    wanted === undefined ? builds : builds.filter((build) => build.variant === variant && variant !== null);
  if (chosen.length === 0) process.stderr.write(`There is no variant ${wanted} here; “kioku info” says why.\n`);
  const isWhole = problems.length === 0 && chosen.length > 0;
  return { backends: chosen.map(({ name, create }) => ({ name, backend: create() })), isWhole };
}

function largestErrors(reports: readonly GoldenReport[]): Errors {
  const steps = reports.flatMap((report) => report.steps);
  return {
    logits: largest(steps.map(({ logits }) => logits)),
    loss: largest(steps.map(({ loss }) => loss)),
    gradients: largest(steps.map(({ gradients }) => gradients)),
    norm: largest(steps.map(({ gradientNorm }) => gradientNorm)),
    parameters: largest(reports.map(({ parameters }) => parameters)),
  };
}

function largest(errors: readonly (number | null)[]): number | null {
  const known = errors.filter((error) => error !== null);
  return known.length === 0 ? null : Math.max(...known);
}

/** A line for every file and backend; with several files, also the worst of each backend. */
function describe(outcomes: readonly Outcome[]): string {
  const row = (first: string, members: readonly Outcome[]) => [
    first,
    members[0].backend,
    ...parts.map((part) => largest(members.map(({ errors }) => errors[part]))?.toExponential(1) ?? '–'),
    members[0].lossTolerance.toExponential(0),
    members[0].tolerance.toExponential(0),
    members.every(({ passed }) => passed) ? 'passed' : 'FAILED',
  ];
  const header = [
    'file',
    'backend',
    'logits',
    'loss',
    'gradients',
    'norm',
    'final parameters',
    'of loss',
    'tolerance',
    '',
  ];
  const rows = outcomes.map((outcome) => row(outcome.file, [outcome]));
  const fileCount = new Set(outcomes.map(({ file }) => file)).size;
  const worst =
    fileCount < 2
      ? []
      : Array.from(Map.groupBy(outcomes, ({ backend }) => backend).values(), (members) =>
          row(`largest of ${fileCount}`, members),
        );
  return formatTable([header, ...rows, ...worst], [2, 3, 4, 5, 6, 7, 8]);
}
