/** Gives this process the port that Electron gives its utility processes. What is posted is printed; the first answer is a shutdown. */
Object.assign(process, {
  parentPort: {
    postMessage(event: { type: string }) {
      process.stdout.write(`${event.type}\n`);
    },
    on(_: 'message', listener: (event: { data: unknown }) => void) {
      setImmediate(() => listener({ data: { type: 'shutdown' } }));
    },
  },
});
