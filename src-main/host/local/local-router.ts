import { implement } from '@orpc/server';
import type { CallContext } from '../../api/caller.ts';
import { reportErrors } from '../../api/report-errors.ts';
import { localContract, type HostEnding } from '../../contract/local-contract.ts';
import { errorPolicy } from '../error-policy.ts';
import type { Host } from '../host.ts';

export interface LocalRouterOptions {
  /** Aborted, with a HostEnding as its reason, when the host wants to end. */
  ending: AbortSignal;
  takeOver(): void;
}

export type LocalRouter = ReturnType<typeof localRouter>;

/** The host's API, and beside it what names paths of this machine. */
export function localRouter(host: Host, { ending, takeOver }: LocalRouterOptions) {
  const { local } = implement(localContract)
    .$context<CallContext>()
    .use(reportErrors(errorPolicy(host.log)));
  return {
    ...host.router,
    local: {
      stageFiles: local.stageFiles.handler(({ input }) => ({ importId: host.stageFiles(input.name, input.files) })),
      exportedFile: local.exportedFile.handler(({ input }) => ({ file: host.exportedFile(input.exportId) })),
      ending: local.ending.handler(async function* ({ signal }) {
        await aborted(AbortSignal.any([ending, ...(signal === undefined ? [] : [signal])]));
        if (ending.aborted) yield ending.reason as HostEnding;
      }),
      takeOver: local.takeOver.handler(() => takeOver()),
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
