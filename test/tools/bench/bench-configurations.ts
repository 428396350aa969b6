import type { Backend } from '../../../src-engine/backends/backend.ts';
import type { WeightPrecision } from '../../../src-engine/spec/generation-spec.ts';
import type { Peer } from './peer.ts';
import type { BenchResult, Turns } from './side-by-side.ts';
import type { Configuration } from './workloads.ts';
import { formatAmount, formatRate } from '../../../src-main/cli/formats.ts';
import { coresOf } from '../../../src-main/engine-process/physical-cores.ts';

/** All that a network can be measured beside. */
export const peers = ['pytorch', 'tfjs', 'onnxruntime'] as const;

type PeerChoice = (typeof peers)[number] | 'all' | 'none';

/** Measures these networks one after the other, each in turn with every peer that is wanted and can do it. */
export async function benchConfigurations(
  wanted: readonly Configuration[],
  backendWith: (kernels: 'fastest' | 'portable') => Backend,
  gigaflopsOfOneThread: number | null,
  options: Turns & {
    vs: PeerChoice;
    json: boolean;
    weights: WeightPrecision;
  },
): Promise<void> {
  if (wanted.length === 0) return;
  const { configurations } = await import('./workloads.ts');
  const { measureSideBySide } = await import('./side-by-side.ts');
  const found = await findPeers(options.vs);
  if (!options.json) process.stderr.write(`${announcement(wanted, options, found.length > 0)}\n`);
  for (const config of wanted) {
    const { unit, kernels, create } = configurations[config];
    const backend = backendWith(kernels);
    const able = found.filter((peer) => peer.configurations.includes(config));
    for (const peer of able.length > 0 ? able : [null]) {
      const workload = create(backend, options.weights);
      const measured = await measureSideBySide(config, workload, peer, options);
      workload.dispose();
      const gigaflops = (measured.rate * workload.flopsPerUnit) / 1e9;
      const result: BenchResult = {
        config,
        unit,
        variant: variantOf(backend),
        threads: backend.threads,
        ...measured,
        gigaflops,
        shareOfPeak: gigaflopsOfOneThread && gigaflops / (gigaflopsOfOneThread * coresOf(backend.threads)),
      };
      process.stdout.write(`${options.json ? JSON.stringify(result) : resultLine(result)}\n`);
    }
  }
}

/** Those that are installed; of the others it is told how to install them. */
async function findPeers(vs: PeerChoice): Promise<Peer[]> {
  const { findPytorch, howToInstallPytorch } = await import('./pytorch-peer.ts');
  const { findTfjs, howToInstallTfjs } = await import('./tfjs-peer.ts');
  const { findOnnxruntime, howToInstallOnnxruntime } = await import('./onnxruntime-peer.ts');
  const known = {
    pytorch: { find: findPytorch, howToInstall: howToInstallPytorch },
    tfjs: { find: findTfjs, howToInstall: howToInstallTfjs },
    onnxruntime: { find: findOnnxruntime, howToInstall: howToInstallOnnxruntime },
  };
  const found: Peer[] = [];
  for (const name of peers) {
    if (vs !== name && vs !== 'all') continue;
    const peer = await known[name].find();
    if (peer) found.push(peer);
    else process.stderr.write(`${known[name].howToInstall}\n`);
  }
  return found;
}

function announcement(wanted: readonly Configuration[], { pairs, seconds }: Turns, hasPeer: boolean): string {
  const sides = hasPeer ? 'each side takes' : pairs === 1 ? 'there is' : 'there are';
  return `Measuring ${wanted.join(', ')}: ${sides} ${formatAmount(pairs, 'turn')} of ${seconds} s each. Let the machine do nothing else.`;
}

/** The wasm backend says which of its builds this machine runs. */
function variantOf(backend: Backend): string {
  return 'variant' in backend ? `${backend.name}-${String(backend.variant)}` : backend.name;
}

function resultLine(result: BenchResult): string {
  const peak = result.shareOfPeak === null ? '' : `, ${Math.round(100 * result.shareOfPeak)} % of peak`;
  const ours =
    `${result.config}  ${formatRate(result.rate)} ${result.unit} ` +
    `(${result.variant}, threads ${result.threads}, ${result.gigaflops.toPrecision(3)} GFLOP/s${peak})`;
  if (result.ratio === null || result.ratioRange === null || result.peerRate === null) return ours;
  const [lowest, highest] = result.ratioRange;
  const threads = result.peerThreads === null ? '' : ` (threads ${result.peerThreads})`;
  return (
    `${ours}  ${result.peer} ${formatRate(result.peerRate)}${threads}  ` +
    `ratio ${result.ratio.toFixed(2)} (${lowest.toFixed(2)}–${highest.toFixed(2)})`
  );
}
