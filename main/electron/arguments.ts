// What the app was started with.
import { resolve } from 'node:path';
import { SESSION_EXTENSION } from '../store/session-name.ts';

export interface AppArguments {
  /** Folder for what the demonstration leaves behind. */
  readonly demo: string | undefined;
  /** A session file to open. */
  readonly session: string | undefined;
}

/** Reads the command line; paths are relative to `folder`. Switches that are not ours are Chromium's. */
export function readArguments(argv: readonly string[], folder: string): AppArguments {
  const demo = argv.find((argument) => argument.startsWith('--demo='))?.slice('--demo='.length);
  const session = argv.slice(1).find((argument) => !argument.startsWith('-') && argument.endsWith(SESSION_EXTENSION));
  return {
    demo: demo === undefined ? undefined : resolve(folder, demo),
    session: session === undefined ? undefined : resolve(folder, session),
  };
}
