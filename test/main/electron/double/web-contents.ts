import { EventEmitter } from 'node:events';
import { controls } from './controls.ts';
import { movedPorts } from './message-port-main.ts';

let lastId = 0;

/** A page in a window, and what was done to it. */
export class WebContents
  extends EventEmitter
  implements
    Pick<
      Electron.WebContents,
      'id' | 'isLoading' | 'isDestroyed' | 'reload' | 'postMessage' | 'setWindowOpenHandler' | 'startDrag'
    >
{
  readonly id = ++lastId;
  mainFrame = { url: '' } as Electron.WebFrameMain;
  isLoadingNow = true;
  isGone = false;
  reloads = 0;
  readonly dragged: Electron.Item[] = [];
  /** What was posted to the preload script. */
  readonly posted: { channel: string; message: unknown; ports: Electron.MessagePortMain[] }[] = [];
  windowOpenHandler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] = () => ({ action: 'allow' });

  constructor() {
    super();
    controls.contents.push(this);
  }

  isLoading(): boolean {
    return this.isLoadingNow;
  }

  isDestroyed(): boolean {
    return this.isGone;
  }

  reload(): void {
    this.reloads += 1;
    this.emit('reloaded');
  }

  postMessage(channel: string, message: unknown, ports: Electron.MessagePortMain[] = []): void {
    const cloned = structuredClone(message);
    const moved = movedPorts(ports);
    this.posted.push({ channel, message: cloned, ports: moved });
    this.emit('posted', channel, cloned, moved);
  }

  setWindowOpenHandler(handler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0]): void {
    this.windowOpenHandler = handler;
  }

  startDrag(item: Electron.Item): void {
    this.dragged.push(item);
  }

  /** Whether the page would go there: asks its listeners as Electron does. */
  mayNavigate(url: string, event: 'will-frame-navigate' | 'will-redirect' = 'will-frame-navigate', isMainFrame = true) {
    let isPrevented = false;
    this.emit(event, { url, isMainFrame, preventDefault: () => (isPrevented = true) });
    return !isPrevented;
  }
}
