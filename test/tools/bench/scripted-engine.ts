/** An engine process that computes nothing: its training is steps, and checkpoints of 240 MB, and its texts have 400,000 words. */
import { randomFillSync } from 'node:crypto';
import type { NamedTensor } from '../../../src-engine/spec/checkpoint-spec.ts';
import type { EngineEvent, EngineRequest } from '../../../src-engine/spec/engine-protocol.ts';
import { initialProgress } from '../../../src-engine/training/initial-progress.ts';
import { openChannel } from '../../../src-main/engine-process/channel.ts';
import { MessageJoiner, splitMessage, type MessagePart } from '../../../src-main/engine-process/message-parts.ts';
import { checkpointEveryMs, parameters, vocabularySize } from './scripted-run.ts';

const stepEveryMs = 50;

const channel = await openChannel<MessagePart<EngineRequest>, MessagePart<EngineEvent>>();
if (channel === null) throw new Error('This program is an engine and is started by a benchmark.');
channel.onClose(() => process.exit(0));

function say(event: EngineEvent): void {
  for (const part of splitMessage(event)) channel?.post(part);
}

const opened = new Set<string>();
let tensors: NamedTensor[] | null = null;
let timers: NodeJS.Timeout[] = [];
let step = 0;

/** Weights that differ from all before in every piece. */
function train(): NamedTensor[] {
  tensors ??= parameters.map(({ name, shape, bytes }) => {
    const zeros = new Uint8Array(bytes);
    return { name, shape, type: 'float32' as const, bytes: zeros };
  });
  for (const { bytes } of tensors) {
    for (let place = 0; place < bytes.length; place += 2 ** 20) randomFillSync(bytes, place, 64);
  }
  return tensors;
}

function save(runId: string, reason: 'interval' | 'stop'): void {
  const checkpoint = { progress: { ...initialProgress, step }, tensors: train() };
  say({ type: 'checkpoint', runId, reason, checkpoint });
}

function saySteps(runId: string): void {
  step++;
  const numbers = { epoch: 1, loss: 2, gradientNorm: 1, learningRate: 0.01, tokensPerSecond: 100 };
  say({ type: 'steps', runId, steps: [{ step, elapsedMs: step * stepEveryMs, ...numbers }] });
}

function begin({ runId, job }: Extract<EngineRequest, { type: 'train' }>): void {
  step = job.resumeFrom?.progress.step ?? 0;
  const sizes = { stepsPerEpoch: 1e6, totalSteps: 1e6, parameterCount: 1, tokensPerStep: 1, memoryBytes: 1 };
  say({ type: 'started', runId, backend: 'reference', threads: 1, ...sizes });
  timers = [
    setInterval(() => saySteps(runId), stepEveryMs),
    setInterval(() => save(runId, 'interval'), checkpointEveryMs),
  ];
}

function end(): void {
  for (const timer of timers.splice(0)) clearInterval(timer);
}

function analyze(requestId: string, spec: Extract<EngineRequest, { type: 'analyze' }>['tokenizer']): void {
  const vocabulary = Array.from({ length: vocabularySize }, (_, n) => `word${n}`);
  const tokenizer = { spec, vocabulary, unknownId: 0, merges: [] };
  say({ type: 'analyzed', requestId, tokenizer, tokenCount: 18_000, frequencies: vocabulary.map(() => 1) });
}

function count({ requestId, isLast }: Extract<EngineRequest, { type: 'count-characters' }>): void {
  if (!isLast) return say({ type: 'counted', requestId });
  const spec = { type: 'character', minimumFrequency: 1 } as const;
  const tokenizer = { spec, vocabulary: ['a', 'b'], unknownId: null, merges: [] };
  say({ type: 'analyzed', requestId, tokenizer, tokenCount: 18_000, frequencies: [9000, 9000] });
}

function open({ requestId, job }: Extract<EngineRequest, { type: 'open-network' }>): void {
  if (job.network !== null) opened.add(job.networkId);
  say({ type: opened.has(job.networkId) ? 'network-opened' : 'network-wanted', requestId });
}

const joiner = new MessageJoiner<EngineRequest>();
channel.onRequest((part) => {
  const request = joiner.take(part);
  if (request === null) return;
  if (request.type === 'analyze') analyze(request.requestId, request.tokenizer);
  if (request.type === 'count-characters') count(request);
  if (request.type === 'open-network') open(request);
  if (request.type === 'train') begin(request);
  if (request.type === 'measure-memory') say({ type: 'memory', requestId: request.requestId, bytes: 1 });
  if (request.type === 'stop' || request.type === 'pause') {
    end();
    save(request.runId, 'stop');
    const progress = { ...initialProgress, step };
    if (request.type === 'pause') say({ type: 'paused', runId: request.runId });
    else say({ type: 'ended', runId: request.runId, end: 'stopped', progress });
  }
  if (request.type === 'shutdown') {
    say({ type: 'bye' });
    void channel.flush().then(() => process.exit(0));
  }
});
setInterval(() => say({ type: 'heartbeat' }), 2000);
say({ type: 'ready', info: { backends: ['reference'], threads: 1, variant: null, gigaflops: null, variants: [] } });
