import type { Backend, Tensor } from '../../../src-engine/backends/backend.ts';
import { everydayCases } from '../../../src-engine/backends/op-cases.ts';
import type { OpCase } from '../../../src-engine/backends/op-cases.ts';
import { cachedProduct } from '../../../src-engine/backends/wasm/calibrate.ts';
import { registeredBackends } from '../../../src-engine/spec/backends.ts';
import type { BackendName, VariantChoice } from '../../../src-engine/spec/backends.ts';
import { formatTable } from '../../../src-main/cli/formats.ts';
import { openNodeBackends } from '../../../src-main/engine-process/node-backends.ts';
import { coresOf } from '../../../src-main/engine-process/physical-cores.ts';

const MEASURED_MS = 5;
const ROUNDS = 15;

/** One op of one build. Names as `--json` prints them. */
export interface OpSpeed {
  op: string;
  /** Null for an op without a gradient. */
  direction: 'forward' | 'backward' | null;
  build: string;
  /** One call. */
  microseconds: number;
  /** The work that the op cannot do without: 10⁹ floating-point operations of products a second, or 10⁹ bytes that are read and written. */
  rate: number;
  unit: 'GFLOP/s' | 'GB/s';
  /** The part of the machine's peak on as many threads; see `measureOps`. */
  shareOfPeak: number;
}

/** A backend, or one of the builds of its kernels. */
interface Build {
  readonly name: string;
  readonly backend: Backend;
}

/**
 * Measures every op on the sizes of everyday and the machine's peak, all in turn, each at its best moment: what else the machine does
 * is none of the ops' doing. Before each call backward comes one forward, which is not timed. The peak is that of one thread, times the
 * cores that the threads have: of a product that its caches hold, by the fastest build that there is, or of copying memory within a
 * space of the size of the op's tensors, which an op that reads more than it writes may exceed.
 */
export async function measureOps(builds: readonly Build[], found: (speeds: OpSpeed[]) => void): Promise<void> {
  const fastest = (await openNodeBackends()).create(registeredBackends[0].name);
  for (const opCase of everydayCases) {
    const { work } = opCase;
    const isProduct = work.unit === 'multiply-adds';
    const hasBackward = work.backward > 0;
    const peak = isProduct ? productPeak(fastest) : copyPeak(opCase);
    const forward = builds.map(({ backend }) => preparedOp(opCase, backend, 'forward'));
    const backward = hasBackward ? builds.map(({ backend }) => preparedOp(opCase, backend, 'backward')) : [];
    const [peakSeconds, ...seconds] = await shortestSeconds([peak, ...forward, ...backward]);
    const speedsOf = (direction: OpSpeed['direction'], amount: number, secondsOf: (build: number) => number) =>
      builds.map(({ name, backend }, n): OpSpeed => {
        const rate = ((isProduct ? 2 : 4) * amount) / secondsOf(n);
        return {
          op: opCase.name,
          direction,
          build: name,
          microseconds: secondsOf(n) * 1e6,
          rate: rate / 1e9,
          unit: isProduct ? 'GFLOP/s' : 'GB/s',
          shareOfPeak: rate / (coresOf(backend.threads) * (peak.amount / peakSeconds)),
        };
      });
    [peak, ...forward, ...backward].forEach(({ release }) => release());
    found(speedsOf(hasBackward ? 'forward' : null, work.forward, (n) => seconds[n]));
    if (hasBackward) found(speedsOf('backward', work.backward, (n) => seconds[builds.length + n]));
  }
  fastest.dispose();
}

/** Returns every build of a backend's kernels that this machine runs, or the wanted one. */
export async function buildsOf(
  name: BackendName,
  wanted: VariantChoice | undefined,
  threads: number,
): Promise<Build[]> {
  const backends = await openNodeBackends();
  const variants: readonly VariantChoice[] = registeredBackends.find((each) => each.name === name)?.variants ?? [];
  if (variants.length === 0) return [{ name, backend: backends.create(name, threads) }];
  const builds: Build[] = [];
  for (const variant of wanted === undefined ? variants : [wanted]) {
    const opened = await backends.withVariant(variant).catch((error: unknown) => {
      if (wanted === undefined) return null; // made for another machine
      throw error;
    });
    if (opened !== null) builds.push({ name: variant, backend: opened.create(name, threads) });
  }
  return builds;
}

/** Returns the table of all ops, for people. */
export function opTable(speeds: readonly (readonly OpSpeed[])[]): string {
  const builds = speeds[0]?.map(({ build }) => build) ?? [];
  const header = ['op', '', 'bound by', ...builds.flatMap((build) => [`${build}, µs`, 'of peak'])];
  const rows = speeds.map((ofOp) => [
    ofOp[0].op,
    ofOp[0].direction ?? '',
    ofOp[0].unit === 'GFLOP/s' ? 'products' : 'memory',
    ...ofOp.flatMap(({ microseconds, shareOfPeak }) => [microseconds.toFixed(0), `${Math.round(100 * shareOfPeak)} %`]),
  ]);
  return formatTable([header, ...rows], header.map((_, column) => column).slice(3));
}

/** Something to time. */
interface Timed {
  /** Comes before a few calls, and is not timed. */
  reset?(): void;
  /** Resolves with the seconds that so many calls took. */
  run(calls: number): Promise<number>;
  release(): void;
}

/** The measure that the peak is told by: `amount` operations or bytes a call. */
interface Peak extends Timed {
  readonly amount: number;
}

function productPeak(backend: Backend): Peak {
  const { operations, multiply, release } = cachedProduct(backend);
  return {
    amount: operations,
    run: (calls) => secondsOf(calls, multiply),
    release,
  };
}

function copyPeak(opCase: OpCase): Peak {
  const elements = Object.values(opCase.tensors()).reduce((sum, { values }) => sum + values.length, 0);
  const from = new Float32Array(Math.ceil(elements / 2)).fill(1);
  const to = new Float32Array(from);
  return {
    amount: from.byteLength + to.byteLength,
    run: (calls) => secondsOf(calls, () => to.set(from)),
    release: () => undefined,
  };
}

function preparedOp(opCase: OpCase, backend: Backend, direction: 'forward' | 'backward'): Timed {
  const tensors: Record<string, Tensor> = {};
  const initial = Object.entries(opCase.tensors()).map(([name, { shape, type, values }]) => {
    tensors[name] = backend.tensor(shape, type);
    backend.write(tensors[name], values);
    return { tensor: tensors[name], values: type === 'float' ? Float32Array.from(values) : Int32Array.from(values) };
  });
  const freezes = opCase.ops.includes('freeze');
  const [output] = opCase.outputs;
  const last = backend.view(tensors[output], 0, [1]);
  return {
    // A gradient that every call goes on from would grow or vanish, and numbers that are nearly 0 take the processor longer.
    reset() {
      if (freezes) return; // what is frozen keeps its values
      for (const { tensor, values } of initial) backend.write(tensor, values);
    },
    run(calls) {
      const forward = () => opCase.forward(backend, tensors);
      const finished = () => backend.read(last);
      if (direction === 'forward') return secondsOf(calls, forward, finished);
      return secondsOfEach(calls, forward, () => opCase.backward?.(backend, tensors), finished);
    },
    release: () => Object.values(tensors).forEach((tensor) => backend.release(tensor)),
  };
}

/** Resolves with the seconds of all calls. `finished` resolves when they are done. */
async function secondsOf(calls: number, run: () => unknown, finished?: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  for (let call = 0; call < calls; call++) await run();
  await finished?.();
  return (performance.now() - start) / 1000;
}

/** Does the same, with something before each call that is not timed. */
async function secondsOfEach(
  calls: number,
  before: () => void,
  run: () => void,
  finished: () => Promise<unknown>,
): Promise<number> {
  let seconds = 0;
  for (let call = 0; call < calls; call++) {
    before();
    await finished();
    seconds += await secondsOf(1, run, finished);
  }
  return seconds;
}

/** Returns the seconds that one call of each takes. */
async function shortestSeconds(all: readonly Timed[]): Promise<number[]> {
  const timed = async ({ reset, run }: Timed, calls: number): Promise<number> => {
    reset?.();
    return (await run(calls)) / calls;
  };
  const calls: number[] = [];
  for (const each of all) {
    let enough = 1;
    while ((await timed(each, enough)) * enough < MEASURED_MS / 1000) enough *= 2;
    calls.push(enough);
  }
  const shortest = all.map(() => Infinity);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [n, each] of all.entries()) shortest[n] = Math.min(shortest[n], await timed(each, calls[n]));
  }
  return shortest;
}
