import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpApi } from '../http-api/http-api.ts';
import { AccessGuard } from './access-guard.ts';
import { openAccessToken } from './access-token.ts';
import { answerApiRequest } from './answer-api-request.ts';
import { urlOf } from './answer-request.ts';
import { ConnectionLimit } from './connection-limit.ts';
import { Entrance } from './entrance.ts';
import type { Host } from './host.ts';
import { createServer, listen } from './http-server.ts';
import { NamedTokens } from './named-tokens.ts';
import { namesOf } from './own-names.ts';

export interface HttpApiServer {
  /** The base URL for clients. */
  readonly url: string;
  close(): Promise<void>;
}

const address = '127.0.0.1';

/** Serves the HTTP API and nothing else, to programs of this machine. Rejects with `port-in-use`. */
export async function serveHttpApi(host: Host, wantedPort: number): Promise<HttpApiServer> {
  const server = await createServer(null);
  const port = await listen(server, wantedPort, address);
  const entrance = new Entrance({ scheme: 'http', port, isOwnName: namesOf(address, null), publicUrl: null });
  const guard = new AccessGuard(openAccessToken(host.dataDir), new NamedTokens(host.dataDir), entrance);
  const limit = new ConnectionLimit(server);
  const httpApi = new HttpApi(host);
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const caller = guard.callerOf(request);
    if (caller !== null) limit.admit(request.socket);
    const url = urlOf(request) ?? new URL('http://studio/');
    answerApiRequest(request, response, { url, entrance, caller, httpApi }).catch((error: unknown) => {
      host.log('error', 'An answer of the HTTP API failed.', error);
      response.destroy();
    });
  };
  server.on('request', answer);
  server.on('checkContinue', answer);
  return {
    url: `http://${address}:${port}/v1`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
