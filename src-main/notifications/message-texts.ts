import { findingClaims, findingClaimsInJapanese } from '../contract/doctor/finding-claims.ts';
import type { FindingRule } from '../contract/doctor/doctor-records.ts';
import { inJapanese } from '../system/failures-in-japanese.ts';
import type { NotificationEvent, NotificationLanguage } from '../contract/notifications/notification-records.ts';
import type { RunRecord } from '../contract/runs/run-records.ts';

interface MessageTexts {
  titles: Record<NotificationEvent, (name: string) => string>;
  /** The end of a training in figures. */
  progress(run: RunRecord): string;
  /** The whole of which the run was the last one. */
  lastOf(name: string | null): string;
  failure(error: NonNullable<RunRecord['error']>): string;
  finding(rule: FindingRule): string;
  test: { title: string; text: string };
}

const loss = (value: number): string =>
  Math.abs(value) < 0.001 ? String(Number(value.toPrecision(3))) : value.toFixed(3);

function clock(milliseconds: number): { hours: number; minutes: number; seconds: number } {
  const total = Math.round(milliseconds / 1000);
  return { hours: Math.floor(total / 3600), minutes: Math.floor(total / 60) % 60, seconds: total % 60 };
}

const en: MessageTexts = {
  titles: {
    finished: (name) => `Training finished: ${name}`,
    'stopped-early': (name) => `Training stopped early: ${name}`,
    failed: (name) => `Training failed: ${name}`,
    diverged: (name) => `Training diverged: ${name}`,
    finding: (name) => `The doctor has found something: ${name}`,
  },
  progress({ epoch, step, elapsedMs, trainLoss, validationLoss, bestValidationLoss, bestEpoch }) {
    const { hours, minutes, seconds } = clock(elapsedMs);
    const time = hours > 0 ? `${hours} h ${minutes} min` : minutes > 0 ? `${minutes} min ${seconds} s` : `${seconds} s`;
    const sentences = [`Epoch ${epoch.toLocaleString('en')}, step ${step.toLocaleString('en')}, after ${time}.`];
    if (validationLoss !== null) sentences.push(`Validation loss ${loss(validationLoss)}.`);
    else if (trainLoss !== null) sentences.push(`Training loss ${loss(trainLoss)}.`);
    if (bestValidationLoss !== null && bestEpoch !== null)
      sentences.push(`The best was ${loss(bestValidationLoss)}, in epoch ${bestEpoch.toLocaleString('en')}.`);
    return sentences.join(' ');
  },
  lastOf: (name) =>
    name === null ? 'It was the last run of its sweep.' : `It was the last run of the group “${name}”.`,
  failure: ({ message }) => message.split('\n')[0],
  finding: (rule) => `${findingClaims[rule]}.`,
  test: {
    title: 'A test from Kioku Studio',
    text: 'If you read this, messages about trainings arrive here.',
  },
};

const ja: MessageTexts = {
  titles: {
    finished: (name) => `学習が完了しました：${name}`,
    'stopped-early': (name) => `学習が早期終了しました：${name}`,
    failed: (name) => `学習に失敗しました：${name}`,
    diverged: (name) => `学習が発散しました：${name}`,
    finding: (name) => `診断で問題が見つかりました：${name}`,
  },
  progress({ epoch, step, elapsedMs, trainLoss, validationLoss, bestValidationLoss, bestEpoch }) {
    const { hours, minutes, seconds } = clock(elapsedMs);
    const time =
      hours > 0 ? `${hours} 時間 ${minutes} 分` : minutes > 0 ? `${minutes} 分 ${seconds} 秒` : `${seconds} 秒`;
    const figures = `エポック ${epoch.toLocaleString('ja')}、ステップ ${step.toLocaleString('ja')}`;
    const sentences = [`${figures}（学習時間 ${time}）。`];
    if (validationLoss !== null) sentences.push(`検証損失は ${loss(validationLoss)} です。`);
    else if (trainLoss !== null) sentences.push(`学習損失は ${loss(trainLoss)} です。`);
    if (bestValidationLoss !== null && bestEpoch !== null)
      sentences.push(`最良はエポック ${bestEpoch.toLocaleString('ja')} の ${loss(bestValidationLoss)} です。`);
    return sentences.join('');
  },
  lastOf: (name) => (name === null ? 'このスイープの最後の実験です。' : `グループ「${name}」の最後の実験です。`),
  failure: (error) => inJapanese(error),
  finding: (rule) => `${findingClaimsInJapanese[rule]}。`,
  test: {
    title: 'Kioku Studio からのテスト',
    text: 'これが届いていれば、学習についてのお知らせもここに届きます。',
  },
};

export const messageTexts: Record<NotificationLanguage, MessageTexts> = { en, ja };
