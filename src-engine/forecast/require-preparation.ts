import { EngineError } from '../spec/engine-error.ts';
import type { Preparation } from '../spec/preparation-spec.ts';

/** Throws EngineError `invalid-data` where there is no preparation of this kind. */
export function requirePreparation<Kind extends Preparation['kind']>(
  preparation: Preparation | null,
  kind: Kind,
): Extract<Preparation, { kind: Kind }> {
  if (preparation !== null && isOf(preparation, kind)) return preparation;
  const message = 'Numbers over time need a preparation, which a new run fits to them. Start the run anew.';
  throw new EngineError('invalid-data', message, { reason: 'needs-numbers' });
}

function isOf<Kind extends Preparation['kind']>(
  preparation: Preparation,
  kind: Kind,
): preparation is Extract<Preparation, { kind: Kind }> {
  return preparation.kind === kind;
}
