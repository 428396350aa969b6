import { readFile } from 'node:fs/promises';
import {
  channelInput,
  notificationEvents,
  type ChannelInput,
  type ChannelTarget,
} from '../../contract/notifications/notification-records.ts';
import { UsageError } from '../usage-error.ts';

interface ChannelValues {
  webhook: string | undefined;
  ntfy: string | undefined;
  server: string | undefined;
  email: string[] | undefined;
  smtp: string | undefined;
  security: 'tls' | 'starttls' | 'none' | undefined;
  user: string | undefined;
  from: string | undefined;
  'secret-file': string | undefined;
  events: string[] | undefined;
  language: 'en' | 'ja';
}

const usualPorts = { tls: 465, starttls: 587, none: 25 };

/** Reads a channel from the command line. Throws UsageError with what is wrong. */
export async function readChannelInput(name: string, program: string[], values: ChannelValues): Promise<ChannelInput> {
  const target = targetOf(program, values);
  const secretFile = values['secret-file'];
  if (secretFile !== undefined && target.kind === 'command')
    throw new UsageError('A program is given no secret: --secret-file goes with --webhook, --ntfy and --email.');
  const input = {
    name,
    target,
    events: values.events ?? notificationEvents,
    language: values.language,
    ...(secretFile !== undefined && { secret: await readSecret(secretFile) }),
  };
  const unknown = values.events?.find((event) => !notificationEvents.some((known) => known === event));
  if (unknown !== undefined) throw new UsageError(`--events takes ${notificationEvents.join(', ')}, not “${unknown}”.`);
  const checked = channelInput.safeParse(input);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  throw new UsageError(`The channel cannot be added. ${issue.path.join('.')}: ${issue.message}`);
}

function targetOf(program: string[], values: ChannelValues): ChannelTarget {
  const { webhook, ntfy, server, email, smtp, security = 'tls', user, from } = values;
  const given = [webhook, ntfy, email, program[0]].filter((each) => each !== undefined);
  if (given.length !== 1)
    throw new UsageError('notify add takes one of --webhook URL, --ntfy TOPIC, --email ADDRESS, and -- PROGRAM.');
  if (server !== undefined && ntfy === undefined) throw new UsageError('--server goes with --ntfy.');
  if (webhook !== undefined) return { kind: 'webhook', url: webhook };
  if (ntfy !== undefined) return { kind: 'ntfy', server: server ?? 'https://ntfy.sh', topic: ntfy };
  if (email === undefined) return { kind: 'command', command: program };
  if (smtp === undefined) throw new UsageError('--email goes with --smtp HOST, the server that sends your mails.');
  const [, host = smtp, port] = /^(.*):(\d+)$/.exec(smtp) ?? [];
  return {
    kind: 'email',
    host,
    port: port === undefined ? usualPorts[security] : Number(port),
    security,
    user: user ?? null,
    from: from ?? email[0],
    to: email,
  };
}

async function readSecret(file: string): Promise<string> {
  const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(error.code === 'ENOENT' ? `There is no file ${file}.` : `${file} cannot be read: ${error.message}`);
  });
  const secret = content.trim();
  if (secret === '') throw new Error(`There is nothing in ${file}.`);
  return secret;
}
