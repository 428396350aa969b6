import { expect, test, vi } from 'vitest';
import { shellTexts } from '../../../src-main/electron/desktop/shell-texts.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { controls } from './double/controls.ts';
import { startStudio } from './double/started-studio.ts';
import { eventually } from '../../eventually.ts';

vi.mock('electron', () => import('./double/electron.ts'));

test('in Japanese what has gone wrong is told in Japanese', async () => {
  const studio = await startStudio(temporaryFolder(), (world) => {
    world.languages = ['ja-JP'];
    world.answers.push('OK');
  });
  const host = await studio.readyHost();
  studio.app.openPaths(['/texts/gone.txt']);
  const { questionId } = (await host.told('ask')).message as unknown as { questionId: string };
  const details = { reason: 'unreadable', name: 'gone.txt' };
  host.says({ type: 'refused', questionId, code: 'invalid-data', message: 'There is no file.', details });
  await eventually(() =>
    expect(controls.shown[0]?.options).toMatchObject({
      detail: '「gone.txt」を読めないか、もうありません。もう一度選んでください。',
    }),
  );
  const diverged = { code: 'diverged', message: 'It grew.', details: { reason: 'training', step: 7 } };
  host.says({ type: 'run-ended', runId: 'r', name: 'きつね', state: 'diverged', error: diverged });
  expect(controls.notifications[0].options).toMatchObject({
    title: '学習が発散しました',
    body: expect.stringContaining('きつね\nステップ 7 で損失が際限なく'),
  });
  host.says({
    type: 'run-ended',
    runId: 'r',
    name: 'きつね',
    state: 'failed',
    error: { ...diverged, code: 'internal' },
  });
  expect(controls.notifications[1].options.body).toBe('きつね\n問題が起きました。\nIt grew.');
});

test('every failure that keeps the studio from opening has its sentence in Japanese', () => {
  const { failure } = shellTexts('ja', []);
  for (const [code, reason] of [
    ['data-folder-unwritable', ''],
    ['data-folder-locked', ''],
    ['database-newer', ''],
    ['database-damaged', ''],
    ['disk-full', ''],
    ['folder-refused', 'gone'],
    ['internal', 'gave-up'],
  ] as const) {
    expect(failure({ code, message: 'English', details: { reason, folder: '/data' } })).not.toMatch(/English|\{/);
  }
});
