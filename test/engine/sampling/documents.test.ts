import { beforeAll, describe, expect, it } from 'vitest';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { dense, lstm } from '../../../src-engine/models/default-layers.ts';
import type { Model } from '../../../src-engine/models/model.ts';
import { beamSearch } from '../../../src-engine/sampling/beam-search.ts';
import { generateMany } from '../../../src-engine/sampling/generate-many.ts';
import { generate } from '../../../src-engine/sampling/generator.ts';
import type { SamplingSpec } from '../../../src-engine/spec/generation-spec.ts';
import { createTokenizer } from '../../../src-engine/text/create-tokenizer.ts';
import { createTokenizerFitting } from '../../../src-engine/text/fit-tokenizer.ts';
import { encodeUtf8 } from '../../../src-engine/text/utf8.ts';
import { languageModel } from '../../../src-engine/tasks/language-model.ts';
import { createTrainer } from '../../../src-engine/training/trainer.ts';
import { trainSpec } from '../training/small-run.ts';

const names = ['ada', 'dan', 'andy', 'nadya', 'ay'];
const documents = Array.from({ length: 60 }, (_, n) => names[n % names.length]);

const fitting = createTokenizerFitting({ type: 'character', minimumFrequency: 1, boundary: true });
for (const text of documents) fitting.add(text);
const tokenizer = createTokenizer(fitting.finish().state);
const sampling: SamplingSpec = {
  ...{ temperature: 0.7, topK: 0, topP: 1, minP: 0, repetitionPenalty: 1, repetitionWindow: 64 },
  ...{ stopStrings: [], seed: 1 },
};
const signal = { aborted: false };
const beforeToken = () => Promise.resolve();

describe('a language model of names', () => {
  let model: Model;

  beforeAll(async () => {
    const size = tokenizer.state.vocabulary.length;
    const train = trainSpec({ batchSize: 10, sequenceLength: 20, batching: 3, epochs: 30 });
    const content = { kind: 'text', documents: documents.map((text) => encodeUtf8(text)) } as const;
    const trainer = createTrainer({
      backend: createReferenceBackend(),
      model: {
        task: 'language-model',
        input: { kind: 'tokens', vocabularySize: size },
        layers: [{ type: 'one_hot' }, lstm(16), dense(size)],
      },
      train,
      data: languageModel.createData(content, tokenizer.state, train),
      resumeFrom: null,
      clock: () => 0,
    });
    const yieldToEventLoop = () => Promise.resolve();
    while (trainer.end === null) {
      if (trainer.isEpochComplete) await trainer.endEpoch({ signal, yieldToEventLoop });
      else await trainer.step();
    }
    ({ model } = trainer);
  });

  it('writes names that begin and end by themselves, from an empty prompt', async () => {
    const written = await generateMany({
      model,
      tokenizer,
      prompt: '',
      count: 20,
      length: 40,
      sampling,
      signal,
      beforeToken,
    });
    expect(new Set(written.map(({ end }) => end))).toEqual(new Set(['document']));
    for (const { text, tokens } of written) {
      expect(names).toContain(text);
      expect(tokens).toBe(text.length);
    }
    expect(new Set(written.map(({ text }) => text)).size).toBeGreaterThan(2);
  });

  it('goes on with the beginning of a name, and tells how likely its end is', async () => {
    const tokens: { text: string; alternatives: { endsDocument?: boolean | undefined }[] }[] = [];
    const { end } = await generate({
      ...{ model, tokenizer, prompt: 'nad', length: 40, sampling, signal, clock: () => 0 },
      emit: (some) => tokens.push(...some),
      yieldToEventLoop: beforeToken,
    });
    expect(end).toBe('document');
    expect(tokens.map(({ text }) => text).join('')).toBe('ya');
    expect(tokens.every(({ alternatives }) => alternatives.some(({ endsDocument }) => endsDocument === true))).toBe(
      true,
    );
  });

  it('is searched for the likeliest names', async () => {
    const found = await beamSearch({
      ...{ model, tokenizer, prompt: '', beams: 5, length: 20, stopStrings: [], signal, beforeToken },
    });
    expect(found.map(({ text }) => text).sort()).toEqual([...names].sort());
    for (const { end, tokens, text } of found)
      expect({ end, tokens }).toEqual({ end: 'document', tokens: text.length });
  });
});
