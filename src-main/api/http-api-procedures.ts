import type { AddedToken, Scope, TokenRecord } from '../contract/access-records.ts';
import { StudioError } from '../contract/errors.ts';
import type { HttpApiStatus } from '../system/http-api-status.ts';
import type { Implementer } from './implementer.ts';
import { requireOwner } from './require-owner.ts';

/** The tokens that were given to others. */
export interface TokenStore {
  list(): TokenRecord[];
  /** Throws `token-refused`. */
  add(name: string, scope: Scope): AddedToken;
  /** Returns whether there was a token of this name. */
  revoke(name: string): boolean;
}

export function httpApiProcedures(
  { httpApi: api }: Implementer,
  { httpApiStatus, tokens }: { httpApiStatus: HttpApiStatus; tokens: TokenStore },
) {
  return {
    status: api.status.handler(({ signal }) => httpApiStatus.watch(signal)),
    tokens: api.tokens.handler(() => tokens.list()),
    addToken: api.addToken.handler(({ input, context }) => {
      requireOwner(context.granted);
      return tokens.add(input.name, input.scope);
    }),
    removeToken: api.removeToken.handler(({ input, context }) => {
      requireOwner(context.granted);
      if (tokens.revoke(input.name)) return;
      const message = `There is no token called “${input.name}” any more.`;
      throw new StudioError('token-refused', message, { reason: 'unknown', name: input.name });
    }),
  };
}
