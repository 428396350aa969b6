import { plainSampling } from '../../../src-engine/spec/generation-spec.ts';
import { can } from '../../../src-engine/tasks/facts.ts';
import type { RunRecord } from '../../contract/runs/run-records.ts';
import type { Studio } from '../studio/studio.ts';
import { withStagedText } from '../studio/with-staged-files.ts';
import { UsageError } from '../usage-error.ts';
import { describeForecast, forecastDocument } from './describe-forecast.ts';

/** An answer for programs, and for a person. */
export interface Answer {
  document: object;
  text: string;
}

interface Asked {
  input: string;
  steps: number | undefined;
}

const usualTokens = 20;
/** Takes the likeliest token, whatever the others are. */
const sampling = { ...plainSampling, temperature: 0, seed: 0 };

/** Asks a network what is natural to ask it. Throws UsageError where nothing was given to a network that needs something. */
export async function answer(studio: Studio, run: RunRecord, asked: Asked): Promise<Answer> {
  const { task, input } = run.model;
  if (can(task, 'forecast')) return forecastRows(studio, run, asked);
  if (asked.input.trim() === '') throw new UsageError('Give a text, or send one to standard input.');
  if (input.kind === 'features') return classifyRows(studio, run, asked);
  if (can(task, 'classify')) return classifyText(studio, run, asked);
  return can(task, 'tag') ? tagText(studio, run, asked) : writeOn(studio, run, asked);
}

async function forecastRows(studio: Studio, { id: runId }: RunRecord, { input, steps = 1 }: Asked): Promise<Answer> {
  const ask = (importId: string | null) => studio.client.forecasts.forecast({ runId, importId, horizon: steps });
  const told = await (input.trim() === '' ? ask(null) : withStagedText(studio, 'rows.csv', `${input}\n`, ask));
  return { document: forecastDocument(told), text: describeForecast(told, undefined) };
}

async function classifyText({ client }: Studio, { id: runId }: RunRecord, { input }: Asked): Promise<Answer> {
  const { classes, probabilities } = await client.insight.classify({ runId, texts: [input] });
  return classAnswer(classes, probabilities[0] ?? []);
}

async function classifyRows(studio: Studio, { id: runId }: RunRecord, { input }: Asked): Promise<Answer> {
  return withStagedText(studio, 'rows.csv', `${input}\n`, async (importId) => {
    for await (const { classes, rows } of await studio.client.evaluations.classify({ runId, importId })) {
      const [row] = rows;
      if (row !== undefined) return classAnswer(classes, row.probabilities);
    }
    throw new UsageError('There are no rows in what was given.');
  });
}

function classAnswer(classes: readonly string[], probabilities: readonly number[]): Answer {
  const probability = Math.max(...probabilities);
  const label = classes[probabilities.indexOf(probability)] ?? '';
  const named = Object.fromEntries(classes.map((name, id) => [name, probabilities[id]]));
  return {
    document: { label, probability, probabilities: named },
    text: `${label}\t${(100 * probability).toFixed(1)} %\n`,
  };
}

async function tagText({ client }: Studio, { id: runId }: RunRecord, { input }: Asked): Promise<Answer> {
  const { sentences } = await client.insight.tag({ runId, sentences: [input] });
  const { tokens, tags } = sentences[0];
  return { document: { tokens, tags }, text: tokens.map((token, n) => `${token}\t${tags[n]}\n`).join('') };
}

/** The likeliest token at each step, so that the same text always goes on the same way. */
async function writeOn(
  { client }: Studio,
  { id: runId }: RunRecord,
  { input, steps = usualTokens }: Asked,
): Promise<Answer> {
  let text = '';
  for await (const update of await client.playground.generate({ runId, prompt: input, length: steps, sampling })) {
    if (update.type === 'tokens') text += update.tokens.map((token) => token.text).join('');
  }
  return { document: { text }, text: `${text}\n` };
}
