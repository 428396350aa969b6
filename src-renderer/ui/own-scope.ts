import { effectScope } from 'vue';

/** Makes something that outlives the component, or the call, in which it is made: `end` disposes of its composables. */
export function inOwnScope<T>(make: (end: () => void) => T): T {
  const scope = effectScope(true);
  const made = scope.run(() => [make(() => scope.stop())] as const);
  if (made === undefined) throw new Error('A scope that has just begun is active.');
  return made[0];
}
