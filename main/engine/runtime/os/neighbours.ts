// Processes beside those of a container that it can see.
import type { ProcessRow } from '../programs/program.ts';
import type { SignalName } from './signals.ts';

export interface Neighbours {
  /** A number that nobody's process has had. */
  freePid(): number;
  rows(): readonly ProcessRow[];
  /** False when there is no such process. */
  signal(pid: number, signal: SignalName): boolean;
}
