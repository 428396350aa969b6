import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Backend } from '../../../src-engine/backends/backend.ts';
import type { OpSpeed } from './op-speed.ts';
import type { Peer } from './peer.ts';
import type { BenchResult, Turns } from './side-by-side.ts';
import type { Configuration } from './workloads.ts';
import { backendNames, variantChoices, type VariantChoice } from '../../../src-engine/spec/backends.ts';
import { weightPrecisions, type WeightPrecision } from '../../../src-engine/spec/generation-spec.ts';
import { defineCommand } from '../../../src-main/cli/command.ts';
import { formatAmount, formatBytes, formatCount, formatRate, formatTable } from '../../../src-main/cli/formats.ts';
import {
  choice,
  flag,
  nameList,
  positiveNumber,
  text,
  wholeNumber,
  withDefault,
} from '../../../src-main/cli/options.ts';
import { projectFolder } from '../../../src-main/cli/project.ts';
import { coresOf } from '../../../src-main/engine-process/physical-cores.ts';
import { jsonOption } from '../../../src-main/cli/shared-options.ts';
import { UsageError } from '../../../src-main/cli/usage-error.ts';

interface Bench {
  backend: Backend;
  /** The build of its kernels that was asked for. */
  variant: VariantChoice | undefined;
  /** 10⁹ operations a second of one thread, as calibration measured them; null: unknown. */
  gigaflops: number | null;
  json: boolean;
  pairs: number;
  seconds: number;
  /** null: as many as each bench usually takes. */
  minutes: number | null;
  createBackend: () => Backend;
  folder: string | null;
  isQuick: boolean;
  /** Null means all. */
  texts: string[] | null;
  kinds: string[] | null;
  isHeldOut: boolean;
}

/** What is measured by itself, beside nobody. */
const alone: Record<string, (bench: Bench) => Promise<void>> = {
  ops: benchOps,
  scaling: benchScaling,
  endurance: benchEndurance,
  runs: benchRuns,
  host: benchHost,
  api: benchApi,
  import: benchImport,
  insight: benchInsight,
  instruments: benchInstruments,
  'lr-find': benchRates,
  documents: benchDocuments,
  forecast: benchForecast,
  recipes: benchRecipes,
  doctor: benchDoctor,
  dashboard: (bench) => benchInBrowser('dashboard', bench),
  theatre: (bench) => benchInBrowser('theatre', bench),
  'many-texts': (bench) => benchInBrowser('many-texts', bench),
  start: (bench) => benchInBrowser('start', bench),
  desktop: (bench) => benchInBrowser('desktop', bench),
  'first-token': (bench) => benchInBrowser('first-token', bench),
};

const peers = ['pytorch', 'tfjs', 'onnxruntime'] as const;

export const bench = defineCommand({
  description:
    'Measures speed with the engine’s own code, in turn with others on this machine. ' +
    'S, M, L train two LSTM layers of 128, 256, 512 units; G writes text with L; C trains the classifier of the course; ' +
    'ops times every operation by itself, with every build of the kernels or that of --variant, and tells its share of the machine’s own peak, scaling a table of sizes, endurance trains for an hour and ' +
    'watches memory and speed, runs lists, draws and deletes a thousand stored runs, host times what a dashboard asks while checkpoints of 240 MB are stored, ' +
    'api lets 64 programs at once write over HTTP, and a training go on beside 20 requests a second, import imports a text of 200 MB, ' +
    'forecast trains the default forecaster on real series beside simple methods, ' +
    'recipes looks for the best network and training for texts and times, beside what the studio chooses, and makes the table that it chooses from, ' +
    'doctor trains networks with one planted fault or with none and counts how often the doctor is right, ' +
    'insight tells what looking into a training costs it, instruments what its own looks cost, ' +
    'lr-find compares the learning rates that searches pick with the best of a grid, documents compares epochs of many short texts with the batches of before, dashboard, theatre, many-texts and first-token watch the studio in a browser, ' +
    'start tells how soon a studio with a thousand runs is there, and desktop how soon the desktop program is, on the double of Electron, and what it holds at rest. ' +
    'S, M, L, G and C, if nothing is named.',
  positionals: {
    placeholder: `S|M|L|G|C|${Object.keys(alone).join('|')}…`,
    description: 'what to measure',
    minimum: 0,
  },
  options: {
    backend: withDefault(choice(backendNames, 'what computes'), backendNames[0]),
    variant: choice(variantChoices, 'which build of the kernels; the fastest, if left out'),
    threads: wholeNumber('N', 'threads of both sides; one a core, if left out', 1, 256),
    vs: withDefault(choice([...peers, 'all', 'none'], 'who else is measured'), 'pytorch'),
    'as-in-electron': flag(
      'leaves V8’s revectorizer off, which pairs the vectors of WebAssembly, and which Electron lacks',
    ),
    weights: withDefault(choice(weightPrecisions, 'G: what the network’s matrices are kept as'), 'float32'),
    pairs: withDefault(wholeNumber('N', 'turns of each side', 1, 1000), 5),
    seconds: withDefault(positiveNumber('X', 'length of a turn'), 4),
    minutes: wholeNumber(
      'N',
      'length of endurance, and of watching the memory of the dashboard’s page; recipes and doctor begin no training after it, so that 0 only counts again',
      0,
      10_000,
    ),
    folder: text(
      'DIR',
      'the folder of series and reference.csv for forecast, or of texts for recipes; shared/data/series or shared/data beside the project, if left out',
    ),
    quick: flag('forecast: fewer origins, and one seed; lr-find: a quarter of the steps'),
    texts: nameList(
      'ID,ID,…',
      'recipes: only these texts, such as moby-dick,names; lr-find: only these networks, such as S,classifier',
    ),
    kinds: nameList('ID,ID,…', 'doctor: only these faults, texts and templates, such as over-fitting-text,moby-dick'),
    'held-out': flag('doctor: the runs that no rule was chosen by, to be looked at once'),
    json: jsonOption,
  },
  examples: [
    'npm run bench',
    'npm run bench -- S G --pairs 7 --vs all',
    'npm run bench -- S M L G C --variant native --as-in-electron --pairs 9',
    'kioku bench ops --variant native',
    'kioku bench G --weights bf16',
    'kioku bench S --vs none --json',
  ],
  async run(values, named) {
    const { configurations } = await import('./workloads.ts');
    const { openNodeBackends } = await import('../../../src-main/engine-process/node-backends.ts');
    const { leaveRevectorizerOff } = await import('../../../src-main/engine-process/revectorizer.ts');
    const isConfiguration = (name: string): name is Configuration => name in configurations;
    const unknown = named.find((name) => !(name in alone) && !isConfiguration(name));
    if (unknown !== undefined) {
      const known = [...Object.keys(configurations), ...Object.keys(alone)].join(', ');
      throw new UsageError(`What is measured is one of ${known}, not “${unknown}”.`);
    }
    requireSense(values, named);
    if (values['as-in-electron']) leaveRevectorizerOff();
    const backends = await openNodeBackends(values.variant ?? null);
    const threads = values.threads ?? backends.info.threads;
    const backend = backends.create(values.backend, threads);
    const gigaflops = values.backend === backendNames[0] ? backends.info.gigaflops : null;
    const { json, pairs, seconds, minutes = null } = values;
    const createBackend = () => backends.create(values.backend, threads);
    const others = {
      ...{
        variant: values.variant,
        createBackend,
        folder: values.folder ?? null,
        isQuick: values.quick,
        texts: values.texts ?? null,
      },
      ...{ kinds: values.kinds ?? null, isHeldOut: values['held-out'] },
    };
    for (const name of named) await alone[name]?.({ ...others, backend, gigaflops, json, pairs, seconds, minutes });
    const wanted = named.length === 0 ? Object.keys(configurations) : named;
    const create = (kernels: 'fastest' | 'portable') =>
      kernels === 'fastest' ? backend : backends.createPortable(values.backend, threads);
    await benchConfigurations(wanted.filter(isConfiguration), create, gigaflops, { ...values, threads });
    backend.dispose();
    return 0;
  },
});

interface Choices {
  'as-in-electron': boolean;
  variant: VariantChoice | undefined;
  weights: WeightPrecision;
}

/** Refuses what would measure something else than it says. */
function requireSense({ 'as-in-electron': asInElectron, variant, weights }: Choices, named: readonly string[]): void {
  if (asInElectron && variant === 'revectorized')
    throw new UsageError(
      '--as-in-electron does not go with --variant revectorized: Electron lacks V8’s revectorizer, which that variant is made for.',
    );
  if (weights !== 'float32' && (named.length === 0 || named.some((name) => name !== 'G')))
    throw new UsageError(`--weights ${weights} is for G alone: kioku bench G --weights ${weights}.`);
}

async function benchConfigurations(
  wanted: readonly Configuration[],
  backendWith: (kernels: 'fastest' | 'portable') => Backend,
  gigaflopsOfOneThread: number | null,
  options: Turns & {
    vs: (typeof peers)[number] | 'all' | 'none';
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
async function findPeers(vs: (typeof peers)[number] | 'all' | 'none'): Promise<Peer[]> {
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

async function benchRecipes(options: Bench): Promise<void> {
  const { benchRecipes: measure } = await import('./recipes/bench-recipes.ts');
  await measure(options);
}

async function benchDoctor({ isHeldOut, ...options }: Bench): Promise<void> {
  const { benchDoctor: measure } = await import('./doctor/bench-doctor.ts');
  await measure({ ...options, split: isHeldOut ? 'held-out' : 'tuning' });
}

async function benchForecast(options: Bench): Promise<void> {
  const { benchForecasts } = await import('./forecast/bench-forecasts.ts');
  await benchForecasts(options);
}

async function benchDocuments({ backend, pairs, json }: Bench): Promise<void> {
  const { measureDocuments } = await import('./document-speed.ts');
  for (const result of await measureDocuments(backend, pairs)) {
    const { name, beforeSeconds, afterSeconds, ratio } = result;
    const line = `${name}: an epoch in ${beforeSeconds.toFixed(2)} s before, ${afterSeconds.toFixed(2)} s now, ratio ${ratio.toFixed(2)}`;
    process.stdout.write(`${json ? JSON.stringify({ bench: 'documents', ...result }) : line}\n`);
  }
}

async function benchRuns({ json }: Bench): Promise<void> {
  const { measureRunStore } = await import('./run-store-speed.ts');
  const result = await measureRunStore();
  const { runs, steps, listMs, curveMs, deleteMs, longestWaitMs } = result;
  const lines = [
    [`list of ${formatCount(runs)} runs with ${formatCount(steps)} steps`, `${listMs.toFixed(0)} ms`],
    ['curve of 1,000,000 steps, thinned', `${curveMs.toFixed(0)} ms`],
    ['deleting that run', `${deleteMs.toFixed(0)} ms`],
    ['longest that another call waited for it', `${longestWaitMs.toFixed(0)} ms`],
  ];
  process.stdout.write(`${json ? JSON.stringify({ config: 'runs', ...result }) : formatTable(lines, [1])}\n`);
}

async function benchApi({ seconds, json }: Bench): Promise<void> {
  const { describeApiSpeed, measureApi } = await import('./api-speed.ts');
  const speed = await measureApi(seconds);
  process.stdout.write(`${json ? JSON.stringify(speed) : describeApiSpeed(speed)}\n`);
}

async function benchHost({ json, minutes }: Bench): Promise<void> {
  const { measureHostLatency } = await import('./host-latency.ts');
  const result = await measureHostLatency((minutes ?? 1) * 60);
  if (json) return void process.stdout.write(`${JSON.stringify({ bench: 'host', ...result })}\n`);
  const rows = [...result.calls, ...result.eventLoop].map(({ name, calls, p50Ms, p99Ms, maxMs }) => [
    calls === null ? `event loop, ${name}` : name,
    calls === null ? '' : formatCount(calls),
    ...[p50Ms, p99Ms, maxMs].map((ms) => `${ms.toFixed(1)} ms`),
  ]);
  const table = formatTable([['call', 'calls', 'p50', 'p99', 'max'], ...rows], [1, 2, 3, 4]);
  process.stdout.write(`${table}\nload average ${result.loadAverage.toFixed(1)}\n`);
}

async function benchImport({ json }: Bench): Promise<void> {
  const { measureImportSpeed } = await import('./import-speed.ts');
  const speed = await measureImportSpeed();
  const { bytes, seconds, megabytesPerSecond, residentGrowthBytes } = speed;
  const memory = residentGrowthBytes === null ? 'memory unknown' : `${formatBytes(residentGrowthBytes)} more memory`;
  const line = `import  ${megabytesPerSecond.toFixed(1)} MB/s (${formatBytes(bytes)} in ${seconds.toFixed(1)} s), ${memory}`;
  process.stdout.write(`${json ? JSON.stringify({ bench: 'import', ...speed }) : line}\n`);
}

async function benchInsight({ backend, json, pairs, seconds }: Bench): Promise<void> {
  const { measureInsightCost } = await import('./insight-cost.ts');
  const cost = await measureInsightCost(backend, pairs, seconds);
  const { bare, closed, open, looks } = cost;
  const ratio = (a: number, b: number) => `${((100 * a) / b).toFixed(1)} %`;
  const lines = [
    ['M without a studio', `${formatRate(bare)} tokens/s`, ''],
    ['in the studio, all panels closed', `${formatRate(closed)} tokens/s`, ratio(closed, bare)],
    [
      `with all of them open and live (${formatCount(looks)} looks)`,
      `${formatRate(open)} tokens/s`,
      ratio(open, closed),
    ],
  ];
  process.stdout.write(`${json ? JSON.stringify({ bench: 'insight', ...cost }) : formatTable(lines, [1, 2])}\n`);
}

async function benchRates({ texts: networks, ...options }: Bench): Promise<void> {
  const { benchRates: measure } = await import('./lr-find/bench-rates.ts');
  await measure({ ...options, networks });
}

/**
 * The factor by which a turn is longer than usual, since looks are frequent at the beginning of a training: a short
 * turn would say nothing about trainings that people wait for.
 */
const TURNS_TO_LOOK = 8;

async function benchInstruments({ createBackend, json, pairs, seconds }: Bench): Promise<void> {
  const { measureInstrumentCost } = await import('./instrument-cost.ts');
  await measureInstrumentCost(createBackend, { pairs, seconds: TURNS_TO_LOOK * seconds }, (cost) => {
    const { template, steps, looks, parabolas, ratio, upperBound } = cost;
    const line =
      `${template}: ${ratio.toFixed(3)} of the time without looks, with 95 % confidence less than ${upperBound.toFixed(3)} ` +
      `(${formatCount(looks)} looks in ${formatCount(steps)} steps, ${formatCount(parabolas)} of them along the step)`;
    process.stdout.write(`${json ? JSON.stringify({ bench: 'instruments', ...cost }) : line}\n`);
  });
}

/** Scripts that drive a browser come with the project’s sources, not with the studio. */
async function benchInBrowser(name: string, { json, minutes }: Bench): Promise<void> {
  const script = join(projectFolder, `test/tools/bench/browser/${name}.ts`);
  if (!existsSync(script))
    throw new UsageError(`${name} is measured in the project’s folder: npm run bench -- ${name}`);
  const options = [...(json ? ['--json'] : []), ...(minutes === null ? [] : ['--minutes', String(minutes)])];
  const child = spawn(process.execPath, [script, ...options], { stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${name} could not be measured.`);
}

async function benchOps({ backend, variant, json }: Bench): Promise<void> {
  const { buildsOf, measureOps, opTable } = await import('./op-speed.ts');
  const builds = await buildsOf(backend.name, variant, backend.threads);
  const all: OpSpeed[][] = [];
  await measureOps(builds, (speeds) => {
    all.push(speeds);
    if (json) for (const speed of speeds) process.stdout.write(`${JSON.stringify(speed)}\n`);
  });
  if (!json) process.stdout.write(`${opTable(all)}\n`);
  for (const build of builds) build.backend.dispose();
}

async function benchScaling({ backend, gigaflops, json, seconds }: Bench): Promise<void> {
  const { measureScaling, scalingTable } = await import('./scaling.ts');
  const peak = (gigaflops ?? NaN) * coresOf(backend.threads) * 1e9;
  const points = await measureScaling(backend, peak, seconds / 4, (point) => {
    if (json) process.stdout.write(`${JSON.stringify(point)}\n`);
  });
  if (!json) process.stdout.write(`${scalingTable(points)}\n`);
}

const ENDURANCE_MINUTES = 60;

async function benchEndurance({ backend, json, minutes }: Bench): Promise<void> {
  const { measureEndurance } = await import('./endurance.ts');
  const { growth, slowdown, idleCpu } = await measureEndurance(backend, minutes ?? ENDURANCE_MINUTES, (minute) => {
    const { tokensPerSecond, residentBytes } = minute;
    const line = `minute ${minute.minute}: ${formatRate(tokensPerSecond)} tokens/s, ${formatBytes(residentBytes)}`;
    process.stdout.write(`${json ? JSON.stringify(minute) : line}\n`);
  });
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  process.stdout.write(
    json
      ? `${JSON.stringify({ growth, slowdown, idleCpu })}\n`
      : `memory grew by ${percent(growth)} after the first minute; the last minute had ${percent(slowdown)} of the first one’s ` +
          `speed; at rest the engine took ${percent(idleCpu)} of a core\n`,
  );
}
