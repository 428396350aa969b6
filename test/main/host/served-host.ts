/**
 * A served studio in a process of its own, which is attacked: data folder in argument 1, pages in argument 2. Sends its address, and
 * what it takes of the memory whenever it is asked.
 */
import { spawnEngineChild } from '../../../src-main/engine-process/spawn-engine-child.ts';
import { createHost } from '../../../src-main/host/create-host.ts';
import { serve } from '../../../src-main/host/serve.ts';

const [dataDir = '', staticDir = ''] = process.argv.slice(2);
const host = await createHost({
  dataDir,
  spawnEngine: spawnEngineChild,
  role: 'server',
  version: '1.2.3',
  log: (level, message, error) =>
    level === 'error' && process.send?.({ type: 'logged', message, error: String(error) }),
});
const server = await serve(host, { port: 0, staticDir });
process.on('message', () => {
  // The most that it has had so far, in bytes.
  process.send?.({ type: 'memory', peak: process.resourceUsage().maxRSS * 1024 });
});
process.on('SIGTERM', () => {
  void server
    .close()
    .then(() => host.close())
    .then(() => process.exit());
});
process.send?.({ type: 'listening', url: server.url });
