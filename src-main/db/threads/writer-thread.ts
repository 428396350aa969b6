/** The thread that writes what is large, and deletes: the API thread writes only what takes a moment. */
import { setImmediate } from 'node:timers/promises';
import { purge } from '../purge.ts';
import { freePages } from '../free-pages.ts';
import { openWriter } from '../handles/open-connection.ts';
import { WriteGate } from '../handles/write-gate.ts';
import { sweepTexts } from '../sweep-texts.ts';
import { textChunks } from '../text-chunks.ts';
import { answerQuestions, tellOfSlowQuery, threadData } from './answer-questions.ts';
import { TensorStorage } from './tensor-storage.ts';
import type { WriterTasks } from './thread-tasks.ts';
import { WriteAheadLog } from './write-ahead-log.ts';

/** The interval at which it looks at the log that the API thread's small writes fill. */
const logIntervalMs = 1000;

const { file, gate: gateMemory } = threadData;
const gate = new WriteGate(gateMemory);
const database = openWriter(file, tellOfSlowQuery);
// A commit that waits for the disk keeps the lock meanwhile: pieces wait for it afterwards, without the lock.
database.pragma('synchronous = NORMAL');
const log = new WriteAheadLog(database, file);
const tensors = new TensorStorage(database, betweenPieces);
const chunks = textChunks(database);
let isClosing = false;
/** The last one of those that store or sweep tensors, which take turns. */
let lastTurn: Promise<unknown> = Promise.resolve();
let freeing: Promise<void> | null = null;
let freeAgain = false;

/** Throws when the database is about to be closed: what is half done is done again, or swept, after the next start. */
async function betweenPieces(): Promise<void> {
  log.sync();
  log.copyIfLarge();
  await setImmediate();
  if (isClosing) throw new Error('The database was closed.');
  gate.giveWay();
}

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = lastTurn.then(work);
  lastTurn = turn.catch(() => undefined);
  return turn;
}

async function freeDisk(): Promise<void> {
  try {
    do {
      freeAgain = false;
      await purge(database, betweenPieces);
      await inTurn(() => tensors.sweep());
      await sweepTexts(database, betweenPieces);
      await freePages(database, betweenPieces);
    } while (freeAgain);
    log.empty();
  } catch (error) {
    if (!isClosing) throw error; // the next start goes on with it
  }
}

/** Whoever asks while it goes on waits for a round that begins after that. */
function freeDiskOnce(): Promise<void> {
  if (freeing !== null) freeAgain = true;
  return (freeing ??= freeDisk().finally(() => (freeing = null)));
}

const timer = setInterval(() => log.copyIfLarge(), logIntervalMs).unref();

answerQuestions<WriterTasks>(
  {
    'store-tensors': (asked) => inTurn(() => tensors.store(asked)),
    async 'release-tensors'(keys) {
      tensors.release(keys);
      await inTurn(() => tensors.sweep());
      return null;
    },
    async 'sweep-tensors'() {
      await inTurn(() => tensors.sweep());
      return null;
    },
    'append-text'({ textKey, ordinal, chunk }) {
      gate.giveWay();
      chunks.append(textKey, ordinal, chunk);
      log.sync();
      return null;
    },
    async 'free-disk'() {
      await freeDiskOnce();
      return null;
    },
  },
  async () => {
    isClosing = true;
    clearInterval(timer);
    await Promise.allSettled([lastTurn, freeing]);
    database.close();
  },
);
