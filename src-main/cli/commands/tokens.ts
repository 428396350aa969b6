import { defineCommand } from '../command.ts';
import { formatTable } from '../formats.ts';
import { choice, withDefault } from '../options.ts';
import { dataDirOption, jsonOption } from '../shared-options.ts';
import { UsageError } from '../usage-error.ts';

const actions = ['add', 'list', 'remove', 'revoke'] as const;

export const tokens = defineCommand({
  description:
    'Gives others access to a studio that is served from this data folder, and takes it back: at once, also while it is served. ' +
    '“add NAME” writes a new token, which is shown this once and stored only as a hash. It opens the studio in a browser, as ' +
    '?token=… in its address, and for programs as “Authorization: Bearer TOKEN”. Scopes: look reads; use also lets networks ' +
    'write, classify and forecast; train does everything. “remove NAME” takes a token back; revoke does the same.',
  positionals: { placeholder: 'add|list|remove [NAME]', description: 'what to do, and with which token', minimum: 1 },
  options: {
    scope: withDefault(choice(['look', 'use', 'train'], 'what the new token lets its holder do'), 'look'),
    'data-dir': dataDirOption,
    json: jsonOption,
  },
  examples: ['kioku tokens add class-of-2027 --scope use', 'kioku tokens list', 'kioku tokens remove class-of-2027'],
  async run(values, [wanted, name, ...others]) {
    const action = actions.find((each) => each === wanted);
    if (action === undefined) throw new UsageError(`tokens takes ${actions.join(', ')}, not “${wanted}”.`);
    const unexpected = action === 'list' ? name : others[0];
    if (unexpected !== undefined) throw new UsageError(`“${unexpected}” is one word too many.`);
    const [{ NamedTokens }, { defaultDataDir }] = await Promise.all([
      import('../../host/named-tokens.ts'),
      import('../../host/default-data-dir.ts'),
    ]);
    const known = new NamedTokens(values['data-dir'] ?? defaultDataDir());
    const write = (line: string) => process.stdout.write(`${line}\n`);
    if (action === 'list') {
      const list = known.list();
      if (values.json) for (const token of list) write(JSON.stringify(token));
      else if (list.length === 0) write('Nobody was given a token. Add one with: kioku tokens add NAME --scope look');
      else write(tableOf(list));
      return 0;
    }
    if (name === undefined) throw new UsageError(`tokens ${action} takes the NAME of a token.`);
    if (action === 'add') {
      const added = known.add(name, values.scope);
      // On its own line and stream, so that a script can take it.
      if (!values.json) process.stderr.write(`“${name}” may ${values.scope}. The token is shown only now:\n`);
      write(values.json ? JSON.stringify(added) : added.token);
      return 0;
    }
    if (!known.revoke(name)) throw new Error(`There is no token called “${name}”. See all with: kioku tokens list`);
    write(
      values.json
        ? JSON.stringify({ [action === 'remove' ? 'removed' : 'revoked']: name })
        : `“${name}” opens nothing any more.`,
    );
    return 0;
  },
});

function tableOf(list: readonly { name: string; scope: string; createdAt: number }[]): string {
  const rows = list.map(({ name, scope, createdAt }) => [name, scope, new Date(createdAt).toISOString()]);
  return formatTable([['name', 'scope', 'added'], ...rows]);
}
