import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Scope } from '../../../src-main/contract/access-records.ts';
import { spawnEngineChild } from '../../../src-main/engine-process/spawn-engine-child.ts';
import { createHost } from '../../../src-main/host/create-host.ts';
import type { Host } from '../../../src-main/host/host.ts';
import { NamedTokens } from '../../../src-main/host/named-tokens.ts';
import { serve, type StudioServer } from '../../../src-main/host/serve.ts';
import { foxText } from '../fox-text.ts';
import { runIn } from '../temporary-host.ts';

interface ServedApi {
  host: Host;
  server: StudioServer;
  /** The lines of the requests’ log. */
  lines: string[];
  /** A token of each scope. */
  tokens: Record<Scope, string>;
  /** Without the path of the version. */
  origin: string;
  /** The id of a run of a small language model, which is called `fox`. */
  writer: string;
  /** The response to a request with a token of the scope. */
  ask(scope: Scope | null, method: string, path: string, body?: unknown): Promise<Response>;
}

/** One served studio, with a language model, for all tests of a file. To be called outside of tests. */
export function shareServedApi(): () => ServedApi {
  const folder = mkdtempSync(join(tmpdir(), 'kioku-api-'));
  let api: ServedApi | null = null;
  beforeAll(async () => void (api = await open(folder)));
  afterAll(async () => {
    await api?.server.close();
    await api?.host.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    if (api === null) throw new Error('The studio is there once the tests have begun.');
    return api;
  };
}

async function open(folder: string): Promise<ServedApi> {
  const dataDir = join(folder, 'data');
  const lines: string[] = [];
  const log = (level: string, message: string, error?: unknown) => {
    if (level !== 'info') lines.push(`${level} ${message} ${String(error)}`);
  };
  const host = await createHost({ dataDir, spawnEngine: spawnEngineChild, role: 'command', version: '1.2.3', log });
  writeFileSync(join(folder, 'index.html'), '<title>the studio</title>');
  const logRequest = (line: string) => void lines.push(line);
  const server = await serve(host, { port: 0, staticDir: folder, logRequest });
  const named = new NamedTokens(dataDir);
  const tokens = {
    look: named.add('watcher', 'look').token,
    use: named.add('program', 'use').token,
    train: named.add('colleague', 'train').token,
  };
  const origin = `http://127.0.0.1:${server.port}`;
  const { id: datasetId } = await host.client.datasets.import({ name: 'fox.txt', file: new Blob([foxText]) });
  const train = { batchSize: 10, sequenceLength: 10, epochs: 1, maxSteps: 3 };
  const started = await host.client.runs.start({ datasetId, name: 'fox', presetId: 'char-rnn-s', train });
  const { id: writer } = await runIn(host, started.id, 'finished');
  return {
    ...{ host, server, lines, tokens, origin, writer },
    ask: (scope, method, path, body) =>
      fetch(origin + path, {
        method,
        headers: {
          ...(scope !== null && { authorization: `Bearer ${tokens[scope]}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        body: typeof body === 'string' ? body : body === undefined ? null : JSON.stringify(body),
      }),
  };
}
