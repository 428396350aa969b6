import { describe, expect, test } from 'vitest';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import { dense, embedding, lstm, recurrentLayer } from '../../../src-engine/models/default-layers.ts';
import type { Model } from '../../../src-engine/models/model.ts';
import { beamSearch } from '../../../src-engine/sampling/beam-search.ts';
import { generateMany, type ManyGenerations } from '../../../src-engine/sampling/generate-many.ts';
import { generate, type GenerationResult } from '../../../src-engine/sampling/generator.ts';
import type { Continuation, GeneratedToken, SamplingSpec } from '../../../src-engine/spec/generation-spec.ts';
import type { TokenizerSpec } from '../../../src-engine/spec/tokenizer-spec.ts';
import { createTokenizer } from '../../../src-engine/text/create-tokenizer.ts';
import { fitTokenizer } from '../../../src-engine/text/fit-tokenizer.ts';
import type { Tokenizer } from '../../../src-engine/text/tokenizer.ts';

const sampling: SamplingSpec = {
  temperature: 1,
  topK: 0,
  topP: 1,
  minP: 0,
  repetitionPenalty: 1,
  repetitionWindow: 64,
  stopStrings: [],
  seed: 5,
};

/** A model that was never trained: what it says means nothing, but it depends on all that it has read. */
function untrained(vocabularySize: number): Model {
  const model = createModel(createReferenceBackend(), {
    task: 'language-model',
    input: { kind: 'tokens', vocabularySize },
    layers: [embedding(4), lstm(8), recurrentLayer('gru', 8), dense(vocabularySize)],
  });
  model.initialize(3);
  // Initial weights are small; larger ones make the distribution uneven.
  for (const { value } of model.parameters) model.backend.addScaled({ alpha: 3, x: value, y: value });
  return model;
}

function tokenizerOf(text: string, spec: TokenizerSpec = { type: 'character', minimumFrequency: 1 }): Tokenizer {
  return createTokenizer(fitTokenizer(text, spec).state);
}

const untilTheEnd = { signal: { aborted: false }, beforeToken: () => Promise.resolve() };

/** Aborts once it has been read so often. */
function abortedAfter(reads: number): { readonly aborted: boolean } {
  let read = 0;
  return {
    get aborted() {
      return ++read > reads;
    },
  };
}

interface Written extends GenerationResult {
  tokens: GeneratedToken[];
  text: string;
  emissions: number;
}

async function write(
  tokenizer: Tokenizer,
  prompt: string,
  length: number,
  changes: Partial<SamplingSpec> = {},
  control: {
    signal?: { readonly aborted: boolean };
    clock?: () => number;
    yieldToEventLoop?: () => Promise<void>;
  } = {},
): Promise<Written> {
  const tokens: GeneratedToken[] = [];
  let emissions = 0;
  const result = await generate({
    model: untrained(tokenizer.state.vocabulary.length),
    tokenizer,
    prompt,
    length,
    sampling: { ...sampling, ...changes },
    emit(some) {
      tokens.push(...some);
      emissions++;
    },
    signal: { aborted: false },
    clock: () => 0,
    yieldToEventLoop: () => Promise.resolve(),
    ...control,
  });
  return { ...result, tokens, emissions, text: tokens.map(({ text }) => text).join('') };
}

/** The logits after the last of these tokens, all read in one pass from the zero state. */
async function logitsAfter(model: Model, ids: number[]): Promise<number[]> {
  const pass = model.createPass({ batch: 1, steps: ids.length, training: false });
  pass.setIds(Int32Array.from(ids), null);
  pass.forward({ seed: 0, step: 0 });
  const output = await model.backend.read(pass.output);
  pass.dispose();
  return [...output].slice(-output.length / ids.length);
}

function softmax(logits: number[]): number[] {
  const weights = logits.map((logit) => Math.exp(logit));
  const sum = weights.reduce((a, b) => a + b);
  return weights.map((weight) => weight / sum);
}

const letters = tokenizerOf('abcdefgh');

describe('generate', () => {
  test.each([1, 2, 63, 64, 65, 66, 128, 129, 150])(
    'a prompt of %i tokens is read whole, in whatever chunks',
    async (n) => {
      const prompt = Array.from({ length: n }, (_, at) => 'abcdefgh'[(at * at + 3 * at) % 8]).join('');
      const { tokens, end } = await write(letters, prompt, 6, { temperature: 0 });
      expect(end).toBe('length');
      const model = untrained(8);
      const ids = [...letters.encode(prompt)];
      for (const token of tokens) {
        const probabilities = softmax(await logitsAfter(model, ids));
        const likeliest = Math.max(...probabilities);
        expect(token.id).toBe(probabilities.indexOf(likeliest));
        expect(token.probability).toBeCloseTo(likeliest, 12);
        expect(token.alternatives[0]).toEqual({ id: token.id, text: token.text, probability: token.probability });
        ids.push(token.id);
      }
    },
  );

  test('the same seed writes the same text, another seed another', async () => {
    const first = await write(letters, 'a', 40);
    expect((await write(letters, 'a', 40)).text).toBe(first.text);
    expect((await write(letters, 'a', 40, { seed: 6 })).text).not.toBe(first.text);
    expect((await write(letters, 'a', 20)).text).toBe(first.text.slice(0, 20));
  });

  test('ends after a stop string, also one that spans tokens', async () => {
    const { text } = await write(letters, 'a', 60);
    const stop = text.slice(30, 34);
    const stopped = await write(letters, 'a', 60, { stopStrings: ['xyz', stop] });
    expect(stopped.end).toBe('stop-string');
    expect(stopped.text).toBe(text.slice(0, text.indexOf(stop) + 4));
  });

  test('an empty prompt writes too', async () => {
    expect((await write(letters, '', 12)).text).toHaveLength(12);
  });

  test('pieces of the prompt that the vocabulary lacks are left out and reported, each once', async () => {
    const known = await write(letters, 'abc', 10);
    const withUnknown = await write(letters, 'aZb記cZ', 10);
    expect(withUnknown.unknown).toEqual(['Z', '記']);
    expect(withUnknown.text).toBe(known.text);
    expect(known.unknown).toEqual([]);
  });

  test('the unknown token is read but never written nor offered', async () => {
    const tokenizer = tokenizerOf('aaabbbcccdddz', { type: 'character', minimumFrequency: 2 });
    const { unknownId } = tokenizer.state;
    const { tokens, unknown } = await write(tokenizer, 'azq', 200, { temperature: 100 });
    expect(unknown).toEqual(['z', 'q']);
    expect(tokens).toHaveLength(200);
    const offered = tokens.flatMap(({ id, alternatives }) => [id, ...alternatives.map((each) => each.id)]);
    expect(offered).not.toContain(unknownId);
    expect(new Set(offered).size).toBe(4);
  });

  test('bytes become text as their characters are complete', async () => {
    const tokenizer = tokenizerOf('', { type: 'byte', minimumFrequency: 1 });
    const { tokens, text } = await write(tokenizer, '記憶', 100, { temperature: 2 });
    const whole = tokenizer.decode(tokens.map(({ id }) => id));
    expect(whole.startsWith(text)).toBe(true);
    expect(whole.length - text.length).toBeLessThan(4);
  });

  test('a cancelled one keeps what was written', async () => {
    const { end, text } = await write(letters, 'a', 1000, {}, { signal: abortedAfter(10) });
    expect(end).toBe('cancelled');
    expect(text).toHaveLength(10);
    const long = 'abcdefgh'.repeat(1000);
    expect(await write(letters, long, 1000, {}, { signal: abortedAfter(1) })).toMatchObject({
      end: 'cancelled',
      text: '',
    });
  });

  test('the first token comes at once, the others in lots of about 40 ms, and others have their turn between them', async () => {
    let now = 0;
    let turns = 0;
    const { emissions, tokens } = await write(
      letters,
      'a',
      20,
      {},
      {
        clock: () => (now += 5), // a token asks once, and once more after each turn
        yieldToEventLoop: async () => void turns++,
      },
    );
    expect(tokens).toHaveLength(20);
    expect(turns).toBe(3);
    expect(emissions).toBe(4);
  });

  test('a model without finite numbers is refused in words', async () => {
    const model = untrained(8);
    model.backend.fill(model.parameters[0].value, NaN);
    const options = { model, tokenizer: letters, prompt: 'a', length: 1, sampling };
    const others = {
      emit: () => undefined,
      signal: { aborted: false },
      clock: () => 0,
      yieldToEventLoop: async () => undefined,
    };
    await expect(generate({ ...options, ...others })).rejects.toMatchObject({ code: 'diverged' });
    expect(model.backend.allocatedBytes).toBe(untrained(8).backend.allocatedBytes);
  });
});

describe('generateMany', () => {
  const many = (count: number, changes: Partial<SamplingSpec> = {}, control: Partial<ManyGenerations> = {}) =>
    generateMany({
      model: untrained(8),
      tokenizer: letters,
      prompt: 'abcde'.repeat(20),
      count,
      length: 30,
      sampling: { ...sampling, ...changes },
      ...untilTheEnd,
      ...control,
    });

  test.each([{}, { temperature: 0.7, repetitionPenalty: 1.4, repetitionWindow: 20 }, { topK: 3 }])(
    'writes different texts, which do not depend on how many there are, the first as `generate` would: %j',
    async (changes) => {
      const four = await many(4, changes);
      expect(new Set(four.map(({ text }) => text)).size).toBe(4);
      expect(await many(2, changes)).toEqual(four.slice(0, 2));
      const { text, tokens } = await write(letters, 'abcde'.repeat(20), 30, changes);
      expect(four[0]).toMatchObject({ text, tokens: 30, end: 'length' });
      // Of the model itself, whatever the filters.
      const logProbability = tokens.reduce((sum, { probability }) => sum + Math.log(probability), 0);
      expect(four[0].logProbability).toBeCloseTo(logProbability, 10);
    },
  );

  test('each ends by itself', async () => {
    const free = await many(3);
    const stop = free[1].text.slice(4, 7);
    const stopped = await many(3, { stopStrings: [stop] });
    free.forEach(({ text }, n) => {
      const at = text.indexOf(stop);
      const written = at < 0 ? text : text.slice(0, at + 3);
      const end = at < 0 ? 'length' : 'stop-string';
      expect(stopped[n]).toMatchObject({ text: written, tokens: written.length, end });
    });
  });

  test('tells how far it is, and keeps that when it is cancelled', async () => {
    const seen: Continuation[][] = [];
    const cancellation = new AbortController();
    const control = {
      signal: cancellation.signal,
      async beforeToken(current: () => Continuation[]) {
        seen.push(current());
        if (seen.at(-1)![0].tokens === 6) cancellation.abort();
      },
    };
    const cancelled = await many(2, {}, control);
    expect(cancelled).toEqual(seen.at(-1));
    expect(cancelled.map(({ tokens, end }) => [tokens, end])).toEqual([
      [6, null],
      [6, null],
    ]);
    expect(seen.at(-2)![1].text).toBe(cancelled[1].text.slice(0, 5));
  });
});

describe('beam search', () => {
  const search = { tokenizer: letters, prompt: 'abc', beams: 1, length: 12, stopStrings: [], ...untilTheEnd };

  test('with enough beams finds what trying every sequence finds', async () => {
    const model = untrained(3);
    const tokenizer = tokenizerOf('abc');
    const prompt = [0, 2, 1];
    const all: { text: string; logProbability: number }[] = [];
    for (let code = 0; code < 27; code++) {
      const ids = [Math.floor(code / 9), Math.floor(code / 3) % 3, code % 3];
      let logProbability = 0;
      for (let n = 0; n < 3; n++) {
        logProbability += Math.log(softmax(await logitsAfter(model, [...prompt, ...ids.slice(0, n)]))[ids[n]]);
      }
      all.push({ text: tokenizer.decode(ids), logProbability });
    }
    all.sort((a, b) => b.logProbability - a.logProbability);
    const beams = await beamSearch({ ...search, model, tokenizer, prompt: 'acb', beams: 9, length: 3 });
    expect(beams.map(({ text }) => text)).toEqual(all.slice(0, 9).map(({ text }) => text));
    beams.forEach(({ logProbability }, n) => expect(logProbability).toBeCloseTo(all[n].logProbability, 10));
  });

  test('with one beam is greedy, also with a stop text and an unknown token', async () => {
    const greedy = await write(letters, 'abc', 12, { temperature: 0 });
    const [beam, ...others] = await beamSearch({ ...search, model: untrained(8) });
    expect(others).toEqual([]);
    expect(beam).toMatchObject({ text: greedy.text, tokens: 12, end: 'length' });

    const stop = greedy.text.slice(4, 7);
    const stopped = await write(letters, 'abc', 12, { temperature: 0, stopStrings: [stop] });
    const [stoppedBeam] = await beamSearch({ ...search, model: untrained(8), stopStrings: ['xyz', stop] });
    expect(stoppedBeam).toMatchObject({ text: stopped.text, end: 'stop-string' });

    const rare = tokenizerOf('aaabbbcccdddz', { type: 'character', minimumFrequency: 2 });
    const known = await write(rare, 'azq', 40, { temperature: 0 });
    const model = untrained(rare.state.vocabulary.length);
    const [knownBeam] = await beamSearch({ ...search, model, tokenizer: rare, prompt: 'azq', length: 40 });
    expect(knownBeam.text).toBe(known.text);
  });

  test('texts that have ended keep their place among those that go on', async () => {
    const free = await beamSearch({ ...search, model: untrained(8), beams: 4 });
    const stop = free[0].text.slice(2, 4);
    const beams = await beamSearch({ ...search, model: untrained(8), beams: 4, stopStrings: [stop] });
    expect(beams.some(({ end }) => end === 'stop-string')).toBe(true);
    for (const { text, tokens, end } of beams) {
      expect(end === 'stop-string').toBe(text.includes(stop));
      expect(text.indexOf(stop)).toBe(end === 'stop-string' ? text.length - 2 : -1);
      expect(tokens).toBe(text.length);
    }
    const scores = beams.map(({ logProbability }) => logProbability);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });

  test('gives as many texts as there are, where that is fewer than beams', async () => {
    const beams = await beamSearch({ ...search, model: untrained(8), beams: 16, length: 1 });
    expect(new Set(beams.map(({ text }) => text))).toEqual(new Set('abcdefgh'));
  });

  test('gives a text that tokens spell in several ways once, with its likeliest spelling', async () => {
    const tokenizer = tokenizerOf('aa aa aa', { type: 'bpe', vocabularySize: 257, minimumFrequency: 1 });
    const [single, double] = ['a', 'aa'].map((text) => tokenizer.state.vocabulary.indexOf(text));
    const model = untrained(257);
    const bias = model.parameters.at(-1)!.value;
    model.backend.write(
      bias,
      Float64Array.from({ length: bias.size }, (_, id) => (id === single || id === double ? 50 : 0)),
    );
    const beams = await beamSearch({ ...search, tokenizer, prompt: '', model, beams: 8, length: 3 });
    const lengths = beams.map(({ text }) => text.length);
    expect(lengths.toSorted()).toEqual([3, 4, 5, 6]);
    const scores = beams.map(({ logProbability }) => logProbability);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });

  test('keeps what it has when it is cancelled', async () => {
    const beams = await beamSearch({ ...search, model: untrained(8), beams: 2, signal: abortedAfter(8) });
    expect(beams).toHaveLength(2);
    for (const { tokens, end } of beams) {
      expect(tokens).toBeLessThan(12);
      expect(end).toBeNull();
    }
  });
});
