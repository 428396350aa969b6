import type { SilentEngine } from '../../../../src-main/contract/system-records.ts';
import type { Notice } from '../../../../src-main/contract/notice-records.ts';
import type { FakeHost } from '../fake-host.ts';
import type { Procedures } from './procedures.ts';

async function* tellSilence(host: FakeHost, signal: AbortSignal | undefined): AsyncGenerator<SilentEngine[]> {
  yield host.silentEngines;
  const left = new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
  await Promise.race([left, host.engineEnded.promise]);
  yield [];
  await left;
}

async function* tellNotices(host: FakeHost, signal: AbortSignal | undefined): AsyncGenerator<Notice[]> {
  let wake: () => void = () => undefined;
  const listener = () => wake();
  host.noticeListeners.add(listener);
  signal?.addEventListener('abort', listener);
  while (signal?.aborted !== true) {
    const changed = new Promise<void>((resolve) => (wake = resolve));
    yield host.notices;
    await changed;
  }
  host.noticeListeners.delete(listener);
}

/** Answers about the studio itself, its settings and its trash. */
export const systemProcedures = (os: Procedures, host: FakeHost) => ({
  system: {
    info: os.system.info.handler(() => ({
      version: '0.1.0',
      dataDir: '/data',
      backends: ['auto', 'reference', 'wasm'],
      threads: 2,
      variant: 'relaxed',
      gigaflops: 50,
      variants: ['revectorized', 'relaxed', 'baseline'],
    })),
    memory: os.system.memory.handler(() => ({ training: 200_000_000, requests: 12_000_000 })),
    access: os.system.access.handler(() => ({ name: 'owner', scope: host.scope })),
    silentEngines: os.system.silentEngines.handler(({ signal }) => tellSilence(host, signal)),
    endEngine: os.system.endEngine.handler(({ input }) => {
      host.endedEngines.push(input.engine);
      host.engineEnded.resolve(undefined);
    }),
    notices: os.system.notices.handler(() => host.notices),
    storedChanges: os.system.storedChanges.handler(({ signal }) => host.storedChanges.watch(signal)),
    noticeChanges: os.system.noticeChanges.handler(({ signal }) => tellNotices(host, signal)),
    dismissNotice: os.system.dismissNotice.handler(({ input }) =>
      host.setNotices(host.notices.filter(({ id }) => id !== input.noticeId)),
    ),
    removeUpgradeCopies: os.system.removeUpgradeCopies.handler(() =>
      host.setNotices(host.notices.filter(({ code }) => code !== 'upgrade-copy')),
    ),
  },
  trash: {
    list: os.trash.list.handler(() => host.trash.items),
    changes: os.trash.changes.handler(({ signal }) => host.trash.changes(signal)),
    restore: os.trash.restore.handler(({ input }) => host.trash.restore(input.ids)),
    empty: os.trash.empty.handler(({ input }) => host.trash.empty(input.ids)),
  },
  settings: {
    get: os.settings.get.handler(() => host.settings),
    set: os.settings.set.handler(({ input }) => {
      const changes = Object.entries(input).filter(([, value]) => value !== undefined);
      return Object.assign(host.settings, Object.fromEntries(changes));
    }),
  },
});
