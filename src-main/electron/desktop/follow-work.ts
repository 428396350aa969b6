import { Waker } from '../../runs/feed/waker.ts';

/**
 * Tells the newest of what work says while it is done, and its outcome at the end; what nobody asks for in time is left out. The work goes
 * on to its end even when nobody follows any more.
 */
export async function* followWork<T>(work: (tell: (update: T) => void) => Promise<T>): AsyncGenerator<T, void, void> {
  const newest: T[] = [];
  let isOver = false;
  const waker = new Waker();
  const done = work((update) => {
    newest[0] = update;
    waker.wake();
  }).finally(() => {
    isOver = true;
    waker.wake();
  });
  done.catch(() => undefined); // told below to whoever is still there
  while (!isOver) {
    const update = newest.pop();
    if (update !== undefined) yield update;
    else await waker.sleep();
  }
  yield await done;
}
