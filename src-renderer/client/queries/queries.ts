import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { QueryClient } from '@tanstack/vue-query';
import type { StudioClient } from '../../../src-main/contract/contract.ts';

/** The host's procedures as questions: `queries.datasets.list.queryOptions()`. */
export type Queries = ReturnType<typeof createQueries>;

export const createQueries = (client: StudioClient) => createTanstackQueryUtils(client);

/**
 * Keeps the answers of the host, one for each question, whoever asks it. An error is shown at once, and the person or the next connection
 * asks again. The network of the machine says nothing of the host, and the host says itself what has changed.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, networkMode: 'always', refetchOnWindowFocus: false, refetchOnReconnect: false },
    },
  });
}
