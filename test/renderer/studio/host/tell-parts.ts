import type { FakeHost } from '../fake-host.ts';

/** Tells the first part, and the others once nothing holds them back. */
export async function* tellParts<Update>(
  host: FakeHost,
  [first, ...others]: readonly Update[],
  signal: AbortSignal | undefined,
): AsyncGenerator<Update> {
  yield first;
  if (host.holdGeneration) {
    await new Promise<void>((resolve) => {
      host.held.push(resolve);
      signal?.addEventListener('abort', () => resolve());
    });
  }
  signal?.throwIfAborted();
  yield* others;
}
