import type { TrashItem } from '../../contract/trash-records.ts';
import { defineCommand } from '../command.ts';
import { formatBytes, formatTable } from '../formats.ts';
import { flag, text } from '../options.ts';
import { jsonOption } from '../shared-options.ts';
import { studioOptions, withStudio } from '../studio/with-studio.ts';
import { UsageError } from '../usage-error.ts';

export const trash = defineCommand({
  description:
    'Lists what was deleted within the last minute and can still be had back, the last one first; brings it back, or frees its disk at once.',
  positionals: null,
  options: {
    restore: text('ID', 'brings back what has this id, or the beginning of an id; a run brings its dataset along'),
    empty: flag('deletes everything in the trash for good'),
    ...studioOptions,
    json: jsonOption,
  },
  examples: ['kioku trash', 'kioku trash --restore 3f2a', 'kioku trash --empty'],
  run: async (values) => {
    if (values.restore !== undefined && values.empty) throw new UsageError('--restore and --empty exclude each other.');
    return withStudio(values, async ({ client }) => {
      const items = await client.trash.list();
      const say = (line: string, record: object) =>
        process.stdout.write(`${values.json ? JSON.stringify(record) : line}\n`);
      if (values.restore !== undefined) {
        const { id, name } = findItem(items, values.restore);
        await client.trash.restore({ ids: [id] });
        say(`${name} is back.`, { restored: id });
      } else if (values.empty) {
        await client.trash.empty({});
        const bytes = items.reduce((sum, item) => sum + item.bytes, 0);
        say(`The trash is empty: ${formatBytes(bytes)}`, { emptied: items.map(({ id }) => id) });
      } else if (values.json) for (const item of items) say('', item);
      else say(items.length === 0 ? 'The trash is empty.' : table(items), {});
      return 0;
    });
  },
});

function findItem(items: readonly TrashItem[], wanted: string): TrashItem {
  const found = items.filter(({ id }) => id.startsWith(wanted));
  const [item] = found;
  if (found.length === 1 && item !== undefined) return item;
  const problem = found.length === 0 ? 'Nothing in the trash has' : 'Several things in the trash have';
  throw new Error(`${problem} the id “${wanted}”. See all with: kioku trash`);
}

function table(items: readonly TrashItem[]): string {
  const rows = items.map(({ id, kind, name, step, bytes, purgeAt }) => [
    id,
    kind,
    step === null ? name : `${name}, step ${step}`,
    formatBytes(bytes),
    `${Math.max(0, Math.ceil((purgeAt - Date.now()) / 1000))} s`,
  ]);
  return formatTable([['id', 'kind', 'name', 'size', 'left'], ...rows], [3, 4]);
}
