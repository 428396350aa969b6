import type { DeliveryFailure } from '../../contract/notifications/notification-records.ts';
import { SealedSecretError } from '../secret-box.ts';

type Reason = DeliveryFailure['reason'];

/** A message was not taken, for a reason that a person can act on. The message holds the other end's own words. */
export class DeliveryError extends Error {
  readonly reason: Reason;
  constructor(reason: Reason, detail: string) {
    super(detail);
    this.reason = reason;
  }
}

/** The longest answer of another program that is kept. */
const longestDetail = 300;

/** Returns the beginning of what another program has said, in one line. */
export function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= longestDetail ? line : `${line.slice(0, longestDetail)}…`;
}

const reasonsByCode: readonly (readonly [codes: RegExp, reason: Reason])[] = [
  [/^(ENOTFOUND|EAI_\w+)$/, 'unknown-host'],
  [/^ECONNREFUSED$/, 'refused'],
  [/^(ETIMEDOUT|ABORT_ERR|UND_ERR_\w+_TIMEOUT)$/, 'timeout'],
  [/CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|HOSTNAME_MISMATCH/, 'certificate'],
  [/^EAUTH$/, 'login'],
];

/** Returns why an attempt failed, whatever has thrown the error. */
export function deliveryFailure(error: unknown): DeliveryFailure {
  if (error instanceof SealedSecretError) return { reason: 'sealed', detail: '' };
  const chain = causes(error);
  const known = chain.find((each) => each instanceof DeliveryError);
  if (known !== undefined) return { reason: known.reason, detail: shortened(known.message) };
  const detail = shortened(chain.map(({ message }) => message).findLast((message) => message !== '') ?? '');
  if (chain.some(({ name }) => name === 'TimeoutError')) return { reason: 'timeout', detail };
  // The mailer keeps the system's code beside its own.
  const codes = chain.flatMap((each) => {
    const { code, originalCode } = each as { code?: unknown; originalCode?: unknown };
    return [String(originalCode), String(code)];
  });
  const found = reasonsByCode.find(([pattern]) => codes.some((code) => pattern.test(code)));
  return { reason: found?.[1] ?? 'unreachable', detail };
}

/** The error and those that led to it, the outermost first. */
function causes(error: unknown): Error[] {
  if (!(error instanceof Error)) return [new Error(String(error))];
  const inner = error.cause ?? (error instanceof AggregateError ? error.errors[0] : undefined);
  return inner === undefined ? [error] : [error, ...causes(inner)];
}
