import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Backend } from '../../../src-engine/backends/backend.ts';
import { dense, lstm } from '../../../src-engine/models/default-layers.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import type { StudioClient } from '../../../src-main/contract/contract.ts';
import { withStudio } from '../../../src-main/cli/studio/with-studio.ts';
import { measureRate } from './measure-rate.ts';
import { median } from './statistics.ts';
import { configurations } from './workloads.ts';

/** As in configuration M, so that the same steps can be taken without a studio around them. */
const VOCABULARY = 65;
const UNITS = 256;
const BATCH = 64;
const STEPS = 64;
const CHARACTERS = 1_000_000;
/** What panels wait between two looks. */
const PANEL_PAUSE_MS = 500;

export interface InsightCost {
  /** Tokens a second, medians: of the bare steps, of the studio's training, and of that with every panel open. */
  bare: number;
  closed: number;
  open: number;
  /** Looks that were answered in all turns with panels open. */
  looks: number;
}

/** Trains M by turns: bare in this process, in the studio with all panels closed, and with all of them open and live. */
export async function measureInsightCost(backend: Backend, pairs: number, seconds: number): Promise<InsightCost> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kioku-bench-'));
  const workload = configurations.M.create(backend);
  try {
    return await withStudio({ 'data-dir': dataDir }, async ({ client }) => {
      const runId = await startTraining(client);
      const rates = { bare: [] as number[], closed: [] as number[], open: [] as number[] };
      let looks = 0;
      for (let pair = 0; pair < pairs; pair++) {
        rates.closed.push(await studioRate(client, runId, seconds));
        const closing = new AbortController();
        const panels = openPanels(client, runId, closing.signal, () => looks++);
        rates.open.push(await studioRate(client, runId, seconds));
        closing.abort();
        await Promise.all(panels);
        await inState(client, runId, 'pause', 'paused');
        rates.bare.push(await measureRate(workload, seconds));
        await inState(client, runId, 'resume', 'running');
      }
      await client.runs.stop({ runId });
      return { bare: median(rates.bare), closed: median(rates.closed), open: median(rates.open), looks };
    });
  } finally {
    workload.dispose();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function startTraining(client: StudioClient): Promise<string> {
  const stream = createStream(0, 'text', 0);
  const text = Array.from({ length: CHARACTERS }, () => String.fromCodePoint(0x30 + stream.below(VOCABULARY))).join('');
  const dataset = await client.datasets.import({ name: 'noise', file: new Blob([text]) });
  const { id } = await client.runs.start({
    datasetId: dataset.id,
    model: {
      task: 'language-model',
      input: { kind: 'tokens', vocabularySize: VOCABULARY },
      layers: [{ type: 'one_hot' }, lstm(UNITS), lstm(UNITS), dense(VOCABULARY)],
    },
    train: {
      epochs: 1_000_000,
      batchSize: BATCH,
      sequenceLength: STEPS,
      validationFraction: 0,
      checkpoints: { everyEpoch: false, everySteps: null, everyMinutes: null, keepLast: 1, keepBest: 1 },
    },
  });
  for await (const { run } of await client.runs.watch({ runId: id })) if (run.step >= 5) return id;
  throw new Error('The run was deleted.');
}

/** Tokens a second of the time that passes for a person, from one step to another. */
async function studioRate(client: StudioClient, runId: string, seconds: number): Promise<number> {
  const from = await nextStep(client, runId);
  await setTimeout(seconds * 1000);
  const to = await nextStep(client, runId);
  return ((to.step - from.step) * BATCH * STEPS * 1000) / (to.at - from.at);
}

async function nextStep(client: StudioClient, runId: string): Promise<{ step: number; at: number }> {
  let before: number | null = null;
  for await (const { run } of await client.runs.watch({ runId })) {
    if (before !== null && run.step > before) return { step: run.step, at: performance.now() };
    before ??= run.step;
  }
  throw new Error('The run was deleted.');
}

async function inState(client: StudioClient, runId: string, command: 'pause' | 'resume', state: string): Promise<void> {
  await client.runs[command]({ runId });
  for await (const { run } of await client.runs.watch({ runId })) if (run.state === state) return;
}

/** What the theatre, the gradient flow, the cell search, the counterfactual and the live samples ask, over and over. */
function openPanels(client: StudioClient, runId: string, signal: AbortSignal, onLook: () => void): Promise<void>[] {
  const network = { runId, live: true };
  const text = 'The quick brown fox jumps over the lazy dog. '.repeat(4);
  const sampling = { topK: 0, topP: 1, minP: 0, repetitionPenalty: 1, repetitionWindow: 0, stopStrings: [], seed: 1 };
  const clamps = [{ loop: '2', variable: 'forget-gate' as const, units: null, value: 0 }];
  const samplings = [0.5, 0.8, 1.1].map((temperature) => ({ ...sampling, temperature }));
  const questions = [
    () => client.insight.activations({ ...network, text, loop: '2' }, { signal }),
    () => client.insight.gradientFlow({ ...network, steps: 2 * STEPS }, { signal }),
    () => client.insight.spectra(network, { signal }),
    () => client.insight.cells({ ...network, text, property: { kind: 'upper-case' } }, { signal }),
    () => client.insight.counterfactual({ ...network, text, clamps }, { signal }),
    () => client.insight.samples({ ...network, prompt: '', length: 160, samplings }, { signal }),
    () => client.insight.steps({ runId, afterStep: 0 }, { signal }),
  ];
  return questions.map(async (ask) => {
    while (!signal.aborted) {
      await ask().then(onLook, (error: unknown) => {
        if (!signal.aborted) throw error;
      });
      if (!signal.aborted) await setTimeout(PANEL_PAUSE_MS);
    }
  });
}
