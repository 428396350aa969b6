import type { StudioSettings } from '../contract/settings-records.ts';
import type { StudioClient } from '../contract/contract.ts';
import type { EngineConnection } from '../../src-engine/spec/engine-protocol.ts';
import type { RunFacts } from '../runs/doctor/facts.ts';
import type { Clock } from '../runs/training/clock.ts';
import type { Settings } from '../runs/settings.ts';
import type { StudioRouter } from '../api/router.ts';
import type { SpawnFormatProcess } from '../exports/processes/format-task.ts';
import type { HttpApiStatus } from '../system/http-api-status.ts';
import type { OngoingWork } from '../system/ongoing-work.ts';

export type LogLevel = 'info' | 'warn' | 'error';

/** Writes what a developer may want to know later. `error` keeps its stack and cause. */
export type Log = (level: LogLevel, message: string, error?: unknown) => void;

export interface HostOptions {
  /** Created if missing. One host a folder: a second one is refused with `data-folder-locked`. */
  dataDir: string;
  /** Starts an engine process; called when the first work arrives, and again after a crash. */
  spawnEngine: () => EngineConnection;
  /** Starts a process for files of other programs. A child of this process when left out. */
  spawnFormatProcess?: SpawnFormatProcess;
  /**
   * A server and the desktop program begin what waits and go on with what was interrupted: a server unless the person says otherwise, the
   * desktop program once the person has been asked. A command trains only what it starts itself.
   */
  role: 'command' | 'server' | 'desktop';
  /** Changes to the settings that are made before anything begins. */
  settings?: Partial<StudioSettings>;
  /** The machine's when left out. */
  clock?: Clock;
  /** The product's version. */
  version: string;
  log: Log;
  /** Told how much of the copy is made that an upgrade of the database begins with, from 0 to 1. */
  onUpgrade?: ((share: number) => void) | undefined;
  /** Resolves with the 32 bytes that seal the secrets of notifications; without them these lie in files that only their owner can read. */
  readSecretKey?: () => Promise<Uint8Array | null>;
  /** The time for which deleted things can be restored; a minute if left out. */
  keepTrashMs?: number;
}

export interface LocalFile {
  /** Relative, with slashes: as the person sees it. */
  path: string;
  bytes: number;
  /** Its path on the disk. */
  file: string;
}

/** The studio without a face: database, runs, engines. The same in `kioku serve`, in the CLI and in Electron. */
export interface Host {
  readonly dataDir: string;
  /** The product's version. */
  readonly version: string;
  readonly log: Log;
  /** Lists the work that would be lost with the host, besides trainings. */
  readonly work: OngoingWork;
  readonly settings: Pick<Settings, 'get' | 'subscribe'>;
  /** The address at which programs reach the HTTP API, set by the server that takes their requests. */
  readonly httpApiStatus: HttpApiStatus;
  /** The services that a transport offers. */
  readonly router: StudioRouter;
  /** The API in this process, with no transport between; errors and validation are the same. */
  readonly client: StudioClient;
  /**
   * Prepares files of this machine for `imports.inspect` and `imports.run`, and gives the import's id. They are read where they lie. Not part of
   * the API: a browser names no paths.
   */
  stageFiles(name: string, files: readonly LocalFile[]): string;
  /** Returns the path of an export's file on this machine. Not part of the API. Throws `export-not-found`. */
  exportedFile(exportId: string): string;
  /**
   * Resolves with the facts by which the doctor judges a run, including all that can be measured. Not part of the API.
   * Throws `run-not-found`.
   */
  doctorFacts(runId: string): Promise<RunFacts>;
  /** Lets a training write a checkpoint (it becomes `paused`), ends the engines, closes the database. */
  close(): Promise<void>;
}
