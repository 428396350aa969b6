import { nativeShell } from '../native-shell.ts';

let underWay = 0;

const ask = (event: BeforeUnloadEvent) => event.preventDefault();

/** Lets the browser ask before it leaves the page while `work` goes on: it would be lost with the page. */
export async function guardUnload<T>(work: Promise<T>): Promise<T> {
  // The desktop program asks by itself before it ends.
  if (nativeShell() !== null) return work;
  if (underWay++ === 0) window.addEventListener('beforeunload', ask);
  try {
    return await work;
  } finally {
    if (--underWay === 0) window.removeEventListener('beforeunload', ask);
  }
}
