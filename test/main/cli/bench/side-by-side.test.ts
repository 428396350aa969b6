import { expect, test } from 'vitest';
import { measureSideBySide } from '../../../tools/bench/side-by-side.ts';
import type { Peer } from '../../../tools/bench/peer.ts';
import type { Workload } from '../../../tools/bench/workloads.ts';

/** A peer with known rates, so that the ratios can be told beforehand. */
function scriptedPeer(turns: string[], rates: number[], rateOf: (threads: number) => number): Peer {
  let turn = 0;
  return {
    name: 'scripted',
    configurations: ['S'],
    takesThreads: true,
    measure(_config, threads, seconds) {
      turns.push(`peer ${threads}`);
      return Promise.resolve(seconds === 1 ? rateOf(threads) : (rates[turn++] ?? NaN));
    },
  };
}

/** A workload that notes each of its turns once. */
function notedWorkload(turns: string[]): Workload {
  return {
    count: 1000,
    flopsPerUnit: 1,
    step: () => {
      if (turns.at(-1) !== 'ours') turns.push('ours');
      return Promise.resolve();
    },
    dispose: () => undefined,
  };
}

test('both sides take turns, the peer with the thread count that suits it better', async () => {
  const turns: string[] = [];
  const peer = scriptedPeer(turns, [10, 20, 40], (threads) => (threads === 1 ? 30 : 20));
  const result = await measureSideBySide('S', notedWorkload(turns), peer, { pairs: 3, seconds: 0.01, threads: 2 });
  expect(turns).toEqual(['peer 1', 'peer 2', 'ours', 'peer 1', 'ours', 'peer 1', 'ours', 'peer 1']);
  expect(result).toMatchObject({ peer: 'scripted', peerThreads: 1, peerRate: 20 });
  expect(result.rate).toBeGreaterThan(0);
  const [lowest, highest] = result.ratioRange ?? [NaN, NaN];
  expect(lowest).toBeLessThanOrEqual(result.ratio ?? NaN);
  expect(highest).toBeGreaterThanOrEqual(result.ratio ?? NaN);
});

test('without a peer there is a rate and nothing to compare it with', async () => {
  const turns = { pairs: 1, seconds: 0.01, threads: 2 };
  const result = await measureSideBySide('S', notedWorkload([]), null, turns);
  expect(result).toMatchObject({ peer: null, peerRate: null, ratio: null, ratioRange: null });
  expect(result.rate).toBeGreaterThan(0);
});
