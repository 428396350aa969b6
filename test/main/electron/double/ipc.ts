import { EventEmitter } from 'node:events';
import { controls } from './controls.ts';
import { pagePort } from './message-port-main.ts';
import type { WebContents } from './web-contents.ts';

type Listener = (event: unknown, message: unknown) => unknown;

const handlers = new Map<string, Listener>();
const events = new EventEmitter();

export const ipcMain = {
  on: (channel: string, listener: Listener) => void events.on(channel, listener),
  handle: (channel: string, listener: Listener) => void handlers.set(channel, listener),
};

/** A message as from a page: by default from the top frame of those contents. */
export function sendFrom(
  sender: WebContents,
  channel: string,
  message: unknown,
  senderFrame: unknown = sender.mainFrame,
): void {
  events.emit(channel, { sender, senderFrame }, structuredClone(message));
}

export async function invokeFrom(
  sender: WebContents,
  channel: string,
  message: unknown,
  senderFrame: unknown = sender.mainFrame,
): Promise<unknown> {
  const handler = handlers.get(channel);
  if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
  return structuredClone(await handler({ sender, senderFrame }, structuredClone(message)));
}

const contents = (): WebContents => controls.contents[controls.contents.length - 1];

/** A preload script's side, for the page of the window that was opened last. */
export const ipcRenderer = {
  send: (channel: string, message: unknown) => sendFrom(contents(), channel, message),
  invoke: (channel: string, message: unknown) => invokeFrom(contents(), channel, message),
  on(channel: string, listener: (event: { ports: MessagePort[] }, message: unknown) => void) {
    contents().on('posted', (posted: string, message: unknown, ports: Electron.MessagePortMain[]) => {
      if (posted === channel) listener({ ports: ports.map(pagePort) }, message);
    });
  },
};

export const contextBridge: Pick<Electron.ContextBridge, 'exposeInMainWorld'> = {
  exposeInMainWorld: (name, api) => void Reflect.set(Reflect.get(globalThis, 'window') as object, name, api),
};

/** Files know where they lie only if a person gave them to the page. */
export const webUtils: Pick<Electron.WebUtils, 'getPathForFile'> = {
  getPathForFile: (file) => controls.files.get(file) ?? '',
};

/** As if nothing had been started yet. */
export function resetIpc(): void {
  handlers.clear();
  events.removeAllListeners();
}
