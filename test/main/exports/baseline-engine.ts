import type { EngineConnection } from '../../../src-engine/spec/engine-protocol.ts';
import { createEngineEnd } from '../../../src-main/engine-process/engine-end.ts';
import { createEngineServer } from '../../../src-main/engine-process/engine-server.ts';
import { openNodeBackends } from '../../../src-main/engine-process/node-backends.ts';

const backends = await openNodeBackends('baseline');

/**
 * Starts an engine in this process, whose kernels are those that compute the same bits on every machine. (Fused products, which most
 * machines calibrate to, round otherwise on some.)
 */
export function startBaselineEngine(): EngineConnection {
  const engine = createEngineEnd({ post: (request) => server.handle(request), kill: () => engine.leave('killed') });
  const server = createEngineServer(backends, (event) => engine.hear(event));
  void server.closed.then(() => {
    engine.hear({ type: 'bye' });
    engine.leave('');
  });
  queueMicrotask(() => engine.hear({ type: 'ready', info: backends.info }));
  return engine.connection;
}
