import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { formatTable } from '../../../src-main/cli/formats.ts';
import { spawnEngineChild } from '../../../src-main/engine-process/spawn-engine-child.ts';
import { createHost } from '../../../src-main/host/create-host.ts';
import { median } from './statistics.ts';

const TOKENS = 64;
const CLIENTS = 64;
const REQUESTS_EACH = 4;
const ALONE = 24;
/** The turns of requests one after the other and of clients at once, of which the medians count. */
const TURNS = 7;
const RATE = 20;
const TOKENS_BESIDE_TRAINING = 32;

interface ApiSpeed {
  /** Tokens a second of requests one after the other, and of 64 clients at once. */
  alone: number;
  together: number;
  requests: number;
  errors: number;
  p95Ms: number;
  /** Steps a second of a training by itself, and beside 20 requests a second. */
  training: { alone: number; beside: number; requests: number; errors: number };
}

interface Served {
  origin: string;
  token: string;
  process: ChildProcess;
}

/** Measures the HTTP API of a studio in a process of its own; each measurement of the training takes so many seconds. */
export async function measureApi(seconds: number): Promise<ApiSpeed> {
  const folder = mkdtempSync(join(tmpdir(), 'kioku-bench-'));
  let served: Served | null = null;
  try {
    await trainWriter(folder);
    served = await serveFrom(folder);
    const ask = (seed: number, tokens: number) => complete(served, seed, tokens);
    const latencies: number[] = [];
    let errors = 0;
    const client = async (first: number) => {
      for (let n = 0; n < REQUESTS_EACH; n++) {
        const startedAt = performance.now();
        if (!(await ask(first + n, TOKENS))) errors++;
        latencies.push(performance.now() - startedAt);
      }
    };
    const oneByOne = async () => {
      for (let n = 0; n < ALONE; n++) await ask(n, TOKENS);
      return ALONE * TOKENS;
    };
    const atOnce = async () => {
      await Promise.all(Array.from({ length: CLIENTS }, (_, n) => client(n * REQUESTS_EACH)));
      return CLIENTS * REQUESTS_EACH * TOKENS;
    };
    // What was not compiled yet does not count.
    await oneByOne();
    await atOnce();
    latencies.length = 0;
    const rates: { alone: number; together: number }[] = [];
    for (let turn = 0; turn < TURNS; turn++)
      rates.push({ alone: await rateOf(oneByOne), together: await rateOf(atOnce) });
    const alone = median(rates.map((rate) => rate.alone));
    const together = median(rates.map((rate) => rate.together));
    latencies.sort((a, b) => a - b);
    const p95Ms = latencies[Math.floor(latencies.length * 0.95)];
    const training = await besideTraining(served, seconds * 3);
    return { alone, together, requests: latencies.length, errors, p95Ms, training };
  } finally {
    if (served !== null) {
      const exited = once(served.process, 'exit');
      served.process.kill('SIGTERM');
      await exited;
    }
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A network of the size that a person would serve; how well it writes does not matter. */
async function trainWriter(folder: string): Promise<void> {
  const host = await createHost({
    dataDir: join(folder, 'data'),
    spawnEngine: spawnEngineChild,
    role: 'command',
    version: '0.0.0',
    log: () => undefined,
  });
  const { client } = host;
  const sample = (await client.datasets.samples()).find(({ kind }) => kind === 'text');
  const { id: datasetId } = await client.datasets.importSample({ sampleId: sample?.id ?? '', name: 'text' });
  const train = { maxSteps: 2, epochs: 1, validationFraction: 0 };
  const { id: runId } = await client.runs.start({ datasetId, name: 'writer', presetId: 'char-rnn-m', train });
  for await (const { run } of await client.runs.watch({ runId })) if (run.state === 'finished') break;
  await host.close();
}

async function serveFrom(folder: string): Promise<Served> {
  writeFileSync(join(folder, 'index.html'), '<title>the studio</title>');
  const program = fileURLToPath(new URL('../../main/host/served-host.ts', import.meta.url));
  const child = fork(program, [join(folder, 'data'), folder]);
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  const { origin, searchParams } = new URL(url);
  return { origin, token: searchParams.get('token') ?? '', process: child };
}

async function call(served: Served | null, path: string, body?: object): Promise<Response> {
  return fetch(`${served?.origin ?? ''}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${served?.token ?? ''}`, 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
}

/** Resolves with whether all of it was written. */
async function complete(served: Served | null, seed: number, tokens: number): Promise<boolean> {
  const response = await call(served, '/v1/completions', {
    ...{ model: 'writer', prompt: 'The ', max_tokens: tokens, seed },
  }).catch(() => null);
  if (response === null || !response.ok) return false;
  const { usage } = (await response.json()) as { usage: { completion_tokens: number } };
  return usage.completion_tokens === tokens;
}

async function rateOf(work: () => Promise<number>): Promise<number> {
  const startedAt = performance.now();
  return (await work()) / ((performance.now() - startedAt) / 1000);
}

async function besideTraining(served: Served, seconds: number): Promise<ApiSpeed['training']> {
  const started = await call(served, '/v1/runs', {
    ...{ dataset: 'text', preset: 'char-rnn-m', name: 'beside', train: { epochs: 100_000, validationFraction: 0 } },
  });
  const { id } = (await started.json()) as { id: string };
  const stepOf = async () => ((await (await call(served, `/v1/runs/${id}`)).json()) as { step: number }).step;
  while ((await stepOf()) < 5) await delay(200);
  const stepsDuring = async (work: () => Promise<unknown>) => {
    const before = await stepOf();
    return rateOf(async () => {
      await work();
      return (await stepOf()) - before;
    });
  };
  // Alone before and after, since the machine's own speed changes by the minute.
  const aloneBefore = await stepsDuring(() => delay(seconds * 1000));
  let errors = 0;
  const asked: Promise<void>[] = [];
  const beside = await stepsDuring(async () => {
    const startedAt = performance.now();
    for (let n = 0; n < RATE * seconds; n++) {
      await delay(Math.max(0, startedAt + (n * 1000) / RATE - performance.now()));
      const answered = complete(served, n, TOKENS_BESIDE_TRAINING);
      asked.push(answered.then((isWhole) => void (errors += isWhole ? 0 : 1)));
    }
  });
  await Promise.all(asked);
  const aloneAfter = await stepsDuring(() => delay(seconds * 1000));
  await call(served, `/v1/runs/${id}/stop`, {});
  const alone = (aloneBefore + aloneAfter) / 2;
  return { alone, beside, requests: asked.length, errors };
}

export function describeApiSpeed({ training, ...speed }: ApiSpeed): string {
  const ratio = (value: number) => value.toFixed(2);
  return formatTable([
    ['HTTP API', ''],
    ['one after the other', `${speed.alone.toFixed(0)} tokens/s`],
    [`${CLIENTS} clients at once`, `${speed.together.toFixed(0)} tokens/s, ${ratio(speed.together / speed.alone)} ×`],
    ['', `${speed.requests} requests, ${speed.errors} errors, p95 ${speed.p95Ms.toFixed(0)} ms`],
    ['a training alone', `${ratio(training.alone)} steps/s`],
    [
      `beside ${RATE} requests/s`,
      `${ratio(training.beside)} steps/s, ${((100 * training.beside) / training.alone).toFixed(0)} %`,
    ],
    ['', `${training.requests} requests, ${training.errors} errors`],
  ]);
}
