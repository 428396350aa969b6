import { expect, test } from 'vitest';
import { restartQueue } from '../../reliability/queue-over-restart.ts';
import { temporaryFolder } from '../temporary-folder.ts';

test('a studio is killed with runs in its queue, and the next one trains all of them to their end', async () => {
  expect(await restartQueue(temporaryFolder(), 24)).toEqual([]);
});
