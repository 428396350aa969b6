import { createORPCClient, type ClientContext, type ClientLink } from '@orpc/client';
import { readonly, ref, type Ref } from 'vue';
import { NotConnectedError } from './errors.ts';
import type { StudioClient } from '../../../src-main/contract/contract.ts';
import type { OpenTransport, Transport } from './transport.ts';

type ConnectionStatus = 'connecting' | 'connected' | 'lost';

export interface Connection {
  client: StudioClient;
  status: Readonly<Ref<ConnectionStatus>>;
  /** Counts the connections opened so far: data loaded over an older one is loaded again. */
  generation: Readonly<Ref<number>>;
  /** Resolves when the host can be called: at once, or when the line is back. */
  connected(): Promise<void>;
  /** Does not wait for the next attempt. */
  retryNow(): void;
  close(): void;
  /** Nobody will use it again. */
  isClosed(): boolean;
}

const firstDelayMs = 250;
const longestDelayMs = 5000;

/**
 * Keeps one line to the host open for as long as the window lives: oRPC's links do not reconnect. The delay between attempts
 * doubles from 0.25 s to 5 s. Calls made before the first line is open wait for it; calls made while the line is lost fail at
 * once with `NotConnectedError`, so that nobody waits for an answer that may never come.
 */
export function connect(openTransport: OpenTransport): Connection {
  const status = ref<ConnectionStatus>('connecting');
  const generation = ref(0);
  let transport: Transport | null = null;
  let waiting: (() => void)[] = [];
  let wake: (() => void) | null = null;
  let closed = false;

  const connected = () =>
    transport === null ? new Promise<void>((resolve) => waiting.push(resolve)) : Promise.resolve();

  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const keepOpen = async () => {
    let delay = firstDelayMs;
    while (!closed) {
      try {
        const opened = await openTransport();
        if (closed) return opened.close();
        transport = opened;
        delay = firstDelayMs;
        generation.value += 1;
        status.value = 'connected';
        const resolvers = waiting;
        waiting = [];
        for (const resolve of resolvers) resolve();
        await opened.closed;
        transport = null;
      } catch {
        // The next attempt comes after the delay; the banner says so.
      }
      if (closed) return;
      status.value = 'lost';
      await pause(delay);
      delay = Math.min(delay * 2, longestDelayMs);
    }
  };

  const link: ClientLink<ClientContext> = {
    async call(path, input, options) {
      if (generation.value === 0) await connected();
      const line = transport;
      if (line === null) throw new NotConnectedError();
      try {
        return await line.link.call(path, input, options);
      } catch (error) {
        throw line === transport || options.signal?.aborted ? error : new NotConnectedError();
      }
    },
  };

  void keepOpen();
  return {
    client: createORPCClient<StudioClient>(link),
    status: readonly(status),
    generation: readonly(generation),
    connected,
    retryNow: () => wake?.(),
    close() {
      closed = true;
      wake?.();
      transport?.close();
      // Whoever waits for a line finds that there will be none.
      for (const resolve of waiting.splice(0)) resolve();
    },
    isClosed: () => closed,
  };
}
