import { vi } from 'vitest';

/** Resolves once the check no longer throws; however busy the machine is, that is a matter of seconds. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, { timeout: 30_000 });
