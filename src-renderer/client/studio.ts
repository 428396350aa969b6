import { inject, type App, type InjectionKey } from 'vue';
import { followAccess, type WindowAccess } from './connection/access.ts';
import type { Connection } from './connection/connect.ts';
import type { QueryClient } from '@tanstack/vue-query';
import { keepFresh } from './queries/keep-fresh.ts';
import { createQueries, createQueryClient, type Queries } from './queries/queries.ts';
import { createRunRefresh } from './queries/refresh-runs.ts';
import { createRunList, type RunList } from './runs/run-list.ts';
import { createNotices, type Notices } from './notices.ts';
import { createTrashItems, type TrashItems } from './trash.ts';
import type { StudioClient } from '../../src-main/contract/contract.ts';

/** The state that all screens share: the host's API, and the runs that shell, list and playground show parts of. */
export interface Studio {
  client: StudioClient;
  connection: Connection;
  queries: Queries;
  queryClient: QueryClient;
  runList: RunList;
  access: WindowAccess;
  trash: TrashItems;
  notices: Notices;
}

const key: InjectionKey<Studio> = Symbol('studio');

export function provideStudio(app: App, connection: Connection): Studio {
  const queries = createQueries(connection.client);
  const queryClient = createQueryClient();
  keepFresh(connection, queries, queryClient);
  const studio = {
    client: connection.client,
    connection,
    queries,
    queryClient,
    runList: createRunList(connection, createRunRefresh(queries, queryClient)),
    access: followAccess(connection),
    trash: createTrashItems(connection),
    notices: createNotices(connection),
  };
  app.provide(key, studio);
  return studio;
}

export function useStudio(): Studio {
  const studio = inject(key);
  if (studio === undefined) throw new Error('provideStudio has not been called.');
  return studio;
}
