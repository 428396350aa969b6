/** How work shares its process with others. */
export interface Pacing {
  isCancelled(): boolean;
  /** Milliseconds, for pacing alone. */
  clock(): number;
  /** Lets everything else in the process have its turn. */
  yieldToHost(): Promise<void>;
}

/** What has been made and not been handed on. */
export interface News {
  isThere(): boolean;
  handOn(): void;
}

/** Between two turns of the others; news are handed on as often, only the first at once. */
const SLICE_MS = 40;

/** Gives a function that is to be called between two pieces of work. `true` means go on. */
export function takeTurns({ clock, yieldToHost, isCancelled }: Pacing, news: News): () => Promise<boolean> {
  let sliceStart = clock();
  let isFirstSlice = true;
  return async () => {
    if (clock() - sliceStart >= SLICE_MS || (isFirstSlice && news.isThere())) {
      isFirstSlice &&= !news.isThere();
      if (news.isThere()) news.handOn();
      await yieldToHost();
      sliceStart = clock();
    }
    return !isCancelled();
  };
}
