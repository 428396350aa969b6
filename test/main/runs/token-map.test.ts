import { expect, test } from 'vitest';
import type { StudioClient } from '../../../src-main/contract/contract.ts';
import type { TokenMapInput, TokenMapRecord } from '../../../src-main/contract/insight/token-map-records.ts';
import { mapVectors } from '../../../src-main/runs/token-maps/map-vectors.ts';
import { shareTemporaryHost } from '../temporary-host.ts';

const host = shareTemporaryHost();

async function mapOf(
  client: StudioClient,
  input: Pick<TokenMapInput, 'runId'> & Partial<TokenMapInput>,
): Promise<TokenMapRecord> {
  for await (const update of await client.insight.tokenMap(input)) if (update.type === 'map') return update.map;
  throw new Error('There was no map.');
}

/** Tokens whose nearest one on the map is of the same kind. */
function sharedKinds({ tokens }: TokenMapRecord): number {
  const isAlike = tokens.map((token) => {
    const others = tokens.filter(({ id }) => id !== token.id);
    const distance = ({ x, y }: (typeof tokens)[number]) => Math.hypot(x - token.x, y - token.y);
    const nearest = others.reduce((best, other) => (distance(other) < distance(best) ? other : best));
    return nearest.kind === token.kind;
  });
  return isAlike.filter(Boolean).length / tokens.length;
}

test('the tokens of a Japanese writer are laid out by what it has learnt, the same each time', async () => {
  const { client } = host();
  const { id: runId } = await client.networks.open({ networkId: 'japanese-writer' });
  const map = await mapOf(client, { runId });
  expect(map).toMatchObject({ method: 'umap', source: 'embedding', explained: null });
  expect(map.tokens.length).toBeGreaterThan(100);
  expect(await mapOf(client, { runId })).toEqual(map);
  const counts = map.tokens.map(({ count }) => count ?? 0);
  expect(counts).toEqual(counts.toSorted((a, b) => b - a));
  expect(counts[0]).toBeGreaterThan(100);
  expect(map.tokens.find(({ text }) => text === '猫')?.kind).toBe('kanji');
  const kinds = new Set(map.tokens.map(({ kind }) => kind));
  expect([...kinds]).toEqual(expect.arrayContaining(['kanji', 'hiragana', 'punctuation']));
  const byChance = [...kinds]
    .map((kind) => (map.tokens.filter((token) => token.kind === kind).length / map.tokens.length) ** 2)
    .reduce((sum, share) => sum + share, 0);
  expect(sharedKinds(map)).toBeGreaterThan(byChance);

  const few = await mapOf(client, { runId, method: 'pca', count: 20 });
  expect(few.tokens.map(({ id }) => id)).toEqual(map.tokens.slice(0, 20).map(({ id }) => id));
  const [first = 0, second = 0] = few.explained ?? [];
  expect(first).toBeGreaterThanOrEqual(second);
  expect(first + second).toBeLessThanOrEqual(1);

  const { nearest } = await client.insight.nearestTokens({ runId, token: '猫', count: 3 });
  expect(nearest.map(({ text }) => text)).toContain('犬');
  await expect(client.insight.nearestTokens({ runId, token: 'no token' })).rejects.toMatchObject({
    data: { details: { reason: 'no-such-token' } },
  });
});

test('principal components are those of the data, and neighbourhoods of UMAP those of directions', () => {
  const silent = () => undefined;
  // Spread along (3, 4, 0) and, less, across it.
  const rows = [-2, -1, 0, 1, 2].flatMap((along) =>
    [-0.5, 0.5].map((across) => [3 * along - 4 * across, 4 * along + 3 * across, 7]),
  );
  const pca = mapVectors({ vectors: Float32Array.from(rows.flat()), dimensions: 3, method: 'pca' }, silent);
  const total = 25 * 2 + 25 * 0.25;
  expect(pca.explained?.[0]).toBeCloseTo((25 * 2) / total, 5);
  expect(pca.explained?.[1]).toBeCloseTo((25 * 0.25) / total, 5);
  expect(Math.max(...pca.x)).toBeCloseTo(10, 5);

  const directions = Array.from({ length: 40 }, (_, n) => {
    const length = 1 + (n % 5);
    return (n % 2 === 0 ? [1, 0.02 * n, 0, 0] : [0, 0, 1, 0.02 * n]).map((value) => length * value);
  });
  const task = { vectors: Float32Array.from(directions.flat()), dimensions: 4, method: 'umap' as const };
  const progress: number[] = [];
  const umap = mapVectors(task, (done) => progress.push(done));
  expect(progress.length).toBeGreaterThan(5);
  const middle = (odd: number) => {
    const of = [...umap.x.keys()].filter((n) => n % 2 === odd);
    const mean = (values: Float32Array) => of.reduce((sum, n) => sum + values[n], 0) / of.length;
    return { x: mean(umap.x), y: mean(umap.y) };
  };
  const [even, odd] = [middle(0), middle(1)];
  const near = [...umap.x.keys()].filter((n) => {
    const to = ({ x, y }: typeof even) => Math.hypot(umap.x[n] - x, umap.y[n] - y);
    return n % 2 === 0 ? to(even) < to(odd) : to(odd) < to(even);
  });
  expect(near).toHaveLength(40);
  for (const few of [1, 2, 5]) {
    const vectors = task.vectors.subarray(0, 4 * few);
    expect(mapVectors({ ...task, vectors }, silent).x).toHaveLength(few);
  }
});

test('a map that nobody waits for any more is ended, and the engine answers on', async () => {
  const { client } = host();
  const { id: runId } = await client.networks.open({ networkId: 'moby-dick-writer' });
  const stream = await client.insight.tokenMap({ runId });
  await stream.next();
  await stream.return?.();
  expect((await client.insight.nearestTokens({ runId, token: 'a', count: 2 })).nearest).toHaveLength(2);
});
