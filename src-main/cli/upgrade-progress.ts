/** Tells on the terminal how far the copy is that an upgrade of the database begins with: in one line there, every tenth elsewhere. */
export function tellOfUpgrade(): (share: number) => void {
  let told = -1;
  return (share) => {
    const percent = Math.floor(share * 100);
    const { isTTY } = process.stderr;
    if (percent === told || (!isTTY && percent < told + 10 && percent < 100)) return;
    told = percent;
    const end = !isTTY || percent === 100 ? '\n' : '';
    process.stderr.write(`${isTTY ? '\r' : ''}Upgrading the database, ${percent} %${end}`);
  };
}
