/**
 * Yields what several streams yield, in the order in which it comes, each with the place of its stream. Rejects as soon as one of them
 * does; leaving it leaves all of them.
 */
export async function* mergeStreams<T>(
  opening: readonly Promise<AsyncGenerator<T, unknown, void> | AsyncIteratorObject<T, unknown, void>>[],
): AsyncGenerator<[place: number, value: T], void, void> {
  const streams = opening.map(async (each) => (await each)[Symbol.asyncIterator]());
  const nextOf = async (place: number) => ({ place, result: await (await streams[place]).next() });
  const pending = new Map(streams.map((_, place) => [place, nextOf(place)]));
  try {
    while (pending.size > 0) {
      const { place, result } = await Promise.race(pending.values());
      if (result.done === true) {
        pending.delete(place);
        continue;
      }
      yield [place, result.value];
      pending.set(place, nextOf(place));
    }
  } finally {
    for (const each of pending.values()) each.catch(() => undefined);
    for (const each of streams) each.then((stream) => stream.return?.()).catch(() => undefined);
  }
}
