// Steps of what runs commands in a row: functions, lists, `&&`, `||`, `!`.
import type { Wait } from '../../os/table.ts';
import type { ShellRun } from '../run.ts';
import type { Frame } from '../state.ts';
import type { Node, NodeOf } from '../syntax.ts';

type Outcome = Wait | undefined;
const CANNOT_FORK = 2;

export function call(run: ShellRun, frame: Frame, body: Node): Outcome {
  if (frame.step++ === 0) run.push(frame.script, body);
  else run.pop();
  return undefined;
}

export function list(run: ShellRun, frame: Frame, { items }: NodeOf<'list'>): Outcome {
  const item = items[frame.step++];
  if (!item) run.pop();
  else if (item.background) background(run, frame, item.node);
  else run.push(frame.script, item.node);
  return undefined;
}

function background(run: ShellRun, frame: Frame, node: Node): void {
  const pid = run.fork(frame.script, node, run.with(0, 'null'), true);
  run.shell.status = pid === undefined ? CANNOT_FORK : 0;
  if (pid === undefined) return;
  run.shell.lastJob = pid;
  run.shell.jobs = [...run.shell.jobs, pid];
}

export function choice(run: ShellRun, frame: Frame, { type, left, right }: NodeOf<'and' | 'or'>): Outcome {
  if (frame.step++ === 0) {
    run.push(frame.script, left);
    return undefined;
  }
  run.pop();
  if ((run.shell.status === 0) === (type === 'and')) run.push(frame.script, right);
  return undefined;
}

export function negation(run: ShellRun, frame: Frame, { body }: NodeOf<'not'>): Outcome {
  if (frame.step++ === 0) run.push(frame.script, body);
  else {
    run.pop();
    run.shell.status = run.shell.status === 0 ? 1 : 0;
  }
  return undefined;
}
