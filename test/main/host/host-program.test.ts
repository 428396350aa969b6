import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runHostProgram } from '../../../src-main/host/process/host-program.ts';
import type { FromHost, ToHost } from '../../../src-main/host/process/messages.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** The program and whoever forked it, in one process. */
class Parent extends EventEmitter {
  readonly #heard: FromHost[] = [];
  readonly #waiting = new Set<() => void>();

  postMessage(message: unknown): void {
    this.#heard.push(message as FromHost);
    for (const look of this.#waiting) look();
  }

  tell(data: ToHost): void {
    this.emit('message', { data, ports: [] });
  }

  hears(...types: FromHost['type'][]): Promise<FromHost> {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.#heard.find(({ type }) => types.includes(type));
        if (found === undefined) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }
}

async function startOn(dataDir: string, mustExist: boolean): Promise<FromHost> {
  const parent = new Parent();
  runHostProgram(parent);
  parent.tell({ type: 'start', dataDir, mustExist, version: '1.2.3' });
  const answer = await parent.hears('ready', 'init-failed');
  parent.tell({ type: 'close' });
  await parent.hears('bye');
  return answer;
}

test('a chosen data folder on a disk that was taken away is asked for, not begun anew; back again, it opens', async () => {
  const dataDir = join(temporaryFolder(), 'stick', 'kioku');
  expect(await startOn(dataDir, true)).toMatchObject({
    type: 'init-failed',
    code: 'folder-refused',
    message: expect.stringMatching(/stick.*is not there\. Connect the disk/),
  });
  expect(existsSync(join(dataDir, '..'))).toBe(false);
  mkdirSync(dataDir, { recursive: true });
  expect(await startOn(dataDir, true)).toEqual({ type: 'ready' });
});

test('the usual data folder is made at the first start', async () => {
  const dataDir = join(temporaryFolder(), 'share', 'kioku-studio');
  expect(await startOn(dataDir, false)).toEqual({ type: 'ready' });
  expect(existsSync(join(dataDir, 'kioku.db'))).toBe(true);
});
