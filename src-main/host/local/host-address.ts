/**
 * The host of a data folder is found by the file `host.address` in that folder, which only its owner can read: it names the socket and holds a secret
 * without which the host answers nobody. What a killed host left behind leads nowhere, and the next one writes over it.
 */
import { createHash, randomBytes } from 'node:crypto';
import { lstatSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { makeFolder } from '../../db/make-folder.ts';

const hostAddress = z.object({ socket: z.string().min(1), secret: z.string().min(1) });

export type HostAddress = z.infer<typeof hostAddress>;

/** A socket's path has 104 bytes on macOS and 108 on Linux, one of which ends it. */
const LONGEST_SOCKET_PATH = 103;

const fileIn = (dataDir: string): string => join(dataDir, 'host.address');

/** `null` means no host has left an address that this account may read. */
export function readHostAddress(dataDir: string): HostAddress | null {
  try {
    return hostAddress.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')));
  } catch {
    return null; // whether the folder is in use after all, its lock says
  }
}

export function writeHostAddress(dataDir: string, address: HostAddress): void {
  const unfinished = `${fileIn(dataDir)}.new`;
  rmSync(unfinished, { force: true });
  writeFileSync(unfinished, JSON.stringify(address), { mode: 0o600, flag: 'wx' });
  renameSync(unfinished, fileIn(dataDir)); // nobody reads half of it
}

export function removeHostAddress(dataDir: string): void {
  rmSync(fileIn(dataDir), { force: true });
}

export const newSecret = (): string => randomBytes(32).toString('base64url');

/** Paths at which a host may listen, the best first. Not every file system holds sockets, and not every path is short enough. */
export function socketPaths(dataDir: string, platform: NodeJS.Platform = process.platform): (() => string)[] {
  const folder = realpathSync(dataDir);
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  // Nobody else can take a pipe's name in advance, as it is drawn anew each time.
  if (platform === 'win32') return [() => `\\\\.\\pipe\\kioku-${name}-${randomBytes(8).toString('hex')}`];
  const inside = join(folder, 'host.sock');
  const outside = () => join(runtimeFolder(), `${name}.sock`);
  return Buffer.byteLength(inside) > LONGEST_SOCKET_PATH ? [outside] : [() => inside, outside];
}

/** A folder of this account alone for what lives as long as a process. Throws where somebody else has put one in its place. */
function runtimeFolder(): string {
  const uid = process.getuid?.() ?? 0;
  const { XDG_RUNTIME_DIR: given } = process.env;
  const folder = given ? join(given, 'kioku-studio') : join(tmpdir(), `kioku-${uid}`);
  makeFolder(folder);
  const found = lstatSync(folder);
  if (found.isDirectory() && found.uid === uid && (found.mode & 0o077) === 0) return folder;
  throw new Error(`${folder} is not a folder of this account alone.`);
}
