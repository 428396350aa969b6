import { expect, test } from 'vitest';
import { importFox, openTemporaryHost, runIn } from '../../temporary-host.ts';
import { tinyModel } from '../tiny-model.ts';

test('the last checkpoint of a run that went back to its best epoch is named by that epoch, whose loss it carries', async () => {
  const host = await openTemporaryHost();
  const datasetId = await importFox(host);
  const { id: runId } = await host.client.runs.start({
    datasetId,
    model: tinyModel,
    train: {
      ...{ batchSize: 8, sequenceLength: 16, threads: 1, epochs: 9 },
      // Each step throws the network somewhere else, so that the last epoch is seldom the best.
      optimizer: { type: 'sgd', learningRate: 8 },
      earlyStopping: { patience: 3, minDelta: 0, restoreBest: true },
    },
  });
  const run = await runIn(host, runId, 'finished');
  const { epochs } = await host.client.runs.metrics({ runId, afterStep: 0, maxPoints: 10 });
  const checkpoints = await host.client.runs.checkpoints({ runId });
  const last = checkpoints.find(({ reason }) => reason === 'finish');
  const lossOf = (epoch: number) => epochs.find((each) => each.epoch === epoch)?.validationLoss;
  expect(run.bestEpoch).toBeLessThan(run.epoch);
  expect(last).toMatchObject({
    epoch: run.epoch,
    restoredEpoch: run.bestEpoch,
    validationLoss: run.bestValidationLoss,
  });
  for (const { epoch, restoredEpoch, validationLoss } of checkpoints)
    if (validationLoss !== null) expect(validationLoss).toBe(lossOf(restoredEpoch ?? epoch));
});
