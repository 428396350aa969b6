import type { Peer } from './peer.ts';
import { median, range } from './statistics.ts';
import { measureRate } from './measure-rate.ts';
import type { Configuration, Workload } from './workloads.ts';

const CALIBRATION_SECONDS = 1;

/** Names as `--json` prints them. */
export interface BenchResult {
  config: Configuration;
  unit: string;
  /** Units a second, median of all turns. */
  rate: number;
  variant: string;
  threads: number;
  peer: string | null;
  peerThreads: number | null;
  peerRate: number | null;
  /** Ours to the peer's: median and range over the pairs. */
  ratio: number | null;
  ratioRange: [number, number] | null;
  /** 10⁹ floating-point operations a second that the work cannot do without, and their share of what all threads reached in calibration. */
  gigaflops: number;
  shareOfPeak: number | null;
}

export interface Turns {
  pairs: number;
  seconds: number;
  /** Cores that both may use. */
  threads: number;
}

/** Measures ours and the peer in turn, A B A B …, so that what else the machine does meets both. */
export async function measureSideBySide(
  config: Configuration,
  workload: Workload,
  peer: Peer | null,
  turns: Turns,
): Promise<Pick<BenchResult, 'rate' | 'peer' | 'peerThreads' | 'peerRate' | 'ratio' | 'ratioRange'>> {
  const peerThreads = peer && (await fasterThreads(peer, config, turns.threads));
  const rates: number[] = [];
  const peerRates: number[] = [];
  for (let pair = 0; pair < turns.pairs; pair++) {
    rates.push(await measureRate(workload, turns.seconds));
    if (peer) peerRates.push(await peer.measure(config, peerThreads ?? turns.threads, turns.seconds));
  }
  const rate = median(rates);
  if (!peer) return { rate, peer: null, peerThreads: null, peerRate: null, ratio: null, ratioRange: null };
  const ratios = peerRates.map((peerRate, pair) => rates[pair] / peerRate);
  return {
    rate,
    peer: peer.name,
    peerThreads,
    peerRate: median(peerRates),
    ratio: median(ratios),
    ratioRange: range(ratios),
  };
}

/** More threads make PyTorch slower at small sizes; it is compared with at its best. null: the peer decides. */
async function fasterThreads(peer: Peer, config: Configuration, threads: number): Promise<number | null> {
  if (!peer.takesThreads) return null;
  if (threads === 1) return 1;
  const one = await peer.measure(config, 1, CALIBRATION_SECONDS);
  const all = await peer.measure(config, threads, CALIBRATION_SECONDS);
  return all > one ? threads : 1;
}
