import { expect, test } from 'vitest';
import { plainSampling, weightPrecisions, type GeneratedToken } from '../../../src-engine/spec/generation-spec.ts';
import type { AttributionRecord } from '../../../src-main/contract/insight/attribution-records.ts';
import { refusalOf } from '../datasets/studio-error.ts';
import { shareTemporaryHost } from '../temporary-host.ts';

const host = shareTemporaryHost();

const textOf = ({ pieces }: AttributionRecord) => pieces.map(({ text }) => text).join('');
const sizeOf = ({ pieces }: AttributionRecord) =>
  pieces.reduce((sum, { contribution }) => sum + Math.abs(contribution ?? 0), 0);

test('a writer’s next token is explained by the text before it, and a token that it wrote by what led there', async () => {
  const { client } = host();
  const { id: runId } = await client.networks.open({ networkId: 'japanese-writer' });
  const next = await client.insight.attribution({ runId, text: '猫は庭で' });
  expect(textOf(next)).toBe('猫は庭で');
  expect(next.position).toBe(next.pieces.length);
  expect(next.output).toMatchObject({ endsDocument: false });
  expect(sizeOf(next)).toBeGreaterThan(0);

  // The playground asks in this way about the second of two tokens that were written.
  const { id } = next.output;
  const second = await client.insight.attribution({
    ...{ runId, text: '猫は庭で', written: [id, id] },
    position: next.pieces.length + 1,
  });
  expect(textOf(second)).toBe(`猫は庭で${next.output.name}`);
  expect(second.output).toEqual(next.output);

  const named = await client.insight.attribution({ runId, text: '猫は庭で', output: next.output.name });
  expect(named).toEqual(next);
});

test('a token that rounded weights wrote is explained by these, with the probability that it was written with', async () => {
  const { client } = host();
  const { id: runId } = await client.networks.open({ networkId: 'moby-dick-writer' });
  const sampling = { ...plainSampling, temperature: 0 };
  const probabilities = await Promise.all(
    weightPrecisions.map(async (weights) => {
      const written: GeneratedToken[] = [];
      const asked = { runId, prompt: 'In the ', length: 1, sampling, weights };
      for await (const update of await client.playground.generate(asked))
        if (update.type === 'tokens') written.push(...update.tokens);
      const [{ id, probability }] = written;
      const explained = await client.insight.attribution({ runId, text: 'In the ', output: id, weights });
      expect(explained.probability).toBeCloseTo(probability, 5);
      return probability;
    }),
  );
  expect(Math.abs(probabilities[0] - probabilities[1])).toBeGreaterThan(1e-4);

  const live = client.insight.attribution({ runId, text: 'In the ', live: true, weights: 'bf16' });
  await expect(live).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});

test('a classifier’s class is explained, and any other of its classes', async () => {
  const { client } = host();
  const { id: runId } = await client.networks.open({ networkId: 'first-names-classifier' });
  const likeliest = await client.insight.attribution({ runId, text: 'Yoshiko' });
  expect(likeliest.outputs).toEqual(['female', 'male']);
  expect(likeliest.position).toBeNull();
  const [other] = (likeliest.outputs ?? []).filter((name) => name !== likeliest.output.name);
  const rival = await client.insight.attribution({ runId, text: 'Yoshiko', output: other ?? '' });
  expect(rival.output.name).toBe(other);
  expect(rival.probability + likeliest.probability).toBeCloseTo(1, 5);

  const refusal = await refusalOf(client.insight.attribution({ runId, text: 'Yoshiko', output: 'cat' }));
  expect(refusal).toMatchObject({ code: 'invalid-data', message: expect.stringContaining('female, male') });
});
