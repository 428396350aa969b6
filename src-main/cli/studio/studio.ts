import type { StudioClient } from '../../contract/contract.ts';
import type { ExportRecord } from '../../contract/export-records.ts';
import type { HostEnding } from '../../contract/local-contract.ts';
import type { LocalFile } from '../../host/host.ts';
import type { Access } from './access.ts';
import { tellOfSilence } from './tell-of-silence.ts';

type FindAccess = (ending: HostEnding) => Promise<Access>;

/** The studio that a command works with. Where its host ends, it goes on with another one. */
export class Studio {
  readonly #find: FindAccess;
  #access: Access;
  #isClosed = false;
  #leaving = new AbortController();

  private constructor(find: FindAccess, access: Access) {
    this.#find = find;
    this.#access = access;
    this.#listen();
  }

  static async open(find: FindAccess): Promise<Studio> {
    return new Studio(find, await find({ hasSuccessor: false }));
  }

  get client(): StudioClient {
    return this.#access.client;
  }

  /** Aborted when the host wants to end or is gone. Work that takes long then calls `reopen` and goes on. */
  get ending(): AbortSignal {
    return this.#access.ending;
  }

  get isLost(): boolean {
    return this.#access.isLost;
  }

  /** Brings files of this machine, and gives the id of their import. */
  stageFiles(name: string, files: readonly LocalFile[]): Promise<string> {
    return this.#access.stageFiles(name, files);
  }

  /** Returns the path of an export's file on this machine, from where it may be moved away. */
  exportedFile(exported: ExportRecord): Promise<string> {
    return this.#access.exportedFile(exported);
  }

  /** Leaves the host that wants to end, and finds another. */
  async reopen(): Promise<void> {
    const ending = this.ending.aborted ? (this.ending.reason as HostEnding) : { hasSuccessor: false };
    await this.close();
    this.#access = await this.#find(ending);
    this.#isClosed = false;
    this.#leaving = new AbortController();
    this.#listen();
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#leaving.abort();
    await this.#access.close();
  }

  #listen(): void {
    void tellOfSilence(this.client, this.#leaving.signal);
  }
}
