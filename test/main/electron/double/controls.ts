import type { BrowserWindow } from './windows.ts';
import type { Notification, Tray } from './desktop.ts';
import type { UtilityProcess } from './utility-process.ts';
import type { WebContents } from './web-contents.ts';

/** What a test sees and decides of the world around the program. */
const fresh = () => ({
  windows: [] as BrowserWindow[],
  contents: [] as WebContents[],
  processes: [] as UtilityProcess[],
  trays: [] as Tray[],
  notifications: [] as Notification[],
  /** Dialogs that were shown, and what a person answers to the next ones: a button's label, or paths. */
  shown: [] as { kind: 'message' | 'open' | 'save'; options: Record<string, unknown>; parent: unknown }[],
  answers: [] as (string | string[])[],
  /** Asked of the system. */
  opened: [] as string[],
  revealed: [] as string[],
  shared: [] as Electron.SharingItem[],
  recent: [] as string[],
  blockers: new Set<number>(),
  /** Whether the desktop shows icons beside its clock. */
  hasTray: true,
  displays: [{ id: 1, workArea: { x: 0, y: 25, width: 1920, height: 1055 } }],
  languages: ['en-GB'],
  /** The system's store of secrets; null where there is none. */
  secretStore: 'gnome_libsecret' as 'gnome_libsecret' | 'kwallet6' | 'basic_text' | null,
  isFirstInstance: true,
  /** Asks the system itself for the lock of the first instance. */
  askForLock: null as ((data: unknown) => boolean) | null,
  /** Shows a window's page where it can be looked at. */
  showPage: null as ((window: BrowserWindow, url: string) => Promise<void>) | null,
  /** What a second instance hands over. */
  lockData: undefined as unknown,
  /** How utility processes are made. */
  fork: undefined as ((modulePath: string, options: Electron.ForkOptions) => UtilityProcess) | undefined,
  schemes: [] as Electron.CustomScheme[],
  menu: null as Electron.MenuItemConstructorOptions[] | null,
  dockMenu: [] as Electron.MenuItemConstructorOptions[],
  /** In the taskbar of Windows. */
  userTasks: [] as Electron.Task[],
  exitCode: null as number | null,
  /** A version that the updater finds, and the one that it has installed. */
  newerVersion: null as string | null,
  installed: null as string | null,
  /** Of its own line of arguments. */
  switches: new Set<string>(),
  isSandboxed: false,
  isHardwareUsed: true,
  crashReports: null as Electron.CrashReporterStartOptions | null,
  /** Programs that it has asked the system to start when it is over. */
  relaunched: [] as (Electron.RelaunchOptions | undefined)[],
  /** Why no page can be loaded. */
  pageProblem: null as string | null,
  paths: new Map<string, string>(),
  files: new WeakMap<object, string>(),
});

export const controls = fresh();

/** As if nothing had been started yet. */
export const resetControls = (): void => void Object.assign(controls, fresh());
