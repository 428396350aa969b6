import {
  ipcMain,
  MessageChannelMain,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  type MessagePortMain,
} from 'electron';
import { z } from 'zod';
import { StudioError } from '../../contract/errors.ts';
import {
  ipcChannels,
  portKinds,
  type PortKind,
  type PortMessage,
  type StagedFiles,
} from '../../contract/window-bridge.ts';
import type { PathOnDisk } from '../../host/process/messages.ts';
import { isStudioPage } from './navigation.ts';

const portRequest = z.object({ kind: z.enum(portKinds), requestId: z.uuid() });
const stagingRequest = z.object({
  name: z.string().min(1).max(255),
  files: z
    .array(z.object({ path: z.string().min(1).max(4096), file: z.string().min(1).max(32_768) }))
    .min(1)
    .max(100_000),
});

export interface WindowPortsOptions {
  /** The studio's window, by its contents' id. */
  isOurs(contentsId: number): boolean;
  /** Connects a port with its other end. Rejects where that is not there and will not come. */
  connect: Record<PortKind, (port: MessagePortMain) => Promise<void>>;
  stageFiles(name: string, files: PathOnDisk[]): Promise<{ importId: string }>;
  logRefusal(text: string): void;
}

/** The two things that a window may ask for past its ports. Anybody but the studio's own page at the top of its own window gets nothing. */
export function answerWindows({ isOurs, connect, stageFiles, logRefusal }: WindowPortsOptions): void {
  const isTrusted = ({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent) =>
    senderFrame !== null && senderFrame === sender.mainFrame && isStudioPage(senderFrame.url) && isOurs(sender.id);
  const whoWas = ({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent) =>
    `window ${sender.id}, ${senderFrame?.url ?? 'a frame that is gone'}`;

  ipcMain.on(ipcChannels.requestPort, (event, message: unknown) => {
    const request = portRequest.safeParse(message);
    if (!isTrusted(event) || !request.success) return logRefusal(`A port was refused to ${whoWas(event)}.`);
    const { kind, requestId } = request.data;
    const { sender, senderFrame } = event;
    const channel = new MessageChannelMain();
    const reply = (ports: MessagePortMain[]) => {
      // It may have waited long, and the page may be another one by now.
      if (sender.isDestroyed() || sender.mainFrame !== senderFrame || !isStudioPage(sender.mainFrame.url)) {
        for (const port of ports) port.close();
      } else {
        sender.postMessage(ipcChannels.port, { type: 'kioku-port', requestId } satisfies PortMessage, ports);
      }
    };
    connect[kind](channel.port1).then(
      () => reply([channel.port2]),
      () => {
        channel.port1.close();
        reply([]);
      },
    );
  });

  ipcMain.handle(ipcChannels.stageFiles, async (event, message: unknown): Promise<StagedFiles> => {
    const request = stagingRequest.safeParse(message);
    if (!isTrusted(event) || !request.success) {
      logRefusal(`Files were refused from ${whoWas(event)}.`);
      return { code: 'invalid-data', message: 'These files cannot be taken.', details: { message: 'not allowed' } };
    }
    try {
      return await stageFiles(request.data.name, request.data.files);
    } catch (error) {
      if (!(error instanceof StudioError)) throw error;
      return { code: error.code, message: error.message, details: error.details };
    }
  });
}
