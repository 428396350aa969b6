import { heldMemory } from '../main/held-memory.ts';
import { openStudio, startEndlessTraining, type Scenario } from './scenario.ts';

const looks = 2000;
const mostMegabytes = 20;
/** Gates and states of 2 × 128 units over so many characters are 250 KB. */
const characters = 41;

/** Gates and states of a training are looked at as often as a window does in an hour or so. */
export const manyLooks: Scenario = async (dataDir) => {
  const host = await openStudio(dataDir);
  const runId = await startEndlessTraining(host);
  let bytes = 0;
  // A question that is asked again waits until the training has made up for the last answer, so each is a new one.
  const look = async (n: number) => {
    const text = `${n} `.padEnd(characters, 'the quick brown fox ');
    const { loops } = await host.client.insight.activations({ runId, live: true, text });
    bytes = loops.flatMap(({ variables }) => variables).reduce((sum, { values }) => sum + values.size, 0);
  };
  await look(0);
  const before = await heldMemory();
  for (let n = 1; n <= looks; n++) await look(n);
  const grown = ((await heldMemory()) - before) / 1e6;
  await host.close();
  return {
    summary: `${looks} looks of ${Math.round(bytes / 1000)} KB; the host has grown by ${grown.toFixed(1)} MB.`,
    problems: grown < mostMegabytes ? [] : [`That is more than ${mostMegabytes} MB.`],
  };
};
