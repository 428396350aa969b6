import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { join } from 'node:path';

interface Instance {
  isFirst: boolean;
  /** What this one hands over to the first has arrived there. */
  handedOver: Promise<void>;
}

/** Electron's lock of a window's own folder: the first program that asks has it and hears what every later one hands over. */
export function askForLock(folder: string, data: unknown, onSecond: (data: unknown) => void): Instance {
  const address =
    process.platform === 'win32' ? `\\\\.\\pipe\\${Buffer.from(folder).toString('hex')}` : join(folder, 'lock.sock');
  mkdirSync(folder, { recursive: true });
  if (isLocked(folder)) {
    const handedOver = new Promise<void>((resolve) => {
      createConnection(address)
        .end(JSON.stringify(data))
        .once('close', () => resolve());
    });
    return { isFirst: false, handedOver };
  }
  writeFileSync(join(folder, 'lock'), String(process.pid));
  rmSync(address, { force: true });
  createServer((socket) => {
    let said = '';
    socket.on('data', (chunk) => (said += chunk.toString()));
    socket.on('end', () => onSecond(JSON.parse(said)));
  }).listen(address);
  return { isFirst: true, handedOver: Promise.resolve() };
}

/** A program that runs has the lock of this folder. */
export function isLocked(folder: string): boolean {
  try {
    process.kill(Number(readFileSync(join(folder, 'lock'), 'utf8')), 0);
    return true;
  } catch {
    return false; // there is none, or it ended without letting go
  }
}
