import { z } from 'zod';
import { run, runUpdate, type RunRecord } from './run-records.ts';
import { scores } from './score-records.ts';

/** The fields of a run that have changed; the others are left out. No field has a default here, which would be taken for a change. */
export const runChanges = run.extend({ bestScores: scores }).partial();

const news = runUpdate.omit({ run: true });

/** The first message has the whole run, the others have what has changed since the one before. */
export const runProgress = z.discriminatedUnion('type', [
  news.extend({ type: z.literal('run'), run }),
  news.extend({ type: z.literal('changes'), changes: runChanges }),
]);

/** The changes since the last message: runs that are new to the reader, fields of those it knows, and runs that are gone. */
export const runListProgress = z.object({
  added: z.array(run),
  changed: z.array(runChanges.extend({ id: z.string() })),
  deleted: z.array(z.string()),
});

export type RunChanges = z.infer<typeof runChanges>;
export type RunProgress = z.infer<typeof runProgress>;
export type RunListProgress = z.infer<typeof runListProgress>;

/** Returns the run with these changes. All else is the same object as before, so that a window draws nothing again for it. */
export const withChanges = (run: RunRecord, changes: RunChanges): RunRecord => ({ ...run, ...changes }) as RunRecord;
