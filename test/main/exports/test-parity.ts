import { tmpdir } from 'node:os';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExportFile } from '../../../src-engine/interchange/export-file.ts';
import { withStoredPrecision } from '../../../src-engine/interchange/quantize-weights.ts';
import type { TrainedModel } from '../../../src-engine/interchange/trained-model.ts';
import { artifactName, readArtifact, writeArtifact } from '../../../src-main/exports/artifact.ts';
import { compareOutputs, type Checked } from '../../../src-main/exports/certify.ts';
import type { FormatOptions, ModelFormat, RuntimeRun } from '../../../src-main/exports/export-format.ts';
import type { ParityInput } from '../../../src-main/exports/runtimes/parity-input.ts';
import { parityInputs } from '../../../src-main/exports/runtimes/parity-inputs.ts';
import { referenceOutputs } from '../../../src-main/exports/runtimes/reference-outputs.ts';
import { matrixModels } from './matrix-models.ts';
import { preparedModels } from './prepared-models.ts';

/** What a format refuses of the matrix, with the code of the reason; all else has to be written and to compute the same. */
type Refusals = Readonly<Record<string, string>>;

/** A network as it is given to a runtime. */
export interface ParityCase {
  files: ExportFile[];
  inputs: ParityInput[];
}

/** Runs many cases at once, where starting a runtime takes far longer than computing. */
type RunAll = (cases: readonly ParityCase[]) => Promise<(RuntimeRun | Error)[]>;

/**
 * Registers tests of a format over the whole matrix, in each of its precisions. `runAll` takes the place of the
 * format's own run, which then has to be tested with other networks.
 */
export function testParity(format: ModelFormat, refusals: Refusals, runAll: RunAll | null = null): void {
  describe.each(format.precisions)(`${format.id}, %s`, (precision) => {
    it('holds every network of the matrix but those that it refuses with a reason', () => {
      const refused = matrixModels.flatMap(({ name, trained }) => {
        const refusal = format.refusal(trained, { precision });
        if (refusal === null) return [];
        expect(refusal.message, name).toMatch(/^[A-Z].+\.$/s);
        return [[name, refusal.code]];
      });
      expect(Object.fromEntries(refused)).toEqual(refusals);
    });

    const accepted = matrixModels
      .filter(({ name }) => refusals[name] === undefined)
      .map((each, place) => ({ ...each, place }));
    let runs: ReturnType<RunAll> | null = null;
    async function runOf(place: number): Promise<RuntimeRun> {
      if (runAll === null) throw new Error('Each is run by itself.');
      runs ??= Promise.all(accepted.map(({ trained }) => caseOf(format, trained, { precision }))).then(runAll);
      const run = (await runs)[place];
      if (run instanceof Error) throw run;
      return run;
    }

    it.for(accepted)('computes what the engine computes: $name', async ({ trained, place }, { skip }) => {
      const checked =
        runAll === null
          ? await checkParity(format, trained, { precision })
          : await compared(trained, { precision }, await runOf(place));
      if (checked.verdict === 'not-run') skip(`${checked.runtime} was not run: ${checked.reason}`);
      expect(checked).toMatchObject({ verdict: 'passed', largestDifference: expect.any(Number), reason: null });
    });
  });
}

/** Registers tests of a format with the networks that read a table, or those of these names, in the table's own units. */
export function testRawParity(format: ModelFormat, refusals: Refusals = {}, names?: readonly string[]): void {
  describe(`${format.id}, from raw numbers to raw numbers`, () => {
    const models = preparedModels.filter(({ name }) => names?.includes(name) ?? true);
    it.for(models)('$name', async ({ name, trained }, { skip }) => {
      const refusal = format.refusal(trained, { precision: 'float32' });
      expect(refusal?.code).toBe(refusals[name]);
      if (refusal !== null) return;
      const checked = await checkParity(format, trained);
      if (checked.verdict === 'not-run') skip(`${checked.runtime} was not run: ${checked.reason}`);
      const isRelative = trained.preparation?.kind === 'forecast';
      expect(checked).toMatchObject({ verdict: 'passed', isRelative, reason: null });
      expect(checked.largestDifference).toBeLessThan(1e-5);
    });
  });
}

/** Writes a network, reads the file back from the disk, runs it, and compares: batches of 1 and 3, two lengths, and padded sequences. */
export async function checkParity(
  format: ModelFormat,
  trained: TrainedModel,
  options: FormatOptions = { precision: 'float32' },
): Promise<Checked> {
  const { files, inputs } = await caseOf(format, trained, options);
  return compared(trained, options, await format.run(files, inputs, AbortSignal.timeout(110_000)));
}

async function caseOf(format: ModelFormat, trained: TrainedModel, options: FormatOptions): Promise<ParityCase> {
  const files = await throughDisk(trained, await format.write(trained, options));
  return { files, inputs: parityInputs(trained.model, trained.preparation) };
}

async function compared(trained: TrainedModel, { precision }: FormatOptions, run: RuntimeRun): Promise<Checked> {
  const inputs = parityInputs(trained.model, trained.preparation);
  return compareOutputs(inputs, await referenceOutputs(withStoredPrecision(trained, precision), inputs), run);
}

async function throughDisk({ name, step }: TrainedModel, files: readonly ExportFile[]): Promise<ExportFile[]> {
  const folder = await mkdtemp(join(tmpdir(), 'kioku-parity-'));
  try {
    const path = join(folder, artifactName(name, step, files));
    await writeArtifact(path, files);
    return await readArtifact(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
