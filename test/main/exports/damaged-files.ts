import { expect } from 'vitest';
import type { createStream } from '../../../src-engine/random/stream.ts';
import { StudioError } from '../../../src-main/contract/errors.ts';
import { refusalOf } from '../datasets/studio-error.ts';
import type { TemporaryHost } from '../temporary-host.ts';
import { importModelFile, type ImportOptions } from './export-files.ts';

/** How many files each test of damage reads: few among all the tests, many where `npm run test:reliability` asks for them. */
export const damagedFiles = Number(process.env['KIOKU_DAMAGED_FILES'] ?? 30);

/**
 * Damage that touches a value and nothing else leaves a file that is whole; all else is refused with a sentence, and nothing is kept.
 * `read`, where a thread for each file would take too long: what the thread does. Of the files that it refuses every tenth goes the
 * whole way, of the others all.
 */
export async function expectRefusals(
  host: TemporaryHost,
  name: string,
  whole: Buffer,
  random: ReturnType<typeof createStream>,
  options: () => Promise<ImportOptions> = () => Promise.resolve({}),
  read: ((content: Uint8Array) => Promise<unknown>) | null = null,
) {
  let refusals = 0;
  for (let n = 0; n < damagedFiles; n++) {
    const damaged = Buffer.from(whole);
    const place = () => random.below(Math.min(damaged.length, n % 2 === 0 ? 2000 : damaged.length) - 4);
    if (n % 3 === 0) damaged.writeUInt32LE(random.below(2 ** 32), place());
    else for (let flips = 4; flips > 0; flips--) damaged[place()]! ^= 1 << random.below(8);
    const content = new Uint8Array(n % 5 === 0 ? damaged.subarray(0, place()) : damaged);
    const isReadHere = read !== null && n % 10 !== 0;
    const refused: unknown = isReadHere
      ? await read(content).then(
          () => null,
          (error: unknown) => error,
        )
      : null;
    const result =
      refused ?? (await importModelFile(host, name, content, await options()).catch((error: unknown) => error));
    if (result instanceof Error) {
      const { code, message } = result instanceof StudioError ? result : await refusalOf(Promise.reject(result));
      expect([code, message]).toEqual([
        expect.stringMatching(/^(model-file-refused|keras-weights-alone)$/),
        expect.stringMatching(/^b\..+\. Nothing was imported\.$/s),
      ]);
      refusals++;
    }
    for (const run of await host.client.runs.list()) {
      expect(run.checkpointCount).toBe(1);
      await host.client.runs.delete({ runId: run.id });
    }
  }
  expect(refusals).toBeGreaterThan(0.3 * damagedFiles);
}
