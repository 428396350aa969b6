import type { AttachedHost } from '../../host/local/attach.ts';
import type { Access } from './access.ts';

/** The studio of another process of this account, which stays where it is when this one ends. */
export function attachedAccess(host: AttachedHost): Access {
  const { client, ending } = host;
  return {
    client,
    ending,
    get isLost() {
      return host.closed.aborted;
    },
    stageFiles: async (name, files) => (await client.local.stageFiles({ name, files: [...files] })).importId,
    exportedFile: async ({ id }) => (await client.local.exportedFile({ exportId: id })).file,
    close: () => host.close(),
  };
}
