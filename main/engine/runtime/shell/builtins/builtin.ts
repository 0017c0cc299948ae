import type { Wait } from '../../os/table.ts';
import type { ShellRun } from '../run.ts';
import type { Frame } from '../state.ts';

/** Its exit code, what it waits for, or `handled` when it has changed what is under way itself. */
export type BuiltinOutcome = number | Wait | 'handled';

/** A command that the shell carries out itself; `frame` is that of the command. */
export type Builtin = (run: ShellRun, args: readonly string[], frame: Frame) => BuiltinOutcome;
