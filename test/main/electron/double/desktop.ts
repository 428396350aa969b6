import { EventEmitter } from 'node:events';
import { controls } from './controls.ts';
import { app } from './program.ts';

type Template = Electron.MenuItemConstructorOptions[];

interface ShownMenu {
  items: { label: string; enabled: boolean; click(): void; submenu: ShownMenu | undefined }[];
}

/** As menus are seen once they are shown. */
function shownMenu(template: Template): ShownMenu {
  return {
    items: template.map((item) => ({
      label: item.label ?? '',
      enabled: item.enabled ?? true,
      click: () => (item.role === 'quit' ? app.quit() : item.click?.({} as Electron.MenuItem, undefined, {})),
      submenu: Array.isArray(item.submenu) ? shownMenu(item.submenu) : undefined,
    })),
  };
}

/** Menus stay the templates that they are made of. */
export const Menu = {
  buildFromTemplate: (template: Template): Template => template,
  setApplicationMenu(menu: Template): void {
    controls.menu = menu;
  },
  getApplicationMenu: () => (controls.menu === null ? null : shownMenu(controls.menu)),
};

export class Tray extends EventEmitter implements Pick<Electron.Tray, 'setToolTip' | 'setTitle' | 'destroy'> {
  toolTip = '';
  title = '';
  menu: Template = [];
  isGone = false;

  constructor() {
    super();
    controls.trays.push(this);
  }

  setToolTip(text: string): void {
    this.toolTip = text;
  }

  setTitle(text: string): void {
    this.title = text;
  }

  setContextMenu(menu: Template): void {
    this.menu = menu;
  }

  destroy(): void {
    this.isGone = true;
  }
}

export class ShareMenu implements Pick<Electron.ShareMenu, 'popup'> {
  readonly #item: Electron.SharingItem;

  constructor(item: Electron.SharingItem) {
    this.#item = item;
  }

  popup(): void {
    controls.shared.push(this.#item);
  }
}

export class Notification extends EventEmitter implements Pick<Electron.Notification, 'show'> {
  static isSupported = () => true;
  readonly options: Electron.NotificationConstructorOptions;

  constructor(options: Electron.NotificationConstructorOptions) {
    super();
    this.options = options;
  }

  show(): void {
    controls.notifications.push(this);
  }
}

export const powerSaveBlocker: Pick<Electron.PowerSaveBlocker, 'start' | 'stop'> = {
  start() {
    const id = controls.blockers.size + 1;
    controls.blockers.add(id);
    return id;
  },
  stop: (id) => controls.blockers.delete(id),
};

export const powerMonitor = new EventEmitter();

export const nativeTheme = { themeSource: 'system', shouldUseDarkColors: false };

export const nativeImage = { createFromPath: (path: string) => ({ path }) };

/** A store whose encryption is easy to see through. */
export const safeStorage: Pick<
  Electron.SafeStorage,
  'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptString' | 'decryptString'
> = {
  isEncryptionAvailable: () => controls.secretStore !== null,
  getSelectedStorageBackend: () => controls.secretStore ?? 'unknown',
  encryptString: (text) => Buffer.from(`${controls.secretStore} ${[...text].toReversed().join('')}`),
  decryptString(encrypted) {
    const [store, text] = encrypted.toString().split(' ');
    if (store !== controls.secretStore) throw new Error('Error while decrypting the ciphertext provided.');
    return [...text].toReversed().join('');
  },
};

export const screen = {
  getPrimaryDisplay: () => controls.displays[0],
  getAllDisplays: () => controls.displays,
};

export const shell: Pick<Electron.Shell, 'openExternal' | 'openPath' | 'showItemInFolder'> = {
  async openExternal(url) {
    controls.opened.push(url);
  },
  async openPath(path) {
    controls.opened.push(path);
    return '';
  },
  showItemInFolder: (path) => void controls.revealed.push(path),
};

/** Answers with what the test has laid ready; a dialog that nobody expects fails the test. */
function answer(kind: 'message' | 'open' | 'save', args: unknown[]): string | string[] {
  const options = args.at(-1) as Record<string, unknown>;
  controls.shown.push({ kind, options, parent: args.length > 1 ? args[0] : undefined });
  const next = controls.answers.shift();
  if (next === undefined) throw new Error(`Nobody answers: ${JSON.stringify(options)}`);
  return next;
}

export const dialog = {
  async showMessageBox(...args: unknown[]): Promise<Electron.MessageBoxReturnValue> {
    const label = answer('message', args);
    const { buttons } = args.at(-1) as { buttons: string[] };
    const response = buttons.indexOf(String(label));
    if (response < 0) throw new Error(`No button ${String(label)} among ${buttons.join(', ')}`);
    return { response, checkboxChecked: false };
  },
  async showOpenDialog(...args: unknown[]): Promise<Electron.OpenDialogReturnValue> {
    const filePaths = answer('open', args) as string[];
    return { canceled: filePaths.length === 0, filePaths };
  },
  async showSaveDialog(...args: unknown[]): Promise<Electron.SaveDialogReturnValue> {
    const filePath = String(answer('save', args));
    return { canceled: filePath === '', filePath };
  },
};
