import { implement } from '@orpc/server';
import { contract } from '../contract/contract.ts';
import type { CallContext } from './caller.ts';
import { checkScope } from './check-scope.ts';
import { reportErrors, type ErrorPolicy } from './report-errors.ts';

export type Implementer = ReturnType<typeof createImplementer>;

export function createImplementer(errors: ErrorPolicy) {
  return implement(contract).$context<CallContext>().use(reportErrors(errors)).use(checkScope);
}
