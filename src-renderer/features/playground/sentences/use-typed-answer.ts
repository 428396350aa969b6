import { onScopeDispose, shallowRef, watch, type Ref, type ShallowRef, type WatchSource } from 'vue';
import { useStudio } from '../../../client/studio.ts';
import { useAction } from '../../../ui/use-action.ts';

const delayMs = 250;

interface TypedAnswer<Answer> {
  /** The last answer, with the texts that were asked about; null while nothing is typed. */
  answer: Readonly<ShallowRef<{ texts: readonly string[]; answer: Answer } | null>>;
  error: Readonly<Ref<unknown>>;
}

/** Asks about texts while they are typed, and again when one of `sources` changes. One call at a time; what was typed meanwhile is asked afterwards. */
export function useTypedAnswer<Answer>(
  texts: Readonly<Ref<string[]>>,
  sources: WatchSource[],
  call: (texts: string[]) => Promise<Answer>,
): TypedAnswer<Answer> {
  const { connection } = useStudio();
  const answer = shallowRef<{ texts: readonly string[]; answer: Answer } | null>(null);
  const error = shallowRef<unknown>(null);
  const asking = useAction(
    async (asked: string[]) => {
      answer.value = { texts: asked, answer: await call(asked) };
      error.value = null;
    },
    (cause) => (error.value = cause),
  );
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask(): Promise<void> {
    const asked = texts.value;
    if (asking.isPending.value) return;
    if (asked.length === 0) {
      answer.value = null;
      return;
    }
    await asking.run(asked);
    if (texts.value !== asked) void ask();
  }
  watch(
    [texts, ...sources, connection.generation],
    () => {
      clearTimeout(timer);
      timer = setTimeout(ask, delayMs);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));
  return { answer, error };
}
