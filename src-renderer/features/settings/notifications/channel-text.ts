import type {
  ChannelRecord,
  ChannelTarget,
  DeliveryAttempt,
  DeliveryFailure,
} from '../../../../src-main/contract/notifications/notification-records.ts';
import type { Locale } from '../../../locales/use-locale.ts';

/** Returns where a channel's messages go, in a line. */
export function targetText(target: ChannelTarget, { t }: Locale): string {
  switch (target.kind) {
    case 'webhook':
      return target.url;
    case 'ntfy':
      return t('notify.targets.ntfy', { topic: target.topic, server: target.server });
    case 'email':
      return t('notify.targets.email', { to: target.to.join(', '), host: target.host, port: String(target.port) });
    case 'command':
      return target.command.join(' ');
  }
}

/** Returns what came of trying a channel. */
export function attemptText(attempt: DeliveryAttempt, locale: Locale): string {
  const { t } = locale;
  if (attempt.result === 'failed') return t('notify.failed', { why: failureText(attempt, locale) });
  return attempt.answer === '' ? t('notify.sent') : t('notify.sentWith', { answer: attempt.answer });
}

/** Returns what came of a channel's last message; null where there was none. */
export function lastText({ last }: ChannelRecord, locale: Locale): string | null {
  if (last === null) return null;
  const { state, at, nextAt, failure } = last;
  const time = locale.recentDateTime(nextAt ?? at);
  return locale.t(`notify.last.${state}`, { time, why: failure === null ? '' : failureText(failure, locale) });
}

function failureText({ reason, detail }: DeliveryFailure, { t }: Locale): string {
  const why = t(`notify.why.${reason}`);
  return detail === '' ? why : t('notify.whyWith', { why, detail });
}
