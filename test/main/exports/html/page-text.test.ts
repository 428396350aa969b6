import { describe, expect, it } from 'vitest';
import { toNamedTensor } from '../../../../src-engine/checkpoint/named-tensor.ts';
import { withStoredPrecision } from '../../../../src-engine/interchange/quantize-weights.ts';
import type { TrainedModel, WeightPrecision } from '../../../../src-engine/interchange/trained-model.ts';
import { dense, embedding, lstm, recurrentLayer, simpleRnn } from '../../../../src-engine/models/default-layers.ts';
import { elementCount, parameterSpecs } from '../../../../src-engine/models/parameter-specs.ts';
import { initialProgress } from '../../../../src-engine/training/initial-progress.ts';
import { createStream } from '../../../../src-engine/random/stream.ts';
import type { GeneratedToken, SamplingSpec } from '../../../../src-engine/spec/generation-spec.ts';
import type { LayerSpec, ModelSpec } from '../../../../src-engine/spec/model-spec.ts';
import type { TokenizerSpec } from '../../../../src-engine/spec/tokenizer-spec.ts';
import { fitTokenizer } from '../../../../src-engine/text/fit-tokenizer.ts';
import { openNodeBackends } from '../../../../src-main/engine-process/node-backends.ts';
import { runGeneration } from '../../../../src-main/engine-process/writing/run-generation.ts';
import { WritingNetworks } from '../../../../src-main/engine-process/writing/writing-networks.ts';
import { htmlFormat } from '../../../../src-main/exports/html/html-format.ts';
import { isLongForm } from '../../../config/long-forms.ts';
import { noBrowser, usePageBrowser } from './page-browser.ts';

const english =
  'It was the best of times, it was the worst of times; it was the age of wisdom – and of naïve café talk.\n'.repeat(4);
const japanese =
  '吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。👩‍👩‍👧と「ｶﾞｷﾞｸﾞ」を見た。\n何でも薄暗いじめじめした所でニャーニャー泣いていた事だけは記憶している。\n'.repeat(
    3,
  );

const sampling: SamplingSpec = {
  temperature: 0.9,
  topK: 0,
  topP: 1,
  minP: 0,
  repetitionPenalty: 1,
  repetitionWindow: 64,
  stopStrings: [],
  seed: 20,
};

interface Case {
  name: string;
  layers: LayerSpec[];
  text: string;
  tokenizer: TokenizerSpec;
  prompt: string;
  sampling?: Partial<SamplingSpec>;
}

const character: TokenizerSpec = { type: 'character', minimumFrequency: 1 };
const oneHot: LayerSpec = { type: 'one_hot' };

const cases: Case[] = [
  {
    name: 'LSTM, characters',
    layers: [oneHot, lstm(40), lstm(24)],
    text: english,
    tokenizer: character,
    prompt: 'It was ',
  },
  {
    name: 'LSTM, Japanese characters, a prompt of several chunks',
    layers: [embedding(16), lstm(40, { activation: 'softsign' })],
    text: japanese,
    tokenizer: { ...character, minimumFrequency: 4 },
    prompt: japanese.slice(0, 150),
    sampling: { topP: 0.9, repetitionPenalty: 1.3 },
  },
  {
    name: 'GRU, English words',
    layers: [embedding(12), recurrentLayer('gru', 32)],
    text: english,
    tokenizer: { type: 'word', locale: 'en', minimumFrequency: 1 },
    prompt: 'it was the age',
    sampling: { topK: 12, minP: 0.01 },
  },
  {
    name: 'GRU, Japanese words',
    layers: [embedding(12), recurrentLayer('gru', 32)],
    text: japanese,
    tokenizer: { type: 'word', locale: 'ja', minimumFrequency: 1 },
    prompt: '吾輩は薄暗い所で',
  },
  {
    name: 'RNN, byte pairs',
    layers: [embedding(12), simpleRnn(48)],
    text: japanese,
    tokenizer: { type: 'bpe', vocabularySize: 300, minimumFrequency: 1 },
    prompt: 'どこで生れたか、it is ',
    sampling: { temperature: 1.2 },
  },
  {
    name: 'RNN, bytes, without chance',
    layers: [oneHot, simpleRnn(30)],
    text: english,
    tokenizer: { type: 'byte', minimumFrequency: 1 },
    prompt: '',
    sampling: { temperature: 0, repetitionPenalty: 1.1 },
  },
  {
    name: 'LSTM, up to a stop text',
    layers: [oneHot, lstm(20)],
    text: english,
    tokenizer: character,
    prompt: 'times',
    sampling: { stopStrings: ['e', 'w'] },
  },
];

/** Weights that are random, and large enough for the next token to depend on the ones before. */
function network({ name, layers, text, tokenizer: spec }: Case): TrainedModel {
  const { state: tokenizer } = fitTokenizer(text, spec);
  const vocabularySize = tokenizer.vocabulary.length;
  const model: ModelSpec = {
    task: 'language-model',
    input: { kind: 'tokens', vocabularySize },
    layers: [...layers, dense(vocabularySize)],
  };
  const parameters = new Map(
    parameterSpecs(model).map(({ name: parameter, shape }) => {
      const random = createStream(3, parameter, 0);
      const values = Float32Array.from({ length: elementCount(shape) }, () => 0.4 * random.normal());
      return [parameter, { shape, values }];
    }),
  );
  return { name, model, tokenizer, classes: null, parameters, step: 1 };
}

const length = 240;

describe.skipIf(noBrowser !== null)('a text that a page writes', () => {
  const openPage = usePageBrowser();

  // How texts are cut and drawn does not depend on the precision: in short, the first network writes in each of them, the others in one.
  const written = cases.flatMap((each, n) =>
    htmlFormat.precisions.slice(0, isLongForm || n === 0 ? undefined : 1).map((precision) => ({ ...each, precision })),
  );

  it.each(written)('is the studio’s own, to the last character: $name, $precision', async ({ precision, ...each }) => {
    const trained = network(each);
    const settings = { ...sampling, ...each.sampling };
    const page = await openPage(htmlFormat.write(trained, { precision })[0].bytes);
    const written = (await page.evaluate(`kioku.opened.then(async (network) => {
        const tokens = [];
        const { end } = await network.write({
          ...${JSON.stringify({ prompt: each.prompt, length, sampling: settings })},
          emit: (more) => tokens.push(...more),
          signal: new AbortController().signal,
        });
        return { end, tokens };
      })`)) as Written;
    const expected = await studioText(trained, each.prompt, settings, precision);
    expect(textOf(written)).toBe(textOf(expected));
    expect(written.end).toBe(expected.end);
    written.tokens.forEach(({ id, probability, alternatives }, n) => {
      expect(id).toBe(expected.tokens[n].id);
      // The browser's Math.exp may differ from Node's in the last place.
      expect(Math.abs(probability - expected.tokens[n].probability)).toBeLessThan(1e-12);
      expect(alternatives.map((rival) => rival.id)).toEqual(expected.tokens[n].alternatives.map((rival) => rival.id));
    });
  });
});

interface Written {
  end: string;
  tokens: GeneratedToken[];
}

const textOf = ({ tokens }: Written) => tokens.map(({ text }) => text).join('');

/** As the studio's engine process writes it. */
async function studioText(
  trained: TrainedModel,
  prompt: string,
  settings: SamplingSpec,
  precision: WeightPrecision,
): Promise<Written> {
  const { model, tokenizer, parameters } = withStoredPrecision(trained, precision);
  if (tokenizer === null) throw new Error('A language model has a tokenizer.');
  const tensors = Array.from(parameters, ([name, { shape, values }]) =>
    toNamedTensor(`parameter/${name}`, shape, values),
  );
  const written: Written = { end: '', tokens: [] };
  await runGeneration({
    requestId: 'text',
    networks: new WritingNetworks(await openNodeBackends()),
    job: {
      ...{ networkId: 'only', prompt, length, sampling: settings, clamps: [], threads: 1 },
      network: {
        model,
        tokenizer,
        preparation: null,
        backend: 'auto',
        checkpoint: { progress: initialProgress, tensors },
      },
    },
    emit(event) {
      if (event.type === 'tokens') written.tokens.push(...event.tokens);
      if (event.type === 'generated') written.end = event.end;
    },
    clock: () => performance.now(),
    yieldToEventLoop: () => new Promise((resolve) => setImmediate(resolve)),
    signal: { aborted: false },
  });
  return written;
}
