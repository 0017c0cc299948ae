/** Calls `work` once nothing has asked for it for so long. Between asking and working `begin` tells that it is due. */
export function atRest(
  quietMs: number,
  work: () => void,
  begin: () => () => void,
): { request(): void; cancel(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let end: (() => void) | undefined;
  const cancel = (): void => {
    clearTimeout(timer);
    timer = undefined;
    end?.();
    end = undefined;
  };
  return {
    request() {
      end ??= begin();
      clearTimeout(timer);
      timer = setTimeout(() => {
        work();
        cancel();
      }, quietMs);
    },
    cancel,
  };
}
