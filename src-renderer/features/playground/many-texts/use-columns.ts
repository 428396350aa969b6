import { onScopeDispose, readonly, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { GenerateInput } from '../../../../src-main/contract/writing/writing-records.ts';
import { useStudio } from '../../../client/studio.ts';

/** One of several texts that are compared. */
export interface ColumnPlan {
  id: string;
  label: string;
  input: GenerateInput;
  /**
   * The tokens of the prompt that the model has never seen, in which case it is not asked; there are none when left
   * out.
   */
  unreadable?: readonly string[];
}

export interface Column extends ColumnPlan {
  text: string;
  error: unknown;
}

export interface Columns {
  columns: Readonly<ShallowRef<readonly Column[]>>;
  running: Readonly<Ref<boolean>>;
  /** Writes one after the other; what was being written stops. */
  write(plans: readonly ColumnPlan[]): Promise<void>;
  /** Keeps what has been written. */
  stop(): void;
}

export function useColumns(): Columns {
  const { client } = useStudio();
  const columns = shallowRef<readonly Column[]>([]);
  const running = ref(false);
  let controller = new AbortController();

  const stop = () => controller.abort();
  onScopeDispose(stop);

  const change = (place: number, fields: Partial<Column>) => {
    columns.value = columns.value.map((column, other) => (other === place ? { ...column, ...fields } : column));
  };

  async function writeOne(input: GenerateInput, place: number, signal: AbortSignal): Promise<void> {
    let text = '';
    try {
      for await (const update of await client.playground.generate(input, { signal })) {
        if (signal.aborted) return;
        if (update.type !== 'tokens') continue;
        text += update.tokens.map((token) => token.text).join('');
        change(place, { text });
      }
    } catch (error) {
      if (!signal.aborted) change(place, { error });
    }
  }

  return {
    columns,
    running: readonly(running),
    stop,
    async write(plans) {
      stop();
      const own = new AbortController();
      controller = own;
      columns.value = plans.map((plan) => ({ ...plan, text: '', error: null }));
      running.value = true;
      for (const [place, { input, unreadable = [] }] of plans.entries()) {
        if (!own.signal.aborted && unreadable.length === 0) await writeOne(input, place, own.signal);
      }
      if (own === controller) running.value = false;
    },
  };
}
