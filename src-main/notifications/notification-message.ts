import { randomUUID } from 'node:crypto';
import type { Finding } from '../contract/doctor/doctor-records.ts';
import type {
  NotificationEvent,
  NotificationLanguage,
  NotificationMessage,
} from '../contract/notifications/notification-records.ts';
import type { RunRecord } from '../contract/runs/run-records.ts';
import { messageTexts } from './message-texts.ts';

/** The event of a run. `isLast`: all others of its group or sweep are over too. */
export interface Told {
  event: NotificationEvent;
  run: RunRecord;
  finding: Finding | null;
  isLast: boolean;
}

export function messageAbout(
  { event, run, finding, isLast }: Told,
  language: NotificationLanguage,
  at: number,
): NotificationMessage {
  const texts = messageTexts[language];
  const { id, name, state, step, epoch, trainLoss, validationLoss, bestValidationLoss, elapsedMs } = run;
  const isFailure = event === 'failed' || event === 'diverged';
  const lines = [
    ...(finding === null ? [] : [texts.finding(finding.rule)]),
    ...(isFailure && run.error !== null ? [texts.failure(run.error)] : []),
    texts.progress(run),
    ...(isLast ? [texts.lastOf(run.group?.name ?? null)] : []),
  ];
  return {
    id: randomUUID(),
    event,
    createdAt: new Date(at).toISOString(),
    title: texts.titles[event](name),
    text: lines.join('\n'),
    run: { id, name, state, step, epoch, trainLoss, validationLoss, bestValidationLoss, elapsedMs },
    finding: finding === null ? null : { rule: finding.rule, severity: finding.severity },
  };
}

export function testMessage(language: NotificationLanguage, at: number): NotificationMessage {
  const { title, text } = messageTexts[language].test;
  return {
    id: randomUUID(),
    event: 'test',
    createdAt: new Date(at).toISOString(),
    title,
    text,
    run: null,
    finding: null,
  };
}

/** Returns how a training has ended as far as that is told; null where it has not, or where a person or a sweep has ended it. */
export function endEvent({ outcome }: RunRecord): NotificationEvent | null {
  switch (outcome?.kind) {
    case 'finished':
    case 'stopped-early':
    case 'diverged':
    case 'failed':
      return outcome.kind;
    case 'interrupted':
      return 'failed';
    case 'stopped':
    case undefined:
      return null;
  }
}
