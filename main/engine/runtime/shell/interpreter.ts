// Runs scripts step by step. What is under way is a stack of frames; each step looks at the topmost one.
import type { Wait } from '../os/table.ts';
import { calculate, expandText } from './expand.ts';
import { expanded } from './expanding.ts';
import type { ShellRun } from './run.ts';
import { simpleCommand } from './simple-command.ts';
import { pipeline, redirected, subshell } from './steps/children.ts';
import { call, choice, list, negation } from './steps/lists.ts';
import { caseOf, condition, forLoop, loop } from './steps/loops.ts';

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
