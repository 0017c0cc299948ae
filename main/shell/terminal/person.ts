// Whoever sits at a terminal, as programs know them.
import type { Keyboard } from '../kubectl/surroundings.ts';

export interface Person {
  readonly keyboard: Keyboard;
  /** The lines that were typed in this shell, the oldest first. */
  readonly typed: readonly string[];
  /**
   * Lets them edit a file; comes to what they saved, or undefined when they closed it as it was or `signal` was aborted.
   */
  edit(file: string, text: string, signal: AbortSignal): Promise<string | undefined>;
  /** Seats them at another machine until they leave it; comes to the exit code of its shell. */
  visit(node: string): Promise<number>;
}
