import { createORPCClient, ORPCError, type ClientContext, type ClientLink } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ShellClient } from '../../src-main/contract/shell-contract.ts';
import { bridgeName, type BridgedFile, type WindowBridge } from '../../src-main/contract/window-bridge.ts';
import { requestPort } from './connection/request-port.ts';

/** The abilities of a desktop window that a browser lacks. */
export interface NativeShell {
  /** Dialogs, settings, updates: the main process. */
  readonly api: ShellClient;
  /** Shows the file of an export, or the copy that was saved last, in the system's file manager. */
  revealExport(exportId: string): Promise<void>;
  /** Lets the file of an export be dragged to other windows. To be called while a drag begins, with the browser's own prevented. */
  dragExport(exportId: string): void;
  /** Opens the system's share menu with the file of an export; null where the system has none. */
  readonly shareExport: ((exportId: string) => Promise<void>) | null;
  /** Asks for a place, writes a file there that the page has made, and returns the path, or null when the person gave up. */
  saveFile(name: string, content: Blob): Promise<string | null>;
  /** Opens the share menu with such a file; null where the system has none. */
  readonly shareFile: ((name: string, content: Blob) => Promise<void>) | null;
  /** Asks for a place, copies an export's file there, and returns the path, or null when the person gave up. */
  saveExport(exportId: string): Promise<string | null>;
  /**
   * Tells the host where files lie, so that they need not be sent to it. Gives the import's id, as `imports.begin` would once all of them
   * have come. Returns null when some are on no disk and have to be sent. Rejects with the host's refusal.
   */
  stageFiles(name: string, files: readonly BridgedFile[]): Promise<string | null>;
}

const opened = new WeakMap<WindowBridge, NativeShell>();

/** The bridge that the preload script left in this page, or null in a browser. */
export function findBridge(): WindowBridge | null {
  return (Reflect.get(window, bridgeName) as WindowBridge | undefined) ?? null;
}

/** The desktop window's abilities, or null when the studio is open in a browser. */
export function nativeShell(): NativeShell | null {
  const bridge = findBridge();
  if (bridge === null) return null;
  const known = opened.get(bridge) ?? openShell(bridge);
  opened.set(bridge, known);
  return known;
}

function openShell(bridge: WindowBridge): NativeShell {
  // The one system whose windows have a share menu that programs can open.
  const isMac = /macintosh/i.test(navigator.userAgent);
  let line: Promise<RPCLink<ClientContext>> | null = null;
  const open = async () => {
    const port = await requestPort(bridge, 'shell');
    const opened = new RPCLink<ClientContext>({ port });
    port.start();
    return opened;
  };
  const link: ClientLink<ClientContext> = {
    call: async (...args) => (await (line ??= open())).call(...args),
  };
  const api = createORPCClient<ShellClient>(link);
  return {
    api,
    revealExport: (exportId) => api.exports.reveal({ exportId }),
    dragExport(exportId) {
      // A file that is gone cannot be dragged; the list of exports says so.
      api.exports.drag({ exportId }).catch(() => undefined);
    },
    shareExport: isMac ? (exportId) => api.exports.share({ exportId }) : null,
    saveFile: async (name, content) => (await api.files.save({ name, content })).savedAs,
    shareFile: isMac ? (name, content) => api.files.share({ name, content }) : null,
    saveExport: async (exportId) => (await api.exports.save({ exportId })).savedAs,
    async stageFiles(name, files) {
      const staged = await bridge.stageFiles(name, files);
      if (staged === null || 'importId' in staged) return staged && staged.importId;
      const { message, code, details } = staged;
      throw new ORPCError('STUDIO', { status: 422, defined: true, message, data: { code, details } });
    },
  };
}
