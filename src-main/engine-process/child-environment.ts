/** Variables that change how Node or the loader behave: what they do to this process is not meant for those that it starts. */
const dangerousVariable = /^(NODE_|ELECTRON_|LD_PRELOAD$|DYLD_)/i;

/** Returns the environment that a process of the studio passes on to its children. */
export function childEnvironment(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !dangerousVariable.test(name)));
}
