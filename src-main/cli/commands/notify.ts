import { notificationEvents } from '../../contract/notifications/notification-records.ts';
import { defineCommand } from '../command.ts';
import { choice, nameList, text, withDefault } from '../options.ts';
import { jsonOption } from '../shared-options.ts';
import { studioOptions, withStudio } from '../studio/with-studio.ts';
import { UsageError } from '../usage-error.ts';

const actions = ['add', 'list', 'test', 'remove'] as const;

export const notify = defineCommand({
  description:
    'Lets the studio tell you elsewhere how trainings end and what the doctor finds, by channels: “add NAME” with --webhook, --ntfy, ' +
    '--email or, after “--”, a program of your own; “test NAME” sends a test and shows the answer; “remove NAME” takes a channel away. ' +
    'What is not taken is tried again after 10 s, 1, 5 and 30 minutes, 2 and 6 hours, also after a restart; then it is given up, and the ' +
    'studio says so. A webhook is signed in the form of Standard Webhooks, with a key that is shown this once. A program is started ' +
    'without a shell: {title}, {text}, {event}, {run}, {run_id} and {finding} in its arguments are replaced, and KIOKU_TITLE and so on ' +
    'in its environment say the same.',
  positionals: {
    placeholder: 'add|list|test|remove [NAME] [-- PROGRAM ARGUMENT…]',
    description: 'what to do, and with which channel',
    minimum: 1,
  },
  options: {
    webhook: text('URL', 'posts each message there as JSON'),
    ntfy: text('TOPIC', 'publishes to this topic of an ntfy server'),
    server: text('URL', 'the ntfy server (https://ntfy.sh if left out)'),
    email: nameList('ADDRESS,…', 'sends mails there'),
    smtp: text('HOST[:PORT]', 'the mail server; its port is 465 for tls, 587 for starttls and 25 for none if left out'),
    security: choice(['tls', 'starttls', 'none'], 'the encryption of the mail server (tls if left out)'),
    user: text('NAME', 'the name that the mail server knows'),
    from: text('ADDRESS', 'the sender of the mails (the first of --email if left out)'),
    'secret-file': text(
      'FILE',
      'the file with the webhook’s key, the token of ntfy or the password of the mail server',
    ),
    events: nameList('EVENT,…', `what is told: ${notificationEvents.join(', ')} (all of them if left out)`),
    language: withDefault(choice(['en', 'ja'], 'the language of the messages'), 'en'),
    ...studioOptions,
    json: jsonOption,
  },
  examples: [
    'kioku notify add phone --ntfy my-trainings-7f3a',
    'kioku notify add mail --email me@example.org --smtp mail.example.org --user me --secret-file password.txt',
    'kioku notify add hook --webhook https://example.org/kioku --events finished,failed',
    'kioku notify add desk -- notify-send "{title}" "{text}"',
    'kioku notify test phone',
  ],
  async run(values, [wanted, name, ...program]) {
    const action = actions.find((each) => each === wanted);
    if (action === undefined) throw new UsageError(`notify takes ${actions.join(', ')}, not “${wanted}”.`);
    const unexpected = action === 'list' ? name : action === 'add' ? undefined : program[0];
    if (unexpected !== undefined) throw new UsageError(`“${unexpected}” is one word too many.`);
    if (action !== 'list' && name === undefined) throw new UsageError(`notify ${action} takes the NAME of a channel.`);
    const { addChannel, listChannels, removeChannel, testChannel } = await import('../notifications/notify-actions.ts');
    const write = (line: string, record: unknown) =>
      void process.stdout.write(`${values.json ? JSON.stringify(record) : line}\n`);
    if (action === 'add') {
      const { readChannelInput } = await import('../notifications/channel-input.ts');
      const input = await readChannelInput(name, program, values);
      return withStudio(values, ({ client }) => addChannel(client, input, write));
    }
    return withStudio(values, ({ client }) => {
      if (action === 'list') return listChannels(client, values.json, write);
      return (action === 'test' ? testChannel : removeChannel)(client, name, write);
    });
  },
});
