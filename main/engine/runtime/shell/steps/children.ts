// Steps of what needs children or other open files: pipelines, subshells, redirected commands.
import type { Descriptors } from '../../os/descriptor.ts';
import type { Wait } from '../../os/table.ts';
import { childOf } from '../child.ts';
import { expanded } from '../expanding.ts';
import { applyRedirects, resolveRedirects } from '../redirects.ts';
import type { ShellRun } from '../run.ts';
import type { Frame } from '../state.ts';
import type { NodeOf } from '../syntax.ts';

type Outcome = Wait | undefined;
const CANNOT_FORK = 2;

export function pipeline(run: ShellRun, frame: Frame, node: NodeOf<'pipeline'>): Outcome {
  if (!frame.pids) frame.pids = startStages(run, frame, node);
  const pid = frame.pids[frame.step];
  if (pid === undefined) return run.done(frame.status ?? 0);
  const status = run.own.ended(pid);
  if (status === undefined) return run.waitFor(pid);
  frame.step++;
  const keeps = run.shell.options.includes('p') && status === 0 ? frame.status : undefined;
  frame.status = keeps ?? status;
  return undefined;
}

function startStages(run: ShellRun, frame: Frame, { stages }: NodeOf<'pipeline'>): readonly number[] {
  const tested = run.isTested();
  const pids: number[] = [];
  let input = run.fds['0'] ?? 'null';
  stages.forEach((stage, index) => {
    const isLast = index === stages.length - 1;
    const [out, into] = isLast ? [undefined, undefined] : run.os.open.pipe();
    const fds: Descriptors = { ...run.fds, 0: input, ...(into !== undefined && { 1: into }) };
    const pid = run.fork(frame.script, stage, fds, tested);
    if (pid !== undefined) pids.push(pid);
    input = out ?? 'null';
  });
  return pids;
}

export function subshell(run: ShellRun, frame: Frame, { body }: NodeOf<'subshell'>): Outcome {
  if (!frame.pids) {
    const pid = run.fork(frame.script, body, run.fds);
    if (pid === undefined) return run.done(CANNOT_FORK);
    frame.pids = [pid];
  }
  return childOf(run, frame);
}

export function redirected(run: ShellRun, frame: Frame, { body, redirects }: NodeOf<'redirected'>): Outcome {
  if (frame.step > 0) {
    run.pop();
    return undefined;
  }
  return expanded(
    run,
    frame,
    (scope) => resolveRedirects(redirects, scope),
    (resolved) => {
      frame.saved = run.fds;
      if (!applyRedirects(run, resolved)) return run.done(1);
      frame.step = 1;
      run.push(frame.script, body);
      return undefined;
    },
  );
}
