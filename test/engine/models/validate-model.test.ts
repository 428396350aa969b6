import { describe, expect, it } from 'vitest';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import {
  dense,
  dropout,
  embedding,
  lstm,
  recurrentLayer,
  simpleRnn,
} from '../../../src-engine/models/default-layers.ts';
import { applyFix } from '../../../src-engine/models/model-fix.ts';
import { validateModel } from '../../../src-engine/models/validate-model.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import type { InputSpec, LayerSpec, ModelSpec, Task } from '../../../src-engine/spec/model-spec.ts';

const tokens: InputSpec = { kind: 'tokens', vocabularySize: 20 };
const features: InputSpec = { kind: 'features', size: 3 };
const softmax: LayerSpec = { type: 'activation', activation: 'softmax' };
const tanh: LayerSpec = { type: 'activation', activation: 'tanh' };
const oneHot: LayerSpec = { type: 'one_hot' };
const last = { returnSequences: false };

const languageModel = (...layers: LayerSpec[]): ModelSpec => ({ task: 'language-model', input: tokens, layers });
const classifier = (...layers: LayerSpec[]): ModelSpec => ({ task: 'classification', input: tokens, layers });
const tagger = (...layers: LayerSpec[]): ModelSpec => ({ task: 'tagging', input: tokens, layers });
const regression = (...layers: LayerSpec[]): ModelSpec => ({ task: 'regression', input: features, layers });

/** `<layer>:<code>` of each problem; − for the whole model. */
function problems(spec: ModelSpec): string[] {
  return validateModel(spec).map(({ layer, code }) => `${layer ?? '−'}:${code}`);
}

describe('a valid model has no problems', () => {
  it.each<[string, ModelSpec]>([
    ['language model', languageModel(oneHot, lstm(8), dropout(0.5), recurrentLayer('gru', 4), dense(20))],
    ['language model with softmax', languageModel(embedding(4), simpleRnn(8), dense(20), softmax)],
    ['bigrams', languageModel(oneHot, dense(20))],
    ['bidirectional tagger', tagger(embedding(4), lstm(8, { bidirectional: 'concat' }), dense(3), softmax)],
    [
      'classifier',
      classifier(
        embedding(4),
        lstm(8, { bidirectional: 'concat' }),
        dropout(0),
        recurrentLayer('gru', 4, last),
        tanh,
        dense(2),
      ),
    ],
    ['regression', regression(dropout(0.1), lstm(8, last), dense(1))],
    ['regression of shares', regression(lstm(8, last), dense(3), softmax)],
    ['regression on tokens', { ...regression(oneHot, lstm(8, last), dense(1)), input: tokens }],
  ])('%s', (_, spec) => {
    expect(validateModel(spec)).toEqual([]);
    expect(() => createModel(createReferenceBackend(), spec)).not.toThrow();
  });
});

describe('each problem is named, at its layer', () => {
  it.each<[string, ModelSpec, string[]]>([
    ['no layers', languageModel(), ['−:no-layers']],
    ['no input layer', languageModel(lstm(8), dense(20)), ['0:no-input-layer']],
    ['two input layers', languageModel(oneHot, embedding(3), lstm(8), dense(20)), ['1:input-layer-not-first']],
    ['an embedding of numbers', regression(embedding(3), lstm(8, last), dense(1)), ['0:input-layer-without-tokens']],
    [
      'changed one-hot rows',
      languageModel(oneHot, dropout(0.5), tanh, lstm(8), dense(20)),
      ['1:one-hot-not-followed-by-kernel', '2:one-hot-not-followed-by-kernel'],
    ],
    [
      'a recurrent layer after a last state',
      classifier(embedding(4), lstm(8, last), lstm(8, last), dense(2)),
      ['2:recurrent-after-last-state'],
    ],
    ['an early softmax', languageModel(oneHot, lstm(8), softmax, dense(20)), ['2:softmax-not-last']],
    ['no output layer', languageModel(oneHot, lstm(20)), ['−:no-output-layer']],
    ['an activation for an output', classifier(oneHot, lstm(8, last), softmax), ['−:no-output-layer']],
    ['dropped predictions', languageModel(oneHot, lstm(8), dense(20), dropout(0.5)), ['3:dropout-after-output']],
    ['squashed scores', classifier(oneHot, lstm(8, last), dense(2), tanh), ['3:squashed-output']],
    [
      'numbers for a language model',
      { ...languageModel(lstm(8), dense(20)), input: features },
      ['−:language-model-without-tokens'],
    ],
    [
      'a bidirectional language model',
      languageModel(oneHot, lstm(8, { bidirectional: 'sum' }), dense(20)),
      ['1:language-model-sees-the-future'],
    ],
    [
      'a language model without its sequence',
      languageModel(oneHot, lstm(8), recurrentLayer('gru', 8, last), dense(20)),
      ['2:language-model-drops-sequence'],
    ],
    ['an output of another size', languageModel(oneHot, lstm(8), dense(21)), ['2:output-is-not-vocabulary']],
    ['one class', classifier(oneHot, lstm(8, last), dense(1)), ['2:too-few-classes']],
    [
      'a kept sequence',
      classifier(oneHot, lstm(8), recurrentLayer('gru', 8), dense(2), softmax),
      ['2:sequence-not-reduced'],
    ],
    [
      'a tagger that gives one vector',
      tagger(embedding(4), lstm(8, { bidirectional: 'concat', ...last }), dense(3)),
      ['1:tagging-drops-sequence'],
    ],
    ['a tagger that pools', tagger(oneHot, lstm(8), { type: 'max_pooling' }, dense(3)), ['2:tagging-pools']],
    ['numbers for a tagger', { ...tagger(lstm(8), dense(3)), input: features }, ['−:tagging-without-tokens']],
    ['one tag, squashed', tagger(oneHot, lstm(8), dense(1), tanh), ['2:too-few-classes', '3:squashed-output']],
    ['no recurrent layer', classifier(embedding(4), dense(2)), ['−:no-recurrent-layer']],
    ['dropout of everything', languageModel(embedding(4), dropout(1), lstm(8), dense(20)), ['1:dropout-out-of-range']],
    [
      'negative recurrent dropout',
      languageModel(oneHot, lstm(8, { recurrentDropout: -0.1 }), dense(20)),
      ['1:dropout-out-of-range'],
    ],
    [
      'sizes that are none',
      { ...languageModel(embedding(0), lstm(1.5), dense(0)), input: { kind: 'tokens', vocabularySize: 0 } },
      ['−:size-out-of-range', '0:size-out-of-range', '1:size-out-of-range', '2:size-out-of-range'],
    ],
  ])('%s', (_, spec, expected) => {
    expect(problems(spec)).toEqual(expected);
  });

  it('all at once', () => {
    const spec = languageModel(
      lstm(8, { bidirectional: 'concat', ...last }),
      dropout(2),
      softmax,
      lstm(8, last),
      dense(7),
      tanh,
    );
    expect(problems(spec)).toEqual([
      '0:no-input-layer',
      '0:language-model-sees-the-future',
      '1:dropout-out-of-range',
      '2:softmax-not-last',
      '3:recurrent-after-last-state',
      '3:language-model-drops-sequence',
      '4:output-is-not-vocabulary',
      '5:squashed-output',
    ]);
  });

  it('in a sentence that says why', () => {
    const [problem] = validateModel(languageModel(oneHot, lstm(8, { bidirectional: 'sum' }), dense(20)));
    expect(problem.message).toBe(
      'Layer 2 (LSTM) is bidirectional: it would see the very tokens that a language model has to predict, ' +
        'and could write nothing, since what comes next does not exist yet.',
    );
    const [mismatch] = validateModel(languageModel(oneHot, lstm(8), dense(21)));
    expect(mismatch.message).toBe(
      'Layer 3 (dense) has 21 units, but needs one for each of the 20 tokens of the vocabulary.',
    );
    expect(mismatch.fix).toEqual({ type: 'set', layer: 2, field: 'units', value: 20 });
  });
});

describe('fixes', () => {
  it('leave the given spec as it is', () => {
    const spec = languageModel(lstm(8), dense(21));
    const before = structuredClone(spec);
    const fixed = validateModel(spec).reduceRight((fixing, { fix }) => applyFix(fixing, fix), spec);
    expect(spec).toEqual(before);
    expect(fixed).toEqual(languageModel(oneHot, lstm(8), dense(20)));
  });

  it('feed a large vocabulary in through an embedding', () => {
    const [{ fix }] = validateModel({
      ...languageModel(lstm(8), dense(5000)),
      input: { kind: 'tokens', vocabularySize: 5000 },
    });
    expect(fix).toEqual({ type: 'insert', layer: 0, spec: embedding(64) });
  });

  it('one after the other make any stack valid, each solving its own problem', () => {
    const random = createStream(1, 'stacks', 0);
    const pick = <T>(values: readonly T[]): T => values[random.below(values.length)];
    const rate = (): number => pick([0, 0.5, 1, -1]);
    const recurrent = () => ({
      returnSequences: pick([true, false]),
      bidirectional: pick([null, 'concat', 'sum'] as const),
    });
    const layer = (): LayerSpec =>
      pick<() => LayerSpec>([
        () => oneHot,
        () => embedding(pick([0, 3])),
        () => lstm(pick([2, 0.5]), { ...recurrent(), recurrentDropout: rate() }),
        () => recurrentLayer('gru', 2, recurrent()),
        () => simpleRnn(2, recurrent()),
        () => dropout(rate()),
        () => dense(pick([1, 2, 20, NaN])),
        () => ({ type: 'activation', activation: pick(['tanh', 'softmax', 'linear', 'relu'] as const) }),
      ])();
    const tasks: Task[] = ['language-model', 'classification', 'regression'];
    for (let n = 0; n < 400; n++) {
      let spec: ModelSpec = {
        task: pick(tasks),
        input: pick([tokens, features, { kind: 'tokens', vocabularySize: 0 }]),
        layers: Array.from({ length: random.below(7) }, layer),
      };
      const original = JSON.stringify(spec);
      for (let fixes = 0; ; fixes++) {
        const [first] = validateModel(spec);
        if (first === undefined) break;
        if (fixes === 60) throw new Error(`Still invalid after 60 fixes: ${original}`);
        const count = (all: ModelSpec): number =>
          validateModel(all).filter(({ code, layer }) => code === first.code && layer === first.layer).length;
        const fixed = applyFix(spec, first.fix);
        expect(fixed, original).not.toEqual(spec);
        if (first.fix.type === 'set') expect(count(fixed), original).toBeLessThan(count(spec));
        spec = fixed;
      }
      expect(() => createModel(createReferenceBackend(), spec), original).not.toThrow();
    }
  });
});
