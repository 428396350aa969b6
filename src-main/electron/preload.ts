/**
 * Runs sandboxed before the page. The page gets no more than this: two ports that it may ask for, and a way to name files that a person
 * gave it, whose paths stay on this side.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import {
  bridgeName,
  ipcChannels,
  type PortMessage,
  type StagedFiles,
  type WindowBridge,
} from '../contract/window-bridge.ts';

/** This side of the project is compiled without the DOM's types. */
declare const window: {
  readonly location: { readonly origin: string };
  postMessage(message: PortMessage, origin: string, transfer: readonly unknown[]): void;
};

const bridge: WindowBridge = {
  requestPort: (kind, requestId) => ipcRenderer.send(ipcChannels.requestPort, { kind, requestId }),
  async stageFiles(name, files) {
    const local = files.map(({ path, file }) => ({ path, file: webUtils.getPathForFile(file) }));
    if (local.some(({ file }) => file === '')) return null;
    return (await ipcRenderer.invoke(ipcChannels.stageFiles, { name, files: local })) as StagedFiles;
  },
};

// A port cannot cross the bridge; it goes as a message of the window, which only this origin can read.
ipcRenderer.on(ipcChannels.port, (event, message: PortMessage) => {
  window.postMessage(message, window.location.origin, event.ports);
});
contextBridge.exposeInMainWorld(bridgeName, bridge);
