import type { DetailsOf, engineErrors } from './engine-errors.ts';
import type { EngineInfo } from './engine-protocol.ts';

interface MissingVariant {
  message: string;
  details: DetailsOf<(typeof engineErrors)['invalid-training']>;
}

interface KeptRun {
  id: string;
  /** Completes a command with how it is called here, and with where the run is stored. */
  commandOf?: (args: string) => string;
}

/**
 * Says that a machine lacks the kernels that a training asks for, and which it has; with a run that has them, also how it goes on with
 * others. Returns null where nothing is missing. Where no kernels work at all, the backend itself says why.
 */
export function describeMissingVariant(
  variant: string | undefined,
  here: Pick<EngineInfo, 'variant' | 'variants'>,
  run?: KeptRun,
): MissingVariant | null {
  if (variant === undefined || here.variant === null || here.variants.includes(variant)) return null;
  const variants = here.variants.join(', ');
  const message = `There is no variant ${variant} here, but ${variants}. “kioku info” says why.`;
  if (run === undefined) return { message, details: { reason: 'no-variant', variant, variants } };
  const { id, commandOf = (args) => `kioku ${args}` } = run;
  const advice = `The run goes on with others: ${commandOf(`branch --run ${id} --variant ${here.variant}`)}`;
  const details = { reason: 'no-variant-for-run', variant, variants, run: id, other: here.variant } as const;
  return { message: `${message} ${advice}`, details };
}
