import type { StudioClient } from '../../contract/contract.ts';
import type {
  ChannelInput,
  ChannelRecord,
  ChannelTarget,
  DeliveryFailure,
} from '../../contract/notifications/notification-records.ts';
import { formatTable } from '../formats.ts';

/** Writes a line for a person, or a record for a program. */
type Write = (line: string, record: unknown) => void;

export async function addChannel(client: StudioClient, input: ChannelInput, write: Write): Promise<number> {
  const added = await client.notifications.add(input);
  write(`“${added.name}” was added. Try it with: kioku notify test ${added.name}`, added);
  // On its own stream, so that a script that reads the other one does not take it by mistake.
  if (added.secret !== null) process.stderr.write(`Its key, shown only now: ${added.secret}\n`);
  return 0;
}

export async function listChannels(client: StudioClient, isJson: boolean, write: Write): Promise<number> {
  const channels = await client.notifications.list();
  if (isJson) for (const channel of channels) write('', channel);
  else if (channels.length === 0)
    write('Nobody is told yet. Add a channel, for example with: kioku notify add phone --ntfy TOPIC', null);
  else {
    const rows = channels.map((channel) => [
      channel.name,
      describeTarget(channel.target),
      channel.events.join(', '),
      describeLast(channel.last),
    ]);
    write(formatTable([['name', 'goes to', 'events', 'last message'], ...rows]), null);
  }
  return 0;
}

export async function testChannel(client: StudioClient, name: string, write: Write): Promise<number> {
  const { id } = await findChannel(client, name);
  const attempt = await client.notifications.test({ channelId: id });
  if (attempt.result === 'sent') {
    write(attempt.answer === '' ? 'It was taken.' : `It was taken. The answer: ${attempt.answer}`, attempt);
    return 0;
  }
  write(`It was not taken: ${describeFailure(attempt)}`, attempt);
  return 1;
}

export async function removeChannel(client: StudioClient, name: string, write: Write): Promise<number> {
  const { id } = await findChannel(client, name);
  await client.notifications.remove({ channelId: id });
  write(`“${name}” is told nothing any more.`, { removed: name });
  return 0;
}

async function findChannel(client: StudioClient, name: string): Promise<ChannelRecord> {
  const found = (await client.notifications.list()).find((channel) => channel.name === name);
  if (found === undefined) throw new Error(`There is no channel called “${name}”. See all with: kioku notify list`);
  return found;
}

function describeTarget(target: ChannelTarget): string {
  switch (target.kind) {
    case 'webhook':
      return target.url;
    case 'ntfy':
      return `${target.topic} at ${target.server}`;
    case 'email':
      return `${target.to.join(', ')} by ${target.host}:${target.port}`;
    case 'command':
      return target.command.join(' ');
  }
}

function describeLast(last: ChannelRecord['last']): string {
  if (last === null) return 'none yet';
  const at = new Date(last.at).toISOString();
  if (last.state === 'sent') return `sent ${at}`;
  const why = last.failure === null ? '' : `: ${describeFailure(last.failure)}`;
  return last.state === 'given-up' ? `given up ${at}${why}` : `waiting for attempt ${last.attempts + 1}${why}`;
}

const reasons: Record<DeliveryFailure['reason'], string> = {
  'unknown-host': 'there is no machine of that name',
  refused: 'nobody listens there',
  timeout: 'there was no answer in time',
  certificate: 'its certificate is not trusted here',
  answered: 'the server refused it',
  login: 'name or password was refused',
  'no-program': 'the program could not be started',
  'exit-code': 'the program has failed, with exit code',
  sealed: 'its secret was stored by the desktop program, which alone can read it; open that, or add the channel anew',
  unreachable: 'the connection failed',
};

function describeFailure({ reason, detail }: DeliveryFailure): string {
  return detail === '' ? `${reasons[reason]}.` : `${reasons[reason]} (${detail}).`;
}
