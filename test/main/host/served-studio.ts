import { writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { request as requestTls } from 'node:https';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { StudioClient } from '../../../src-main/contract/contract.ts';
import type { HostOptions } from '../../../src-main/host/host.ts';
import { NamedTokens } from '../../../src-main/host/named-tokens.ts';
import { serve, type ServeOptions, type StudioServer } from '../../../src-main/host/serve.ts';
import { ready, ScriptedEngine } from '../runs/scripted-engine.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openTemporaryHost } from '../temporary-host.ts';

/** A served host whose engine does nothing, with a small page, the lines of its log, and the tokens of its data folder. */
export async function openServedStudio(options: Partial<ServeOptions> = {}, hostOptions: Partial<HostOptions> = {}) {
  const host = await openTemporaryHost({ spawnEngine: spawnIdleEngine, ...hostOptions });
  const staticDir = temporaryFolder();
  writeFileSync(join(staticDir, 'index.html'), '<title>the studio</title>');
  const lines: string[] = [];
  const server = await serve(host, { port: 0, staticDir, logRequest: (line) => void lines.push(line), ...options });
  onTestFinished(() => server.close());
  return { host, server, lines, tokens: new NamedTokens(host.dataDir) };
}

function spawnIdleEngine(): ScriptedEngine {
  const engine = new ScriptedEngine();
  queueMicrotask(() => engine.say(ready));
  return engine;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Asks without tidying up what is sent, as `fetch` would. */
export function get(
  { port }: Pick<StudioServer, 'port'>,
  path: string,
  headers: Record<string, string> = {},
  scheme: 'http' | 'https' = 'http',
): Promise<Answer> {
  const options = { host: '127.0.0.1', port, path, headers, rejectUnauthorized: false };
  return new Promise((resolve, reject) => {
    const outgoing = (scheme === 'https' ? requestTls : request)(options, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    outgoing.on('error', reject).end();
  });
}

/** The API as the holder of this token has it, and its socket. */
export async function clientOf({ port }: Pick<StudioServer, 'port'>, token: string) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api`, { headers: { authorization: `Bearer ${token}` } });
  onTestFinished(() => socket.terminate());
  await once(socket, 'open');
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket });
  return { socket, client: createORPCClient<StudioClient>(link) };
}
