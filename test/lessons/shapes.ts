import { openNodeBackends } from '../../src-main/engine-process/node-backends.ts';
import { shapesContent } from '../engine/forecast/made-shapes.ts';
import { accuracyOfClassifier } from '../engine/forecast/train-classifier.ts';

const TRAINING = 600;
const TEST = 500;
const LOWEST = 0.96;
/** The standard score of an interval of 95 %. */
const SCORE = 1.959964;

/**
 * Trains the template of classifiers of number sequences, as it is, on five shapes with noise, of one column and of two. Says which did not
 * tell them apart: the lower end of the Wilson interval of its accuracy is below 96 %; null where all did.
 */
export async function shapesFault(): Promise<string | null> {
  const faults: string[] = [];
  for (const features of [1, 2]) {
    const backend = (await openNodeBackends()).create('auto');
    const made = { features, noise: 0.3 };
    const accuracy = await accuracyOfClassifier(backend, {
      training: shapesContent({ ...made, count: TRAINING, seed: features }),
      test: shapesContent({ ...made, count: TEST, seed: 100 + features }),
    });
    backend.dispose();
    const bound = wilsonLowerBound(accuracy, TEST);
    const told = `${features} column(s): ${accuracy.toFixed(3)} right, at least ${bound.toFixed(3)}`;
    console.log(`  ${told}`);
    if (!(bound >= LOWEST)) faults.push(told);
  }
  return faults.length === 0 ? null : faults.join('; ');
}

/** Wilson 1927. */
function wilsonLowerBound(share: number, count: number): number {
  const z2 = SCORE ** 2;
  const spread = SCORE * Math.sqrt((share * (1 - share)) / count + z2 / (4 * count ** 2));
  return (share + z2 / (2 * count) - spread) / (1 + z2 / count);
}
