import { createORPCClient } from '@orpc/client';
import { openAsBlob } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { StudioClient } from '../../contract/contract.ts';
import type { ExportRecord } from '../../contract/export-records.ts';
import type { HostEnding } from '../../contract/local-contract.ts';
import type { LocalFile } from '../../host/host.ts';
import { versionHeader } from '../../host/local/handshake.ts';
import { describeOther } from '../../host/local/other-version.ts';
import { socketLink } from '../../host/local/socket-link.ts';
import { projectVersion } from '../project.ts';
import type { Access } from './access.ts';

export interface RemoteAddress {
  url: URL;
  token: string;
}

/** The most that one message brings. */
const PIECE_BYTES = 8 * 2 ** 20;
const HANDSHAKE_MS = 20_000;
const RETRY_MS = 500;
const LONGEST_ABSENCE_MS = 60_000;

/**
 * Connects to a studio that is served elsewhere. No path of this machine means anything there: files are uploaded, and exports fetched. Throws
 * an Error in words for a person.
 */
export async function openRemoteHost(address: RemoteAddress): Promise<Access> {
  const socket = await openSocket(address);
  const { link, closed, close } = socketLink(socket);
  const client = createORPCClient<StudioClient>(link);
  const ending = new AbortController();
  const gone: HostEnding = { hasSuccessor: true };
  closed.addEventListener('abort', () => ending.abort(gone), { once: true });
  const downloads = await mkdtemp(join(tmpdir(), 'kioku-'));
  return {
    client,
    ending: ending.signal,
    get isLost() {
      return closed.aborted;
    },
    stageFiles: (name, files) => upload(client, name, files),
    exportedFile: (exported) => download(client, exported, downloads),
    async close() {
      await close();
      await rm(downloads, { recursive: true, force: true });
    },
  };
}

/** Tries for a while: the connection was lost, or the studio is just being started again. */
export async function openRemoteHostAgain(address: RemoteAddress): Promise<Access> {
  const begunAt = performance.now();
  for (;;) {
    try {
      return await openRemoteHost(address);
    } catch (error) {
      if (performance.now() - begunAt > LONGEST_ABSENCE_MS) throw error;
    }
    await delay(RETRY_MS);
  }
}

function openSocket({ url, token }: RemoteAddress): Promise<WebSocket> {
  const { origin, protocol, host } = url;
  const socket = new WebSocket(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}/api`, {
    origin,
    perMessageDeflate: false,
    handshakeTimeout: HANDSHAKE_MS,
    headers: { authorization: `Bearer ${token}` },
  });
  return new Promise((resolve, reject) => {
    let version = '';
    socket.once('upgrade', ({ headers }) => (version = String(headers[versionHeader] ?? '')));
    socket.once('open', () => {
      if (version === projectVersion()) return resolve(socket);
      socket.close();
      reject(new Error(describeOther({ who: `at ${origin}`, theirs: version, ours: projectVersion() })));
    });
    socket.once('unexpected-response', (request, response) => {
      request.destroy();
      reject(new Error(whyRefused(response, origin)));
    });
    socket.on('error', (error) => reject(new Error(`The studio at ${origin} does not answer: ${error.message}.`)));
  });
}

function whyRefused({ statusCode }: IncomingMessage, origin: string): string {
  if (statusCode === 401)
    return `The studio at ${origin} does not know this token. Ask whoever runs it for one: kioku tokens add NAME --scope train`;
  if (statusCode === 403)
    return `The studio at ${origin} is not served under this address. Use the one that “kioku serve” printed.`;
  return `There is no studio at ${origin} (status ${String(statusCode)}).`;
}

async function upload(client: StudioClient, name: string, files: readonly LocalFile[]): Promise<string> {
  const { importId } = await client.imports.begin({ name, files: files.map(({ path, bytes }) => ({ path, bytes })) });
  for (const [index, { file, bytes }] of files.entries()) {
    const content = await openAsBlob(file);
    for (let from = 0; from < bytes; from += PIECE_BYTES) {
      const piece = content.slice(from, Math.min(from + PIECE_BYTES, bytes));
      await client.imports.append({ importId, file: index, content: piece });
    }
  }
  return importId;
}

/** Returns the path of a copy, which is removed when the connection is closed unless it is moved away before. */
async function download(client: StudioClient, { id, fileName, bytes }: ExportRecord, folder: string): Promise<string> {
  const path = join(folder, basename(fileName));
  const file = await open(path, 'wx');
  try {
    for (let offset = 0; offset < bytes;) {
      const piece = await client.exports.read({ exportId: id, offset, length: PIECE_BYTES });
      if (piece.size === 0) throw new Error('The export ended before all of it had come. Export once more.');
      await file.appendFile(piece.stream());
      offset += piece.size;
    }
  } finally {
    await file.close();
  }
  return path;
}
