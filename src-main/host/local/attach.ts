import { connect } from 'node:net';
import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { HostEnding, LocalClient } from '../../contract/local-contract.ts';
import { attachPath, kindHeader, processHeader, refusals, versionHeader, type HostKind } from './handshake.ts';
import { describeOther } from './other-version.ts';
import { readHostAddress } from './host-address.ts';

/** A host of another process, and the connection to it. */
export interface AttachedHost {
  readonly client: LocalClient;
  readonly pid: string;
  readonly kind: HostKind;
  /** Aborted when the host wants to end, or is gone; a HostEnding is its reason. */
  readonly ending: AbortSignal;
  /** Aborted when the connection is lost, whoever closed it. */
  readonly closed: AbortSignal;
  /** Resolves when the host knows that nobody is attached here any more. */
  close(): Promise<void>;
}

/** The time that a host may take to answer. */
const HANDSHAKE_MS = 10_000;

interface Refused {
  status: number;
  version: string;
  pid: string;
}

/**
 * Returns null when nobody listens, and `ending` when the host ends as soon as those who are attached to it have left, and lets nobody in.
 * Throws an Error in words for a person where the host is of another version.
 */
export async function attach(dataDir: string, version: string): Promise<AttachedHost | 'ending' | null> {
  const address = readHostAddress(dataDir);
  if (address === null) return null;
  const [ws, { socketLink }, { createORPCClient }] = await Promise.all([
    import('ws'),
    import('./socket-link.ts'),
    import('@orpc/client'),
  ]);
  const socket = new ws.WebSocket(`ws://localhost${attachPath}`, {
    createConnection: () => connect(address.socket),
    perMessageDeflate: false,
    handshakeTimeout: HANDSHAKE_MS,
    headers: { authorization: `Bearer ${address.secret}`, [versionHeader]: version },
  });
  const met = await meet(socket);
  if (met === null) return null;
  if ('status' in met) {
    if (met.status === refusals.ending) return 'ending';
    if (met.version !== version) {
      const who = `(process ${met.pid}), which is using the data folder ${dataDir},`;
      throw new Error(describeOther({ who, theirs: met.version, ours: version }));
    }
    return null; // an address that is just being replaced
  }
  const { link, closed, close } = socketLink(socket);
  const client = createORPCClient<LocalClient>(link);
  return { client, ...met, ending: endingOf(client, closed), closed, close };
}

type Meeting = Pick<AttachedHost, 'pid' | 'kind'> | Refused | null;

/** `null` means that nobody is there. */
function meet(socket: WebSocket): Promise<Meeting> {
  const header = ({ headers }: IncomingMessage, name: string) => String(headers[name] ?? '');
  return new Promise((resolve) => {
    let greeting: IncomingMessage | null = null;
    socket.once('upgrade', (response) => (greeting = response));
    socket.once('open', () => {
      if (greeting !== null)
        resolve({ pid: header(greeting, processHeader), kind: header(greeting, kindHeader) as HostKind });
    });
    socket.once('unexpected-response', (request, response) => {
      resolve({
        status: response.statusCode ?? 0,
        version: header(response, versionHeader),
        pid: header(response, processHeader),
      });
      request.destroy();
    });
    // Also later, where `close` says the same.
    socket.on('error', () => resolve(null));
  });
}

function endingOf(client: LocalClient, closed: AbortSignal): AbortSignal {
  const ending = new AbortController();
  const gone: HostEnding = { hasSuccessor: false };
  closed.addEventListener('abort', () => ending.abort(gone), { once: true });
  const listen = async () => {
    for await (const told of await client.local.ending()) ending.abort(told);
  };
  listen().catch(() => ending.abort(gone));
  return ending.signal;
}
