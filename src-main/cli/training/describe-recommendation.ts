import { cellFacts, isRecurrent } from '../../../src-engine/cells/index.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { RecipeReason } from '../../../src-engine/spec/recipe-spec.ts';
import type { Recommendation } from '../../contract/recipe-records.ts';
import { formatAmount, formatCount, formatDuration } from '../formats.ts';

/** Says what was chosen for a budget, and why, a line each. */
export function recommendationLines(recommendation: Recommendation): string[] {
  const { presetId, model, training, parameters, steps, stepsPerEpoch, seconds, reasons } = recommendation;
  const layers = recurrentLayers(model);
  const { optimizer, batchSize, schedule } = training;
  // A forecaster reads as many rows as its series asks for.
  const sequenceLength = model.forecast?.window ?? training.sequenceLength;
  const isOpen = schedule.type === 'reduce-on-plateau';
  const network = presetId === null ? layers : `${presetId} (${layers})`;
  return [
    `Chosen: ${network}, ${formatCount(parameters)} parameters; ${optimizer.type} ${optimizer.learningRate}, ${schedule.type}; ` +
      `batches of ${batchSize} × ${sequenceLength}; ${isOpen ? 'perhaps ' : ''}${formatAmount(steps, 'step')}, ` +
      `${epochsOf(steps / stepsPerEpoch)}; about ${formatDuration(1000 * seconds)}`,
    ...reasons.map((reason) => `  ${reasonSentence(reason)}`),
  ];
}

/** Names the recurrent layers of a network: “LSTM 128, LSTM 128”. */
export function recurrentLayers({ layers }: ModelSpec): string {
  return layers
    .filter(isRecurrent)
    .map(({ type, units }) => `${cellFacts(type).shortName} ${units}`)
    .join(', ');
}

/** The English sentence of a reason. */
export function reasonSentence({ key, values }: RecipeReason): string {
  const value = (name: string): string => formatCount(Math.round(values[name] ?? 0));
  switch (key) {
    case 'size-for-time':
      return `A network with ${formatAmount(values['layers'] ?? 0, 'layer')} of ${value('units')} units suits a text like this one (${value('tokens')} tokens) and such a time best, by what was measured.`;
    case 'size-for-data':
      return `A network with ${formatAmount(values['layers'] ?? 0, 'layer')} of ${value('units')} units suits a text like this one (${value('tokens')} tokens) best, by what was measured, and there is time enough.`;
    case 'template':
      return 'The network is the template’s.';
    case 'small-batches':
      return `Batches of ${value('batchSize')} × ${value('sequenceLength')} tokens make many steps of the same time.`;
    case 'rate':
      return `At learning rates like ${values['learningRate']} such networks neither stayed on a plateau, as at lower ones, nor diverged.`;
    case 'schedule':
      return `The rate rises for ${value('warmupSteps')} steps, then falls to nothing at step ${value('steps')}.`;
    case 'dropout':
      return `Dropout of ${values['rate']} keeps it from learning ${value('tokens')} tokens by heart.`;
    case 'epochs-by-time':
      return `So much fits into the time on this machine, which was measured: ${epochsOf(values['epochs'] ?? 0)}.`;
    case 'epochs-by-data':
      return `${epochsOf(values['epochs'] ?? 0)} are enough: more would learn the data by heart. The rest of the time is not needed.`;
    case 'until-it-stops-learning':
      return `The rate falls after ${formatAmount(values['patience'] ?? 0, 'epoch')} without a better validation loss, and the training ends after ${value('earlyStopping')}.`;
    case 'restores-best':
      return `It ends after ${value('patience')} epochs without a better validation loss, and keeps the best.`;
    case 'keeps-best':
      return 'The weights with the best validation loss are kept.';
    case 'busy-machine':
      return `The machine is busy: if it stays so, all takes about ${(values['slowdown'] ?? 1).toFixed(1)} times as long.`;
  }
}

function epochsOf(epochs: number): string {
  return `${epochs < 10 ? epochs.toPrecision(2) : formatCount(Math.round(epochs))} epochs`;
}
