import { defineCommand } from '../command.ts';
import { formatCount, formatLoss, formatTable } from '../formats.ts';
import { withHost } from '../open-host.ts';
import { dataDirOption, jsonOption } from '../shared-options.ts';

export const runs = defineCommand({
  description: 'Lists the runs in the data folder, the newest first.',
  positionals: null,
  options: { 'data-dir': dataDirOption, json: jsonOption },
  examples: ['kioku runs', 'kioku runs --json'],
  run: async (values) =>
    withHost(values['data-dir'], async ({ client }) => {
      const newestFirst = (await client.runs.list()).toSorted((a, b) => b.createdAt - a.createdAt);
      if (values.json) {
        for (const run of newestFirst) process.stdout.write(`${JSON.stringify(run)}\n`);
      } else if (newestFirst.length === 0) {
        process.stdout.write('There is no run yet. Start one with: kioku train --data FILE\n');
      } else {
        const rows = newestFirst.map((run) => [
          run.id,
          run.name,
          run.datasetName,
          run.state,
          `${run.epoch}/${run.train.epochs}`,
          formatCount(run.step),
          formatLoss(run.bestValidationLoss),
        ]);
        const header = ['id', 'name', 'text', 'state', 'epoch', 'step', 'best loss'];
        process.stdout.write(`${formatTable([header, ...rows], [4, 5, 6])}\n`);
      }
      return 0;
    }),
});
