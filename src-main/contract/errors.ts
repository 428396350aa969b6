import {
  engineErrors,
  weightsFileErrors,
  type DetailsArgument,
  type ErrorTable,
  type ErrorValues,
} from '../../src-engine/spec/engine-errors.ts';
import { datasetFitProblems } from './datasets/dataset-fit-problems.ts';
import { unusableFileParameters } from './datasets/unusable-files.ts';

/**
 * The errors that a person can act on: by code, or by code and reason, with the values that a text about them takes. The renderer
 * has texts for all of them; the CLI prints the message.
 */
export const studioErrors = {
  'dataset-empty': { file: ['name'], 'no-text-file': ['name'] },
  'dataset-not-text': { unknown: ['name'], 'zero-bytes': ['name'], 'other-encoding': ['name', 'encoding'] },
  'file-not-data': unusableFileParameters,
  'dataset-malformed': ['name', 'encoding', 'position'],
  'dataset-too-large': ['name', 'size', 'maximum'],
  'dataset-not-found': [],
  'dataset-in-use': ['name'],
  'dataset-missing': ['name'],
  'dataset-does-not-fit': datasetFitProblems,
  'archive-refused': {
    damaged: ['name'],
    encrypted: ['name'],
    'unknown-packing': ['name'],
    nested: ['name', 'file'],
    twice: ['name', 'file'],
    'too-many-files': ['name', 'maximum'],
    'too-large': ['name', 'maximum'],
    harmful: ['name', 'times'],
    'long-names': ['name'],
    'among-files': ['name'],
    'lacks-memory': ['name', 'limit'],
    'takes-too-long': ['name', 'seconds'],
    'reader-ended': ['name'],
    'damaged-table': ['name', 'format'],
    'packed-table': ['name'],
    'damaged-packing': ['name', 'packing'],
    'damaged-document': ['name', 'format'],
    'encrypted-document': ['name', 'format'],
    'no-text': ['name', 'format'],
    'no-subtitles': ['name'],
  },
  'import-not-found': [],
  'sample-not-found': [],
  'network-not-found': [],
  'text-too-short': engineErrors['text-too-short'],
  'invalid-data': {
    ...engineErrors['invalid-data'],
    'open-row': ['name', 'line', 'delimiter'],
    'line-too-long': ['name', 'line', 'maximum'],
    'too-many-columns': ['maximum'],
    'columns-differ': ['name'],
    'no-rows': ['name', 'format'],
    'no-table': ['name'],
    'no-folders': ['name'],
    'too-many-classes': ['maximum'],
    'text-too-long': ['name', 'maximum'],
    'no-such-row': ['row', 'rows'],
    'more-than-announced': [],
    'not-whole': ['name'],
    unreadable: ['name'],
    'no-single-file': ['name'],
    'no-fix': [],
    'no-classifier': [],
    'predicts-numbers': [],
    'no-such-class': ['name', 'known'],
    'no-tagger': [],
    'only-classifies': [],
    'no-forecaster': [],
    'has-validation': [],
    'other-kind': ['name'],
    'labels-not-learnt': ['name', 'labels'],
    'scaling-gone': ['name'],
    'reads-more': ['steps', 'asked'],
    'no-such-series': ['series', 'known'],
    'too-few-rows-before': ['rows', 'needed'],
    'other-times': ['name'],
    'unknown-category': ['name', 'column', 'value', 'known'],
    'not-known-ahead': ['column', 'columns'],
    'no-number': ['column', 'value'],
    'no-known-label': ['name', 'found', 'expected'],
    'format-unclear': ['name', 'formats'],
    'unclear-meaning': ['name', 'options'],
    'no-times': ['name', 'column'],
    'two-roles': ['column'],
    'no-such-zone': ['zone'],
    'no-numbers': ['column'],
    'label-varies': ['name', 'first', 'second', 'line'],
    'no-tagged-sentences': ['name', 'file', 'line'],
    'no-lists': ['name'],
    'only-tags': ['name'],
    'lesson-setting': ['setting'],
  },
  'run-not-found': [],
  'not-in-trash': [],
  'run-wrong-state': { state: [], 'no-epochs-left': ['epochs'], 'no-steps-left': ['step'] },
  'run-busy': [],
  'checkpoint-not-found': [],
  'invalid-model': {
    ...engineErrors['invalid-model'],
    'none-chosen': [],
    'no-such-preset': ['preset'],
    'no-embedding': [],
    'does-not-write': [],
  },
  'invalid-training': engineErrors['invalid-training'],
  'model-not-found': [],
  'invalid-checkpoint': [],
  'export-refused': [],
  'export-not-found': [],
  'export-failed': {
    ended: [],
    'not-saved': ['detail'],
    'not-shared': ['detail'],
    'too-large-to-share': ['maximum'],
    'lacks-memory': ['limit'],
    'takes-too-long': ['seconds'],
  },
  'bundle-refused': {
    damaged: ['name'],
    'wrong-format': ['name'],
    newer: ['name'],
    'too-large': ['name'],
    'lacks-memory': ['name', 'limit'],
    'takes-too-long': ['name', 'seconds'],
    'reader-ended': ['name'],
  },
  'model-file-refused': {
    ...weightsFileErrors,
    'several-files': [],
    'takes-too-long': ['name', 'seconds', 'size'],
    'lacks-memory': ['name', 'limit', 'size'],
    'reader-ended': ['name'],
    'not-settled': ['name'],
  },
  'keras-weights-alone': ['name'],
  diverged: engineErrors.diverged,
  'out-of-memory': { ...engineErrors['out-of-memory'], training: ['needed', 'available'] },
  'engine-failed': {
    ended: [],
    'does-not-start': [],
    'studio-ended': [],
    'turn-lost': [],
    'no-time-to-save': [],
    'no-answer': ['seconds'],
    'ended-again': [],
  },
  'not-permitted': { look: [], use: [], revoked: [], owner: [], program: [] },
  'channel-refused': { taken: ['name'], unknown: [], key: [], 'no-key': [] },
  'token-refused': { taken: ['name'], name: ['name'], unknown: ['name'] },
  'data-folder-unwritable': [],
  'data-folder-locked': [],
  'folder-refused': {
    gone: ['folder'],
    nested: [],
    'not-empty': ['folder'],
    'no-space': ['folder', 'needed'],
    'copy-differs': ['file', 'folder'],
    failed: ['detail'],
    'set-outside': [],
    busy: [],
  },
  'database-newer': [],
  'database-damaged': [],
  'disk-full': [],
  'upgrade-needs-room': ['needed', 'free'],
  'port-in-use': [],
  internal: { ...engineErrors.internal, unforeseen: ['id'], 'host-ended': [], 'node-too-old': ['version'] },
} as const satisfies ErrorTable;

export type StudioErrorCode = keyof typeof studioErrors;

export const studioErrorCodes = Object.keys(studioErrors) as [StudioErrorCode, ...StudioErrorCode[]];

export interface RelayedError {
  code: StudioErrorCode;
  message: string;
  details: ErrorValues;
}

/** An error with a stable code, an English sentence that says what to do, and the values a translation needs. */
export class StudioError<C extends StudioErrorCode = StudioErrorCode> extends Error {
  readonly code: StudioErrorCode;
  readonly details: ErrorValues;
  constructor(code: C, message: string, ...[details]: DetailsArgument<(typeof studioErrors)[C]>) {
    super(message);
    this.name = 'StudioError';
    this.code = code;
    this.details = details ?? {};
  }

  /** An error that another process or thread has told of. */
  static relayed({ code, message, details }: RelayedError): StudioError {
    return new StudioError(code, message, details);
  }
}
