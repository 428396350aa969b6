import { BrowserWindow, nativeTheme, screen, type Rectangle } from 'electron';
import { appOrigin } from './navigation.ts';
import { placeWindow, smallestHeight, smallestWidth, type WindowState } from './window-state.ts';

export interface StudioWindowOptions {
  preload: string;
  state: WindowState | null;
  /** Called when the window was moved, resized or closed. */
  saveState(state: WindowState): void;
  /** `false` means that the window stays. */
  mayClose(): boolean;
  /** The page could not be loaded: nothing is to be seen, and the window does not show itself. */
  onLoadFailed(error: unknown): void;
}

/** Between the last movement and writing it down. */
const SETTLED_MS = 500;

/** The one window of the studio: hardened, where it was last, and shown when there is something to see. */
export function openStudioWindow({
  preload,
  state,
  saveState,
  mayClose,
  onLoadFailed,
}: StudioWindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...placeWindow(state, workAreas()),
    minWidth: smallestWidth,
    minHeight: smallestHeight,
    show: false,
    title: 'Kioku Studio',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#0F1115' : '#FFFFFF',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => {
    if (state?.isMaximized === true) window.maximize(); // which shows it, so that it must not come sooner
    window.show();
  });

  let timer: NodeJS.Timeout | undefined;
  const save = () => {
    clearTimeout(timer);
    saveState({ ...window.getNormalBounds(), isMaximized: window.isMaximized() });
  };
  const saveSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(save, SETTLED_MS);
  };
  window.on('resize', saveSoon);
  window.on('move', saveSoon);
  window.on('maximize', saveSoon);
  window.on('unmaximize', saveSoon);
  window.on('close', (event) => {
    if (!mayClose()) return event.preventDefault();
    save();
    // The Dock of a Mac would go on showing the last value, since it is the program's and not the window's.
    window.setProgressBar(-1);
  });
  window.on('closed', () => clearTimeout(timer));
  window.loadURL(`${appOrigin}/`).catch((error: unknown) => {
    // A window that is closed while it loads has nothing to say.
    if (!window.isDestroyed()) onLoadFailed(error);
  });
  return window;
}

function workAreas(): [Rectangle, ...Rectangle[]] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary.workArea, ...others.map(({ workArea }) => workArea)];
}
