import { lossBits } from '../../../src-engine/losses/perplexity.ts';
import type { StudioClient } from '../../contract/contract.ts';
import type { RunRecord } from '../../contract/runs/run-records.ts';
import { defineCommand } from '../command.ts';
import { findRun } from '../find-run.ts';
import { describeSpace, formatBytes, formatCount, formatLoss, formatTable } from '../formats.ts';
import { baselinesOf, bitsText } from '../metrics/baselines.ts';
import { groupLine, groupResults, groupTable } from '../metrics/group-results.ts';
import { describeRunMetrics, runMetricsLines } from '../metrics/run-metrics.ts';
import { bestMetricsOf, describeMetric } from '../metrics/task-metrics.ts';
import { describeState } from '../metrics/describe-outcome.ts';
import { studioOptions, withExistingStudio, type StudioValues } from '../studio/with-studio.ts';
import { flag, text } from '../options.ts';
import { jsonOption } from '../shared-options.ts';
import { suggestedCommand } from '../suggested-command.ts';

export const runs = defineCommand({
  description:
    'Lists the runs in the data folder that are your own, the newest first, shows what was measured of one of them, or deletes one.',
  positionals: null,
  options: {
    tag: text('TEXT', 'lists only runs with this tag'),
    delete: text(
      'ID',
      'deletes the run with this id, or the beginning of an id; its disk is free a minute later, or at the next start after that',
    ),
    metrics: text(
      'ID',
      'shows what was measured of the run with this id at each epoch, instead of the list; “last” is the newest',
    ),
    config: text(
      'RUN',
      'writes the run with this name or id as a file that repeats it to the same bits: kioku train --config; “last” is the newest',
    ),
    groups: flag(
      'lists the groups of repeats with other seeds alone: mean of the best losses ± half of its 95 % interval',
    ),
    ...studioOptions,
    json: jsonOption,
  },
  examples: [
    'kioku runs',
    'kioku runs --tag night --json',
    'kioku runs --groups',
    'kioku runs --metrics last',
    'kioku runs --config last > again.yaml',
    'kioku runs --delete 3f2a',
  ],
  run: async (values) =>
    withExistingStudio(values, async ({ client }) => {
      if (values.delete !== undefined) {
        const { id, name, checkpointBytes } = await findRun(client, values.delete, values);
        await client.runs.delete({ runId: id });
        const line = values.json
          ? JSON.stringify({ deleted: id })
          : `${name} is deleted: ${formatBytes(checkpointBytes)}. For a minute it can be had back with: ${suggestedCommand(`trash --restore ${id.slice(0, 8)}`, values)}`;
        process.stdout.write(`${line}\n`);
        return 0;
      }
      if (values.config !== undefined) {
        const { id } = await findRun(client, values.config, values);
        const file = await client.trainingFiles.ofRun({ runId: id });
        process.stdout.write(values.json ? `${JSON.stringify({ runId: id, ...file })}\n` : file.text);
        return 0;
      }
      if (values.metrics !== undefined) {
        const run = await findRun(client, values.metrics, values);
        const text = values.json
          ? (await runMetricsLines(client, run)).map((line) => `${line}\n`).join('')
          : await describeRunMetrics(client, run);
        process.stdout.write(text);
        return 0;
      }
      const { tag } = values;
      const newestFirst = (await client.runs.list())
        .filter(({ bundledNetwork, tags }) => bundledNetwork === null && (tag === undefined || tags.includes(tag)))
        .toSorted((a, b) => b.createdAt - a.createdAt);
      const groups = groupResults(newestFirst);
      if (values.groups) {
        const lines = values.json
          ? groups.map(groupLine)
          : groups.length > 0
            ? [groupTable(groups)]
            : [noGroup(values)];
        process.stdout.write(lines.map((line) => `${line}\n`).join(''));
      } else if (values.json) {
        for (const run of newestFirst) {
          const checkpointSpace = await client.runs.checkpointSpace({ runId: run.id });
          const bits = lossBits(run.bestValidationLoss, run);
          process.stdout.write(`${JSON.stringify({ ...run, checkpointSpace, ...(bits && { bits }) })}\n`);
        }
        for (const group of groups) process.stdout.write(`${groupLine(group)}\n`);
      } else if (newestFirst.length === 0) {
        process.stdout.write(
          tag === undefined
            ? `There is no run yet. Start one with: ${suggestedCommand('train --data FILE', values)}\n`
            : `No run has the tag “${tag}”.\n`,
        );
      } else {
        const spaces = await Promise.all(newestFirst.map(({ id }) => client.runs.checkpointSpace({ runId: id })));
        const fiveGrams = await Promise.all(newestFirst.map((run) => fiveGramOf(client, run)));
        const rows = newestFirst.map((run, n) => [
          run.id,
          run.name,
          run.datasetName,
          describeState(run),
          `${run.epoch}/${run.train.epochs}`,
          formatCount(run.step),
          formatLoss(run.bestValidationLoss),
          bitsText(lossBits(run.bestValidationLoss, run)?.perCharacter ?? null),
          bitsText(fiveGrams[n]),
          mainScore(run),
          spaces[n] === undefined ? '–' : describeSpace(spaces[n]),
        ]);
        const header = [
          'id',
          'name',
          'text',
          'state',
          'epoch',
          'step',
          'best loss',
          'bits/char',
          '5-gram',
          'metric',
          'kept',
        ];
        process.stdout.write(`${formatTable([header, ...rows], [4, 5, 6, 7, 8])}\n`);
        if (groups.length > 0) process.stdout.write(`\n${groupTable(groups)}\n`);
      }
      return 0;
    }),
});

const noGroup = (where: StudioValues) =>
  `No run was repeated with other seeds yet. Repeat one with: ${suggestedCommand('repeat --run last --seeds 5', where)}`;

/** Returns the figure that the run's task is judged by, if that is not its loss. */
function mainScore(run: RunRecord): string {
  const [main] = bestMetricsOf(run);
  return (main?.metric.from === 'scores' && describeMetric(main)) || '–';
}

/**
 * Returns the bits per character of a 5-gram model of the same data, for comparison; null means that it has not been
 * measured yet.
 */
async function fiveGramOf(client: StudioClient, run: RunRecord): Promise<number | null> {
  if (run.unitsPerToken === null) return null;
  const known = await client.measurements.known({ runId: run.id }).catch(() => null);
  return (known && baselinesOf(run, known).at(-1)?.bits?.perCharacter) ?? null;
}
