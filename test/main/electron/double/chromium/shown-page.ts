import { readFileSync } from 'node:fs';
import { invokeFrom, sendFrom } from '../ipc.ts';
import { session } from '../program.ts';
import type { WebContents } from '../web-contents.ts';
import type { BrowserWindow } from '../windows.ts';
import type { DevTools, DevToolsSession } from './devtools.ts';
import { isolatedWorld, mainWorld, type FromPage, type WorldNames } from './in-page.ts';
import { PagePorts } from './page-ports.ts';

/** Chromium hands addresses with a scheme that it does not know to the system; this one stands for the studio's own, whose pages it answers for. */
const standIn = 'https://studio.test';
const own = 'app://studio';
const toPage = (url: string) => url.replace(own, standIn);
const toProgram = (url: string) => url.replace(standIn, own);

/** The world of the preload script. */
const worldName = 'preload';

interface Frame {
  id: string;
  parentId?: string;
  url: string;
}

interface World {
  id: number;
  name: string;
  auxData: { frameId: string };
}

interface PausedRequest {
  requestId: string;
  request: { url: string; method: string };
}

/** The page of a window in a real Chromium, under the program's own headers, with its preload script in a world of its own. */
export class ShownPage {
  readonly #window: BrowserWindow;
  readonly #contents: WebContents;
  readonly #page: DevToolsSession;
  readonly #frames = new Map<string, Electron.WebFrameMain>();
  /** The frames of worlds in which preload scripts run. */
  readonly #worlds = new Map<number, string>();
  /** Addresses that a page was not let go to. */
  readonly #refused = new Set<string>();
  readonly #names: WorldNames;
  #ports: PagePorts | null = null;

  static async open(window: BrowserWindow, devTools: DevTools): Promise<ShownPage> {
    const created = await devTools.browser.send<{ targetId: string }>('Target.createTarget', { url: 'about:blank' });
    const shown = new ShownPage(window, await devTools.attach(created.targetId));
    await shown.#begin();
    devTools.browser.on(
      'Target.targetCreated',
      ({ targetInfo }: { targetInfo: { targetId: string; openerId?: string } }) => {
        // What a page opens is shown by nobody, as the studio wants it.
        if (targetInfo.openerId === created.targetId)
          devTools.browser.tell('Target.closeTarget', { targetId: targetInfo.targetId });
      },
    );
    await devTools.browser.send('Target.setDiscoverTargets', { discover: true });
    window.once('closed', () => {
      shown.#forgetWorlds();
      devTools.browser.tell('Target.closeTarget', { targetId: created.targetId });
    });
    return shown;
  }

  private constructor(window: BrowserWindow, page: DevToolsSession) {
    this.#window = window;
    this.#contents = window.webContents;
    this.#page = page;
    const secret = () => `double-${crypto.randomUUID()}`;
    this.#names = { speak: secret(), hear: secret(), expose: secret(), call: secret(), outcome: secret() };
    this.#followPage();
    this.#contents.on('reloaded', () => page.tell('Page.reload'));
    this.#contents.on('posted', (channel: string, message: unknown, ports: Electron.MessagePortMain[]) =>
      this.#ports?.post(channel, message, ports),
    );
  }

  async load(url: string): Promise<void> {
    const { errorText } = await this.#page.send<{ errorText?: string }>('Page.navigate', { url: toPage(url) });
    if (errorText !== undefined) throw new Error(`${errorText} loading ${url}`);
  }

  async #begin(): Promise<void> {
    const { preload = '' } = this.#window.options.webPreferences ?? {};
    const names = JSON.stringify(this.#names);
    // Not in frames within the page, as the window has it.
    const script = `if (window === window.top) {
      const electron = (${isolatedWorld})(${names});
      const require = (name) => {
        if (name === 'electron') return electron;
        throw new Error(\`module not found: \${name}\`);
      };
      try {
        (() => { ${readFileSync(preload, 'utf8')} })();
      } catch (error) {
        globalThis[${JSON.stringify(this.#names.speak)}](JSON.stringify({ type: 'preload-error', message: String(error) }));
      }
    }`;
    await Promise.all([
      this.#page.send('Page.enable'),
      this.#page.send('Runtime.enable'),
      this.#page.send('DOM.enable'),
      this.#page.send('Inspector.enable'),
      this.#page.send('Page.setLifecycleEventsEnabled', { enabled: true }),
      this.#page.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
      this.#page.send('Runtime.addBinding', { name: this.#names.speak, executionContextName: worldName }),
      this.#page.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${mainWorld})(${names})` }),
      this.#page.send('Page.addScriptToEvaluateOnNewDocument', { source: script, worldName }),
    ]);
  }

  #followPage(): void {
    const page = this.#page;
    page.on('Page.frameNavigated', ({ frame }: { frame: Frame }) => {
      // Another document is another frame to the program.
      const known = { url: toProgram(frame.url) } as Electron.WebFrameMain;
      this.#frames.set(frame.id, known);
      if (frame.parentId === undefined) this.#contents.mainFrame = known;
    });
    page.on('Page.frameDetached', ({ frameId }: { frameId: string }) => this.#frames.delete(frameId));
    page.on('Page.lifecycleEvent', ({ name }: { name: string }) => {
      if (name === 'firstContentfulPaint') this.#window.becomesReady();
    });
    page.on('Page.frameRequestedNavigation', ({ frameId, url, disposition }: Record<string, string>) => {
      const isMainFrame = this.#frames.get(frameId) === this.#contents.mainFrame;
      if (
        disposition !== 'currentTab' ||
        this.#contents.mayNavigate(toProgram(url), 'will-frame-navigate', isMainFrame)
      )
        return;
      this.#refused.add(url);
    });
    page.on('Page.windowOpen', ({ url }: { url: string }) => {
      this.#contents.windowOpenHandler({ url: toProgram(url) } as Electron.HandlerDetails);
    });
    page.on('Inspector.targetCrashed', () => {
      this.#forgetWorlds();
      this.#contents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    });
    page.on('Runtime.executionContextCreated', ({ context }: { context: World }) => {
      if (context.name !== worldName) return;
      this.#worlds.set(context.id, context.auxData.frameId);
      if (this.#frames.get(context.auxData.frameId) === this.#contents.mainFrame)
        this.#ports = new PagePorts(page, context.id, this.#names.hear);
    });
    page.on('Runtime.executionContextsCleared', () => this.#forgetWorlds());
    page.on(
      'Runtime.bindingCalled',
      ({ payload, executionContextId: world }: { payload: string; executionContextId: number }) =>
        this.#hear(JSON.parse(payload) as FromPage, world),
    );
    page.on('Fetch.requestPaused', (paused: PausedRequest) => void this.#answer(paused));
  }

  /** With a document go its ports. */
  #forgetWorlds(): void {
    this.#worlds.clear();
    this.#ports?.close();
    this.#ports = null;
  }

  #hear(said: FromPage, world: number): void {
    const frame = this.#frames.get(this.#worlds.get(world) ?? '') ?? null;
    const ports = this.#ports;
    if (said.type === 'send') sendFrom(this.#contents, said.channel, said.message, frame);
    else if (said.type === 'preload-error')
      this.#contents.emit('preload-error', {}, this.#window.options.webPreferences?.preload, new Error(said.message));
    else if (said.type === 'invoke') {
      const { callId } = said;
      invokeFrom(this.#contents, said.channel, said.message, frame).then(
        (value) => ports?.tell({ type: 'answer', callId, value }),
        (error: unknown) =>
          ports?.tell({ type: 'answer', callId, error: `Error invoking remote method: ${String(error)}` }),
      );
    } else if (said.type === 'find-files') void ports?.findFiles(said.callId, said.count);
    else ports?.hear(said);
  }

  /** Answers a request as the session's guards and its own schemes have it; there is no network behind. */
  async #answer({ requestId, request: { url, method } }: PausedRequest): Promise<void> {
    const wanted = toProgram(url);
    const { handlers, beforeRequest } = session.defaultSession;
    // The page stays as it is.
    if (this.#refused.delete(url)) return this.#page.tell('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
    let isCancelled = false;
    beforeRequest(
      { url: wanted } as Electron.OnBeforeRequestListenerDetails,
      ({ cancel }) => (isCancelled = cancel ?? false),
    );
    const handler = handlers.get(new URL(wanted).protocol.slice(0, -1));
    if (isCancelled || handler === undefined)
      return this.#page.tell('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' });
    const response = await handler({ url: wanted, method } as Request);
    this.#page.tell('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    });
  }
}
