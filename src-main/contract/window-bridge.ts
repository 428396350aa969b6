/** The messages between a window, its preload script and the main process: the two ports, and the places of dropped files. */
import type { StudioErrorCode } from './errors.ts';

/** Under this name the preload script puts the bridge into the page. */
export const bridgeName = 'kiokuBridge';

/** Whom a port leads to: the host, with the studio's contract, or the main process, with the shell's. */
export const portKinds = ['host', 'shell'] as const;
export type PortKind = (typeof portKinds)[number];

export interface BridgedFile {
  /** The path as the person sees it, with slashes. */
  path: string;
  file: File;
}

export type StagedFiles =
  | { importId: string }
  /** The host refused. */
  | { code: StudioErrorCode; message: string; details: Record<string, string | number> };

export interface WindowBridge {
  /** The port comes as a message of the window, once there is one. */
  requestPort(kind: PortKind, requestId: string): void;
  /** Tells the host where files lie. The page itself never learns it. `null` means that some of them are on no disk, and have to be sent. */
  stageFiles(name: string, files: readonly BridgedFile[]): Promise<StagedFiles | null>;
}

/** The window's message that brings a port; without one, the port is refused. */
export interface PortMessage {
  type: 'kioku-port';
  requestId: string;
}

/** Channels between preload script and main process. */
export const ipcChannels = {
  requestPort: 'kioku:request-port',
  port: 'kioku:port',
  stageFiles: 'kioku:stage-files',
} as const;
