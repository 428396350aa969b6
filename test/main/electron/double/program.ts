import { EventEmitter } from 'node:events';
import { tmpdir } from 'node:os';
import { controls } from './controls.ts';
import { appEvents } from './windows.ts';

let ready = Promise.withResolvers<undefined>();
let isReady = false;

/** `app`: quitting asks listeners and windows, as Electron does, and then the program is over. */
export const app = Object.assign(appEvents, {
  isPackaged: true,
  commandLine: { hasSwitch: (name: string) => controls.switches.has(name) },
  isReady: () => isReady,
  whenReady: () => ready.promise,
  getVersion: () => '1.2.3',
  getPath: (name: string) => controls.paths.get(name) ?? tmpdir(),
  setPath: (name: string, path: string) => void controls.paths.set(name, path),
  setAppLogsPath: () => undefined,
  setAppUserModelId: () => undefined,
  enableSandbox: () => void (controls.isSandboxed = true),
  disableHardwareAcceleration(): void {
    if (isReady) throw new Error('app.disableHardwareAcceleration() can only be called before app is ready');
    controls.isHardwareUsed = false;
  },
  relaunch: (options?: Electron.RelaunchOptions) => void controls.relaunched.push(options),
  getPreferredSystemLanguages: () => controls.languages,
  requestSingleInstanceLock(data: unknown): boolean {
    controls.lockData = data;
    return controls.askForLock?.(data) ?? controls.isFirstInstance;
  },
  dock: {
    hide: () => undefined,
    setMenu: (menu: Electron.MenuItemConstructorOptions[]) => void (controls.dockMenu = menu),
  },
  setUserTasks(tasks: Electron.Task[]): boolean {
    controls.userTasks = tasks;
    return true;
  },
  addRecentDocument: (path: string) => void controls.recent.push(path),
  clearRecentDocuments: () => void controls.recent.splice(0),
  quit(): void {
    let isPrevented = false;
    appEvents.emit('before-quit', { preventDefault: () => (isPrevented = true) });
    if (isPrevented) return;
    for (const window of controls.windows.filter(({ isGone }) => !isGone)) {
      window.emit('close', { preventDefault: () => (isPrevented = true) });
      if (isPrevented) return;
      window.destroy();
    }
    appEvents.emit('will-quit', { preventDefault: () => (isPrevented = true) });
    if (isPrevented) return;
    controls.exitCode = 0;
    appEvents.emit('quit', {}, 0);
  },
  getAppMetrics: () =>
    controls.processes.flatMap(({ pid, options: { serviceName } }) =>
      pid === undefined ? [] : [{ type: 'Utility', pid, name: serviceName }],
    ),
});

/** The system has started the program. */
export function becomeReady(): Promise<undefined> {
  isReady = true;
  ready.resolve(undefined);
  return ready.promise;
}

type Handler = (request: Request) => Promise<Response> | Response;
type Permission = Parameters<NonNullable<Parameters<Electron.Session['setPermissionRequestHandler']>[0]>>;
type Check = Parameters<NonNullable<Parameters<Electron.Session['setPermissionCheckHandler']>[0]>>;

/** A session that remembers its guards, to be tried by tests. */
class Session extends EventEmitter {
  readonly handlers = new Map<string, Handler>();
  requestPermission: (...args: Permission) => void = () => undefined;
  checkPermission: (...args: Check) => boolean = () => true;
  checkDevice: () => boolean = () => true;
  beforeRequest: (
    details: Electron.OnBeforeRequestListenerDetails,
    decide: (response: Electron.CallbackResponse) => void,
  ) => void = (_details, decide) => decide({});
  readonly protocol = {
    handle: (scheme: string, handler: Handler) => void this.handlers.set(scheme, handler),
  };
  readonly webRequest = {
    onBeforeRequest: (listener: typeof this.beforeRequest) => void (this.beforeRequest = listener),
  };

  setPermissionRequestHandler(handler: typeof this.requestPermission): void {
    this.requestPermission = handler;
  }

  setPermissionCheckHandler(handler: typeof this.checkPermission): void {
    this.checkPermission = handler;
  }

  setDevicePermissionHandler(handler: typeof this.checkDevice): void {
    this.checkDevice = handler;
  }
}

/** The double of the crash reporter: its options go to the controls. */
export const crashReporter: Pick<Electron.CrashReporter, 'start'> = {
  start(options) {
    if (isReady) throw new Error('crashReporter.start should be called before app is ready');
    controls.crashReports = options;
  },
};

export const session = { defaultSession: new Session() };

export const protocol: Pick<Electron.Protocol, 'registerSchemesAsPrivileged'> = {
  registerSchemesAsPrivileged(schemes) {
    if (isReady) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    controls.schemes.push(...schemes);
  },
};

/** As if nothing had been started yet. */
export function resetProgram(): void {
  ready = Promise.withResolvers<undefined>();
  isReady = false;
  appEvents.removeAllListeners();
  session.defaultSession = new Session();
}
