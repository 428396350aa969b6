import type { ModelSummary } from '../../../src-engine/models/summary.ts';
import type { LayerSignal } from '../../../src-engine/spec/insight-spec.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import { defineCommand } from '../command.ts';
import { formatBytes, formatCount } from '../formats.ts';
import { readModel } from '../read-model.ts';
import { flag, text, wholeNumber, withDefault } from '../options.ts';
import { studioOptions, withStudio, type StudioValues } from '../studio/with-studio.ts';
import { findDataset } from '../training/training-dataset.ts';
import { signalLines } from '../training/signal-lines.ts';
import { UsageError } from '../usage-error.ts';

interface SummarizedModel {
  model: ModelSpec;
  /** The batch that memory is told for. */
  shape: { batch: number; steps: number };
}

export const summary = defineCommand({
  description:
    'Shows a model as a table of layers, output shapes and parameters, and what it costs to train. ' +
    'A model file that cannot be trained is told with all its problems. With --json it is the model itself that is written, ' +
    'with every setting: a file to begin one of your own with. With --variance --json it is the variances that are written.',
  positionals: null,
  options: {
    template: text('ID', 'a model that comes with the studio: course-classifier, char-rnn-s, char-rnn-m, word-lm…'),
    model: text('FILE', 'a model as JSON; settings that are left out take their customary values'),
    json: flag('writes the model as JSON instead, as --model here and in kioku train reads it'),
    variance: flag('measures how large outputs and gradients of each layer are before anything is learnt'),
    dataset: text('NAME|ID', 'with --variance: the data to measure with; random tokens or numbers if left out'),
    seed: wholeNumber('N', 'with --variance: decides the initial values (1 if left out)', 0, 2 ** 32 - 1),
    ...studioOptions,
    vocabulary: withDefault(wholeNumber('N', 'tokens that a char-rnn template knows', 1, 2 ** 24), 100),
  },
  examples: [
    'kioku summary --template course-classifier',
    'kioku summary --template char-rnn-m --vocabulary 65',
    'kioku summary --model my-model.json',
    'kioku summary --template char-rnn-m --variance --dataset novel.txt',
    'kioku summary --template char-rnn-m --json > my-model.json',
  ],
  async run(values) {
    const { validateModel } = await import('../../../src-engine/models/validate-model.ts');
    const { summarizeModel } = await import('../../../src-engine/models/summary.ts');
    const { formatSummary } = await import('../../../src-engine/models/format-summary.ts');
    if ((values.template === undefined) === (values.model === undefined))
      throw new UsageError('Either --template or --model is needed.');
    if (!values.variance && (values.dataset !== undefined || values.seed !== undefined))
      throw new UsageError('--dataset and --seed go with --variance.');
    const { model, shape } =
      values.model === undefined
        ? await templateModel(values.template ?? '', values.vocabulary)
        : { model: await readModel(values.model), shape: { batch: 50, steps: 50 } };
    if (values.json && !values.variance) {
      process.stdout.write(`${JSON.stringify(model, null, 2)}\n`);
      return 0;
    }
    const problems = validateModel(model);
    if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
    const signals = values.variance ? await measureSignals(model, values) : null;
    if (values.json) {
      process.stdout.write(`${JSON.stringify({ signals }, null, 2)}\n`);
      return 0;
    }
    const summarized = summarizeModel(model, { ...shape, optimizer: 'adam' });
    const { parameters, gradients, optimizer, activations } = summarized.memory;
    process.stdout.write(
      [
        formatSummary(summarized),
        `Multiply-adds per token: ${formatCount(summarized.multiplyAddsPerToken)}`,
        `Memory to train it with Adam, batch ${shape.batch} × ${shape.steps} steps: ` +
          `${formatBytes(parameters + gradients + optimizer + activations)} (parameters ${formatBytes(parameters)}, ` +
          `gradients ${formatBytes(gradients)}, optimizer ${formatBytes(optimizer)}, activations ${formatBytes(activations)})`,
        ...(signals === null ? [] : ['', ...signalLines(namesOf(summarized), signals)]),
        '',
      ].join('\n'),
    );
    return 0;
  },
});

/** Names of the layers, without the input's row. */
const namesOf = ({ rows: [, ...layers] }: ModelSummary) => layers.map(({ name }) => name);

async function measureSignals(
  model: ModelSpec,
  values: Partial<StudioValues> & { dataset: string | undefined; seed: number | undefined },
): Promise<LayerSignal[]> {
  return withStudio(values, async (studio) => {
    const dataset = values.dataset === undefined ? null : await findDataset(studio, values.dataset, values);
    const train = values.seed === undefined ? {} : { seed: values.seed };
    return studio.client.runs.initialSignals({ datasetId: dataset?.id ?? null, model, train });
  });
}

async function templateModel(id: string, vocabularySize: number): Promise<SummarizedModel> {
  const { modelTemplates } = await import('../../../src-engine/models/templates.ts');
  const templates = modelTemplates(vocabularySize);
  const template = templates.find((candidate) => candidate.id === id);
  if (!template)
    throw new UsageError(`--template is one of ${templates.map((each) => each.id).join(', ')}, not “${id}”.`);
  return {
    model: template.model,
    shape: { batch: template.train.batchSize, steps: template.train.sequenceLength },
  };
}
