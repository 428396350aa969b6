/** The messages between the desktop program's main process and its host process. Some of them carry ports. */
import type { StudioErrorCode } from '../../contract/errors.ts';
import type { StagedFiles } from '../../contract/window-bridge.ts';
import type { WorkItem } from '../../system/ongoing-work.ts';
import type { LogLevel } from '../host.ts';

/** Programs that the host has forked for it: what computes, and what reads and writes files of other programs. */
export type ChildProgram = 'engine' | 'formats';

export interface PathOnDisk {
  /** The path as the person sees it. */
  path: string;
  file: string;
}

/** Files that were opened with the studio, as the host has staged them. */
export interface OpenedFiles {
  importId: string;
  name: string;
  files: { path: string; bytes: number }[];
}

/** A failure in words for a person. */
export interface HostFailure {
  code: StudioErrorCode;
  message: string;
  details: Record<string, string | number>;
}

/** Questions with an answer, by name. */
export interface HostQuestions {
  'stage-files': { asked: { name: string; files: PathOnDisk[] }; answer: Extract<StagedFiles, { importId: string }> };
  /** Files and folders, as they were opened: a folder becomes one import. */
  'open-paths': { asked: { paths: string[] }; answer: { opened: OpenedFiles[] } };
  'export-path': { asked: { exportId: string }; answer: { file: string } };
}

export type HostQuestion = keyof HostQuestions;

export type ToHost =
  /** `mustExist`: the folder was there before, so that none is made in its place. */
  | { type: 'start'; dataDir: string; mustExist: boolean; version: string }
  /** Instead of `start`. */
  | { type: 'move'; from: string; to: string }
  /** With a port to a window. */
  | { type: 'connect' }
  /** With a port to the process that was asked for. */
  | { type: 'child'; childId: string }
  | { type: 'child-started'; childId: string; pid: number }
  | { type: 'child-gone'; childId: string; detail: string }
  | {
      [Q in HostQuestion]: { type: 'ask'; questionId: string; question: Q; asked: HostQuestions[Q]['asked'] };
    }[HostQuestion]
  /** The answer to `read-secret-key`, in base64; null where the system has no store for secrets. */
  | { type: 'secret-key'; key: string | null }
  /** Trainings write their checkpoints; `bye` follows. */
  | { type: 'close' };

export type FromHost =
  /** The share from 0 to 1 of the copy that an upgrade of the database begins with. */
  | { type: 'upgrading'; share: number }
  | { type: 'ready' }
  | ({ type: 'init-failed' } & HostFailure)
  /** `heapMegabytes`: what V8's heap may hold, or null for its usual size. */
  | { type: 'spawn-child'; childId: string; program: ChildProgram; heapMegabytes: number | null }
  | { type: 'kill-child'; childId: string }
  /** Asked once, when a secret is to be sealed or opened. */
  | { type: 'read-secret-key' }
  | { type: 'answer'; questionId: string; answer: HostQuestions[HostQuestion]['answer'] }
  | ({ type: 'refused'; questionId: string } & HostFailure)
  | ({ type: 'activity' } & Activity)
  | ({ type: 'run-ended' } & EndedRun)
  | { type: 'log'; level: LogLevel; text: string }
  | { type: 'moving'; stage: 'copying' | 'checking'; bytesDone: number; bytesTotal: number }
  | { type: 'moved' }
  | { type: 'bye' };

/** The host's present work, as the system may show it. */
export interface Activity {
  /** The run in training; null means none. */
  training: { runId: string; name: string; /** 0…1; null: not known yet. */ share: number | null } | null;
  waiting: number;
  /** The work that is lost where the program ends before it is done. */
  work: WorkItem[];
}

export interface EndedRun {
  runId: string;
  name: string;
  state: 'finished' | 'failed' | 'diverged' | 'interrupted';
  error: HostFailure | null;
}
