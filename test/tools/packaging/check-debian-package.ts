/** Judges a Debian package by Debian's own tools: `node test/tools/packaging/check-debian-package.ts FILE.deb`. */
import { debianTools, faultsOfPackage, filesOfPackage } from './debian-package.ts';

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error(`Name the package to check. It takes ${debianTools.join(', ')}.`);
const faults = faultsOfPackage(file);
for (const fault of faults) console.error(fault);
if (faults.length === 0) console.log(`${file}: ${filesOfPackage(file).length} paths, no fault found`);
process.exitCode = faults.length > 0 ? 1 : 0;
