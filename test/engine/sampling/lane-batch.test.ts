import { expect, test } from 'vitest';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import { dense, embedding, lstm, recurrentLayer } from '../../../src-engine/models/default-layers.ts';
import type { Model } from '../../../src-engine/models/model.ts';
import { createContinuationLane } from '../../../src-engine/sampling/continuation-lane.ts';
import { encodePrompt } from '../../../src-engine/sampling/encode-prompt.ts';
import { generateMany } from '../../../src-engine/sampling/generate-many.ts';
import { LaneBatch } from '../../../src-engine/sampling/lane-batch.ts';
import type { ScoredText } from '../../../src-engine/spec/completion-spec.ts';
import { plainSampling, type SamplingSpec } from '../../../src-engine/spec/generation-spec.ts';
import { createTokenizer } from '../../../src-engine/text/create-tokenizer.ts';
import { fitTokenizer } from '../../../src-engine/text/fit-tokenizer.ts';

const tokenizer = createTokenizer(fitTokenizer('abcdefgh', { type: 'character', minimumFrequency: 1 }).state);

function untrained(): Model {
  const model = createModel(createReferenceBackend(), {
    task: 'language-model',
    input: { kind: 'tokens', vocabularySize: 8 },
    layers: [embedding(4), lstm(8), recurrentLayer('gru', 8), dense(8)],
  });
  model.initialize(3);
  for (const { value } of model.parameters) model.backend.addScaled({ alpha: 3, x: value, y: value });
  return model;
}

interface Asked {
  prompt: string;
  length: number;
  choice?: number;
  sampling?: Partial<SamplingSpec>;
  alternatives?: number;
  signal?: { readonly aborted: boolean };
}

interface Written {
  text: string;
  end: string | null;
  tokens: ScoredText[];
  prompt: ScoredText[];
  error: unknown;
}

function addTo(batch: LaneBatch, asked: Asked): Written {
  const written: Written = { text: '', end: null, tokens: [], prompt: [], error: undefined };
  const { choice = 0, alternatives = null, signal = { aborted: false } } = asked;
  batch.add(
    createContinuationLane({
      ...{ tokenizer, length: asked.length, choice, alternatives, signal },
      prompt: encodePrompt(tokenizer, asked.prompt),
      sampling: { ...plainSampling, ...asked.sampling },
      onPromptToken: alternatives === null ? undefined : (token) => written.prompt.push(token),
      onText({ text, token, end }) {
        written.text += text;
        written.end = end;
        if (token !== null) written.tokens.push(token);
      },
      onOver: (error) => (written.error = error),
    }),
  );
  return written;
}

/** Writes a text like `generateMany`, with nobody beside it. */
async function alone({ prompt, length, choice = 0, sampling }: Asked): Promise<{ text: string; end: string | null }> {
  const texts = await generateMany({
    ...{ model: untrained(), tokenizer, prompt, length, count: choice + 1 },
    sampling: { ...plainSampling, ...sampling },
    signal: { aborted: false },
    beforeToken: () => Promise.resolve(),
  });
  const { text, end } = texts[choice];
  return { text, end };
}

const asked: Asked[] = Array.from({ length: 90 }, (_, n) => ({
  prompt: 'abcdefgh'.repeat(9).slice(0, (n * 7) % 71),
  length: 1 + ((n * 5) % 23),
  choice: n % 3,
  sampling: {
    seed: n,
    ...(n % 4 === 0 && { temperature: 0.5, topP: 0.8 }),
    ...(n % 5 === 0 && { stopStrings: ['ab'] }),
  },
}));

test('a text is the same alone and in a batch, whoever else comes and leaves meanwhile', async () => {
  const batch = new LaneBatch(untrained());
  const written: Written[] = [];
  let steps = 0;
  await batch.run(async () => {
    // Some at once, and then some more between steps: more in all than there are lanes.
    const arriving = steps === 0 ? 40 : steps % 3 === 0 ? 5 : 0;
    for (let n = 0; n < arriving && written.length < asked.length; n++)
      written.push(addTo(batch, asked[written.length]));
    steps++;
  });
  expect(written).toHaveLength(asked.length);
  for (const [n, each] of written.entries()) {
    expect(each.error).toBeNull();
    expect({ text: each.text, end: each.end }).toEqual(await alone(asked[n]));
  }
});

test('a batch of many texts takes about as many steps as its longest one', async () => {
  const batch = new LaneBatch(untrained());
  for (let n = 0; n < 64; n++) addTo(batch, { prompt: 'abc', length: 20, sampling: { seed: n } });
  let steps = 0;
  await batch.run(async () => void steps++);
  expect(steps).toBeLessThan(26);
});

test('tells how likely each token was, those of the prompt too, and the first one not at all', async () => {
  const batch = new LaneBatch(untrained());
  const written = addTo(batch, { prompt: 'abc', length: 4, alternatives: 3, sampling: { temperature: 0 } });
  await batch.run(() => Promise.resolve());
  expect(written.prompt.map(({ token }) => token)).toEqual(['a', 'b', 'c']);
  expect(written.prompt[0].logProbability).toBeNull();
  for (const { token, logProbability, alternatives } of [...written.prompt.slice(1), ...written.tokens]) {
    expect(logProbability).toBeLessThan(0);
    expect(alternatives).toHaveLength(3);
    const known = alternatives.find((alternative) => alternative.token === token);
    if (known !== undefined) expect(known.logProbability).toBeCloseTo(logProbability ?? NaN, 12);
  }
  // At temperature 0 the likeliest token is written.
  for (const { token, alternatives } of written.tokens) expect(alternatives[0].token).toBe(token);
  // The prompt followed by what was written scores the same as it was written with.
  const again = addTo(batch, { prompt: `abc${written.text}`, length: 0, alternatives: 0 });
  await batch.run(() => Promise.resolve());
  expect(again.end).toBe('length');
  expect(again.text).toBe('');
  expect(again.prompt.slice(3).map(({ logProbability }) => logProbability)).toEqual(
    written.tokens.map(({ logProbability }) => logProbability),
  );
});

test('a text that nobody waits for leaves its lane, and one that fails leaves the others alone', async () => {
  const batch = new LaneBatch(untrained());
  const left = { aborted: false };
  const cancelled = addTo(batch, { prompt: 'a', length: 500, signal: left });
  const other = addTo(batch, { prompt: 'b', length: 9 });
  const failing = {
    next: () => {
      throw new Error('no numbers');
    },
    fail: (error: unknown) => (failure = error),
  };
  let failure: unknown = null;
  batch.add(failing);
  let steps = 0;
  await batch.run(async () => {
    if (++steps === 5) left.aborted = true;
  });
  expect(cancelled.end).toBeNull();
  expect(cancelled.error).toBeNull();
  expect(other.text).toBe((await alone({ prompt: 'b', length: 9 })).text);
  expect(failure).toMatchObject({ message: 'no numbers' });
  expect(steps).toBeLessThan(20);
});
