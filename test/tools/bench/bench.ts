import type { Configuration } from './workloads.ts';
import { backendNames, variantChoices, type VariantChoice } from '../../../src-engine/spec/backends.ts';
import { weightPrecisions, type WeightPrecision } from '../../../src-engine/spec/generation-spec.ts';
import { defineCommand } from '../../../src-main/cli/command.ts';
import {
  choice,
  flag,
  nameList,
  positiveNumber,
  text,
  wholeNumber,
  withDefault,
} from '../../../src-main/cli/options.ts';
import { jsonOption } from '../../../src-main/cli/shared-options.ts';
import { UsageError } from '../../../src-main/cli/usage-error.ts';
import { alone } from './alone/alone.ts';
import { benchConfigurations, peers } from './bench-configurations.ts';

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
