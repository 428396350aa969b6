/** Functions that run in a page, where they are put as texts: they can name nothing but what they are given. */

/** The names of what only the two worlds of a page and this double know; one that a page could guess would be a door. */
export interface WorldNames {
  /** Says something to the program. */
  speak: string;
  /** Is called by the program. */
  hear: string;
  /** Events between the worlds: what is exposed, a call, and its outcome. */
  expose: string;
  call: string;
  outcome: string;
}

/** A port's message on its way: as text, as bytes in base64, or as JSON. */
export type Carried = { text: string } | { bytes: string } | { json: unknown };

/** What the isolated world says to the program. */
export type FromPage =
  | { type: 'send'; channel: string; message: unknown }
  | { type: 'invoke'; callId: string; channel: string; message: unknown }
  | { type: 'find-files'; callId: string; count: number }
  | { type: 'port-message'; portId: string; data: Carried }
  | { type: 'port-closed'; portId: string }
  | { type: 'preload-error'; message: string };

/** And what it hears. */
export type ToPage =
  | { type: 'answer'; callId: string; value?: unknown; error?: string }
  | { type: 'files-found'; callId: string; paths: string[] }
  | { type: 'post'; channel: string; message: unknown; ports: string[] }
  | { type: 'port-message'; portId: string; data: Carried }
  | { type: 'port-closed'; portId: string };

type Outcome = { callId: string } & ({ value: unknown } | { error: string } | { isPending: true });

/** In the page's own world: gives it what a preload script exposes, as functions that call over to the other world, with all values cloned. */
export function mainWorld(names: WorldNames): void {
  const waiting = new Map<string, PromiseWithResolvers<unknown>>();
  let calls = 0;
  let atOnce: Outcome | null = null;
  addEventListener(names.outcome, (event) => {
    const outcome = (event as CustomEvent<Outcome>).detail;
    const asked = waiting.get(outcome.callId);
    if (asked === undefined) atOnce = outcome;
    else if ('error' in outcome) asked.reject(new Error(outcome.error));
    else if ('value' in outcome) asked.resolve(outcome.value);
  });
  const call = (name: string, key: string, args: unknown[]): unknown => {
    const callId = `call-${++calls}`;
    atOnce = null;
    dispatchEvent(new CustomEvent(names.call, { detail: { callId, name, key, args } }));
    const outcome = atOnce as Outcome | null;
    if (outcome === null) throw new Error('An object could not be cloned.');
    if ('error' in outcome) throw new Error(outcome.error);
    if ('value' in outcome) return outcome.value;
    const asked = Promise.withResolvers<unknown>();
    waiting.set(callId, asked);
    return asked.promise;
  };
  addEventListener(names.expose, (event) => {
    const { name, keys } = (event as CustomEvent<{ name: string; keys: string[] }>).detail;
    const api = Object.fromEntries(keys.map((key) => [key, (...args: unknown[]) => call(name, key, args)]));
    Object.defineProperty(globalThis, name, { value: Object.freeze(api) });
  });
}

/** In a world of its own, which shares only the document with the page: gives what a sandboxed preload script may require of Electron. */
export function isolatedWorld(names: WorldNames): Record<string, unknown> {
  const say = (message: FromPage) =>
    (Reflect.get(globalThis, names.speak) as (text: string) => void)(JSON.stringify(message));
  const apis = new Map<string, Record<string, (...args: unknown[]) => unknown>>();
  const asked = new Map<string, PromiseWithResolvers<unknown>>();
  let questions = 0;
  const located = new Map<string, PromiseWithResolvers<string[]>>();
  const files = new Map<string, File[]>();
  const paths = new WeakMap<File, string>();
  const ports = new Map<string, MessagePort>();
  const listeners = new Map<string, (event: { ports: MessagePort[] }, message: unknown) => void>();

  const pack = (data: unknown): Carried => {
    if (typeof data === 'string') return { text: data };
    if (!(data instanceof Uint8Array)) return { json: data };
    let characters = '';
    for (let n = 0; n < data.length; n += 8192) characters += String.fromCharCode(...data.subarray(n, n + 8192));
    return { bytes: btoa(characters) };
  };
  const unpack = (data: Carried): unknown => {
    if ('text' in data) return data.text;
    return 'json' in data ? data.json : Uint8Array.from(atob(data.bytes), (each) => each.charCodeAt(0));
  };
  const filesIn = (value: unknown): File[] => {
    if (value instanceof File) return [value];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(filesIn) : [];
  };
  /** Asks the browser where files lie, before a script asks for that at once. */
  const locate = async (callId: string, found: File[]): Promise<void> => {
    files.set(callId, found);
    const answer = Promise.withResolvers<string[]>();
    located.set(callId, answer);
    say({ type: 'find-files', callId, count: found.length });
    (await answer.promise).forEach((path, index) => paths.set(found[index], path));
    files.delete(callId);
  };
  const receivePort = (portId: string): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    port2.addEventListener('message', ({ data }) => say({ type: 'port-message', portId, data: pack(data) }));
    port2.addEventListener('close', () => {
      if (ports.delete(portId)) say({ type: 'port-closed', portId });
    });
    port2.start();
    ports.set(portId, port2);
    return port1;
  };
  const hear = (told: ToPage): void => {
    if (told.type === 'answer') {
      if (told.error === undefined) asked.get(told.callId)?.resolve(told.value);
      else asked.get(told.callId)?.reject(new Error(told.error));
    } else if (told.type === 'files-found') located.get(told.callId)?.resolve(told.paths);
    else if (told.type === 'post') listeners.get(told.channel)?.({ ports: told.ports.map(receivePort) }, told.message);
    else if (told.type === 'port-message') ports.get(told.portId)?.postMessage(unpack(told.data));
    else {
      const port = ports.get(told.portId);
      ports.delete(told.portId);
      port?.close();
    }
  };
  Object.assign(globalThis, {
    [names.hear]: hear,
    [`${names.hear}-file`]: (callId: string, n: number) => files.get(callId)?.[n],
  });

  addEventListener(names.call, (event) => {
    const { callId, name, key, args } = (
      event as CustomEvent<{ callId: string; name: string; key: string; args: unknown[] }>
    ).detail;
    const ends = (outcome: object) => dispatchEvent(new CustomEvent(names.outcome, { detail: { callId, ...outcome } }));
    const fails = (error: unknown) => ends({ error: error instanceof Error ? error.message : String(error) });
    const found = filesIn(args);
    try {
      const run = () => apis.get(name)?.[key](...args);
      const result = found.length > 0 ? locate(callId, found).then(run) : run();
      if (!(result instanceof Promise)) return void ends({ value: result });
      ends({ isPending: true });
      result.then((value: unknown) => ends({ value }), fails);
    } catch (error) {
      fails(error);
    }
  });

  return {
    contextBridge: {
      exposeInMainWorld(name: string, api: Record<string, (...args: unknown[]) => unknown>) {
        apis.set(name, api);
        dispatchEvent(new CustomEvent(names.expose, { detail: { name, keys: Object.keys(api) } }));
      },
    },
    ipcRenderer: {
      send: (channel: string, message: unknown) => say({ type: 'send', channel, message: structuredClone(message) }),
      invoke(channel: string, message: unknown) {
        const callId = `question-${++questions}`;
        const answer = Promise.withResolvers<unknown>();
        asked.set(callId, answer);
        say({ type: 'invoke', callId, channel, message: structuredClone(message) });
        return answer.promise;
      },
      on: (channel: string, listener: (event: { ports: MessagePort[] }, message: unknown) => void) =>
        void listeners.set(channel, listener),
    },
    webUtils: { getPathForFile: (file: File) => paths.get(file) ?? '' },
  };
}
