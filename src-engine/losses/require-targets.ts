type Targets = Int32Array | Float32Array | Float64Array;

/** Requires class ids, or −1, for so many rows of scores. An id outside of the classes would reach into another tensor's memory. */
export function requireClassTargets(targets: Targets, { count, classes }: { count: number; classes: number }): void {
  requireTargetCount(targets, count);
  const outside = targets.find((target) => !(Number.isInteger(target) && target >= -1 && target < classes));
  if (outside !== undefined) throw new RangeError(`The target ${outside} is outside of the ${classes} classes.`);
}

export function requireTargetCount({ length }: Targets, count: number): void {
  if (length !== count) throw new RangeError(`Expected ${count} targets, got ${length}.`);
}
