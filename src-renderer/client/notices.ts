import { shallowRef, type ShallowRef } from 'vue';
import type { Notice } from '../../src-main/contract/notice-records.ts';
import type { Connection } from './connection/connect.ts';
import { followStream } from './connection/follow-stream.ts';

/** The host's notices that nobody has dismissed yet, in this window or another one. */
export type Notices = Readonly<ShallowRef<readonly Notice[]>>;

export function createNotices(connection: Connection): Notices {
  const notices = shallowRef<readonly Notice[]>([]);
  void followStream(connection, () => connection.client.system.noticeChanges(), {
    onUpdate: (now) => (notices.value = now),
    // A host that refuses to say what is amiss says so in its log.
    onError: () => undefined,
  });
  return notices;
}
