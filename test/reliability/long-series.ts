import { openStudio, type Scenario } from './scenario.ts';

const ROWS = 1_000_000;
const EPOCHS = 2;

/** A million rows are imported, learnt from and forecast. No engine falls silent for long, and a pause in the middle of it is answered. */
export const longSeries: Scenario = async (dataDir) => {
  const problems: string[] = [];
  const host = await openStudio(dataDir);
  const { client } = host;
  const leaving = new AbortController();
  let silences = 0;
  const watching = (async () => {
    for await (const engines of await client.system.silentEngines(undefined, { signal: leaving.signal }))
      silences += Number(engines.length > 0);
  })().catch(() => undefined);
  const { id: datasetId } = await client.datasets.import({ name: 'hours.csv', file: new Blob([hourlyTable()]) });
  const began = performance.now();
  const { id: runId } = await client.runs.start({ datasetId, presetId: 'forecaster', train: { epochs: EPOCHS } });
  const reasons = (await client.forecasts.preparation({ runId }))?.reasons.map(({ code }) => code) ?? [];
  if (!reasons.includes('epoch-sampled')) problems.push('The run does not say that an epoch reads a sample.');
  let isPaused = false;
  for await (const { run } of await client.runs.watch({ runId })) {
    if (run.step > 0 && !isPaused) {
      isPaused = true;
      const { state } = await client.runs.pause({ runId });
      if (state !== 'paused') problems.push(`After a pause the run is ${state}.`);
      await client.runs.resume({ runId });
    }
    if (run.state === 'finished') break;
    if (run.state === 'failed') {
      problems.push('The training failed.');
      break;
    }
  }
  const seconds = Math.round((performance.now() - began) / 1000);
  const { forecasts } = await client.forecasts.forecast({ runId, horizon: 24 });
  const told = forecasts[0]?.points.length ?? 0;
  if (told !== 24) problems.push(`${told} rows were forecast, not 24.`);
  if (silences > 0) problems.push(`An engine was silent ${silences} times.`);
  leaving.abort();
  await watching;
  await host.close();
  return { summary: `${ROWS} rows were prepared and read for ${EPOCHS} epochs in ${seconds} s.`, problems };
};

/** Hours from 1900 on, with a day, a week and some chance. */
function hourlyTable(): string {
  const first = Date.UTC(1900, 0, 1);
  const lines = Array.from({ length: ROWS }, (_, n) => {
    const time = new Date(first + n * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
    const value = 100 + 20 * Math.sin((Math.PI * n) / 12) + 8 * Math.sin((Math.PI * n) / 84) + Math.sin(n * n * 1.7);
    return `${time},${value.toFixed(2)}`;
  });
  return `time,load\n${lines.join('\n')}\n`;
}
