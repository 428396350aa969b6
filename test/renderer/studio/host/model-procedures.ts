import type { ModelImportUpdate } from '../../../../src-main/contract/model-import-records.ts';
import { modelTemplates } from '../../../../src-engine/models/templates.ts';
import { aRun } from '../sample-records.ts';
import type { FakeHost, ModelImportOptions } from '../fake-host.ts';
import type { Procedures } from './procedures.ts';
import { find, named } from './records.ts';

async function* importModel(host: FakeHost, options: ModelImportOptions): AsyncGenerator<ModelImportUpdate> {
  host.importedModels.push(options);
  yield { type: 'progress', done: 1, total: 2 };
  const run = aRun({ id: 'imported', name: options.name ?? 'fox', state: 'interrupted', checkpointCount: 1 });
  host.runs = [...host.runs, run];
  yield { type: 'imported', run };
}

/** Answers about models, those in files and those that come along. */
export const modelProcedures = (os: Procedures, host: FakeHost) => ({
  models: {
    templates: os.models.templates.handler(() =>
      modelTemplates(100).map((template) => ({ ...template, parameterCount: 1000 })),
    ),
    list: os.models.list.handler(() => host.models),
    get: os.models.get.handler(({ input, errors }) => {
      const known = host.models.find(({ id }) => id === input.modelId);
      if (known === undefined) throw errors.STUDIO({ data: { code: 'model-not-found', details: {} } });
      return known;
    }),
    save: os.models.save.handler(({ input }) => {
      const saved = { ...input, parameterCount: 1000, createdAt: 1_700_000_000_000, updatedAt: 1_700_000_000_000 };
      host.models = [saved, ...host.models.filter(({ id }) => id !== input.id)];
      return saved;
    }),
    delete: os.models.delete.handler(({ input }) => {
      const deleted = find(host.models, input.modelId);
      host.models = host.models.filter((model) => model !== deleted);
      host.trash.put({ kind: 'model', ...named(deleted) }, () => host.models.push(deleted));
    }),
    vectorCoverage: os.models.vectorCoverage.handler(({ input }) => host.coverageOf(input)),
    dataSizes: os.models.dataSizes.handler(({ input }) => {
      const { kind, characters, vocabularySize } = find(host.datasets, input.datasetId);
      const inputs = input.tokenizer.type === 'byte' ? 256 : vocabularySize;
      const labelled = kind === 'labelled';
      return {
        kind,
        inputs,
        tokens: characters,
        outputs: labelled ? 3 : null,
        samples: kind === 'text' ? null : 900,
        documents: labelled ? 900 : 1,
        longestDocument: null,
      };
    }),
    cutTexts: os.models.cutTexts.handler(({ input }) => {
      if (find(host.datasets, input.datasetId).kind !== 'labelled') return null;
      const { sequenceLength: keptTokens } = input;
      const longest = 64;
      if (keptTokens >= longest) return { texts: 900, cut: 0, keptTokens, longest, examples: [] };
      const examples = [{ row: 6, kept: 'I will call you', rest: 'tomorrow' }];
      return { texts: 900, cut: 300, keptTokens, longest, examples };
    }),
  },
  modelImports: {
    inspect: os.modelImports.inspect.handler(({ input }) => host.inspectModel(input.options)),
    run: os.modelImports.run.handler(({ input }) => importModel(host, input.options)),
  },
  networks: {
    list: os.networks.list.handler(() => host.networks),
    open: os.networks.open.handler(({ input }) => {
      const network = find(host.networks, input.networkId);
      const run = aRun({ id: network.id, name: input.name ?? network.id, bundledNetwork: network.id });
      host.networks = host.networks.with(host.networks.indexOf(network), {
        ...network,
        runId: run.id,
        isRemoved: false,
      });
      host.runs = [...host.runs.filter(({ id }) => id !== run.id), run];
      return run;
    }),
    remove: os.networks.remove.handler(({ input }) => {
      const network = find(host.networks, input.networkId);
      host.networks = host.networks.with(host.networks.indexOf(network), {
        ...network,
        runId: null,
        isRemoved: true,
      });
      host.runs = host.runs.filter(({ id }) => id !== network.runId);
    }),
  },
});
