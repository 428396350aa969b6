import type { BundledNetwork } from '../../contract/network-records.ts';
import { defineCommand } from '../command.ts';
import { formatCount, formatTable } from '../formats.ts';
import { text } from '../options.ts';
import { jsonOption } from '../shared-options.ts';
import { studioOptions, withStudio } from '../studio/with-studio.ts';
import { suggestedCommand } from '../suggested-command.ts';

export const networks = defineCommand({
  description:
    'Lists the trained networks that come with the studio. Wherever a run is asked for, the id of one of them does; it becomes a run when ' +
    'it is used first.',
  positionals: null,
  options: {
    remove: text('ID', 'removes this network; it comes back only when it is asked for by its id'),
    ...studioOptions,
    json: jsonOption,
  },
  examples: [
    'kioku networks',
    'kioku generate --run moby-dick-writer --prompt "Call me"',
    'kioku networks --remove japanese-writer',
  ],
  run: async (values) =>
    withStudio(values, async ({ client }) => {
      if (values.remove !== undefined) await client.networks.remove({ networkId: values.remove });
      const list = await client.networks.list();
      if (values.json) {
        for (const network of list) process.stdout.write(`${JSON.stringify(network)}\n`);
        return 0;
      }
      const header = ['id', 'task', 'language', 'learnt from', 'parameters', 'state'];
      const rows = list.map((network) => [
        network.id,
        network.task,
        network.language,
        network.sampleId,
        formatCount(network.parameterCount),
        stateOf(network),
      ]);
      process.stdout.write(`${formatTable([header, ...rows], [4])}\n`);
      process.stdout.write(
        `Try one with: ${suggestedCommand('generate --run moby-dick-writer --prompt "Call me"', values)}\n`,
      );
      return 0;
    }),
});

function stateOf({ runId, isRemoved }: BundledNetwork): string {
  if (isRemoved) return 'removed';
  return runId === null ? 'not opened yet' : `run ${runId.slice(0, 8)}`;
}
