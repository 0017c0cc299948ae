const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Does `work`, whose signal is aborted when the process is told to stop. */
export async function untilStopped<T>(work: (stop: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const abort = () => {
    stop.abort();
  };
  for (const signal of SIGNALS) process.once(signal, abort);
  try {
    return await work(stop.signal);
  } finally {
    for (const signal of SIGNALS) process.removeListener(signal, abort);
  }
}
