// The clock on the wall, and the only one in the host: tests bring their own.
export interface WallClock {
  /** Milliseconds since some moment, never going back. */
  nowMs(): number;
  /** Calls back after `delayMs`, 0 meaning as soon as whatever waits has been dealt with. Answers how to call it off. */
  later(delayMs: number, work: () => void): () => void;
}

export const systemClock: WallClock = {
  nowMs: () => performance.now(),
  later(delayMs, work) {
    if (delayMs > 0) {
      const timer = setTimeout(work, delayMs);
      return () => {
        clearTimeout(timer);
      };
    }
    const turn = setImmediate(work);
    return () => {
      clearImmediate(turn);
    };
  },
};
