import { expect, test } from 'vitest';
import { parseOptions } from '../../../src-main/cli/options.ts';
import { queueOptions, queueSettings } from '../../../src-main/cli/queue-options.ts';
import { openTemporaryHost } from '../temporary-host.ts';

const settingsOf = (...args: string[]) => queueSettings(parseOptions(queueOptions, args).values);
const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();

test('nights are hours by this machine’s clock', () => {
  const nightHours = { from: '22:00', to: '06:30', timeZone };
  expect(settingsOf('--nights', '22:00-06:30')).toEqual({ nightsOnly: true, nightHours });
  expect(settingsOf('--nights', 'off')).toEqual({ nightsOnly: false });
  expect(settingsOf()).toEqual({});
  expect(() => settingsOf('--nights', '22-6')).toThrow('takes hours such as 22:00-06:00');
});

test('what is chosen when a studio is served stays chosen', async () => {
  const settings = settingsOf('--nights', '23:00-05:00', '--resume-after-restart', 'off');
  const host = await openTemporaryHost({ role: 'server', settings });
  await host.close();
  const next = await openTemporaryHost({ role: 'server', dataDir: host.dataDir });
  expect(await next.client.settings.get()).toMatchObject({
    resumeAfterRestart: false,
    nightsOnly: true,
    nightHours: { from: '23:00', to: '05:00', timeZone },
  });
});
