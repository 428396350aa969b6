import { implement } from '@orpc/server';
import { announceChanges } from '../../../../src-main/api/announce-changes.ts';
import { contract } from '../../../../src-main/contract/contract.ts';
import { studioErrors, type StudioErrorCode } from '../../../../src-main/contract/errors.ts';
import type { FakeHost } from '../fake-host.ts';

export type Procedures = ReturnType<typeof proceduresOf>;

/** Returns the contract's procedures, which fail where the host refuses them and tell what they change. */
export function proceduresOf(host: Pick<FakeHost, 'refuse' | 'storedChanges'>) {
  return implement(contract)
    .use(({ next, path, errors }) => {
      const code = host.refuse.get(path.join('.'));
      if (code !== undefined) throw errors.STUDIO({ data: { code, details: detailsOf(code) } });
      return next();
    })
    .use(announceChanges(host.storedChanges));
}

/** Tells the first reason where there are several. */
function detailsOf(code: StudioErrorCode): Record<string, string> {
  const entry: readonly string[] | Readonly<Record<string, readonly string[]>> = studioErrors[code];
  if (Array.isArray(entry)) return { name: 'A novel' };
  return { name: 'A novel', reason: Object.keys(entry)[0] ?? '' };
}
