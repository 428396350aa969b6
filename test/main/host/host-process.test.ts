import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { openTemporaryHost, runAtStep } from '../temporary-host.ts';

/** Starts the program in another process and gives it with the run that it says it trains. */
async function startTrainingHost(dataDir: string): Promise<{ child: ChildProcess; runId: string }> {
  const program = fileURLToPath(new URL('./training-host.ts', import.meta.url));
  const child = spawn(process.execPath, [program, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  for await (const line of createInterface({ input: child.stdout })) {
    return { child, runId: (JSON.parse(line) as { runId: string }).runId };
  }
  throw new Error('The host ended before it trained.');
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

test('a second host on the folder is told who holds it; killed, the first leaves everything up to its last checkpoint', async () => {
  const dataDir = temporaryFolder();
  const { child, runId } = await startTrainingHost(dataDir);
  const refused = openTemporaryHost({ dataDir });
  await expect(refused).rejects.toMatchObject({ code: 'data-folder-locked', details: { pid: String(child.pid) } });

  await kill(child);
  const host = await openTemporaryHost({ dataDir });
  const run = await host.client.runs.get({ runId });
  const saved = await host.client.runs.checkpoints({ runId });
  const last = saved.at(-1)!;
  expect(last.step % 5).toBe(0);
  expect(last.step).toBeGreaterThanOrEqual(40);
  // They were being thinned: the first is there, and all but the last two, which no step may have proven yet, keep to their room.
  expect(saved[0]?.step).toBe(5);
  const { usedBytes, spaceBytes } = await host.client.runs.checkpointSpace({ runId });
  expect(usedBytes - 2 * last.bytes).toBeLessThanOrEqual(spaceBytes);
  expect(saved.length).toBeLessThan(8);
  expect(run).toMatchObject({
    state: 'interrupted',
    error: { message: expect.stringContaining(`step ${last.step}.`) },
  });
  expect(await host.client.datasets.list()).toHaveLength(1);

  await host.client.runs.resume({ runId });
  await runAtStep(host, runId, last.step + 6);
  await host.client.runs.pause({ runId });
  const { steps } = await host.client.runs.metrics({ runId, afterStep: 0, maxPoints: 20_000 });
  expect(steps.map(({ step }) => step)).toEqual(steps.map((_, index) => index + 1));
});
