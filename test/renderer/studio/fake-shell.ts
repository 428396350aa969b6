import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { MessageChannel } from 'node:worker_threads';
import {
  shellContract,
  type DataFolderUpdate,
  type ShellRequest,
  type ShellSettings,
  type UpdateState,
} from '../../../src-main/contract/shell-contract.ts';
import {
  bridgeName,
  type BridgedFile,
  type StagedFiles,
  type WindowBridge,
} from '../../../src-main/contract/window-bridge.ts';

/** A desktop program in memory, behind the real contract and the real handshake of its windows. */
export class FakeShell {
  settings: ShellSettings = {
    language: null,
    theme: 'system',
    keepAwake: true,
    notifications: true,
    updateFeed: null,
    python: null,
  };
  requests: ShellRequest[] = [];
  updates: UpdateState[] = [{ type: 'off' }];
  folderUpdates: DataFolderUpdate[] = [];
  /** Why the data folder cannot be changed. */
  folderProblem: string | null = null;
  asked: string[] = [];
  saved: { name: string; content: Blob }[] = [];
  /** The folder that the person chooses for a file; null: they give up. */
  savesTo: string | null = '/home/ishmael';
  shared: { name: string; content: Blob }[] = [];
  staged: { name: string; files: readonly BridgedFile[] }[] = [];
  /** What the host makes of staged files; null: they lie on no disk. */
  staging: StagedFiles | null = { importId: 'staged' };

  /** Leaves its bridge in the page, as a preload script does. Gives a function that takes it away. */
  install(): () => void {
    const bridge: WindowBridge = {
      requestPort: (_kind, requestId) => {
        const { port1, port2 } = new MessageChannel();
        new RPCHandler(this.#router()).upgrade(port1, { context: {} });
        port1.start();
        const event = new MessageEvent('message', { data: { type: 'kioku-port', requestId } });
        // A message of the window itself, as a preload script posts it.
        Object.defineProperties(event, {
          source: { value: window },
          origin: { value: location.origin },
          ports: { value: [port2] },
        });
        window.dispatchEvent(event);
      },
      stageFiles: async (name, files) => {
        this.staged.push({ name, files });
        return this.staging;
      },
    };
    Reflect.set(window, bridgeName, bridge);
    return () => void Reflect.deleteProperty(window, bridgeName);
  }

  #router() {
    const os = implement(shellContract);
    const note = (what: string) => void this.asked.push(what);
    return os.router({
      upgrade: os.upgrade.handler(({ signal }) => tell([], signal)),
      requests: os.requests.handler(({ signal }) => tell(this.requests.splice(0), signal)),
      exports: {
        save: os.exports.save.handler(({ input }) => {
          note(`save ${input.exportId}`);
          return { savedAs: `/home/ishmael/${input.exportId}.onnx` };
        }),
        reveal: os.exports.reveal.handler(({ input }) => note(`reveal ${input.exportId}`)),
        drag: os.exports.drag.handler(({ input }) => note(`drag ${input.exportId}`)),
        share: os.exports.share.handler(({ input }) => note(`share ${input.exportId}`)),
      },
      files: {
        save: os.files.save.handler(({ input }) => {
          this.saved.push(input);
          return { savedAs: this.savesTo === null ? null : `${this.savesTo}/${input.name}` };
        }),
        share: os.files.share.handler(({ input }) => void this.shared.push(input)),
      },
      settings: {
        get: os.settings.get.handler(() => this.settings),
        set: os.settings.set.handler(({ input }) => {
          const given = Object.entries(input).filter(([, value]) => value !== undefined);
          return (this.settings = { ...this.settings, ...Object.fromEntries(given) });
        }),
      },
      python: {
        choose: os.python.choose.handler(
          () => (this.settings = { ...this.settings, python: '/opt/python/bin/python3' }),
        ),
        forget: os.python.forget.handler(() => (this.settings = { ...this.settings, python: null })),
      },
      dataFolder: {
        reveal: os.dataFolder.reveal.handler(() => note('reveal the data folder')),
        change: os.dataFolder.change.handler(({ errors }) => {
          const message = this.folderProblem;
          if (message !== null)
            throw errors.STUDIO({
              message,
              data: { code: 'folder-refused', details: { reason: 'failed', detail: message } },
            });
          return tell(this.folderUpdates, AbortSignal.abort());
        }),
      },
      installCommand: os.installCommand.handler(() => {
        note('install the command');
        return { file: '/home/ishmael/.local/bin/kioku', isOnPath: true };
      }),
      showLog: os.showLog.handler(() => note('show the log')),
      updates: {
        changeFeed: os.updates.changeFeed.handler(({ input }) => {
          note(`change the feed to ${input.feed}`);
          return (this.settings = { ...this.settings, updateFeed: input.feed });
        }),
        watch: os.updates.watch.handler(({ signal }) => tell(this.updates, signal)),
        check: os.updates.check.handler(() => note('check')),
        download: os.updates.download.handler(() => note('download')),
        install: os.updates.install.handler(() => note('install')),
      },
    });
  }
}

/** Tells these, and then stays until the signal. */
async function* tell<T>(values: readonly T[], signal: AbortSignal | undefined): AsyncGenerator<T, void, void> {
  yield* values;
  if (signal?.aborted === true) return;
  await new Promise((resolve) => signal?.addEventListener('abort', resolve));
}
