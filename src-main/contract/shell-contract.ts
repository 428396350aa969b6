import { eventIterator } from '@orpc/contract';
import type { ContractRouterClient } from '@orpc/contract';
import { z } from 'zod';
import { procedure } from './procedure.ts';

const exportId = z.object({ exportId: z.string().min(1).max(100) });

/** A file that the page itself has made, such as a report, and the name that it is to have. */
const pageFile = z.object({ name: z.string().min(1).max(300), content: z.instanceof(Blob) });

/** A file that is larger than this is saved, and shared from its folder. */
export const mostSharedBytes = 64 * 2 ** 20;

/** The settings that the window may change. */
export const shellChoices = z.object({
  /** The language of menus, dialogs and notifications; null for the system's. */
  language: z.enum(['en', 'ja']).nullable(),
  theme: z.enum(['system', 'dark', 'light']),
  /** The machine does not fall asleep while a run is in training. */
  keepAwake: z.boolean(),
  /** Says that a training is over when nobody looks at the window. */
  notifications: z.boolean(),
});

/** An address where newer versions are looked for, or null for nowhere. */
export const updateFeed = z
  .url({ protocol: /^https$/ })
  .max(2000)
  .nullable();

/** A person's choices for the desktop program, beside those that the studio itself keeps. `python`: the program in which exports are proved; null for the first that is found. */
const shellSettings = shellChoices.extend({ updateFeed, python: z.string().nullable() });

export const shellPlaces = ['datasets', 'models', 'new-model', 'runs', 'new-run', 'settings', 'lessons'] as const;

/** The requests of menus, the system and other programs to the window. */
const shellRequest = z.discriminatedUnion('type', [
  z.object({ type: z.literal('go'), place: z.enum(shellPlaces) }),
  z.object({ type: z.literal('show-run'), runId: z.string() }),
  z.object({ type: z.literal('show-palette') }),
  z.object({ type: z.literal('show-shortcuts') }),
  /** Files that were opened with the studio. They are staged: their import has this id. */
  z.object({
    type: z.literal('opened'),
    importId: z.string(),
    name: z.string(),
    files: z.array(z.object({ path: z.string(), bytes: z.int() })),
  }),
]);

const dataFolderUpdate = z.discriminatedUnion('type', [
  /** The person chose none. */
  z.object({ type: z.literal('cancelled') }),
  z.object({ type: z.literal('copying'), bytesDone: z.int(), bytesTotal: z.int() }),
  z.object({ type: z.literal('checking'), bytesDone: z.int(), bytesTotal: z.int() }),
  z.object({ type: z.literal('changed'), dataDir: z.string() }),
]);

/** `share`: how much of the copy is made that comes first, from 0 to 1. null: there is no upgrade. */
const databaseUpgrade = z.object({ share: z.number().min(0).max(1).nullable() });

const updateState = z.discriminatedUnion('type', [
  /** No feed is set. */
  z.object({ type: z.literal('off') }),
  z.object({ type: z.literal('idle') }),
  z.object({ type: z.literal('checking') }),
  z.object({ type: z.literal('current') }),
  /** It is fetched when the person says so. */
  z.object({ type: z.literal('available'), version: z.string() }),
  z.object({ type: z.literal('downloading'), version: z.string(), share: z.number() }),
  /** It is installed when the studio ends. */
  z.object({ type: z.literal('ready'), version: z.string() }),
  /** Whoever has put this copy here has to replace it. */
  z.object({ type: z.literal('not-possible') }),
  /** It was made without a key to check lists of versions with. */
  z.object({ type: z.literal('without-key') }),
  /** The list of versions is not signed by those who made this program. */
  z.object({ type: z.literal('unsigned') }),
  z.object({ type: z.literal('failed'), message: z.string() }),
]);

/** The services that the desktop program offers to its own window alone. A browser has none of them. */
export const shellContract = {
  /** Ends with the window. */
  requests: procedure.output(eventIterator(shellRequest)),
  /** While the host brings an older database up to date, before it can be called itself. */
  upgrade: procedure.output(eventIterator(databaseUpgrade)),
  exports: {
    /** Asks where to, and copies the export's file there. `null` means that the person gave up. */
    save: procedure.input(exportId).output(z.object({ savedAs: z.string().nullable() })),
    /** Shows the export's file in the system's file manager: the copy that was saved last, where one is. */
    reveal: procedure.input(exportId).output(z.void()),
    /** Drags the export's file out of the window. To be called when a drag begins, with the browser's own drag prevented. */
    drag: procedure.input(exportId).output(z.void()),
    /** Opens the share menu of a Mac with the export's file; no other system has one. */
    share: procedure.input(exportId).output(z.void()),
  },
  files: {
    /**
     * Asks where to, and writes a file there that the page itself has made. `null` means that the person gave up. Refused with
     * `export-failed` where it cannot be written; what was there before is then still there.
     */
    save: procedure.input(pageFile).output(z.object({ savedAs: z.string().nullable() })),
    /**
     * Opens the share menu of a Mac with a file that the page itself has made, such as a report; no other system has one. Refused with
     * `export-failed` where the file is larger than `mostSharedBytes` or cannot be written.
     */
    share: procedure.input(pageFile).output(z.void()),
  },
  settings: {
    get: procedure.output(shellSettings),
    /** Leaves the fields that are left out unchanged. */
    set: procedure.input(shellChoices.partial()).output(shellSettings),
  },
  /** A page names no program that is run: it is chosen in a dialog of the system. */
  python: {
    choose: procedure.output(shellSettings),
    forget: procedure.output(shellSettings),
  },
  dataFolder: {
    reveal: procedure.output(z.void()),
    /**
     * Asks for a folder and takes everything there, or opens what a studio has left there before. The host is away meanwhile; a training is
     * paused first. Refused with `folder-refused`; the old folder is then used on.
     */
    change: procedure.output(eventIterator(dataFolderUpdate)),
  },
  /** Puts `kioku` where terminals find it, says so in a dialog of the system, and gives what came of it; null means that it failed. */
  installCommand: procedure.output(z.object({ file: z.string(), isOnPath: z.boolean() }).nullable()),
  /** Opens the log in the system's editor. */
  showLog: procedure.output(z.void()),
  updates: {
    watch: procedure.output(eventIterator(updateState)),
    /** Asks in a dialog of the system, which no page can answer, and gives what then holds. */
    changeFeed: procedure.input(z.object({ feed: updateFeed })).output(shellSettings),
    check: procedure.output(z.void()),
    download: procedure.output(z.void()),
    /** Ends the studio and starts the newer one. A training is asked about. */
    install: procedure.output(z.void()),
  },
};

export type ShellClient = ContractRouterClient<typeof shellContract>;
export type ShellChoices = z.infer<typeof shellChoices>;
export type ShellSettings = z.infer<typeof shellSettings>;
export type ShellRequest = z.infer<typeof shellRequest>;
export type DatabaseUpgrade = z.infer<typeof databaseUpgrade>;
export type DataFolderUpdate = z.infer<typeof dataFolderUpdate>;
export type UpdateState = z.infer<typeof updateState>;
