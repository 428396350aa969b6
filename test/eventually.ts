import { vi } from 'vitest';

/** Resolves once the check no longer throws; however busy the machine is, it does not take a minute. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, { timeout: 60_000 });
