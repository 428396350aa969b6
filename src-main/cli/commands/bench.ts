import type { Backend } from '../../../src-engine/backends/backend.ts';
import type { BenchResult, Turns } from '../bench/side-by-side.ts';
import type { Configuration } from '../bench/workloads.ts';
import { wasmVariants } from '../../../src-engine/backends/wasm/wasm-variant.ts';
import { defineCommand } from '../command.ts';
import { formatRate, formatTable } from '../formats.ts';
import { choice, positiveNumber, wholeNumber, withDefault } from '../options.ts';
import { jsonOption } from '../shared-options.ts';
import { UsageError } from '../usage-error.ts';

const OPS = 'ops';

export const bench = defineCommand({
  description:
    'Measures speed with the engine’s own code, in turn with PyTorch at its best setting on this machine. ' +
    'S, M, L train two LSTM layers of 128, 256, 512 units; G writes text with L; C trains the classifier of the course; ' +
    'ops times every operation of the backends by itself. All but ops, if nothing is named.',
  positionals: { placeholder: 'S|M|L|G|C|ops…', description: 'what to measure', minimum: 0 },
  options: {
    backend: withDefault(choice(['reference', 'wasm'], 'what computes'), 'wasm'),
    variant: choice(wasmVariants, 'which build of the kernels; the fastest, if left out'),
    threads: wholeNumber('N', 'threads of both sides; one a core, if left out', 1, 256),
    vs: withDefault(choice(['pytorch', 'none'], 'who else is measured'), 'pytorch'),
    pairs: withDefault(wholeNumber('N', 'turns of each side', 1, 1000), 5),
    seconds: withDefault(positiveNumber('X', 'length of a turn'), 4),
    json: jsonOption,
  },
  examples: [
    'npm run bench',
    'npm run bench -- S G --pairs 7',
    'kioku bench ops --backend wasm',
    'kioku bench S --vs none --json',
  ],
  async run(values, named) {
    const { configurations } = await import('../bench/workloads.ts');
    const { openNodeBackends } = await import('../../engine-process/node-backends.ts');
    const isConfiguration = (name: string): name is Configuration => name in configurations;
    const unknown = named.find((name) => name !== OPS && !isConfiguration(name));
    if (unknown !== undefined)
      throw new UsageError(
        `What is measured is one of ${Object.keys(configurations).join(', ')} and ${OPS}, not “${unknown}”.`,
      );
    const backends = await openNodeBackends(values.variant ?? null);
    const threads = values.threads ?? backends.info.threads;
    const backend = backends.create(values.backend, threads);
    if (named.includes(OPS)) await benchOps(backend, values.json);
    const wanted = named.length === 0 ? Object.keys(configurations) : named;
    await benchConfigurations(wanted.filter(isConfiguration), backend, { ...values, threads });
    backend.dispose();
    return 0;
  },
});

async function benchConfigurations(
  wanted: readonly Configuration[],
  backend: Backend,
  options: { vs: 'pytorch' | 'none'; pairs: number; seconds: number; json: boolean; threads: number },
): Promise<void> {
  if (wanted.length === 0) return;
  const { configurations } = await import('../bench/workloads.ts');
  const { findPytorch, howToInstallPytorch } = await import('../bench/pytorch-peer.ts');
  const { measureSideBySide } = await import('../bench/side-by-side.ts');
  const peer = options.vs === 'none' ? null : await findPytorch();
  if (options.vs === 'pytorch' && !peer) process.stderr.write(`${howToInstallPytorch}\n`);
  const turns: Turns = { pairs: options.pairs, seconds: options.seconds, threads: options.threads };
  if (!options.json) process.stderr.write(`${announcement(wanted, turns, peer !== null)}\n`);
  for (const config of wanted) {
    const { unit, create } = configurations[config];
    const workload = create(backend);
    const measured = await measureSideBySide(config, workload, peer, turns);
    workload.dispose();
    const result: BenchResult = { config, unit, variant: variantOf(backend), threads: backend.threads, ...measured };
    process.stdout.write(`${options.json ? JSON.stringify(result) : resultLine(result)}\n`);
  }
}

function announcement(wanted: readonly Configuration[], { pairs, seconds }: Turns, hasPeer: boolean): string {
  const sides = hasPeer ? 'each side takes' : 'there are';
  return `Measuring ${wanted.join(', ')}: ${sides} ${pairs} turns of ${seconds} s each. Let the machine do nothing else.`;
}

/** The wasm backend says which of its builds this machine runs. */
function variantOf(backend: Backend): string {
  return 'variant' in backend ? `${backend.name}-${String(backend.variant)}` : backend.name;
}

function resultLine(result: BenchResult): string {
  const ours = `${result.config}  ${formatRate(result.rate)} ${result.unit} (${result.variant}, threads ${result.threads})`;
  if (result.ratio === null || result.ratioRange === null || result.peerRate === null) return ours;
  const [lowest, highest] = result.ratioRange;
  return (
    `${ours}  ${result.peer} ${formatRate(result.peerRate)} (threads ${result.peerThreads})  ` +
    `ratio ${result.ratio.toFixed(2)} (${lowest.toFixed(2)}–${highest.toFixed(2)})`
  );
}

async function benchOps(backend: Backend, json: boolean): Promise<void> {
  const { opCases } = await import('../../../src-engine/backends/op-cases.ts');
  const { measureOp } = await import('../bench/op-speed.ts');
  const rows: string[][] = [];
  for (const opCase of opCases) {
    const microseconds = await measureOp(opCase, backend);
    if (json) process.stdout.write(`${JSON.stringify({ op: opCase.name, backend: backend.name, microseconds })}\n`);
    else rows.push([opCase.name, microseconds.toPrecision(3)]);
  }
  if (!json) process.stdout.write(`${formatTable([['op case', `µs on ${backend.name}`], ...rows], [1])}\n`);
}
