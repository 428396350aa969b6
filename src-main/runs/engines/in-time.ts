import { GIVE_UP_MS, noAnswer } from './request.ts';

/** Rejects with `engine-failed` where the promise takes longer than anybody should wait. */
export async function inTime(promise: Promise<void>): Promise<void> {
  const limit = Promise.withResolvers<never>();
  const timer = setTimeout(() => limit.reject(noAnswer()), GIVE_UP_MS).unref();
  try {
    await Promise.race([promise, limit.promise]);
  } finally {
    clearTimeout(timer);
  }
}
