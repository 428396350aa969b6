import type { HttpApiStatusRecord } from '../../../../src-main/contract/access-records.ts';
import type { FakeHost } from '../fake-host.ts';
import type { Procedures } from './procedures.ts';

async function* tellStatus(host: FakeHost, signal: AbortSignal | undefined): AsyncGenerator<HttpApiStatusRecord> {
  yield host.httpApiStatus;
  await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
}

/** Answers about the API for programs and the tokens that open it. */
export const accessProcedures = (os: Procedures, host: FakeHost) => ({
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
