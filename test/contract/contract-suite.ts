import { ORPCError } from '@orpc/client';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Continuation } from '../../src-engine/spec/generation-spec.ts';
import { applyChanges } from '../../src-main/contract/apply-changes.ts';
import type { StudioClient } from '../../src-main/contract/contract.ts';
import type { GenerateManyInput } from '../../src-main/contract/writing/generate-many-records.ts';
import type { RunRecord } from '../../src-main/contract/runs/run-records.ts';
import type { StartRun } from '../../src-main/contract/runs/start-records.ts';
import type { GenerateInput, GenerationUpdate } from '../../src-main/contract/writing/writing-records.ts';
import { withChanges } from '../../src-main/contract/runs/run-progress.ts';
import { spawnEngineChild } from '../../src-main/engine-process/spawn-engine-child.ts';
import { createHost } from '../../src-main/host/create-host.ts';
import type { Host } from '../../src-main/host/host.ts';
import { foxText } from '../main/fox-text.ts';

/** How a client reaches a host. */
export type OpenTransport = (host: Host) => Promise<{ client: StudioClient; close(): Promise<void> }>;

const sampling: GenerateInput['sampling'] = {
  temperature: 0.7,
  topK: 0,
  topP: 1,
  minP: 0,
  repetitionPenalty: 1,
  repetitionWindow: 0,
  stopStrings: [],
  seed: 1,
};
const small: StartRun['train'] = { batchSize: 10, sequenceLength: 10, epochs: 1 };

async function studioErrorOf(call: Promise<unknown>): Promise<{ code: string; message: string; details: unknown }> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ORPCError) || error.code !== 'STUDIO') throw new Error(`Not a STUDIO error: ${String(error)}`);
  expect(error.defined).toBe(true);
  return { message: error.message, ...(error.data as { code: string; details: unknown }) };
}

/** What every transport has to carry unharmed. One host and one client for all tests. */
export function contractSuite(transport: string, open: OpenTransport): void {
  describe(`the contract over ${transport}`, () => {
    let client: StudioClient;
    let close: () => Promise<void>;

    beforeAll(async () => {
      const dataDir = mkdtempSync(join(tmpdir(), 'kioku-contract-'));
      const host = await createHost({
        dataDir,
        spawnEngine: spawnEngineChild,
        role: 'command',
        version: '1.2.3',
        log: () => undefined,
      });
      const line = await open(host);
      client = line.client;
      close = async () => {
        await line.close();
        await host.close();
        rmSync(dataDir, { recursive: true, force: true });
      };
    }, 60_000);
    afterAll(() => close(), 60_000);

    const importText = (name: string, text: string) => client.datasets.import({ name, file: new Blob([text]) });

    const train = async (settings = small) => {
      const { id: datasetId } = await importText('fox.txt', foxText);
      return client.runs.start({ datasetId, presetId: 'char-rnn-s', train: settings });
    };

    const trained = async () => {
      const { id: runId } = await train();
      for await (const { run } of await client.runs.watch({ runId })) if (run.state === 'finished') return run;
      throw new Error('The run was deleted.');
    };

    test('plain answers', async () => {
      expect(await client.system.info()).toMatchObject({
        version: '1.2.3',
        backends: expect.arrayContaining(['wasm']),
      });
      const templates = await client.models.templates();
      expect(templates.map(({ id }) => id)).toEqual(expect.arrayContaining(['char-rnn-s', 'course-classifier']));
    });

    test('a file of megabytes arrives byte for byte', async () => {
      const bytes = Buffer.from('記憶 – kioku 🧠\r\n'.repeat(200_000));
      const dataset = await client.datasets.import({ name: '記憶.txt', file: new File([bytes], 'other-name.txt') });
      expect(dataset).toMatchObject({ name: '記憶.txt', bytes: bytes.length });
      expect(dataset.hash).toBe(createHash('sha256').update(bytes).digest('hex'));
      const { text } = await client.datasets.preview({ datasetId: dataset.id, characters: 15 });
      expect(text).toBe('記憶 – kioku 🧠\r\n');
      expect(await client.datasets.delete({ datasetId: dataset.id })).toBeUndefined();
    });

    test('whoever listens is told which kinds of stored things have changed, and nothing of a call that was refused', async () => {
      const changes = await client.system.storedChanges();
      const next = async () => (await changes.next()).value;
      expect(await next()).toEqual([]);
      await studioErrorOf(client.datasets.rename({ datasetId: 'none', name: 'nothing' }));
      await client.settings.set({ nightsOnly: false });
      expect(await next()).toEqual(['settings']);

      const { importId } = await client.imports.begin({
        name: 'owl',
        files: [{ path: 'owl.txt', bytes: foxText.length }],
      });
      await client.imports.append({ importId, file: 0, content: new Blob([foxText]) });
      let isTold = false;
      const told = next().then((kinds) => {
        isTold = true;
        return kinds;
      });
      for await (const { type } of await client.imports.run({ importId }))
        if (type === 'progress') expect(isTold).toBe(false);
      expect(await told).toEqual(['datasets']);
      await changes.return();
    });

    test('a file comes in parts, is looked at and imported, and progress is told', async () => {
      const bytes = Buffer.from('吾輩は猫である。\n'.repeat(100_000), 'utf16le');
      const half = bytes.length / 2 + 1;
      const { importId } = await client.imports.begin({
        name: 'neko',
        files: [{ path: 'neko.txt', bytes: bytes.length }],
      });
      for (const part of [bytes.subarray(0, half), bytes.subarray(half)]) {
        await client.imports.append({ importId, file: 0, content: new Blob([part]) });
      }
      expect(await client.imports.inspect({ importId })).toMatchObject({ name: 'neko', encoding: 'utf-16le' });
      const updates = [];
      for await (const update of await client.imports.run({ importId })) updates.push(update);
      expect(updates[0]).toEqual({ type: 'progress', bytesDone: 0, bytesTotal: bytes.length });
      expect(updates.at(-1)).toMatchObject({ type: 'imported', dataset: { name: 'neko', characters: 900_000 } });
      expect(await studioErrorOf(client.imports.inspect({ importId }))).toMatchObject({ code: 'import-not-found' });
    });

    test('an error that a person can act on keeps its code, its sentence and its values', async () => {
      expect(await studioErrorOf(importText('mine.txt', ''))).toEqual({
        code: 'dataset-empty',
        message: 'mine.txt is empty. Choose a file with text in it.',
        details: { name: 'mine.txt', reason: 'file' },
      });
      expect(await studioErrorOf(client.runs.get({ runId: 'none' }))).toMatchObject({ code: 'run-not-found' });
    });

    test('a call that breaks the contract is refused', async () => {
      const broken = client.runs.metrics({ runId: 'none', afterStep: -1, maxPoints: 5 });
      await expect(broken).rejects.toMatchObject({ code: 'BAD_REQUEST' });
      const notAFile = client.datasets.import({ name: 'a.txt', file: 'abc' as unknown as Blob });
      await expect(notAFile).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    });

    test('a training is watched from its start to its end', async () => {
      const started = await train();
      const steps: number[] = [];
      const states = new Set<string>();
      for await (const update of await client.runs.watch({ runId: started.id })) {
        steps.push(...update.steps.map(({ step }) => step));
        states.add(update.run.state);
        if (update.run.state === 'finished') break;
      }
      expect([...states]).toEqual(['running', 'finished']);
      const { steps: stored, epochs } = await client.runs.metrics({ runId: started.id, afterStep: 0, maxPoints: 100 });
      expect(stored.map(({ step }) => step)).toEqual(steps);
      expect(epochs).toHaveLength(1);
      expect((await client.runs.checkpoints({ runId: started.id })).at(-1)).toMatchObject({
        reason: 'finish',
        step: 40,
      });
    });

    test('a reader that follows a training is told the run once, then what changes, and knows it as it is', async () => {
      const { id: runId } = await train();
      const changed = new Set<string>();
      let run: RunRecord | null = null;
      for await (const update of await client.runs.follow({ runId })) {
        if (update.type === 'run') run = update.run;
        else if (run !== null) run = withChanges(run, update.changes);
        if (update.type === 'changes') Object.keys(update.changes).forEach((name) => changed.add(name));
        if (run?.state === 'finished') break;
      }
      const stored = await client.runs.get({ runId });
      expect(run).toEqual(stored);
      expect([...changed]).toEqual(expect.arrayContaining(['state', 'step']));
      for (const constant of ['model', 'train', 'tokenizer', 'name']) expect([...changed]).not.toContain(constant);

      const all = await client.runs.followAll();
      expect((await all.next()).value).toMatchObject({ added: expect.arrayContaining([stored]), changed: [] });
      await client.runs.update({ runId, notes: 'told to the list' });
      expect((await all.next()).value).toEqual({
        added: [],
        changed: [{ id: runId, notes: 'told to the list' }],
        deleted: [],
      });
      await all.return();
    });

    test('a run is paused, resumed, stopped and deleted, and its watchers hear of it', async () => {
      const { id: runId } = await train({ ...small, epochs: 100_000 });
      const updates = await client.runs.watch({ runId });
      for await (const { run } of updates) if (run.step > 0) break;
      expect((await client.runs.pause({ runId })).state).toBe('paused');
      expect((await client.runs.resume({ runId })).state).toBe('running');
      expect(await studioErrorOf(client.runs.delete({ runId }))).toMatchObject({ code: 'run-busy' });
      expect((await client.runs.stop({ runId })).state).toBe('stopped');
      const watched = await client.runs.watch({ runId });
      expect((await watched.next()).value).toMatchObject({ run: { state: 'stopped' } });
      await client.runs.delete({ runId });
      expect((await watched.next()).done).toBe(true);
      expect((await client.runs.list()).map(({ id }) => id)).not.toContain(runId);
    });

    test('text is written piece by piece, and names what it did not know', async () => {
      const run = await trained();
      const prompt = 'the FOX';
      const { tokens } = await client.playground.tokenize({ runId: run.id, text: prompt });
      expect(tokens.filter(({ known }) => !known).map(({ text }) => text)).toEqual(['F', 'O', 'X']);

      const write = async () => {
        const updates: GenerationUpdate[] = [];
        const input = { runId: run.id, prompt, length: 200, sampling };
        for await (const update of await client.playground.generate(input)) updates.push(update);
        return updates;
      };
      const updates = await write();
      const written = updates.flatMap((update) => (update.type === 'tokens' ? update.tokens : []));
      expect(written).toHaveLength(200);
      expect(written[0]!.alternatives).toHaveLength(10);
      expect(updates.at(-1)).toMatchObject({ type: 'end', end: 'length', unknown: ['F', 'O', 'X'] });
      const again = (await write()).flatMap((update) => (update.type === 'tokens' ? update.tokens : []));
      expect(again).toEqual(written);
    });

    test('many texts are written at once, also while another run trains; the first as it is written alone', async () => {
      const run = await trained();
      const { id: busyId } = await train({ ...small, epochs: 100_000 });
      for await (const { run: busy } of await client.runs.watch({ runId: busyId })) if (busy.step > 0) break;
      const writeMany = async (way: GenerateManyInput['way']) => {
        const input = { runId: run.id, prompt: 'the FOX', length: 60, way };
        let texts: readonly Continuation[] = [];
        for await (const update of await client.playground.generateMany(input)) {
          if (update.type === 'continuations') texts = applyChanges(texts, update.continuations);
          else expect(update.unknown).toEqual(['F', 'O', 'X']);
        }
        return texts;
      };
      const writeAlone = async (temperature: number) => {
        let alone = '';
        const input = { runId: run.id, prompt: 'the FOX', length: 60, sampling: { ...sampling, temperature } };
        for await (const update of await client.playground.generate(input)) {
          if (update.type === 'tokens') alone += update.tokens.map(({ text }) => text).join('');
        }
        return alone;
      };
      const drawn = await writeMany({ way: 'sample', count: 64, sampling });
      expect(drawn).toHaveLength(64);
      expect(drawn[0]!.text).toBe(await writeAlone(sampling.temperature));
      expect(drawn.every(({ tokens, end }) => tokens === 60 && end === 'length')).toBe(true);

      const [greedy] = await writeMany({ way: 'beams', beams: 1, stopStrings: [] });
      expect(greedy!.text).toBe(await writeAlone(0));
      const found = await writeMany({ way: 'beams', beams: 16, stopStrings: [] });
      const scores = found.map(({ logProbability }) => logProbability);
      expect(scores).toHaveLength(16);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      expect(new Set(found.map(({ text }) => text)).size).toBe(16);

      expect((await client.runs.get({ runId: busyId })).state).toBe('running');
      await client.runs.stop({ runId: busyId });
    });

    test('more texts, beams or tokens than there may be are refused', async () => {
      const input = { runId: 'none', prompt: '', length: 10 };
      const beams = { way: 'beams' as const, beams: 4, stopStrings: [] };
      const sample = { way: 'sample' as const, count: 4, sampling };
      for (const refused of [
        { ...input, way: { ...sample, count: 0 } },
        { ...input, way: { ...sample, count: 65 } },
        { ...input, way: { ...sample, count: 64 }, length: 20_001 },
        { ...input, way: { ...beams, beams: 17 } },
        { ...input, way: beams, length: 2001 },
        { ...input, way: { ...beams, sampling } },
        { ...input, way: sample, length: 0 },
      ]) {
        await expect(client.playground.generateMany(refused)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
      }
      const allowed = client.playground.generateMany({ ...input, way: beams });
      expect(await studioErrorOf(allowed)).toMatchObject({ code: 'run-not-found' });
    });

    test('a stream that is left early leaves the line free', async () => {
      const run = await trained();
      const input = { runId: run.id, prompt: 'the ', length: 100_000, sampling };
      for await (const update of await client.playground.generate(input)) if (update.type === 'tokens') break;
      for await (const update of await client.playground.generate({ ...input, length: 5 })) {
        if (update.type === 'end') expect(update.end).toBe('length');
      }
      const missing = client.playground.generate({ ...input, checkpointId: 'none' });
      expect(await studioErrorOf(missing)).toMatchObject({ code: 'checkpoint-not-found' });
    });

    test('calls in flight together get their own answers', async () => {
      const names = Array.from({ length: 20 }, (_, index) => `run-${index}`);
      const errors = await Promise.all(names.map((runId) => studioErrorOf(client.runs.get({ runId }))));
      expect(errors.map(({ details }) => details)).toEqual(names.map((runId) => ({ runId })));
    });
  });
}
