// Signals by name and number, and what they do to a process that does not handle them.
const NUMBERS = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  ABRT: 6,
  KILL: 9,
  USR1: 10,
  SEGV: 11,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
  CHLD: 17,
  CONT: 18,
  STOP: 19,
  TSTP: 20,
  WINCH: 28,
} as const;

export type SignalName = keyof typeof NUMBERS;

const HARMLESS: ReadonlySet<SignalName> = new Set(['CHLD', 'CONT', 'STOP', 'TSTP', 'WINCH']);
const WORDS: Readonly<Partial<Record<SignalName, string>>> = {
  HUP: 'Hangup',
  QUIT: 'Quit',
  ABRT: 'Aborted',
  KILL: 'Killed',
  USR1: 'User defined signal 1',
  SEGV: 'Segmentation fault',
  USR2: 'User defined signal 2',
  ALRM: 'Alarm clock',
  TERM: 'Terminated',
};

/** The signal that `TERM`, `SIGTERM`, `term` or `15` means; `0` and what is none give undefined. */
export function signalNamed(text: string): SignalName | undefined {
  const name = text.toUpperCase().replace(/^SIG/, '');
  if (Object.hasOwn(NUMBERS, name)) return name as SignalName;
  return /^\d+$/.test(text) ? signalNumbered(Number(text)) : undefined;
}

export function signalNumber(name: SignalName): number {
  return NUMBERS[name];
}

export function signalNumbered(number: number): SignalName | undefined {
  return (Object.keys(NUMBERS) as SignalName[]).find((name) => NUMBERS[name] === number);
}

/** The exit code of a process that a signal has ended. */
export function exitCodeOf(name: SignalName): number {
  return 128 + NUMBERS[name];
}

/** Whether a process without a handler lives on. */
export function isHarmless(name: SignalName): boolean {
  return HARMLESS.has(name);
}

/** What a shell says of a child that a signal has ended; undefined when nothing. */
export function wordsOf(exitCode: number): string | undefined {
  const name = exitCode > 128 ? signalNumbered(exitCode - 128) : undefined;
  return name && WORDS[name];
}
