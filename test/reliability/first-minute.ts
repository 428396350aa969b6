import { openStudio, type Scenario } from './scenario.ts';

/** A person waits no longer for the first text of a network that came along. */
const firstTextMs = 5000;
/** A minute of training, with what comes before and after it. */
const trainedMs = 90_000;

const languages = [
  { networkId: 'moby-dick-writer', prompt: 'Call me ', sampleId: 'moby-dick' },
  { networkId: 'japanese-writer', prompt: 'ある日、', sampleId: 'japanese-sentences' },
];
const sampling = {
  ...{ temperature: 0.7, topK: 0, topP: 1, minP: 0, seed: 1 },
  ...{ repetitionPenalty: 1, repetitionWindow: 0, stopStrings: [] },
};

/** The first minute in a studio, in both languages: a network that came along writes, and one of one's own is trained. */
export const firstMinute: Scenario = async (dataDir) => {
  const problems: string[] = [];
  const told: string[] = [];
  const host = await openStudio(dataDir);
  const { client } = host;
  for (const { networkId, prompt, sampleId } of languages) {
    const opened = performance.now();
    const { id } = await client.networks.open({ networkId });
    let writtenMs = Infinity;
    for await (const { type } of await client.playground.generate({ runId: id, prompt, length: 50, sampling }))
      if (type === 'tokens') writtenMs = Math.min(writtenMs, performance.now() - opened);
    if (writtenMs > firstTextMs) problems.push(`${networkId} wrote after ${Math.round(writtenMs)} ms.`);

    const began = performance.now();
    const { id: datasetId } = await client.datasets.importSample({ sampleId });
    const chosen = await client.runs.recommend({ datasetId, budget: { kind: 'time', seconds: 60 } });
    const { tokenizer, model, training } = chosen;
    const { id: runId } = await client.runs.start({ datasetId, tokenizer, model, train: training });
    let state = 'queued';
    for await (const { run } of await client.runs.watch({ runId })) {
      ({ state } = run);
      if (!['queued', 'running'].includes(state)) break;
    }
    const tookMs = performance.now() - began;
    if (state !== 'finished') problems.push(`A minute’s training on ${sampleId} is ${state}.`);
    if (tookMs > trainedMs) problems.push(`A minute’s training on ${sampleId} took ${Math.round(tookMs / 1000)} s.`);
    const { bestValidationLoss } = await client.runs.get({ runId });
    told.push(
      `${networkId}: first text after ${Math.round(writtenMs)} ms; ${sampleId}: ${Math.round(tookMs / 1000)} s, ` +
        `${bestValidationLoss?.toFixed(2) ?? 'no'} nats.`,
    );
  }
  await host.close();
  return { summary: told.join(' '), problems };
};
