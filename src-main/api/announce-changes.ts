import { os } from '@orpc/server';
import type { contract } from '../contract/contract.ts';
import type { StoredKind } from '../contract/stored-kinds.ts';
import type { StoredChanges } from '../system/stored-changes.ts';
import { isEventIterator } from './report-errors.ts';

type Contract = typeof contract;
type ProcedurePath = { [Group in keyof Contract]: `${Group}.${keyof Contract[Group] & string}` }[keyof Contract];

/** The kinds of stored things that a call changes. A dataset tells how many runs there are on it. */
const changedBy: Partial<Record<ProcedurePath, readonly StoredKind[]>> = {
  'datasets.import': ['datasets'],
  'datasets.importSample': ['datasets'],
  'datasets.rename': ['datasets'],
  'datasets.setTags': ['datasets'],
  'datasets.relabel': ['datasets'],
  'datasets.addValidation': ['datasets'],
  'datasets.delete': ['datasets'],
  'imports.run': ['datasets'],
  'models.save': ['models'],
  'models.delete': ['models'],
  'modelImports.run': ['datasets', 'models'],
  'runs.start': ['datasets'],
  'runs.branch': ['datasets'],
  'runs.trainOnDataset': ['datasets'],
  'runs.repeatWithSeeds': ['datasets'],
  'runs.tryFix': ['datasets', 'trials'],
  'runs.delete': ['datasets', 'exports', 'trials'],
  'runs.keepCheckpoint': ['checkpoints'],
  'exports.create': ['exports'],
  'exports.delete': ['exports'],
  'lessons.keepProgress': ['lessons'],
  'lessons.forget': ['lessons'],
  'settings.set': ['settings'],
  'notifications.add': ['notifications'],
  'notifications.update': ['notifications'],
  'notifications.remove': ['notifications'],
  'sweeps.start': ['datasets', 'sweeps'],
  'sweeps.end': ['sweeps'],
  'trash.restore': ['datasets', 'models', 'exports'],
  'trash.empty': ['datasets', 'models', 'exports'],
};

/** A middleware that tells `changes` of every call that has changed something, when it has, and of a stream when it ends. */
export function announceChanges(changes: Pick<StoredChanges, 'announce'>) {
  return os.middleware(async ({ next, path }) => {
    const kinds = changedBy[path.join('.') as ProcedurePath];
    const result = await next();
    if (kinds === undefined) return result;
    const announce = () => changes.announce(kinds);
    if (isEventIterator(result.output)) return { ...result, output: announcingEnd(result.output, announce) };
    announce();
    return result;
  });
}

async function* announcingEnd<Update, Result>(
  stream: AsyncGenerator<Update, Result, void>,
  announce: () => void,
): AsyncGenerator<Update, Result, void> {
  try {
    return yield* stream;
  } finally {
    announce();
  }
}
