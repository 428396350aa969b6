import { basename } from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import type { ShellRequest } from '../../contract/shell-contract.ts';
import { menuLabel } from './menu-label.ts';
import type { ShellTexts } from './shell-texts.ts';

export interface MenuOptions {
  texts: ShellTexts;
  isMac: boolean;
  recentFiles: readonly string[];
  /** There is a feed to look at. */
  hasUpdates: boolean;
  /** True while an AppImage is in the applications' menu; null for a program that was installed. */
  isListed: boolean | null;
  actions: {
    /** The window does it. */
    request(request: ShellRequest): void;
    import(): void;
    openFile(path: string): void;
    clearRecent(): void;
    checkForUpdates(): void;
    installCommand(): void;
    /** Puts an AppImage into the applications' menu, or takes it out. */
    list(isWanted: boolean): void;
    showLog(): void;
  };
}

const separator: MenuItemConstructorOptions = { type: 'separator' };

/** The menu bar, as each system wants it: what belongs to the program as a whole lies in its own menu on a Mac, elsewhere under File and Help. */
export function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const { texts, isMac } = options;
  return [
    ...(isMac ? [programMenu(options)] : []),
    fileMenu(options),
    editMenu(texts, isMac),
    viewMenu(options),
    ...(isMac ? [windowMenu(texts)] : []),
    helpMenu(options),
  ];
}

function settingsItem({ texts, actions }: MenuOptions): MenuItemConstructorOptions {
  return {
    label: texts.settings,
    accelerator: 'CmdOrCtrl+,',
    click: () => actions.request({ type: 'go', place: 'settings' }),
  };
}

const updateItems = ({ texts, hasUpdates, actions }: MenuOptions): MenuItemConstructorOptions[] =>
  hasUpdates ? [{ label: texts.updates, click: () => actions.checkForUpdates() }] : [];

function programMenu(options: MenuOptions): MenuItemConstructorOptions {
  const { texts } = options;
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about', label: texts.about },
      ...updateItems(options),
      separator,
      settingsItem(options),
      separator,
      { role: 'services', label: texts.services },
      separator,
      { role: 'hide', label: texts.hide },
      { role: 'hideOthers', label: texts.hideOthers },
      { role: 'unhide', label: texts.unhide },
      separator,
      { role: 'quit', label: texts.quit },
    ],
  };
}

function fileMenu(options: MenuOptions): MenuItemConstructorOptions {
  const { texts, isMac, recentFiles, actions } = options;
  const recent: MenuItemConstructorOptions[] = [
    ...recentFiles.map((path) => ({
      label: menuLabel(basename(path)),
      toolTip: path,
      click: () => actions.openFile(path),
    })),
    separator,
    { label: texts.clearRecent, click: () => actions.clearRecent() },
  ];
  const last: MenuItemConstructorOptions[] = isMac
    ? [{ role: 'close', label: texts.close }]
    : [settingsItem(options), separator, { role: 'quit', label: texts.exit }];
  return {
    role: 'fileMenu',
    label: texts.menus.file,
    submenu: [
      {
        label: texts.newRun,
        accelerator: 'CmdOrCtrl+N',
        click: () => actions.request({ type: 'go', place: 'new-run' }),
      },
      {
        label: texts.newModel,
        accelerator: 'CmdOrCtrl+Shift+N',
        click: () => actions.request({ type: 'go', place: 'new-model' }),
      },
      separator,
      { label: texts.import, accelerator: 'CmdOrCtrl+O', click: () => actions.import() },
      { label: texts.recent, enabled: recentFiles.length > 0, submenu: recent },
      separator,
      ...last,
    ],
  };
}

function editMenu(texts: ShellTexts, isMac: boolean): MenuItemConstructorOptions {
  return {
    role: 'editMenu',
    label: texts.menus.edit,
    submenu: [
      { role: 'undo', label: texts.undo },
      { role: 'redo', label: texts.redo },
      separator,
      { role: 'cut', label: texts.cut },
      { role: 'copy', label: texts.copy },
      { role: 'paste', label: texts.paste },
      ...(isMac ? [{ role: 'pasteAndMatchStyle', label: texts.pastePlain } as const] : []),
      { role: 'delete', label: texts.delete },
      separator,
      { role: 'selectAll', label: texts.selectAll },
    ],
  };
}

function viewMenu({ texts, actions }: MenuOptions): MenuItemConstructorOptions {
  return {
    role: 'viewMenu',
    label: texts.menus.view,
    submenu: [
      {
        label: texts.palette,
        accelerator: 'CmdOrCtrl+K',
        // The window listens for these keys itself, in a browser too.
        registerAccelerator: false,
        click: () => actions.request({ type: 'show-palette' }),
      },
      separator,
      { role: 'resetZoom', label: texts.actualSize },
      { role: 'zoomIn', label: texts.zoomIn },
      { role: 'zoomOut', label: texts.zoomOut },
      separator,
      { role: 'togglefullscreen', label: texts.fullScreen },
    ],
  };
}

function windowMenu(texts: ShellTexts): MenuItemConstructorOptions {
  return {
    role: 'windowMenu',
    label: texts.menus.window,
    submenu: [
      { role: 'minimize', label: texts.minimize },
      { role: 'zoom', label: texts.zoom },
      separator,
      { role: 'front', label: texts.bringToFront },
    ],
  };
}

function helpMenu(options: MenuOptions): MenuItemConstructorOptions {
  const { texts, isMac, isListed, actions } = options;
  const listing: MenuItemConstructorOptions[] =
    isListed === null ? [] : [{ label: isListed ? texts.unlist : texts.list, click: () => actions.list(!isListed) }];
  return {
    role: 'help',
    label: texts.menus.help,
    submenu: [
      { label: texts.lessons, click: () => actions.request({ type: 'go', place: 'lessons' }) },
      { label: texts.shortcuts, click: () => actions.request({ type: 'show-shortcuts' }) },
      separator,
      { label: texts.installCommand, click: () => actions.installCommand() },
      ...listing,
      { label: texts.showLog, click: () => actions.showLog() },
      ...(isMac ? [] : [...updateItems(options), separator, { role: 'about', label: texts.about } as const]),
    ],
  };
}
