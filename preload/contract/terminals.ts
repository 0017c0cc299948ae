// The terminals of the window: where they stand, what is typed into them, and what the host tells of them. Terminals live
// in the host; the window draws their bytes.
import * as v from 'valibot';

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(253));
const namespace = v.pipe(v.string(), v.minLength(1), v.maxLength(63));
const terminal = v.pipe(v.string(), v.minLength(1), v.maxLength(32));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const cells = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000));

/** So much is typed or pasted at once at most, in UTF-16 units; the window cuts what is longer. */
export const TYPED_MAX = 65_536;
/** So much of a file is edited at most. */
const FILE_MAX = 4_194_304;
/** So much output is under way to the window before the host waits, in UTF-16 units. */
export const OUTPUT_AHEAD_MAX = 131_072;

/** The person's own machine, outside the cluster; a machine of the cluster; or a container of a Pod. */
export const terminalPlace = v.variant('kind', [
  v.object({ kind: v.literal('outside') }),
  v.object({ kind: v.literal('node'), node: name }),
  v.object({ kind: v.literal('pod'), namespace, pod: name, container: name }),
]);
export type TerminalPlace = v.InferOutput<typeof terminalPlace>;

/** What calls on terminals take, by the calls' names. */
export const terminalPayloads = {
  open: v.object({ place: terminalPlace, columns: cells, rows: cells }),
  input: v.object({ terminal, text: v.pipe(v.string(), v.maxLength(TYPED_MAX)) }),
  resize: v.object({ terminal, columns: cells, rows: cells }),
  /** So much of the output has been drawn, in UTF-16 units. */
  drawn: v.object({ terminal, characters: count }),
  /** Ends what `terminal-edit` began; without text the file stays as it was. */
  edited: v.object({ terminal, edit: count, text: v.optional(v.pipe(v.string(), v.maxLength(FILE_MAX))) }),
  close: v.object({ terminal }),
} as const;

/** What the host tells of a terminal, over the message port. */
export type TerminalPush =
  | { readonly type: 'terminal-output'; readonly terminal: string; readonly text: string }
  /** Whether a command runs in it. */
  | { readonly type: 'terminal-busy'; readonly terminal: string; readonly busy: boolean }
  /** A file is to be edited; nothing else is done there until `terminal:edited`. */
  | {
      readonly type: 'terminal-edit';
      readonly terminal: string;
      readonly edit: number;
      readonly file: string;
      readonly text: string;
    }
  /** The file is not to be edited any more: what asked for that was stopped. */
  | { readonly type: 'terminal-edit-ended'; readonly terminal: string; readonly edit: number }
  /** The shell has ended, with this exit code. */
  | { readonly type: 'terminal-closed'; readonly terminal: string; readonly exitCode: number };
