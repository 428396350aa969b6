import type { QueryClient, QueryKey } from '@tanstack/vue-query';
import { watch } from 'vue';
import type { StoredKind } from '../../../src-main/contract/stored-kinds.ts';
import type { Connection } from '../connection/connect.ts';
import { followStream } from '../connection/follow-stream.ts';
import type { Queries } from './queries.ts';

/** The questions that are asked again when a kind of stored things has changed. The contents of a dataset never do. */
const questionsAbout = (queries: Queries): Record<StoredKind, QueryKey[]> => ({
  datasets: [queries.datasets.list.key(), queries.datasets.get.key()],
  models: [queries.models.list.key(), queries.models.get.key()],
  exports: [queries.exports.list.key()],
  lessons: [queries.lessons.progress.key()],
  settings: [queries.settings.get.key()],
  sweeps: [queries.sweeps.list.key()],
  trials: [queries.runs.fixTrials.key()],
  checkpoints: [queries.runs.checkpoints.key()],
  notifications: [queries.notifications.list.key()],
});

/** Asks again for what is shown, for as long as the window lives: all of it when a lost connection is back, else what the host says has changed. */
export function keepFresh(connection: Connection, queries: Queries, queryClient: QueryClient): void {
  const questions = questionsAbout(queries);
  watch(connection.generation, (line) => {
    // Questions over the first line are under way.
    if (line > 1) void queryClient.invalidateQueries();
  });
  let lines = 0;
  void followStream(connection, () => connection.client.system.storedChanges(), {
    onUpdate(kinds, isFirst) {
      // Between the new line and this first message changes were not told.
      if (isFirst && lines++ > 0) void queryClient.invalidateQueries({}, { cancelRefetch: false });
      for (const queryKey of kinds.flatMap((kind) => questions[kind])) void queryClient.invalidateQueries({ queryKey });
    },
    // The answers shown are then merely old, and a person can ask again.
    onError: () => undefined,
  });
}
