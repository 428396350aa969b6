import { os } from '@orpc/server';
import { includesScope, type Access } from '../contract/access-records.ts';
import { StudioError } from '../contract/errors.ts';
import { requiredScope } from '../contract/required-scopes.ts';
import type { CallContext } from './caller.ts';

const refusals = {
  look: 'This access lets you look, and change nothing. Ask whoever runs the studio for a token that lets you do more.',
  use: 'This access lets you look and let networks write, and change nothing. Ask whoever runs the studio for one that lets you train.',
  revoked: 'This access was taken back. Ask whoever runs the studio for a new token.',
} as const;

/** A middleware that refuses calls for which the caller's scope does not suffice, with `not-permitted`. Handlers find what was granted. */
export const checkScope = os.$context<CallContext>().middleware(({ next, path, context: { caller } }) => {
  const { name, scope } = caller;
  if (scope === null) throw refusal('revoked');
  if (includesScope(scope, requiredScope(path)))
    return next({ context: { granted: { name, scope } satisfies Access } });
  throw refusal(scope === 'look' ? 'look' : 'use');
});

const refusal = (reason: keyof typeof refusals) => new StudioError('not-permitted', refusals[reason], { reason });
