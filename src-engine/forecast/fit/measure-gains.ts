import type { ForecastPreparation, InputChannel } from '../../spec/preparation-spec.ts';
import type { PreparedRows } from '../prepared-rows.ts';
import { encodeWindow } from '../windows/encode-window.ts';
import type { SeriesWindow } from '../windows/series-windows.ts';

/** Windows that are measured, spread over the training part. */
const MOST_WINDOWS = 500;

type Meaning = Pick<ForecastPreparation, 'inputs' | 'window' | 'horizon' | 'readsHorizon' | 'time'>;

/** The inputs with gains by which values have a root mean square of 1 in the windows that train; a value that is always 0 stays. */
export function measureGains(
  windows: readonly SeriesWindow[],
  pieces: readonly PreparedRows[],
  meaning: Meaning,
): InputChannel[] {
  const squares = new Float64Array(meaning.inputs.length);
  const counts = new Float64Array(meaning.inputs.length);
  const stride = Math.max(1, Math.floor(windows.length / MOST_WINDOWS));
  for (let n = 0; n < windows.length; n += stride) {
    const { piece, origin } = windows[n];
    encodeWindow(pieces[piece], meaning, origin, (step, channel, value) => {
      if (step >= meaning.window || Number.isNaN(value)) return;
      squares[channel] += value ** 2;
      counts[channel]++;
    });
  }
  return meaning.inputs.map((input, channel) => {
    const root = Math.sqrt(squares[channel] / counts[channel]);
    return input.kind === 'value' && root > 0 ? { ...input, gain: input.gain / root } : input;
  });
}
