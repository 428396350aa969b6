import { implement } from '@orpc/server';
import { contract } from '../contract/contract.ts';
import type { StoredChanges } from '../system/stored-changes.ts';
import { announceChanges } from './announce-changes.ts';
import type { CallContext } from './caller.ts';
import { checkScope } from './check-scope.ts';
import { reportErrors, type ErrorPolicy } from './report-errors.ts';

export type Implementer = ReturnType<typeof createImplementer>;

export function createImplementer(errors: ErrorPolicy, changes: StoredChanges) {
  return implement(contract)
    .$context<CallContext>()
    .use(reportErrors(errors))
    .use(checkScope)
    .use(announceChanges(changes));
}
