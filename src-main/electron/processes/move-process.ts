import type { FromHost, ToHost } from '../../host/process/messages.ts';
import { studioErrorOf } from './host-process.ts';
import { forkProcess } from './fork-process.ts';

export interface Moving {
  stage: 'copying' | 'checking';
  bytesDone: number;
  bytesTotal: number;
}

/** Lets a process of its own copy a data folder that no host uses now. Rejects with the StudioError that says why it was not done. */
export async function moveInProcess(
  hostFile: string,
  from: string,
  to: string,
  onProgress: (moving: Moving) => void,
): Promise<void> {
  const { child, exited } = forkProcess(hostFile, 'Kioku Studio data folder');
  const outcome = Promise.withResolvers<undefined>();
  child.on('message', (message: FromHost) => {
    if (message.type === 'moving') {
      const { stage, bytesDone, bytesTotal } = message;
      onProgress({ stage, bytesDone, bytesTotal });
    } else if (message.type === 'moved') outcome.resolve(undefined);
    else if (message.type === 'init-failed') outcome.reject(studioErrorOf(message));
    else if (message.type === 'bye') child.kill();
  });
  void exited.then(({ detail }) =>
    outcome.reject(
      studioErrorOf({
        code: 'folder-refused',
        message: `Copying ended too early: ${detail}`,
        details: { message: detail },
      }),
    ),
  );
  child.postMessage({ type: 'move', from, to } satisfies ToHost);
  try {
    await outcome.promise;
  } finally {
    child.kill();
    await exited;
  }
}
