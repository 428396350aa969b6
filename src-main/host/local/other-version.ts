/** Says that a host is of another version, and what to do. `who`: where it is; `theirs` is empty where it did not say. */
export function describeOther({ who, theirs, ours }: { who: string; theirs: string; ours: string }): string {
  const isOlder = theirs === '' || theirs.localeCompare(ours, 'en', { numeric: true }) < 0;
  return (
    `Kioku Studio ${theirs || 'of an earlier version'} ${who} is ${isOlder ? 'older' : 'newer'} than this kioku, which is ${ours}. ` +
    `${isOlder ? 'End or update that one' : 'Update this one'}, and try again.`
  );
}
