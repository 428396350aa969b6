import type { StudioClient } from '../../contract/contract.ts';
import type { ExportRecord } from '../../contract/export-records.ts';
import type { LocalFile } from '../../host/host.ts';

/** One way to a host: its own process, a connection to another one on this machine, or to one elsewhere. */
export interface Access {
  readonly client: StudioClient;
  /** Aborted, with a HostEnding as its reason, when the host wants to end or is gone: another access has to be found. */
  readonly ending: AbortSignal;
  /** The connection was lost: what was asked over it has failed for no other reason. */
  readonly isLost: boolean;
  /** Brings files of this machine, and gives the id of their import. */
  stageFiles(name: string, files: readonly LocalFile[]): Promise<string>;
  /** Returns the path of an export's file on this machine, from where it may be moved away. */
  exportedFile(exported: ExportRecord): Promise<string>;
  close(): Promise<void>;
}
