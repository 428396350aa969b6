import { basename } from 'node:path';
import type { GoldenReport } from '../../../src-engine/golden/run-golden.ts';
import { defineCommand } from '../command.ts';
import { formatTable } from '../formats.ts';
import { readJson } from '../read-json.ts';

export const golden = defineCommand({
  description:
    'Repeats, on every backend, what PyTorch computed in float64 for small networks, and prints the largest relative errors. ' +
    'The exit code is 1 where one is past the tolerance: 1e-9 in float64, 1e-4 in float32.',
  positionals: { placeholder: 'FILE…', description: 'golden files, as in test/golden', minimum: 1 },
  options: {},
  examples: ['kioku golden test/golden/lm_lstm.json test/golden/lm_gru.json'],
  async run(_values, files) {
    const { parseGoldenFixture } = await import('../../../src-engine/golden/golden-fixture.ts');
    const { runGolden } = await import('../../../src-engine/golden/run-golden.ts');
    const { nodeBackends } = await import('../../engine-process/node-backends.ts');
    const backends = await nodeBackends();
    const rows: string[][] = [];
    let allPassed = true;
    for (const file of files) {
      try {
        const fixture = parseGoldenFixture(await readJson(file));
        for (const backend of backends) {
          const report = await runGolden(fixture, backend);
          allPassed &&= report.passed;
          rows.push([basename(file), backend.name, ...errorCells(report), report.passed ? 'passed' : 'FAILED']);
        }
      } catch (error) {
        allPassed = false;
        process.stderr.write(`${basename(file)}: ${error instanceof Error ? error.message : String(error)}\n`);
      }
    }
    const header = ['file', 'backend', 'logits', 'loss', 'gradients', 'norm', 'final parameters', 'tolerance', ''];
    if (rows.length > 0) process.stdout.write(`${formatTable([header, ...rows], [2, 3, 4, 5, 6, 7])}\n`);
    return allPassed ? 0 : 1;
  },
});

/** The largest errors over all steps. */
function errorCells({ steps, parameters, tolerance }: GoldenReport): string[] {
  const largest = (values: (number | null)[]) => {
    const known = values.filter((value) => value !== null);
    return known.length === 0 ? '–' : Math.max(...known).toExponential(1);
  };
  return [
    largest(steps.map(({ logits }) => logits)),
    largest(steps.map(({ loss }) => loss)),
    largest(steps.map(({ gradients }) => gradients)),
    largest(steps.map(({ gradientNorm }) => gradientNorm)),
    largest([parameters]),
    tolerance.toExponential(0),
  ];
}
