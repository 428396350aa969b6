/**
 * Stands in for Electron where its program is not: what the studio uses of it, as its documentation describes it. `double`, and what tests
 * do as the system or a page, are not part of Electron.
 */
import { controls } from './controls.ts';
import { ForkedProcess } from './utility-process.ts';

export { app, becomeReady, crashReporter, protocol, session } from './program.ts';
export { controls } from './controls.ts';
export {
  dialog,
  Menu,
  nativeImage,
  nativeTheme,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  safeStorage,
  screen,
  ShareMenu,
  shell,
  Tray,
} from './desktop.ts';
export { contextBridge, invokeFrom, ipcMain, ipcRenderer, sendFrom, webUtils } from './ipc.ts';
export { MessageChannelMain, pagePort } from './message-port-main.ts';
export { ScriptedProcess } from './utility-process.ts';
export { BrowserWindow } from './windows.ts';

export const utilityProcess = {
  fork(modulePath: string, _args: string[], options: Electron.ForkOptions) {
    const child = controls.fork?.(modulePath, options) ?? new ForkedProcess(modulePath, options);
    controls.processes.push(child);
    return child;
  },
};
