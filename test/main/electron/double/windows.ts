import { EventEmitter } from 'node:events';
import { controls } from './controls.ts';
import { WebContents } from './web-contents.ts';

/** A window that is nowhere to be seen. */
export class BrowserWindow
  extends EventEmitter
  implements
    Pick<
      Electron.BrowserWindow,
      | 'show'
      | 'hide'
      | 'focus'
      | 'close'
      | 'minimize'
      | 'restore'
      | 'maximize'
      | 'isVisible'
      | 'isFocused'
      | 'isMinimized'
      | 'isMaximized'
      | 'isFullScreen'
      | 'isDestroyed'
      | 'getNormalBounds'
      | 'setProgressBar'
      | 'loadURL'
    >
{
  static getAllWindows = () => controls.windows.filter(({ isGone }) => !isGone);

  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly webContents: WebContents;
  bounds: Electron.Rectangle;
  progress: { value: number; mode: string | undefined } = { value: -1, mode: undefined };
  isShown = false;
  hasFocus = false;
  isSmall = false;
  isLarge = false;
  fillsScreen = false;
  isGone = false;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.options = options;
    this.bounds = { x, y, width, height };
    this.webContents = new WebContents();
    controls.windows.push(this);
    appEvents.emit('web-contents-created', {}, this.webContents);
  }

  async loadURL(url: string): Promise<void> {
    this.webContents.mainFrame = { url } as Electron.WebFrameMain;
    if (controls.pageProblem !== null) throw new Error(controls.pageProblem);
    await controls.showPage?.(this, url);
  }

  /** The page has drawn something. */
  becomesReady(): void {
    this.webContents.isLoadingNow = false;
    this.emit('ready-to-show');
  }

  show(): void {
    this.isShown = true;
    this.emit('show');
  }

  hide(): void {
    this.isShown = false;
    this.hasFocus = false;
    this.emit('hide');
  }

  focus(): void {
    this.hasFocus = this.isShown;
  }

  close(): void {
    let isPrevented = false;
    this.emit('close', { preventDefault: () => (isPrevented = true) });
    if (isPrevented) return;
    this.destroy();
    const isLast = controls.windows.every((window) => window.isGone);
    // Where nobody listens, Electron ends the program.
    if (isLast && !appEvents.emit('window-all-closed')) appEvents.quit?.();
  }

  destroy(): void {
    this.isGone = true;
    this.webContents.isGone = true;
    this.emit('closed');
  }

  minimize(): void {
    this.isSmall = true;
    this.hasFocus = false;
    this.emit('minimize');
  }

  restore(): void {
    this.isSmall = false;
    this.emit('restore');
  }

  /** As documented: one that is not shown yet comes to be seen. */
  maximize(): void {
    this.isLarge = true;
    this.isShown = true;
    this.emit('maximize');
  }

  isVisible = () => this.isShown;
  isFocused = () => this.hasFocus;
  isMinimized = () => this.isSmall;
  isMaximized = () => this.isLarge;
  isFullScreen = () => this.fillsScreen;
  isDestroyed = () => this.isGone;
  getNormalBounds = () => this.bounds;

  setProgressBar(value: number, options?: Electron.ProgressBarOptions): void {
    this.progress = { value, mode: options?.mode };
  }
}

/** The emitter behind `app`, which windows tell of themselves. */
export const appEvents: EventEmitter & { quit?(): void } = new EventEmitter();
