import { openStudio, startEndlessTraining, stepsPast, type Scenario } from './scenario.ts';

/** Tried in 2²⁸ ways, at each of 29 places. */
const pattern = '(a+)+$';
const text = `${'a'.repeat(28)}b`;
const rounds = 5;

/** A pattern that never comes to an end is searched for in a training: steps go on, pause is answered, and the studio closes in order. */
export const patternFreeze: Scenario = async (dataDir) => {
  const problems: string[] = [];
  const host = await openStudio(dataDir);
  const { client } = host;
  const runId = await startEndlessTraining(host);
  let longestPauseMs = 0;
  for (let round = 0; round < rounds; round++) {
    const search = client.insight
      .cells({ runId, live: true, text, property: { kind: 'pattern', pattern }, count: 1 })
      .then(() => 'an answer')
      .catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
    const { step } = await client.runs.get({ runId });
    await stepsPast(client, runId, step + 10);
    const asked = performance.now();
    const { state } = await client.runs.pause({ runId });
    longestPauseMs = Math.max(longestPauseMs, performance.now() - asked);
    if (state !== 'paused') problems.push(`After a pause the run is ${state}.`);
    const outcome = await search;
    if (!outcome.includes('was ended after')) problems.push(`The search ended with ${outcome}.`);
    await client.runs.resume({ runId });
  }
  client.insight.cells({ runId, live: true, text, property: { kind: 'pattern', pattern }, count: 1 }).catch(() => null);
  await host.close();
  const again = await openStudio(dataDir);
  const { state } = await again.client.runs.get({ runId });
  if (state !== 'paused') problems.push(`A studio that closed during a search left the run ${state}.`);
  await again.close();
  return { summary: `${rounds} searches without end; pause took ${Math.round(longestPauseMs)} ms at most.`, problems };
};
