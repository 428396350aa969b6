import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { finalParameters } from '../runs/final-parameters.ts';
import { openTemporaryHost, runIn } from '../temporary-host.ts';
import { startBaselineEngine } from './baseline-engine.ts';
import { importModelFile } from './export-files.ts';

/**
 * Bundles that the studio wrote at its commit c3e8098, of runs that were paused in the middle of an epoch, and what that commit made of
 * each run when it went on to its end: `text` learns one text with every cell, recurrent dropout, dropout and AdamW; `classes` learns
 * labels with layers in two directions, attention pooling and weights of classes; `documents` learns several texts, batches of two
 * gradients and momentum. Wasm is the build that computes the same bits on every machine, on one thread.
 */
const folder = new URL('./older-bundles/', import.meta.url);

interface Continued {
  pausedAtStep: number;
  steps: number;
  trainLoss: number;
  validationLoss: number;
  /** The hash of each parameter at the end. */
  parameters: Record<string, string>;
}

const continued = JSON.parse(readFileSync(new URL('continued.json', folder), 'utf8')) as Record<string, Continued>;

test.each(Object.entries(continued))(
  'a run in an older bundle goes on to the same bits: %s',
  async (name, expected) => {
    const host = await openTemporaryHost({ spawnEngine: startBaselineEngine });
    const bundle = new Uint8Array(readFileSync(new URL(`${name}.kioku`, folder)));
    const arrived = await importModelFile(host, `${name}.kioku`, bundle);
    expect(arrived).toMatchObject({ state: 'interrupted', step: expected.pausedAtStep });
    await host.client.runs.resume({ runId: arrived.id });
    const ended = await runIn(host, arrived.id, 'finished', 'failed');
    expect(ended).toMatchObject({
      state: 'finished',
      step: expected.steps,
      trainLoss: expected.trainLoss,
      validationLoss: expected.validationLoss,
    });
    const parameters = finalParameters(host.dataDir, arrived.id).map(({ name, hash }) => [name, hash]);
    expect(Object.fromEntries(parameters)).toEqual(expected.parameters);
  },
);
