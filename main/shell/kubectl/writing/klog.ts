// Models k8s.io/klog/v2: a line of kubectl's own log, which goes to standard error.
import { toMicroTimestamp } from '../../../engine/kernel/time.ts';
import type { CommandContext } from '../command.ts';

const PROCESS_ID = 4242;

/** Prints a warning; `place` is file and line in kubectl. */
export function klogWarning(context: CommandContext, place: string, text: string): void {
  context.err(klogLine(context, 'W', place, text));
}

/** A line of the log, of a warning or of what ends the command. */
export function klogLine({ client }: CommandContext, severity: 'W' | 'F', place: string, text: string): string {
  const [date = '', time = ''] = toMicroTimestamp(client.now).replace('Z', '').split('T');
  const [, month = '', day = ''] = date.split('-');
  return `${severity}${month}${day} ${time} ${String(PROCESS_ID).padStart(7)} ${place}] ${text}\n`;
}
