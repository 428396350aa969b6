import type { Access } from '../contract/access-records.ts';
import { StudioError } from '../contract/errors.ts';
import { owner } from './caller.ts';

/** Throws `not-permitted` for everybody else: a token that could make tokens, or send messages elsewhere, would outlive being taken back. */
export function requireOwner({ name }: Access): void {
  if (name === owner.name) return;
  const message = 'Only whoever runs the studio may do that.';
  throw new StudioError('not-permitted', message, { reason: 'owner' });
}
