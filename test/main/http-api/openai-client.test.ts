import OpenAI from 'openai';
import { expect, test } from 'vitest';
import { plainSampling, type WeightPrecision } from '../../../src-engine/spec/generation-spec.ts';
import { shareServedApi } from './served-api.ts';

const api = shareServedApi();
const clientOf = (apiKey = api().tokens.use) => new OpenAI({ baseURL: `${api().origin}/v1`, apiKey, maxRetries: 0 });
const fox = { model: 'fox', prompt: 'the quick', max_tokens: 24, seed: 7 } as const;

test('models are listed and found by name and by id', async () => {
  const client = clientOf();
  const listed = await client.models.list();
  expect(listed.data.map(({ id }) => id)).toEqual(['fox']);
  expect(await client.models.retrieve(api().writer)).toMatchObject({ object: 'model', owned_by: 'kioku' });
  await expect(client.models.retrieve('wolf')).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
});

test('a text is completed, and the same seed gives the same', async () => {
  const client = clientOf();
  const completion = await client.completions.create(fox);
  expect(completion.object).toBe('text_completion');
  const [choice] = completion.choices;
  expect(choice).toMatchObject({ index: 0, finish_reason: 'length', logprobs: null });
  expect(choice.text).toHaveLength(24);
  expect(completion.usage).toEqual({ prompt_tokens: 9, completion_tokens: 24, total_tokens: 33 });
  expect((await client.completions.create({ ...fox, model: api().writer })).choices).toEqual(completion.choices);
  expect((await client.completions.create({ ...fox, seed: 8 })).choices).not.toEqual(completion.choices);
});

test('a stream brings the same text in parts, each choice by itself, and the usage at the end', async () => {
  const client = clientOf();
  const whole = await client.completions.create({ ...fox, n: 3 });
  const stream = await client.completions.create({
    ...{ ...fox, n: 3, stream: true },
    stream_options: { include_usage: true },
  });
  const texts = ['', '', ''];
  const ends: (string | null)[] = [];
  let usage: unknown = null;
  for await (const part of stream) {
    for (const { index, text, finish_reason: end } of part.choices) {
      texts[index] += text;
      if (end !== null) ends.push(end);
    }
    usage = part.usage ?? usage;
  }
  expect(texts).toEqual(whole.choices.map(({ text }) => text));
  expect(new Set(texts).size).toBe(3);
  expect(ends).toEqual(['length', 'length', 'length']);
  expect(usage).toEqual(whole.usage);
});

test('several prompts are continued, in their order, each as if it were alone', async () => {
  const client = clientOf();
  const together = await client.completions.create({ ...fox, prompt: ['the quick', 'a lazy dog', ''], n: 2 });
  expect(together.choices.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
  const alone = await client.completions.create({ ...fox, prompt: 'a lazy dog', n: 2 });
  expect(together.choices.slice(2, 4).map(({ text }) => text)).toEqual(alone.choices.map(({ text }) => text));
});

test('a text ends before the text that stops it, in a stream too', async () => {
  const client = clientOf();
  const free = (await client.completions.create(fox)).choices[0].text;
  const stop = free.slice(10, 13);
  const expected = free.slice(0, free.indexOf(stop));
  const [stopped] = (await client.completions.create({ ...fox, stop: [stop, 'ZZZ'], logprobs: 0 })).choices;
  expect(stopped).toMatchObject({ text: expected, finish_reason: 'stop' });
  expect(stopped.logprobs?.tokens?.join('')).toBe(expected);
  let streamed = '';
  for await (const part of await client.completions.create({ ...fox, stop, stream: true }))
    streamed += part.choices[0]?.text ?? '';
  expect(streamed).toBe(expected);
});

test('log-probabilities are those of the model, for what was written and for the prompt', async () => {
  const client = clientOf();
  const [{ text, logprobs }] = (await client.completions.create({ ...fox, logprobs: 3 })).choices;
  expect(logprobs?.tokens?.join('')).toBe(text);
  expect(logprobs?.text_offset).toEqual(Array.from(text, (_, n) => 9 + n));
  for (const [n, top] of (logprobs?.top_logprobs ?? []).entries()) {
    const token = logprobs?.tokens?.[n] ?? '';
    expect(top[token]).toBe(logprobs?.token_logprobs?.[n]);
    expect([3, 4]).toContain(Object.keys(top).length);
    expect(Object.values(top).reduce((sum, value) => sum + Math.exp(value), 0)).toBeLessThan(1.000001);
  }
  const scored = await client.completions.create({
    ...{ model: 'fox', prompt: `the quick${text}`, max_tokens: 0 },
    ...{ echo: true, logprobs: 1 },
  });
  expect(scored.choices[0]).toMatchObject({ text: `the quick${text}`, finish_reason: 'length' });
  const again = scored.choices[0].logprobs?.token_logprobs ?? [];
  expect(again[0]).toBeNull();
  expect(again.slice(9)).toEqual(logprobs?.token_logprobs);
});

test('requests that come at once give what each gives alone', async () => {
  const client = clientOf();
  const asked = Array.from({ length: 80 }, (_, n) => ({
    ...{ model: 'fox', prompt: 'the quick brown fox'.slice(0, n % 19), max_tokens: 5 + (n % 9) },
    ...{ seed: n, temperature: n % 2 === 0 ? 1 : 0.5 },
  }));
  const together = await Promise.all(asked.map((each) => client.completions.create(each)));
  for (const n of [0, 1, 17, 42, 79]) {
    const alone = await client.completions.create(asked[n]);
    expect(together[n].choices).toEqual(alone.choices);
    expect(together[n].usage).toEqual(alone.usage);
  }
});

test('a text is written by rounded weights where that is asked for, also beside one by the network’s own', async () => {
  const client = clientOf();
  const { id: runId } = await api().host.client.networks.open({ networkId: 'moby-dick-writer' });
  const asked = { model: runId, prompt: 'In the ', max_tokens: 60, temperature: 0, seed: 1 };
  const rounding = { ...asked, weights: 'bf16' };
  const [own, rounded] = await Promise.all([client.completions.create(asked), client.completions.create(rounding)]);
  const written = async (weights: WeightPrecision) => {
    let text = '';
    const sampling = { ...plainSampling, temperature: 0 };
    const input = { runId, prompt: asked.prompt, length: asked.max_tokens, sampling, weights };
    for await (const update of await api().host.client.playground.generate(input))
      if (update.type === 'tokens') text += update.tokens.map((token) => token.text).join('');
    return text;
  };
  expect(own.choices[0].text).toBe(await written('float32'));
  expect(rounded.choices[0].text).toBe(await written('bf16'));
  expect(rounded.choices[0].text).not.toBe(own.choices[0].text);
  const unknown = { ...asked, weights: 'int8' };
  await expect(client.completions.create(unknown)).rejects.toMatchObject({ status: 400, param: 'weights' });
});

test('embeddings come as numbers and as base64, the same ones', async () => {
  const client = clientOf();
  const input = ['the quick brown fox', 'jumps'];
  // The client asks for base64 by itself, and decodes it.
  const decoded = await client.embeddings.create({ model: 'fox', input });
  const numbers = await client.embeddings.create({ model: 'fox', input, encoding_format: 'float' });
  expect(decoded.data.map(({ embedding }) => embedding.length)).toEqual([128, 128]);
  decoded.data.forEach(({ embedding }, n) =>
    embedding.forEach((value, unit) => expect(value).toBeCloseTo(numbers.data[n].embedding[unit], 6)),
  );
  expect(numbers.usage).toEqual({ prompt_tokens: 24, total_tokens: 24 });
  const alone = await client.embeddings.create({ model: 'fox', input: 'jumps', encoding_format: 'float' });
  alone.data[0].embedding.forEach((value, n) => expect(value).toBeCloseTo(numbers.data[1].embedding[n], 5));
});

test('a client that goes away ends its writing', async () => {
  const leaving = new AbortController();
  const long = { ...fox, max_tokens: 20_000, n: 60, stream: true } as const;
  const stream = await clientOf().completions.create(long, { signal: leaving.signal });
  for await (const part of stream) {
    expect(part.object).toBe('text_completion');
    break;
  }
  leaving.abort();
  const atWork = async () =>
    /kioku_http_requests_at_work (\d+)/.exec(await (await api().ask('look', 'GET', '/metrics')).text())?.[1];
  await expect.poll(atWork).toBe('0');
});

test('errors have the form that the client knows', async () => {
  await expect(clientOf('wrong').completions.create(fox)).rejects.toMatchObject({
    status: 401,
    code: 'invalid_api_key',
  });
  await expect(clientOf(api().tokens.look).completions.create(fox)).rejects.toMatchObject({
    ...{ status: 403, code: 'insufficient_scope', type: 'permission_error' },
  });
  const hot = clientOf().completions.create({ ...fox, temperature: 9 });
  await expect(hot).rejects.toMatchObject({ status: 400, param: 'temperature', type: 'invalid_request_error' });
  await expect(clientOf().completions.create({ ...fox, presence_penalty: 1 })).rejects.toMatchObject({
    ...{ status: 400, param: 'presence_penalty' },
  });
});
