// Runs scripts step by step. What is under way is a stack of frames; each step looks at the topmost one.
import type { Descriptors } from '../os/descriptor.ts';
import type { Wait } from '../os/table.ts';
import { childOf } from './child.ts';
import { calculate, expandFields, expandPattern, expandText } from './expand.ts';
import { expanded } from './expanding.ts';
import { matches } from './pattern.ts';
import { applyRedirects, resolveRedirects } from './redirects.ts';
import type { ShellRun } from './run.ts';
import { simpleCommand } from './simple-command.ts';
import type { Frame } from './state.ts';
import type { Node, NodeOf } from './syntax.ts';

type Outcome = Wait | undefined;
const SYNTAX_ERROR = 2;

/** Does the next thing; answers what the shell has to wait for. */
export function step(run: ShellRun): Outcome {
  const frame = run.shell.frames.at(-1);
  if (!frame) return undefined;
  const node = run.node(frame);
  if (frame.kind === 'call') return call(run, frame, node);
  switch (node.type) {
    case 'list':
      return list(run, frame, node);
    case 'and':
    case 'or':
      return choice(run, frame, node);
    case 'not':
      return negation(run, frame, node);
    case 'pipeline':
      return pipeline(run, frame, node);
    case 'simple':
      return simpleCommand(run, frame, node);
    case 'subshell':
      return subshell(run, frame, node);
    case 'redirected':
      return redirected(run, frame, node);
    case 'if':
      return condition(run, frame, node);
    case 'loop':
      return loop(run, frame, node);
    case 'for':
      return forLoop(run, frame, node);
    case 'case':
      return caseOf(run, frame, node);
    case 'function':
      run.shell.functions[node.name] = [frame.script, node.body.id];
      return run.done(0);
    case 'arithmetic':
      return expanded(
        run,
        frame,
        (scope) => calculate(expandText(node.word, scope), scope),
        (value) => run.done(value === '0' ? 1 : 0),
      );
    case 'error':
      run.complain(node.message);
      return run.exit(SYNTAX_ERROR);
  }
}

function call(run: ShellRun, frame: Frame, body: Node): Outcome {
  if (frame.step++ === 0) run.push(frame.script, body);
  else run.pop();
  return undefined;
}

function list(run: ShellRun, frame: Frame, { items }: NodeOf<'list'>): Outcome {
  const item = items[frame.step++];
  if (!item) run.pop();
  else if (item.background) background(run, frame, item.node);
  else run.push(frame.script, item.node);
  return undefined;
}

function background(run: ShellRun, frame: Frame, node: Node): void {
  const pid = run.fork(frame.script, node, run.with(0, 'null'), true);
  run.shell.status = pid === undefined ? SYNTAX_ERROR : 0;
  if (pid === undefined) return;
  run.shell.lastJob = pid;
  run.shell.jobs = [...run.shell.jobs, pid];
}

function choice(run: ShellRun, frame: Frame, { type, left, right }: NodeOf<'and' | 'or'>): Outcome {
  if (frame.step++ === 0) {
    run.push(frame.script, left);
    return undefined;
  }
  run.pop();
  if ((run.shell.status === 0) === (type === 'and')) run.push(frame.script, right);
  return undefined;
}

function negation(run: ShellRun, frame: Frame, { body }: NodeOf<'not'>): Outcome {
  if (frame.step++ === 0) run.push(frame.script, body);
  else {
    run.pop();
    run.shell.status = run.shell.status === 0 ? 1 : 0;
  }
  return undefined;
}

function pipeline(run: ShellRun, frame: Frame, node: NodeOf<'pipeline'>): Outcome {
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

function subshell(run: ShellRun, frame: Frame, { body }: NodeOf<'subshell'>): Outcome {
  if (!frame.pids) {
    const pid = run.fork(frame.script, body, run.fds);
    if (pid === undefined) return run.done(SYNTAX_ERROR);
    frame.pids = [pid];
  }
  return childOf(run, frame);
}

function redirected(run: ShellRun, frame: Frame, { body, redirects }: NodeOf<'redirected'>): Outcome {
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

function condition(run: ShellRun, frame: Frame, node: NodeOf<'if'>): Outcome {
  if (frame.step++ === 0) {
    run.push(frame.script, node.condition);
    return undefined;
  }
  run.pop();
  const next = run.shell.status === 0 ? node.then : node.otherwise;
  if (next) run.push(frame.script, next);
  else run.shell.status = 0;
  return undefined;
}

function loop(run: ShellRun, frame: Frame, node: NodeOf<'loop'>): Outcome {
  const { shell } = run;
  switch (frame.step) {
    case 0:
      frame.step = 1;
      run.push(frame.script, node.condition);
      return undefined;
    case 1:
      if ((shell.status === 0) === node.until) {
        shell.status = frame.status ?? 0;
        run.pop();
      } else {
        frame.step = 2;
        run.push(frame.script, node.body);
      }
      return undefined;
    default:
      frame.status = shell.status;
      frame.step = 0;
      return undefined;
  }
}

function forLoop(run: ShellRun, frame: Frame, node: NodeOf<'for'>): Outcome {
  if (!frame.words) {
    const { words } = node;
    if (!words) frame.words = run.shell.args;
    else {
      return expanded(
        run,
        frame,
        (scope) => expandFields(words, scope),
        (fields) => {
          frame.words = fields;
          return undefined;
        },
      );
    }
  }
  const word = frame.words[frame.step];
  if (word === undefined) {
    if (frame.step === 0) run.shell.status = 0;
    run.pop();
    return undefined;
  }
  frame.step++;
  run.shell.vars[node.name] = word;
  run.push(frame.script, node.body);
  return undefined;
}

function caseOf(run: ShellRun, frame: Frame, node: NodeOf<'case'>): Outcome {
  return expanded(
    run,
    frame,
    (scope) => {
      const text = expandText(node.word, scope);
      return node.branches.find(({ patterns }) => patterns.some((each) => matches(expandPattern(each, scope), text)));
    },
    (branch) => {
      run.pop();
      run.shell.status = 0;
      if (branch) run.push(frame.script, branch.body);
      return undefined;
    },
  );
}
