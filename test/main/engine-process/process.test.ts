import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, getPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createStream } from '../../../src-engine/random/stream.ts';
import { openEngine, startEngine } from './engine-client.ts';
import { text, trainingJob } from './engine-jobs.ts';

const entry = fileURLToPath(new URL('../../../src-main/engine-process/entry.ts', import.meta.url));

describe('the process', () => {
  test('says bye when it is shut down, also in mid-training', async () => {
    const engine = await openEngine();
    engine.connection.send({ type: 'train', runId: 'r', job: trainingJob({ epochs: 10_000 }) });
    await engine.next('steps');
    engine.connection.send({ type: 'shutdown' });
    expect(await engine.exit).toMatchObject({ clean: true });
    expect(engine.events.at(-1)).toEqual({ type: 'bye' });
  });

  test('that is killed is reported, and what is sent to it afterwards does no harm', async () => {
    const engine = await openEngine();
    engine.connection.kill();
    expect(await engine.exit).toEqual({ clean: false, detail: 'killed by SIGKILL' });
    engine.connection.send({ type: 'shutdown' });
    engine.connection.kill();
  });

  test('that is too busy to end is killed after a while', async () => {
    const engine = await openEngine();
    const random = createStream(1, 'letters', 0);
    const letters = Uint8Array.from({ length: 1_000_000 }, () => (random.below(6) === 0 ? 32 : 97 + random.below(26)));
    // Each takes the best part of a second: all together several times as long as it is waited for, however fast the machine.
    const bpe = { type: 'bpe', vocabularySize: 60_000, minimumFrequency: 1 } as const;
    for (let request = 0; request < 40; request++) {
      engine.connection.send({
        type: 'analyze',
        requestId: String(request),
        content: { kind: 'text', documents: [letters] },
        tokenizer: bpe,
      });
    }
    engine.connection.send({ type: 'shutdown' });
    expect(await engine.exit).toEqual({ clean: false, detail: 'killed by SIGKILL' });
  });

  test('reads a text that is larger than one message', async () => {
    const engine = await openEngine();
    const letters = new Uint8Array(3 * 2 ** 20 + 1).fill(97);
    letters[2 ** 20] = 98;
    engine.connection.send({
      type: 'analyze',
      requestId: 'large',
      content: { kind: 'text', documents: [letters] },
      tokenizer: { type: 'character', minimumFrequency: 1 },
    });
    const { tokenCount, frequencies } = await engine.next('analyzed');
    expect(tokenCount).toBe(letters.length);
    expect(frequencies.toSorted((a, b) => a - b)).toEqual([1, letters.length - 1]);
  });

  test('that cannot be started says so instead of hanging', async () => {
    const { execPath } = process;
    process.execPath = '/nowhere/node';
    const engine = startEngine();
    process.execPath = execPath;
    expect((await engine.next('init-failed')).message).toMatch(/could not start: .*ENOENT/);
    expect((await engine.exit).clean).toBe(false);
  });

  test('speaks through the port that Electron gives a utility process', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--import',
      new URL('./parent-port.ts', import.meta.url).href,
      entry,
    ]);
    expect(stdout).toBe('ready\nbye\n');
  });

  test('that is started by hand says what it is', async () => {
    await expect(promisify(execFile)(process.execPath, [entry])).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/started by it/),
    });
  });

  test('stands back behind windows while it trains, and does not outlive the one that started it', async () => {
    const parent = spawn(process.execPath, [fileURLToPath(new URL('./orphan-parent.ts', import.meta.url))], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const job = JSON.stringify({ ...trainingJob({ epochs: 10_000 }), text });
    parent.stdin.end(job);
    const [chunk] = (await once(parent.stdout, 'data')) as [Buffer];
    const enginePid = Number(chunk.toString());
    expect(getPriority(enginePid)).toBeGreaterThanOrEqual(constants.priority.PRIORITY_BELOW_NORMAL);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    await expect.poll(() => isAlive(enginePid)).toBe(false);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
