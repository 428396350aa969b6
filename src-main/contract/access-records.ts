import { z } from 'zod';

/** The scopes of tokens, each including those before it: read; let networks write, classify and forecast; change everything. */
export const scopes = ['look', 'use', 'train'] as const;

export type Scope = (typeof scopes)[number];

export const access = z.object({
  /** The token's name. */
  name: z.string(),
  scope: z.enum(scopes),
});

export type Access = z.infer<typeof access>;

export function includesScope(granted: Scope, required: Scope): boolean {
  return scopes.indexOf(granted) >= scopes.indexOf(required);
}
