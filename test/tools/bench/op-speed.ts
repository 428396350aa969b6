import type { Backend, Tensor } from '../../../src-engine/backends/backend.ts';
import { everydayCases } from '../../../src-engine/backends/op-cases.ts';
import type { OpCase } from '../../../src-engine/backends/op-cases.ts';
import { cachedProduct } from '../../../src-engine/backends/wasm/calibrate.ts';
import { registeredBackends } from '../../../src-engine/spec/backends.ts';
import type { BackendName, VariantChoice } from '../../../src-engine/spec/backends.ts';
import { formatTable } from '../../../src-main/cli/formats.ts';
import { openNodeBackends } from '../../../src-main/engine-process/node-backends.ts';

const MEASURED_MS = 5;
const ROUNDS = 15;

/** One op of one build. Names as `--json` prints them. */
export interface OpSpeed {
  op: string;
  build: string;
  /** One call, or one forward and backward pair. */
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
 * is none of the ops' doing. The peak is that of one thread, times their number: of a product that its caches hold, by the fastest build
 * that there is, or of copying memory within a space of the size of the op's tensors, which an op that reads more than it writes
 * may exceed.
 */
export async function measureOps(builds: readonly Build[], found: (speeds: OpSpeed[]) => void): Promise<void> {
  const fastest = (await openNodeBackends()).create(registeredBackends[0].name);
  for (const opCase of everydayCases) {
    const { work } = opCase;
    const isProduct = 'multiplyAdds' in work;
    const peak = isProduct ? productPeak(fastest) : copyPeak(opCase);
    const amount = isProduct ? 2 * work.multiplyAdds : 4 * work.elements;
    const ops = builds.map(({ backend }) => preparedOp(opCase, backend));
    const [peakSeconds, ...seconds] = await shortestSeconds([peak, ...ops]);
    const speeds = builds.map((build, n): OpSpeed => {
      const rate = amount / seconds[n];
      return {
        op: opCase.name,
        build: build.name,
        microseconds: seconds[n] * 1e6,
        rate: rate / 1e9,
        unit: isProduct ? 'GFLOP/s' : 'GB/s',
        shareOfPeak: rate / (build.backend.threads * (peak.amount / peakSeconds)),
      };
    });
    [peak, ...ops].forEach(({ release }) => release());
    found(speeds);
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
  const header = ['op', 'bound by', ...builds.flatMap((build) => [`${build}, µs`, 'of peak'])];
  const rows = speeds.map((ofOp) => [
    ofOp[0].op,
    ofOp[0].unit === 'GFLOP/s' ? 'products' : 'memory',
    ...ofOp.flatMap(({ microseconds, shareOfPeak }) => [microseconds.toFixed(0), `${Math.round(100 * shareOfPeak)} %`]),
  ]);
  return formatTable([header, ...rows], header.map((_, column) => column).slice(2));
}

/** Something to time. */
interface Timed {
  /** Comes before a few calls, and is not timed. */
  reset?(): void;
  run(calls: number): Promise<void> | void;
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
    async run(calls) {
      for (let call = 0; call < calls; call++) await multiply();
    },
    release,
  };
}

function copyPeak(opCase: OpCase): Peak {
  const elements = Object.values(opCase.tensors()).reduce((sum, { values }) => sum + values.length, 0);
  const from = new Float32Array(Math.ceil(elements / 2)).fill(1);
  const to = new Float32Array(from);
  return {
    amount: from.byteLength + to.byteLength,
    run(calls) {
      for (let call = 0; call < calls; call++) to.set(from);
    },
    release: () => undefined,
  };
}

function preparedOp(opCase: OpCase, backend: Backend): Timed {
  const tensors: Record<string, Tensor> = {};
  const initial = Object.entries(opCase.tensors()).map(([name, { shape, type, values }]) => {
    tensors[name] = backend.tensor(shape, type);
    return { tensor: tensors[name], values: type === 'float' ? Float32Array.from(values) : Int32Array.from(values) };
  });
  const [output] = opCase.outputs;
  const last = backend.view(tensors[output], 0, [1]);
  return {
    // A gradient that every call goes on from would grow or vanish, and numbers that are nearly 0 take the processor longer.
    reset() {
      for (const { tensor, values } of initial) backend.write(tensor, values);
    },
    async run(calls) {
      for (let call = 0; call < calls; call++) {
        opCase.forward(backend, tensors);
        opCase.backward?.(backend, tensors);
      }
      await backend.read(last);
    },
    release: () => Object.values(tensors).forEach((tensor) => backend.release(tensor)),
  };
}

/** Returns the seconds that one call of each takes. */
async function shortestSeconds(all: readonly Timed[]): Promise<number[]> {
  const timed = async ({ reset, run }: Timed, calls: number): Promise<number> => {
    reset?.();
    const start = performance.now();
    await run(calls);
    return (performance.now() - start) / 1000 / calls;
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
