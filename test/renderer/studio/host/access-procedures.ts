import type { HttpApiStatusRecord } from '../../../../src-main/contract/access-records.ts';
import type { FakeHost } from '../fake-host.ts';
import type { Procedures } from './procedures.ts';

async function* tellStatus(host: FakeHost, signal: AbortSignal | undefined): AsyncGenerator<HttpApiStatusRecord> {
  yield host.httpApiStatus;
  await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
}

/** Answers about the API for programs and the tokens that open it, and about the channels of messages. */
export const accessProcedures = (os: Procedures, host: FakeHost) => ({
  notifications: {
    list: os.notifications.list.handler(() => host.channels),
    add: os.notifications.add.handler(({ input: { secret, ...input } }) => {
      const isSigned = input.target.kind === 'webhook' && secret === undefined;
      const channel = {
        ...input,
        id: input.name,
        createdAt: 1,
        hasSecret: isSigned || secret !== undefined,
        last: null,
      };
      host.channels = [...host.channels, channel];
      return { ...channel, secret: isSigned ? `whsec_of-${input.name}` : null };
    }),
    update: os.notifications.update.handler(({ input: { channelId, name, events, language, target } }) => {
      const changed = { ...host.channels.find(({ id }) => id === channelId)!, name, events, language, target };
      host.channels = host.channels.map((each) => (each.id === channelId ? changed : each));
      return changed;
    }),
    remove: os.notifications.remove.handler(({ input }) => {
      host.channels = host.channels.filter(({ id }) => id !== input.channelId);
    }),
    test: os.notifications.test.handler(() => host.attempt),
  },
  httpApi: {
    status: os.httpApi.status.handler(({ signal }) => tellStatus(host, signal)),
    tokens: os.httpApi.tokens.handler(() => host.tokens),
    addToken: os.httpApi.addToken.handler(({ input }) => {
      const record = { ...input, createdAt: 1 };
      host.tokens = [...host.tokens, record];
      return { ...record, token: `token-of-${input.name}` };
    }),
    removeToken: os.httpApi.removeToken.handler(({ input }) => {
      host.tokens = host.tokens.filter(({ name }) => name !== input.name);
    }),
  },
});
